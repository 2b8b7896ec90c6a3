package reminder_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Main(m)) }

const (
	almaty   = "Asia/Almaty"
	tashkent = "Asia/Tashkent"
	dushanbe = "Asia/Dushanbe"
	brussels = "Europe/Brussels"
)

// team is a programme with its database, in which a test registers events,
// answers for people and turns the clock.
type team struct {
	t       *testing.T
	url     string
	db      *postgres.DB
	clock   *postgrestest.Clock
	sql     *sqlx.DB
	planner *reminder.Planner
	commits atomic.Int64
	owner   int64
	people  int64
}

func newTeam(t *testing.T) *team {
	t.Helper()
	m := &team{t: t, url: postgrestest.URL(t), clock: postgrestest.NewClock(postgrestest.Start)}
	m.db = postgrestest.Open(t, m.url, m.clock)
	m.sql = postgrestest.SQL(t, m.url)
	m.planner = reminder.New(m.db, discard(), func() { m.commits.Add(1) })
	if err := m.db.FirstProgramme(t.Context(), programme.Programme{Name: "Programme", Zone: almaty, Language: "en"},
		programme.DefaultPlan(), []int64{1}); err != nil {
		t.Fatal(err)
	}
	m.get(&m.owner, `SELECT id FROM person`)
	m.exec(`UPDATE account SET reach = 'ok'`)
	return m
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

func (m *team) do(f func(ctx context.Context, tx *postgres.Tx) error) {
	m.t.Helper()
	if err := m.db.Do(m.t.Context(), func(tx *postgres.Tx) error { return f(m.t.Context(), tx) }); err != nil {
		m.t.Fatal(err)
	}
}

func (m *team) exec(q string, args ...any) {
	m.t.Helper()
	if _, err := m.sql.Exec(q, args...); err != nil {
		m.t.Fatal(err)
	}
}

func (m *team) get(to any, q string, args ...any) {
	m.t.Helper()
	if err := m.sql.Get(to, q, args...); err != nil {
		m.t.Fatal(err)
	}
}

// person adds someone with an account whose zone was chosen.
func (m *team) person(zone, language string) (id int64) {
	m.t.Helper()
	m.people++
	account := 1000 + m.people
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.SaveAccount(ctx, programme.Account{ID: account, Language: language, LanguageChosen: true,
			Zone: zone, ZoneChosen: true, Reach: programme.ReachOK}); err != nil {
			return err
		}
		p := programme.Person{Programme: 1, Account: account, Role: programme.Participant, Name: fmt.Sprintf("Participant %d", m.people)}
		err := tx.AddPerson(ctx, &p)
		id = p.ID
		return err
	})
	return id
}

// event registers an event in Almaty with the default reminders.
func (m *team) event(first, last string, from programme.Clock, change ...func(*programme.Event)) programme.Event {
	m.t.Helper()
	e := programme.Event{
		Programme: 1, Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
		When:   programme.When{Zone: almaty},
		Places: []programme.Place{{City: "Almaty", Country: "KZ", Zone: almaty}}, Hosts: []string{"KZ"},
		Texts:    []programme.Text{{Language: "en", Title: "Risk management"}, {Language: "ru", Title: "Управление рисками"}},
		Expected: 30, CreatedBy: m.owner,
	}
	m.days(&e, first, last, from)
	for _, f := range change {
		f(&e)
	}
	m.begins(&e)
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.CreateEvent(ctx, &e); err != nil {
			return err
		}
		return tx.CopyRules(ctx, e.ID)
	})
	return e
}

func (m *team) days(e *programme.Event, first, last string, from programme.Clock) {
	m.t.Helper()
	e.When.Days = nil
	d, err := programme.ParseDate(first)
	end, err2 := programme.ParseDate(last)
	if err != nil || err2 != nil {
		m.t.Fatal(err, err2)
	}
	for ; !end.Before(d); d = d.AddDays(1) {
		e.When.Days = append(e.When.Days, programme.Day{Date: d, From: from})
	}
}

func (m *team) begins(e *programme.Event) {
	loc := m.zone(e.When.Zone)
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
}

// change changes an event as the bot does, and returns it as it was and as it is.
func (m *team) change(db *postgres.DB, event int64, f func(*programme.Event)) (old, e programme.Event, err error) {
	ctx := m.t.Context()
	err = db.Do(ctx, func(tx *postgres.Tx) (err error) {
		if old, err = tx.LockEvent(ctx, event); err != nil {
			return err
		}
		e = old
		f(&e)
		m.begins(&e)
		moves := programme.Moves(old, e)
		if err = tx.SaveEvent(ctx, &e, moves); err != nil {
			return err
		}
		if moves {
			if _, err = tx.WithdrawEvent(ctx, e.ID, "moved"); err != nil {
				return err
			}
		}
		return tx.Replan(ctx, e.ID)
	})
	return old, e, err
}

// answer stores somebody's part in an event as the bot does.
func (m *team) answer(event int64, state programme.State, people ...int64) {
	m.t.Helper()
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		e, err := tx.LockEvent(ctx, event)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := tx.SetParticipation(ctx, programme.Participation{Event: event, Person: p, State: state, Schedule: e.Schedule}, 0); err != nil {
				return err
			}
			if state == programme.Declined || state == programme.Removed {
				if _, err := tx.WithdrawPerson(ctx, event, p, string(state)); err != nil {
					return err
				}
			}
		}
		return tx.Replan(ctx, event)
	})
}

// turn turns the clock to an instant, and stops wherever a rule waits.
func (m *team) turn(to time.Time) {
	m.t.Helper()
	for {
		m.plan()
		var next []time.Time
		if err := m.sql.Select(&next, `SELECT next_at FROM rule WHERE next_at <= $1 ORDER BY next_at LIMIT 1`, to); err != nil {
			m.t.Fatal(err)
		}
		if len(next) == 0 {
			m.clock.Set(to)
			return
		}
		m.clock.Set(next[0])
	}
}

func (m *team) plan() int {
	m.t.Helper()
	n, err := m.planner.Plan(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	return n
}

func (m *team) zone(name string) *time.Location {
	m.t.Helper()
	loc, err := locale.Zone(name)
	if err != nil {
		m.t.Fatal(err)
	}
	return loc
}

// at reads "2026-12-08 10:00" as clocks in the zone show it.
func (m *team) at(s, zone string) time.Time {
	m.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, m.zone(zone))
	if err != nil {
		m.t.Fatal(err)
	}
	return at
}

// hours lists when messages leave for a person, by the clocks of a zone.
func (m *team) hours(person int64, zone string) string {
	m.t.Helper()
	var times []time.Time
	if err := m.sql.Select(&times, `SELECT not_before FROM outbox WHERE person_id = $1 AND withdrawn IS NULL ORDER BY id`, person); err != nil {
		m.t.Fatal(err)
	}
	out := make([]string, len(times))
	for i, at := range times {
		out[i] = at.In(m.zone(zone)).Format("2 Jan 15:04")
	}
	return strings.Join(out, ", ")
}

// deliveries counts what became of an event's deliveries, "queued 3, late 1".
func (m *team) deliveries(event int64) string {
	m.t.Helper()
	var lines []string
	if err := m.sql.Select(&lines, `
		SELECT coalesce(nullif(reason, ''), 'queued') || ' ' || count(*) FROM delivery WHERE event_id = $1
		 GROUP BY reason ORDER BY 1`, event); err != nil {
		m.t.Fatal(err)
	}
	return strings.Join(lines, ", ")
}

func (m *team) want(what, got, want string) {
	m.t.Helper()
	if got != want {
		m.t.Errorf("%s: got %q, want %q", what, got, want)
	}
}
