package simulator

import (
	"context"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Handler is the Bot API: /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serve) }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	file, isFile := strings.CutPrefix(r.URL.Path, "/file/bot")
	path, isCall := strings.CutPrefix(r.URL.Path, "/bot")
	if !isFile && !isCall {
		write(w, answer{Code: 404, Description: "Not Found"})
		return
	}
	if isFile {
		path = file
	}
	token, rest, _ := strings.Cut(path, "/")
	if token != s.token {
		write(w, refuse(&refusal{code: 401, description: unauthorized(token)}))
		return
	}
	if isFile {
		s.serveFile(w, rest)
		return
	}
	s.serveCall(w, r, rest)
}

// unauthorized tells a token that is none from one that is another bot's.
func unauthorized(token string) string {
	if id, secret, ok := strings.Cut(token, ":"); ok && secret != "" {
		if _, err := strconv.ParseInt(id, 10, 64); err == nil {
			return "Unauthorized"
		}
	}
	return "Unauthorized: invalid token specified"
}

func (s *Server) serveCall(w http.ResponseWriter, r *http.Request, method string) {
	c, unread := readCall(method, r)
	c.chat = chatNumber(c)
	fault := s.faultOf(c)
	switch fault.kind {
	case hangFault:
		s.record(c, answer{}, fault)
		s.hang(r)
	case cutBeforeFault:
		s.record(c, answer{}, fault)
		panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
	case resetBefore:
		s.record(c, answer{}, fault)
		reset(w)
	case htmlFault:
		s.record(c, answer{Code: fault.code, Description: http.StatusText(fault.code)}, fault)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(fault.code)
		_, _ = w.Write([]byte(page(fault.code))) // a caller who is gone has no page to read
		return
	case refuseFault:
		a := refuse(fault.refusal)
		s.record(c, a, fault)
		write(w, a)
		return
	case delayFault:
		select {
		case <-time.After(fault.delay):
		case <-r.Context().Done():
		}
	}
	a := refuse(unread)
	if unread == nil {
		if wait := s.limits.take(c.method, c.chat, time.Now()); wait > 0 {
			a = refuse(TooManyRequests(wait).refusal)
		} else {
			a = s.run(r.Context(), c)
		}
	}
	if a.bug {
		s.violate(c, a.Description)
	}
	switch fault.kind {
	case cutAfterFault:
		s.record(c, answer{}, fault)
		panic(http.ErrAbortHandler)
	case resetAfter:
		s.record(c, answer{}, fault)
		reset(w)
	case hangAfter:
		s.record(c, answer{}, fault)
		s.hang(r)
	case truncateFault:
		s.record(c, answer{}, fault)
		truncate(w, a)
	case emptyFault:
		s.record(c, answer{}, fault)
		w.Header().Set("Content-Type", "application/json")
		return
	}
	s.record(c, a, fault)
	write(w, a)
}

// chatNumber is the chat that a call is about; 0 if it names none by number.
func chatNumber(c *call) int64 {
	id, err := strconv.ParseInt(c.str("chat_id"), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// hang waits until the caller gives up.
func (s *Server) hang(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.closed:
	}
	panic(http.ErrAbortHandler)
}

// reset ends a connection as a machine does that knows nothing of it.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // so that Close resets
		}
		_ = conn.Close()
	}
	panic(http.ErrAbortHandler)
}

// truncate writes half of an answer and closes the connection.
func truncate(w http.ResponseWriter, a answer) {
	data := encode(a)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data[:len(data)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// answer is what every call gets.
type answer struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	Code        int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *parameters `json:"parameters,omitempty"`

	bug bool
}

type parameters struct {
	RetryAfter int   `json:"retry_after,omitempty"`
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
}

func refuse(r *refusal) answer {
	if r == nil {
		return answer{}
	}
	a := answer{Code: r.code, Description: r.description, bug: r.bug}
	if r.retryAfter != 0 || r.migrateTo != 0 {
		a.Parameters = &parameters{RetryAfter: r.retryAfter, MigrateTo: r.migrateTo}
	}
	return a
}

func write(w http.ResponseWriter, a answer) {
	code := http.StatusOK
	if !a.OK {
		code = a.Code
	}
	data := encode(a)
	if a.Parameters != nil && a.Parameters.RetryAfter != 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.Parameters.RetryAfter))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(code)
	_, _ = w.Write(data) // a caller who is gone reads no answer
}

func encode(a answer) []byte {
	data, err := json.Marshal(a)
	if err != nil {
		panic("simulator: answer: " + err.Error())
	}
	return data
}

// run does what a call asks for, if the specification knows it.
func (s *Server) run(ctx context.Context, c *call) answer {
	known, ok := s.spec.Methods[c.method]
	if !ok {
		return refuse(&refusal{code: 404, description: "Not Found: method not found", bug: true})
	}
	if found := s.spec.check(c); len(found) > 0 {
		return refuse(bug(found[0].description()))
	}
	m, ok := s.methods[c.method]
	if !ok {
		return refuse(notSimulated(c.method))
	}
	for _, name := range slices.Sorted(maps.Keys(c.params)) {
		if !slices.Contains(m.takes, name) && !known.field(name).absent(c.str(name)) {
			return refuse(notSimulated(c.method + "'s " + name))
		}
	}
	result, r := m.run(s, ctx, c)
	if r != nil {
		return refuse(r)
	}
	return answer{OK: true, Result: result}
}
