package simulator_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

// start gives a server on a port of its own.
func start(t *testing.T, o simulator.Options) *simulator.Server {
	t.Helper()
	s := simulator.New(o)
	if err := s.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// noViolations fails the test on any.
func noViolations(t *testing.T, s *simulator.Server) {
	t.Helper()
	if got := s.Violations(); len(got) > 0 {
		t.Errorf("violations: %q", got)
	}
}

// await waits until met, for ten seconds at most.
func await(t *testing.T, s *simulator.Server, met func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Await(ctx, met); err != nil {
		t.Fatalf("%v; violations %q", err, s.Violations())
	}
}

// someone is a person who has pressed Start.
func someone(s *simulator.Server) *simulator.Person {
	p := s.Person(101, "Participant One", "ru")
	p.Start("")
	return p
}

type reply struct {
	Status      int `json:"-"`
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
}

// do makes a call; args are names and values of its parameters.
func do(t *testing.T, s *simulator.Server, method string, args ...string) reply {
	t.Helper()
	values := url.Values{}
	for pair := range slices.Chunk(args, 2) {
		values.Set(pair[0], pair[1])
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+"/bot"+s.Token()+"/"+method, strings.NewReader(values.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return send(t, r)
}

func send(t *testing.T, r *http.Request) reply {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := reply{Status: resp.StatusCode}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return got
}

// handled makes a call without a network.
func handled(t *testing.T, s *simulator.Server, method string, chat int64) reply {
	t.Helper()
	values := url.Values{}
	if chat != 0 {
		values = url.Values{"chat_id": {strconv.FormatInt(chat, 10)}, "text": {"x"}}
	}
	r := httptest.NewRequest(http.MethodPost, "/bot"+s.Token()+"/"+method, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	got := reply{Status: w.Code}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	return got
}

// ok makes a call that must succeed.
func ok(t *testing.T, s *simulator.Server, method string, args ...string) reply {
	t.Helper()
	got := do(t, s, method, args...)
	if !got.OK {
		t.Fatalf("%s: %d %s", method, got.Code, got.Description)
	}
	return got
}

// result decodes what a call gave.
func result[T any](t *testing.T, r reply) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.Result, &v); err != nil {
		t.Fatalf("%s: %v", r.Result, err)
	}
	return v
}

type sentMessage struct {
	ID       int   `json:"message_id"`
	Date     int64 `json:"date"`
	EditDate int64 `json:"edit_date"`
	Chat     struct{ ID int64 }
	From     simulator.User
	Text     string
	Caption  string
	Entities []simulator.Entity
	Document *struct {
		ID   string `json:"file_id"`
		Name string `json:"file_name"`
		Mime string `json:"mime_type"`
		Size int    `json:"file_size"`
	}
	Markup json.RawMessage `json:"reply_markup"`
}

const oneButton = `{"inline_keyboard":[[{"text":"I'll come","callback_data":"go"}]]}`
