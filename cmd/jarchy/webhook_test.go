package main_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

const (
	hookURL    = "https://bot.example.org/telegram"
	hookSecret = "webhook-secret-of-the-test"
)

// TestWebhook has Telegram bring the updates: to two processes, of which one stands
// by and sends Telegram away.
func TestWebhook(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.secret = append(h.secret, hookSecret)
	first := h.serve(program, "JARCHY_WEBHOOK_URL="+hookURL, "JARCHY_WEBHOOK_SECRET="+hookSecret)
	first.ready()
	h.await("a webhook", func() bool {
		return slices.ContainsFunc(h.sim.Journal(), func(c simulator.Call) bool { return c.Method == "setWebhook" && c.Code == 200 })
	})
	go h.sim.Bring(t.Context(), "http://"+first.listen)

	coordinator := h.person(owner)
	if m := h.answer(coordinator, func() { coordinator.Say("/help") }); !strings.Contains(m.Text, "/new") {
		t.Errorf("/help: got %q", m.Text)
	}
	// Brought again, as after an answer that was lost: done is done.
	before := h.delivered()
	if err := h.sim.Redeliver(h.sim.LastUpdate()); err != nil {
		t.Fatal(err)
	}
	h.await("the update taken again", func() bool { return h.sim.Pending() == 0 })
	h.answer(coordinator, func() { coordinator.Say("/upcoming") })
	h.await("the answer in the journal", func() bool { return h.delivered() > before })
	if got := h.delivered() - before; got != 1 {
		t.Errorf("messages after a repeated update and /upcoming: got %d, want 1", got)
	}

	second := h.serve(program, "JARCHY_WEBHOOK_URL="+hookURL, "JARCHY_WEBHOOK_SECRET="+hookSecret)
	second.ready()
	update := `{"update_id":900001,"message":{"message_id":900,"date":1795000000,"chat":{"id":101,"type":"private","first_name":"N"},"from":{"id":101,"is_bot":false,"first_name":"N"},"text":"/help"}}`
	for _, tt := range []struct {
		name, to, secret, body string
		want                   int
	}{
		{"standby", second.listen, hookSecret, update, http.StatusServiceUnavailable},
		{"no secret", first.listen, "", update, http.StatusForbidden},
		{"wrong secret", first.listen, hookSecret + "x", update, http.StatusForbidden},
		{"too long", first.listen, hookSecret, strings.Repeat(" ", 1<<20+1) + update, http.StatusRequestEntityTooLarge},
		{"no update", first.listen, hookSecret, `{"hello":1}`, http.StatusBadRequest},
		{"no JSON", first.listen, hookSecret, `<html>`, http.StatusBadRequest},
		{"an update", first.listen, hookSecret, update, http.StatusOK},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+tt.to+"/telegram", strings.NewReader(tt.body))
		if err != nil {
			t.Fatal(err)
		}
		if tt.secret != "" {
			r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if resp.StatusCode != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, resp.StatusCode, tt.want)
		}
		if tt.want == http.StatusServiceUnavailable && resp.Header.Get("Retry-After") != "1" {
			t.Errorf("%s: Retry-After %q, want 1", tt.name, resp.Header.Get("Retry-After"))
		}
	}
	// 200 was said after the commit.
	if n := h.number(`SELECT count(*) FROM update_mark WHERE update_id = 900001 AND done_at IS NOT NULL`); n != 1 {
		t.Error("the update was answered and is not marked as done")
	}
	if status, _ := get(first.listen, "/telegram"); status != http.StatusMethodNotAllowed {
		t.Errorf("GET: got %d, want %d", status, http.StatusMethodNotAllowed)
	}
	second.Stop()
	first.Stop()

	// A bot that polls takes the webhook away.
	third := h.serve(program)
	third.ready()
	h.await("a poll", h.sim.Polling)
	third.Stop()
}

func TestWebhookSettings(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, tt := range []struct {
		name string
		env  []string
		want string
	}{
		{"no secret", []string{"JARCHY_WEBHOOK_URL=" + hookURL}, "JARCHY_WEBHOOK_SECRET"},
		{"short secret", []string{"JARCHY_WEBHOOK_URL=" + hookURL, "JARCHY_WEBHOOK_SECRET=abc"}, "16 to 256"},
		{"secret of other letters", []string{"JARCHY_WEBHOOK_URL=" + hookURL, "JARCHY_WEBHOOK_SECRET=it is a secret, is it not"}, "16 to 256"},
		{"http", []string{"JARCHY_WEBHOOK_URL=http://bot.example.org/", "JARCHY_WEBHOOK_SECRET=" + hookSecret}, "https://"},
		{"a path that is taken", []string{"JARCHY_WEBHOOK_URL=https://bot.example.org/metrics", "JARCHY_WEBHOOK_SECRET=" + hookSecret}, "taken"},
		{"a path of other letters", []string{"JARCHY_WEBHOOK_URL=https://bot.example.org/{a b}", "JARCHY_WEBHOOK_SECRET=" + hookSecret}, "https://bot.example.org/telegram"},
		{"nowhere to arrive", []string{"JARCHY_WEBHOOK_URL=" + hookURL, "JARCHY_WEBHOOK_SECRET=" + hookSecret, "JARCHY_LISTEN="}, "JARCHY_LISTEN"},
	} {
		out, code := run(t, with(h.env(processtest.FreeAddress(t)), tt.env...), "", "serve")
		if code == 0 || !strings.Contains(out, tt.want) {
			t.Errorf("%s: got exit code %d, want an error with %q\n%s", tt.name, code, tt.want, out)
		}
	}
}
