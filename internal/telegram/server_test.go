package telegram_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"jarchy/internal/telegram"
)

const token = "123456789:AAtestTESTtestTESTtestTESTtestTESTte"

var programmeNow = time.Date(2026, time.November, 23, 4, 0, 0, 0, time.UTC)

// serve runs h as the Bot API and gives a client for it. h gets the method's name; the
// form is parsed. When the test ends, the log must not hold the token.
func serve(t *testing.T, h func(w http.ResponseWriter, r *http.Request, method string)) *telegram.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if file, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+token+"/"); ok {
			h(w, r, "file "+file)
			return
		}
		method, ok := strings.CutPrefix(r.URL.Path, "/bot"+token+"/")
		if !ok {
			t.Errorf("got a request for %s", r.URL.Path)
		}
		if err := r.ParseMultipartForm(1 << 20); err != nil && err != http.ErrNotMultipart {
			t.Errorf("form: %v", err)
		}
		// The multipart reader stops short of the end, and the server notices only
		// behind it that the caller is gone.
		_, _ = io.Copy(io.Discard, r.Body)
		h(w, r, method)
	}))
	t.Cleanup(server.Close)
	return newClient(t, server.URL)
}

func newClient(t *testing.T, url string) *telegram.Client {
	t.Helper()
	log := &logBuffer{}
	t.Cleanup(func() { noToken(t, "log", log.String()) })
	c, err := telegram.New(telegram.Options{
		Token:  token,
		APIURL: url,
		Log:    slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now:    func() time.Time { return programmeNow },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// noToken fails the test if s tells the token or a part of it.
func noToken(t *testing.T, where, s string) {
	t.Helper()
	_, secret, _ := strings.Cut(token, ":")
	if strings.Contains(s, secret[:12]) {
		t.Errorf("%s tells the token: %s", where, s)
	}
}

func answer(w http.ResponseWriter, result string) {
	fmt.Fprintf(w, `{"ok":true,"result":%s}`, result)
}

// refuse answers as the Bot API does when it does not do what was asked; parameters is
// JSON, or empty.
func refuse(w http.ResponseWriter, code int, description, parameters string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if parameters != "" {
		parameters = `,"parameters":` + parameters
	}
	fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q%s}`, code, description, parameters)
}

func page(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<html><title>%d %s</title></html>", status, http.StatusText(status))
}

// hang answers nothing until the caller gives up.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// reset ends the connection as a crashed peer does.
func reset(t *testing.T, w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	if err := conn.(*net.TCPConn).SetLinger(0); err != nil {
		t.Error(err)
	}
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}

// nobody is the address of a port on which nobody listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

func within(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}

// endless writes spaces until the caller has had enough.
func endless(w io.Writer) {
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for {
		if _, err := w.Write(spaces); err != nil {
			return
		}
	}
}

// plain is the address of a server that speaks HTTP without TLS.
func plain(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	return server.URL
}
