package main_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/pgdev"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

func TestServe(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.serve(program)
	s.ready()
	coordinator := h.person(owner)

	if m := h.answer(coordinator, func() { coordinator.Start("") }); m.Text == "" {
		t.Error("/start: an empty answer")
	}
	m := h.answer(coordinator, func() {
		h.say(coordinator, "/new Workshop on risk management, Almaty, 9-11 December, customs of KZ KG TJ UZ, 24 people")
	})
	if want := "Wed 9 – Fri 11 December 2026"; !strings.Contains(m.Text, want) {
		t.Errorf("/new: got %q, want a card that says %q", m.Text, want)
	}

	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	for path, wants := range map[string][]string{
		"/healthz": {"ok"},
		"/readyz":  {`"ready":true`, `"active":true`, fmt.Sprintf(`"host":%q`, host), `"since":"20`, `"last_poll":"20`, `"oldest_due_seconds":0`},
		"/metrics": {"jarchy_active 1", fmt.Sprintf("jarchy_active_since_timestamp_seconds{host=%q} 1.", host), "jarchy_last_poll_timestamp_seconds 1.",
			"jarchy_last_429_until_timestamp_seconds 0", "jarchy_outbox_oldest_due_seconds 0", "jarchy_database_up 1"},
	} {
		status, body := get(s.listen, path)
		for _, want := range wants {
			if status != 200 || !strings.Contains(body, want) {
				t.Errorf("GET %s: got %d %q, want 200 with %q", path, status, body, want)
			}
		}
	}
	if out, code := run(t, []string{"JARCHY_LISTEN=" + s.listen}, "", "health"); code != 0 {
		t.Errorf("health: got exit code %d, want 0\n%s", code, out)
	}
	s.Stop()
	if out, code := run(t, []string{"JARCHY_LISTEN=" + s.listen}, "", "health"); code == 0 {
		t.Errorf("health of a bot that is stopped: exit code 0\n%s", out)
	}
	if n := h.number(`SELECT count(*) FROM lease WHERE run IS NOT NULL`); n != 0 {
		t.Error("the lease was not given back")
	}
}

// TestServeWithoutDatabase starts with a token and an owner alone: the bot brings
// its own Postgres, the owner can work at once, and a second start finds it all.
func TestServeWithoutDatabase(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	data, err := pgdev.Work("jarchyserve") // t.TempDir is closed to the account that runs Postgres for root
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(data) })
	coordinator := h.person(owner)
	for _, step := range []struct{ says, want string }{
		{"/new Workshop on risk management, Almaty, 9-11 December, 24 people", "Wed 9 – Fri 11 December 2026"},
		{"/new", "Risk management"}, // the draft of the first start
	} {
		s := h.serve(program, "DATABASE_URL=", "JARCHY_DATA="+data)
		s.ready()
		m := h.answer(coordinator, func() { h.say(coordinator, step.says) })
		if buttons := fmt.Sprint(m.Buttons); !strings.Contains(m.Text+buttons, step.want) {
			t.Errorf("%s: got %q, want %q in it", step.says, m.Text, step.want)
		}
		s.Stop()
	}
}

// What a stranger says is answered, and nothing of them stays.
func TestStrangersLeaveNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.serve(program)
	strangers := make([]*simulator.Person, 20)
	for i := range strangers {
		strangers[i] = h.person(int64(1001 + i))
		strangers[i].Start("")
	}
	for _, p := range strangers {
		h.await("an answer to each stranger", func() bool { return len(fromBot(p)) == 1 })
	}
	s.Stop() // so that all is marked
	for query, what := range map[string]string{
		`SELECT count(*) FROM account WHERE id <> $1`:                      "accounts",
		`SELECT count(*) FROM person WHERE account_id IS DISTINCT FROM $1`: "persons",
		`SELECT count(*) FROM outbox WHERE chat <> $1`:                     "rows of the outbox",
		`SELECT count(*) FROM asking WHERE chat <> $1`:                     "questions",
		`SELECT count(*) FROM card WHERE chat <> $1`:                       "cards",
	} {
		if n := h.number(query, owner); n != 0 {
			t.Errorf("%s of strangers: got %d, want none", what, n)
		}
	}
}

func TestServeRefuses(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const wrong = "7654321098:ANOTHER-TOKEN-THAT-NOBODY-EVER-GAVE-000"
	const malformed = "no-token-at-all"
	for name, test := range map[string]struct{ change, want string }{
		"no token":         {"TELEGRAM_BOT_TOKEN=", "TELEGRAM_BOT_TOKEN"},
		"malformed token":  {"TELEGRAM_BOT_TOKEN=" + malformed, "token"},
		"wrong token":      {"TELEGRAM_BOT_TOKEN=" + wrong, "nauthorized"},
		"address of a bot": {"TELEGRAM_API_URL=http://localhost/bot", "scheme and host"},
		"no such zone":     {"JARCHY_TIMEZONE=Asia/Atlantis", "Asia/Almaty"},
		"no such instant":  {"JARCHY_NOW=tomorrow", "2026-11-23T09:00:00+05:00"},
		"no such log":      {"JARCHY_LOG=loud", "JARCHY_LOG"},
		"no database":      {"DATABASE_URL=postgres://localhost:1/none?sslmode=disable", "database"},
		"no address of it": {"DATABASE_URL=here", "postgres://"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, code := run(t, with(h.env(processtest.FreeAddress(t)), test.change), "", "serve")
			if code == 0 {
				t.Error("exit code 0")
			}
			if !strings.Contains(out, test.want) {
				t.Errorf("got %q, want a sentence with %q", out, test.want)
			}
			for _, token := range []string{h.sim.Token(), wrong, malformed} {
				if _, key, _ := strings.Cut(token, ":"); strings.Contains(out, token) || key != "" && strings.Contains(out, key) {
					t.Errorf("the token stands in %q", out)
				}
			}
		})
	}
}

func TestSmallCommands(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, test := range map[string]struct {
		env  []string
		args []string
		want []string
	}{
		"version": {nil, []string{"version"}, []string{"jarchy "}},
		"help":    {nil, []string{"--help"}, []string{"serve", "demo", "read", "migrate", "backup", "restore", "resume", "owner-link", "doctor", "health", "version"}},
		"migrate": {h.env(""), []string{"migrate"}, []string{"up to date"}},
		"resume":  {h.env(""), []string{"resume"}, []string{"Nothing was paused."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, code := run(t, test.env, "", test.args...)
			if code != 0 {
				t.Errorf("exit code: got %d, want 0\n%s", code, out)
			}
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("got %q, want %q in it", out, want)
				}
			}
		})
	}
	t.Run("doctor without a token", func(t *testing.T) {
		t.Parallel()
		out, code := run(t, with(h.env(""), "TELEGRAM_BOT_TOKEN="), "", "doctor")
		if code == 0 || !strings.Contains(out, "BAD  token") {
			t.Errorf("got exit code %d, want another, and what is wrong\n%s", code, out)
		}
	})
}

// TestReadPrintsRecords holds the keys that others read.
func TestReadPrintsRecords(t *testing.T) {
	t.Parallel()
	const text = "Workshop on risk management, Almaty, 9-11 December 2026, 09:00-17:00, customs of KZ and KG, 24 people"
	file := filepath.Join(t.TempDir(), "announcement.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	now := []string{"read", "--now", "2026-11-23T09:00:00+05:00"}
	fromFile, code := run(t, nil, "", append(now, file)...)
	if code != 0 {
		t.Fatalf("exit code %d\n%s", code, fromFile)
	}
	fromInput, code := run(t, nil, text, append(now, "-")...)
	if code != 0 || fromInput != fromFile {
		t.Errorf("standard input: got exit code %d and %q, want 0 and %q", code, fromInput, fromFile)
	}
	var record map[string]any
	if err := json.Unmarshal([]byte(fromFile), &record); err != nil {
		t.Fatalf("want one JSON object a line: %v\n%s", err, fromFile)
	}
	want := []string{"agencies", "audience_countries", "cities", "component", "contact", "deadline", "deadlines", "end", "host_countries", "interpretation", "kind", "languages", "limit",
		"link", "links", "mode", "participants", "partners", "rough", "start", "status", "times", "title", "uncertain", "venue", "zone"}
	if got := slices.Sorted(maps.Keys(record)); !slices.Equal(got, want) {
		t.Errorf("keys: got %q, want %q", got, want)
	}
	if got := fmt.Sprintln(record["kind"], record["start"], record["end"], record["times"], record["participants"]); got != "workshop 2026-12-09 2026-12-11 [09:00 17:00] 24\n" {
		t.Errorf("got %s", got)
	}

	out, code := run(t, nil, text, "read", "--now", "yesterday", "-")
	if code == 0 || !strings.Contains(out, "2026-11-23T09:00:00+05:00") {
		t.Errorf("a --now that is no instant: got exit code %d and %q, want an example", code, out)
	}
	if out, code := run(t, nil, "", "read", filepath.Join(t.TempDir(), "none.txt")); code == 0 {
		t.Errorf("a file that is not there: exit code 0\n%s", out)
	}
}
