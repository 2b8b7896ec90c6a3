package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"jarchy/internal/app"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// cast are the people of the conversations: their part, Telegram number, name and
// the language of their app. The coordinator and the colleague own the programme.
var cast = []struct {
	part, name, language string
	id                   int64
}{
	{"coordinator", "Coordinator", "en", 101},
	{"colleague", "Colleague", "ru", 102},
	{"participant", "Participant", "en", 201},
	{"officer", "Officer", "ru", 202},
	{"inspector", "Inspector", "tg", 203},
	{"expert", "Expert", "en", 204},
	{"stranger", "Stranger", "en", 301},
}

// stage is a bot that runs, on a database of its own, with a simulated Telegram
// and a clock that stands still until it is turned.
type stage struct {
	t      *testing.T
	sim    *simulator.Server
	app    *app.App
	clock  *app.Clock
	url    string
	people map[string]*simulator.Person
	owners []int64 // by configuration
	stop   func()
	backup []byte // that was taken last
}

// newStage is a stage on which the coordinator and the colleague own the programme.
func newStage(t *testing.T, at time.Time) *stage {
	t.Helper()
	return newStageOf(t, at, []int64{101, 102})
}

func newStageOf(t *testing.T, at time.Time, owners []int64) *stage {
	t.Helper()
	s := &stage{t: t, url: postgrestest.URL(t), people: map[string]*simulator.Person{}, owners: owners}
	s.clock = app.NewClock(func() time.Time { return at })
	s.sim = simulator.New(simulator.Options{Now: s.clock.Now})
	if err := s.sim.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.sim.Close)
	for _, c := range cast {
		s.people[c.part] = s.sim.Person(c.id, c.name, c.language)
	}
	s.start()
	t.Cleanup(func() {
		s.stop()
		for _, v := range s.sim.Violations() {
			t.Errorf("Telegram would refuse: %s", v)
		}
	})
	return s
}

// start starts the bot, as a process would.
func (s *stage) start() {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	first := programme.Programme{Name: "Border Management Programme", Zone: "Asia/Almaty", Language: "en"}
	if len(s.owners) == 0 {
		first.Name = programme.UnnamedProgramme
	}
	a, err := app.New(ctx, app.Config{
		Host:  "machine",
		Token: secret(s.sim.Token()), APIURL: s.sim.URL(), Database: s.url,
		First:  first,
		Owners: s.owners, Lease: 5 * time.Second, ResendAfter: time.Second,
		Clock: s.clock, Maker: postgres.NewSeeded(1), Log: slog.New(slog.NewTextHandler(logTo{s.t}, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		cancel()
		s.t.Fatal(err)
	}
	s.app = a
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	s.stop = func() {
		cancel()
		if err := <-ended; err != nil && ctx.Err() == nil {
			s.t.Errorf("the bot ended: %v", err)
		}
		a.Close()
	}
}

// backUp takes a backup while the bot runs.
func (s *stage) backUp() {
	s.t.Helper()
	var b bytes.Buffer
	if _, err := s.app.DB().Backup(s.t.Context(), &b); err != nil {
		s.t.Fatal(err)
	}
	s.backup = b.Bytes()
}

// restore has the bot go on in a new database that is made of the last backup, and
// waits until the owners are asked.
func (s *stage) restore() {
	s.t.Helper()
	s.stop()
	s.url = postgrestest.URL(s.t)
	a, err := postgres.OpenArchive(bytes.NewReader(s.backup), int64(len(s.backup)))
	if err != nil {
		s.t.Fatal(err)
	}
	db, err := postgres.Open(s.t.Context(), s.url, 2, s.clock.Now, postgres.NewSeeded(2))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if err := db.Restore(s.t.Context(), a, nil); err != nil {
		s.t.Fatal(err)
	}
	s.startAsking()
}

// copied has the bot go on at an instant on a server that is another's, as after a
// promotion, and waits until the owners are asked.
func (s *stage) copied(at time.Time) {
	s.t.Helper()
	s.stop()
	if _, err := postgrestest.SQL(s.t, s.url).Exec(`UPDATE identity SET timeline = timeline + 1`); err != nil {
		s.t.Fatal(err)
	}
	s.clock.Set(at)
	s.startAsking()
}

// startAsking starts the bot and waits until it has asked the coordinator.
func (s *stage) startAsking() {
	s.t.Helper()
	before := len(s.people["coordinator"].Messages())
	s.start()
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	if err := s.sim.Await(ctx, func() bool { return len(s.people["coordinator"].Messages()) > before }); err != nil {
		s.t.Fatal("the owner is not asked: ", err)
	}
}

// away ends the bot, and starts it again at an instant, as if the machine had been
// off until then.
func (s *stage) away(until time.Time) {
	s.t.Helper()
	s.stop()
	sql := postgrestest.SQL(s.t, s.url)
	if _, err := sql.Exec(`UPDATE known SET value = (clock_timestamp() - $1 * interval '1 second')::text WHERE name = 'pulse'`,
		until.Sub(s.clock.Now()).Seconds()); err != nil {
		s.t.Fatal(err)
	}
	s.clock.Set(until)
	s.start()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var back bool
		if err := sql.Get(&back, `SELECT value::timestamptz > clock_timestamp() - interval '1 minute' FROM known WHERE name = 'pulse'`); err != nil {
			s.t.Fatal(err)
		}
		if back {
			return
		}
		if time.Now().After(end) {
			s.t.Fatal("the bot does not note that sending works")
		}
	}
}

// settle waits until the bot has nothing left to do.
func (s *stage) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeoutCause(context.Background(), 30*time.Second, fmt.Errorf("%d updates wait", s.sim.Pending()))
	defer cancel()
	if err := s.app.Settle(ctx, func() bool { return s.sim.Pending() == 0 }); err != nil {
		s.t.Fatal(err)
	}
}

// turn turns the clock on, stopping wherever something waits for its hour.
func (s *stage) turn(to time.Time) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	if err := s.app.Turn(ctx, to, func() bool { return s.sim.Pending() == 0 }); err != nil {
		s.t.Fatal(err)
	}
}

// logTo lets the bot's warnings stand in the test's log.
type logTo struct{ t *testing.T }

func (l logTo) Write(b []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}
