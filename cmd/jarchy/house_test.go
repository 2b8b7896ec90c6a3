package main_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// owner is the Telegram number of who owns the programme.
const owner = 101

// house is what the processes of a test share: a simulated Telegram and a database
// that goes on when they are killed.
type house struct {
	testing.TB
	sim      *simulator.Server
	database string
	sql      *sqlx.DB
	logs     []*processtest.Output // of all processes so far
	secret   []string              // what none of them may log
}

// newHouse makes a house. At the test's end it holds what processes logged
// against what was said, and by whom: logs are read by many.
func newHouse(tb testing.TB) *house {
	tb.Helper()
	h := &house{TB: tb, sim: simulator.New(simulator.Options{}), database: postgrestest.URL(tb)}
	h.sql = postgrestest.SQL(tb, h.database)
	if err := h.sim.Start(""); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(h.sim.Close)
	_, key, _ := strings.Cut(h.sim.Token(), ":")
	h.secret = append(h.secret, key)
	tb.Cleanup(func() {
		for _, v := range h.sim.Violations() {
			tb.Errorf("Telegram would refuse: %s", v)
		}
		h.scanLogs()
	})
	return h
}

func (h *house) scanLogs() {
	h.Helper()
	for _, log := range h.logs {
		for line := range strings.Lines(log.String()) {
			for _, s := range h.secret {
				if strings.Contains(line, s) {
					h.Errorf("the log tells %q:\n%s", s, line)
				}
			}
		}
	}
}

// env is what a process of the house gets.
func (h *house) env(listen string) []string {
	return []string{
		"TELEGRAM_BOT_TOKEN=" + h.sim.Token(),
		"TELEGRAM_API_URL=" + h.sim.URL(),
		"DATABASE_URL=" + h.database,
		fmt.Sprint("JARCHY_OWNER=", owner),
		"JARCHY_SEND_RATE=0",
		"JARCHY_LISTEN=" + listen,
		"JARCHY_LEASE=2s",
		"JARCHY_RESEND_AFTER=1s",
		"JARCHY_LOG=text,debug",
		"JARCHY_NOW=" + postgrestest.Start.Format(time.RFC3339),
	}
}

// server is a process that serves.
type server struct {
	*child
	listen string
}

// serve starts a process; changes are of its environment.
func (h *house) serve(program func() (string, error), changes ...string) server {
	h.Helper()
	listen := processtest.FreeAddress(h)
	c := start(h, built(h, program), []string{"serve"}, with(h.env(listen), changes...))
	h.logs = append(h.logs, c.Out)
	h.Cleanup(func() {
		if h.Failed() {
			h.Logf("what the process said:\n%s", c.Out.Tail())
		}
	})
	return server{c, listen}
}

// ready waits until the process says that it is ready.
func (s server) ready() {
	s.Helper()
	processtest.Until(s, "ready", func() bool {
		if s.Ended() {
			s.Fatalf("the process has ended: %v\n%s", s.Err(), s.Out)
		}
		status, _ := get(s.listen, "/readyz")
		return status == 200
	})
}

// person is somebody of a name that shall stand in no log.
func (h *house) person(id int64) *simulator.Person {
	name := fmt.Sprint("Inspector Nameless", id)
	h.secret = append(h.secret, fmt.Sprint("Nameless", id))
	return h.sim.Person(id, name, "en")
}

// say has a person say what shall stand in no log.
func (h *house) say(p *simulator.Person, text string) {
	h.secret = append(h.secret, text)
	p.Say(text)
}

// await waits until something is so in the simulated Telegram.
func (h *house) await(what string, met func() bool) {
	h.Helper()
	ctx, cancel := context.WithTimeout(h.Context(), patience)
	defer cancel()
	if err := h.sim.Await(ctx, met); err != nil {
		h.Fatalf("still not: %s", what)
	}
}

// answer waits for the bot's next message to a person, and returns it.
func (h *house) answer(p *simulator.Person, act func()) simulator.Message {
	h.Helper()
	before := len(fromBot(p))
	act()
	h.await(fmt.Sprintf("an answer to %d", p.ID()), func() bool { return len(fromBot(p)) > before })
	return fromBot(p)[before]
}

// fromBot are the bot's messages to a person.
func fromBot(p *simulator.Person) (ms []simulator.Message) {
	for _, m := range p.Messages() {
		if m.FromBot {
			ms = append(ms, m)
		}
	}
	return ms
}

// delivered counts the messages that reached chats.
func (h *house) delivered() (n int) {
	for _, c := range h.sim.Journal() {
		if c.Method == "sendMessage" && c.MessageID != 0 {
			n++
		}
	}
	return n
}

// number reads a number from the database.
func (h *house) number(query string, args ...any) (n int) {
	h.Helper()
	if err := h.sql.Get(&n, query, args...); err != nil {
		h.Fatal(err)
	}
	return n
}

func (h *house) exec(query string, args ...any) {
	h.Helper()
	if _, err := h.sql.Exec(query, args...); err != nil {
		h.Fatal(err)
	}
}

// alone waits until no session of a killed process is left: the server finishes
// what it was told before it notices.
func (h *house) alone() {
	h.Helper()
	processtest.Until(h, "no session of the killed process", func() bool {
		return h.number(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jarchy'`) == 0
	})
}
