package main_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestDoctor holds what is said of each illness, and of health.
func TestDoctor(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	doctor := func(changes ...string) (string, int) { return run(t, with(h.env(""), changes...), "", "doctor") }
	wants := func(name, out string, code, wantCode int, lines ...string) {
		t.Helper()
		if code != wantCode {
			t.Errorf("%s: got exit code %d, want %d\n%s", name, code, wantCode, out)
		}
		for _, line := range lines {
			if !regexp.MustCompile(`(?m)^` + line).MatchString(out) {
				t.Errorf("%s: no line %q in\n%s", name, line, out)
			}
		}
	}

	h.exec(`DROP SCHEMA public CASCADE`)
	h.exec(`CREATE SCHEMA public`)
	out, code := doctor()
	wants("before the first start", out, code, 0,
		`ok   token +@jarchy_bot$`, `look picture +none$`, ` +→ .*/setuserpic`, `ok   zone data +version .*\+05:00`, `ok   rate`, `ok   database +Postgres 1`,
		`ok   clock`, `ok   disk +the database has \d+ MB$`, `look schema +not there yet$`, ` +→ .jarchy serve. makes it$`, `ok   updates +nobody else polls; 0 wait$`)

	s := h.serve(program, "JARCHY_NOW=") // doctor goes by the wall clock
	s.ready()
	h.await("a poll", h.sim.Polling)
	processtest.Until(t, "all sent", func() bool { return h.number(`SELECT count(*) FROM outbox WHERE final_at IS NULL`) == 0 })
	h.sim.SetUp(simulator.SetUp{Picture: true})
	out, code = doctor()
	wants("a bot that runs", out, code, 0, `ok   schema +version 1$`, `ok   identity`, `ok   process +active since `, `ok   outbox +0 messages wait$`, `ok   reminders +all 0 rules`, `ok   updates +polled; 0 wait$`)
	if strings.Contains(out, "picture") || strings.Contains(out, "look") {
		t.Errorf("a bot that runs: something is odd\n%s", out)
	}
	if !h.sim.Polling() {
		t.Error("asking took the poll away from the bot that runs")
	}

	h.exec(`INSERT INTO pause (scope, why) VALUES ('all_but_answers', 'restored')`)
	h.exec(`UPDATE person SET role = 'coordinator', otherwise = NULL`)
	h.exec(`INSERT INTO outbox (method, class, not_before, created_at, chat) VALUES ('sendMessage', 2, $1, $1, 1)`, time.Now().AddDate(-5, 0, 0))
	h.sim.SetUp(simulator.SetUp{ReadsAllGroups: true, Inline: true})
	out, code = doctor()
	wants("a bot in trouble", out, code, 1,
		`look privacy mode off`, ` +→ .*/setprivacy`, `look inline mode +on`, `BAD  owner +nobody owns`, ` +→ .jarchy owner-link`,
		`BAD  paused +restored$`, ` +→ .*jarchy resume`, `BAD  outbox +1 messages wait, 1 of them`, `jarchy: 3 of \d+ checks failed$`)
	s.Stop()

	h.exec(`UPDATE identity SET bot = 7`)
	out, code = doctor()
	wants("another bot's database", out, code, 1, `BAD  identity +the database is bot 7's, and the token bot 1234567890's$`, ` +→ .*--new-bot$`, `look process +none is active$`)
	h.exec(`UPDATE identity SET bot = 1234567890, timeline = 9`)
	out, code = doctor()
	wants("a copy", out, code, 1, `look identity +another server or database`)

	out, code = doctor("JARCHY_SEND_RATE=100", "TELEGRAM_API_URL=http://127.0.0.1:1")
	wants("no way to Telegram", out, code, 1, `BAD  token +`, ` +→ does this machine reach`)
	out, code = doctor("TELEGRAM_BOT_TOKEN=1234567890:another-token-of-the-right-shape-000")
	wants("a wrong token", out, code, 1, `BAD  token +`, ` +→ it was revoked`)
	out, code = doctor("DATABASE_URL=postgres://127.0.0.1:1/none?sslmode=disable", "TELEGRAM_BOT_TOKEN=")
	wants("no database", out, code, 1, `BAD  database +`, ` +→ does Postgres run`)
}

// TestDoctorSeesAnotherCopy: somebody polls with the same token, from elsewhere.
func TestDoctorSeesAnotherCopy(t *testing.T) {
	t.Parallel()
	h, elsewhere := newHouse(t), newHouse(t)
	other := h.serve(program, "DATABASE_URL="+elsewhere.database)
	other.ready()
	h.await("a poll", h.sim.Polling)
	out, code := run(t, h.env(""), "", "doctor")
	if code != 1 || !strings.Contains(out, "another copy polls with this token") {
		t.Errorf("got exit code %d\n%s", code, out)
	}
}
