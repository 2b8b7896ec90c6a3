package simulator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

// ids are those of the updates that getUpdates gives.
func ids(t *testing.T, s *simulator.Server, args ...string) string {
	t.Helper()
	var list []int64
	for _, u := range result[[]struct {
		ID int64 `json:"update_id"`
	}](t, ok(t, s, "getUpdates", args...)) {
		list = append(list, u.ID)
	}
	return fmt.Sprint(list)
}

func TestUpdatesStayUntilConfirmed(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{FirstUpdate: 500})
	p := someone(s)
	for i := range 4 {
		p.Say(fmt.Sprint("message ", i))
	}
	for _, tt := range []struct{ what, args, want string }{
		{"all", "", "[500 501 502 503 504]"},
		{"all again", "", "[500 501 502 503 504]"},
		{"two", "limit 2", "[500 501]"},
		{"confirmed to 502", "offset 502", "[502 503 504]"},
		{"not given again", "", "[502 503 504]"},
		{"an old offset", "offset 1", "[502 503 504]"},
		{"the last", "offset -1", "[504]"},
		{"the rest is forgotten", "", "[504]"},
		{"an offset in the future", "offset 900", "[504]"},
		{"all confirmed", "offset 505", "[]"},
	} {
		if got := ids(t, s, strings.Fields(tt.args)...); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.what, got, tt.want)
		}
	}
	if got := s.Pending(); got != 0 {
		t.Errorf("%d pending", got)
	}
	noViolations(t, s)
}

func TestIdsRestartLower(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{FirstUpdate: 900_000})
	p := someone(s)
	if got, want := ids(t, s, "offset", "0"), "[900000]"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	ids(t, s, "offset", "900001")
	s.SkipTo(77)
	p.Say("after a quiet week")
	if got, want := ids(t, s, "offset", "900001"), "[77]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ids(t, s, "offset", "78"), "[]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRedeliver(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	someone(s)
	ids(t, s, "offset", "2")
	if err := s.Redeliver(1); err != nil {
		t.Fatal(err)
	}
	if got, want := ids(t, s, "offset", "2"), "[1]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ids(t, s, "offset", "2"), "[]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := s.Redeliver(99); err == nil {
		t.Error("an update that never was is delivered again")
	}
}

func TestInjectRaw(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	id := s.InjectRaw(json.RawMessage(`{"message":{"message_id":"two"}}`))
	if got := ids(t, s); id != 1 || got != "[1]" || s.LastUpdate() != 1 {
		t.Errorf("id %d, got %s, last %d", id, got, s.LastUpdate())
	}
	if s.InjectRaw(json.RawMessage(`[]`)); len(s.Violations()) != 1 {
		t.Error("what is no object was delivered")
	}
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	p := someone(s)
	ids(t, s, "offset", "2", "allowed_updates", `["my_chat_member"]`)
	p.Say("not wanted")
	p.Block()
	ids(t, s)
	p.Unblock()
	if got, want := ids(t, s, "allowed_updates", "null"), "[2 3]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	ids(t, s, "offset", "4", "allowed_updates", "[]")
	p.Say("wanted again")
	if got, want := ids(t, s), "[4]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// longPoll polls in the background and gives what came of it.
func longPoll(t *testing.T, ctx context.Context, s *simulator.Server) <-chan string {
	t.Helper()
	out := make(chan string, 1)
	go func() {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/bot"+s.Token()+"/getUpdates?timeout=50", nil)
		if err != nil {
			out <- err.Error()
			return
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			out <- "error"
			return
		}
		defer resp.Body.Close()
		var got struct {
			Result []struct {
				ID int64 `json:"update_id"`
			}
			Description string
		}
		if err := json.NewDecoder(resp.Body).Decode(&got); err != nil {
			out <- err.Error()
			return
		}
		out <- fmt.Sprint(got.Result, got.Description)
	}()
	return out
}

// waiting waits until a call waits for updates.
func waiting(t *testing.T, s *simulator.Server) {
	t.Helper()
	await(t, s, s.Polling)
}

func TestLongPollWakes(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	out := longPoll(t, t.Context(), s)
	waiting(t, s)
	someone(s)
	if got, want := <-out, "[{1}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSecondPollEndsTheFirst(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	first := longPoll(t, t.Context(), s)
	waiting(t, s)
	ids(t, s)
	if got, want := <-first, "[]Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	noViolations(t, s)
}

func TestPollWithWebhook(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	first := longPoll(t, t.Context(), s)
	waiting(t, s)
	ok(t, s, "setWebhook", "url", "https://example.org/hook", "allowed_updates", `["message"]`, "secret_token", "s3cret", "max_connections", "20")
	if got, want := <-first, "[]Conflict: terminated by setWebhook request"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := do(t, s, "getUpdates")
	if want := "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"; got.Code != 409 || got.Description != want {
		t.Errorf("got %d %s", got.Code, got.Description)
	}
	someone(s)
	if got, want := string(ok(t, s, "getWebhookInfo").Result), `{"allowed_updates":["message"],"has_custom_certificate":false,"max_connections":20,"pending_update_count":1,"url":"https://example.org/hook"}`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	ok(t, s, "deleteWebhook")
	if got, want := ids(t, s), "[1]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	ok(t, s, "deleteWebhook", "drop_pending_updates", "true")
	if got, want := ids(t, s), "[]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	noViolations(t, s)
}

func TestPollerWhoLeavesIsForgotten(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	out := longPoll(t, ctx, s)
	waiting(t, s)
	cancel()
	if got, want := <-out, "error"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	someone(s)
	if got, want := ids(t, s), "[1]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestShortPollEnds(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	began := time.Now()
	if got, want := ids(t, s, "timeout", "1"), "[]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if took := time.Since(began); took < time.Second || took > 5*time.Second {
		t.Errorf("a poll of one second took %s", took)
	}
}

func TestCloseEndsPolls(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	out := longPoll(t, t.Context(), s)
	waiting(t, s)
	s.Close()
	<-out
	s.Close()
}
