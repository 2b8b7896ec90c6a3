package simulator

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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
	fault := s.faultOf(c)
	switch fault.kind {
	case hangFault:
		s.record(c, answer{}, fault)
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		panic(http.ErrAbortHandler)
	case cutBeforeFault:
		s.record(c, answer{}, fault)
		panic(http.ErrAbortHandler) // net/http closes the connection and says nothing
	case html502Fault:
		s.record(c, answer{Code: http.StatusBadGateway, Description: "Bad Gateway"}, fault)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte(badGateway)) // a caller who is gone has no page to read
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
		a = s.run(r.Context(), c)
	}
	if a.bug {
		s.violate(c, a.Description)
	}
	if fault.kind == cutAfterFault {
		s.record(c, answer{}, fault)
		panic(http.ErrAbortHandler)
	}
	s.record(c, a, fault)
	write(w, a)
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
	data, err := json.Marshal(a)
	if err != nil {
		panic("simulator: answer: " + err.Error())
	}
	if a.Parameters != nil && a.Parameters.RetryAfter != 0 {
		w.Header().Set("Retry-After", strconv.Itoa(a.Parameters.RetryAfter))
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(code)
	_, _ = w.Write(data) // a caller who is gone reads no answer
}

// run does what a call asks for, if the specification knows it.
func (s *Server) run(ctx context.Context, c *call) answer {
	if _, ok := s.spec.Methods[c.method]; !ok {
		return refuse(&refusal{code: 404, description: "Not Found: method not found", bug: true})
	}
	if id, err := strconv.ParseInt(c.str("chat_id"), 10, 64); err == nil {
		c.chat = id
	}
	if found := s.spec.check(c); len(found) > 0 {
		return refuse(bug(found[0].description()))
	}
	m, ok := s.methods[c.method]
	if !ok {
		return refuse(notSimulated(c.method))
	}
	for _, name := range slices.Sorted(maps.Keys(c.params)) {
		if !slices.Contains(m.takes, name) {
			return refuse(notSimulated(c.method + "'s " + name))
		}
	}
	result, r := m.run(s, ctx, c)
	if r != nil {
		return refuse(r)
	}
	return answer{OK: true, Result: result}
}

// record keeps a call in the journal.
func (s *Server) record(c *call, a answer, f Fault) {
	entry := Call{
		Time: s.now(), Method: c.method, Params: c.params, Chat: c.chat,
		Code: a.Code, Description: a.Description, MessageID: c.message, Fault: string(f.kind),
	}
	if a.OK {
		entry.Code = http.StatusOK
	}
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		entry.Files = append(entry.Files, c.files[name].name)
	}
	s.log.Debug("call", slog.String("method", c.method), slog.Int64("chat", c.chat), slog.Int("code", entry.Code),
		slog.String("description", a.Description), slog.String("fault", entry.Fault))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.journal = append(s.journal, entry)
	s.wake()
}

// violate keeps a call that no bot should make.
func (s *Server) violate(c *call, description string) {
	text := c.method
	if c.chat != 0 {
		text += " to " + strconv.FormatInt(c.chat, 10)
	}
	text += ": " + description
	for _, name := range []string{"text", "caption", "reply_markup"} {
		if v := c.str(name); v != "" {
			text += "; " + name + " " + strconv.Quote(excerpt(v, 300))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.complain(text)
}

// complain adds a violation.
func (s *Server) complain(text string) {
	s.log.Warn("violation", slog.String("text", text))
	s.violations = append(s.violations, text)
	s.wake()
}

// excerpt is the beginning of a text, of at most n characters.
func excerpt(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}

// Journal is every call so far, in the order they were answered.
func (s *Server) Journal() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.journal)
}

// Violations are the calls that broke the Bot API's rules, and misuses of the
// simulator by its driver. A test fails on any.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}
