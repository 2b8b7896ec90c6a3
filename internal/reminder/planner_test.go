package reminder_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

func TestEachAtTheirHour(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	for zone, want := range map[string]string{
		almaty:   "25 Nov 10:00, 4 Dec 10:00, 8 Dec 10:00, 9 Dec 08:00",
		tashkent: "25 Nov 10:00, 4 Dec 10:00, 8 Dec 10:00, 9 Dec 08:00",
		dushanbe: "25 Nov 10:00, 4 Dec 10:00, 8 Dec 10:00, 9 Dec 08:00",
		// The last one by the clock of the venue, where people are by then.
		brussels: "25 Nov 10:00, 4 Dec 10:00, 8 Dec 10:00, 9 Dec 04:00",
	} {
		defer func(person int64) { m.want(zone, m.hours(person, zone), want) }(m.person(zone, "en"))
	}
	m.answer(e.ID, programme.Coming, 2, 3, 4, 5)
	m.turn(m.at("2026-12-12 00:00", almaty))
	m.want("deliveries", m.deliveries(e.ID), "queued 16")
	if m.commits.Load() == 0 {
		t.Error("the sender was not woken")
	}
}

// While a change of its event is in its minute, a reminder waits until it is known what is
// so: after an undo it goes a moment late. A change that nobody made for long holds nothing.
func TestReminderWaitsForAChangeInItsMinute(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	p := m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, p)
	due := m.at("2026-11-25 10:00", almaty)
	m.clock.Set(due.Add(-30 * time.Second))
	m.plan()
	pending := `INSERT INTO draft (programme_id, by, event_id, event_version, fields, base, state, updated_at)
		SELECT programme_id, created_by, id, version, '{}', '{}', 'pending', $2 FROM event WHERE id = $1`
	m.exec(pending, e.ID, m.clock.Now())
	m.clock.Set(due)
	m.plan()
	m.want("in the minute", m.hours(p, almaty), "")
	m.exec(`UPDATE draft SET state = 'discarded'`)
	m.clock.Set(due.Add(time.Minute))
	m.plan()
	m.want("after an undo", m.hours(p, almaty), "25 Nov 10:01")
	m.exec(pending, e.ID, due)
	m.turn(m.at("2026-12-04 10:00", almaty))
	m.want("beside one that failed", m.hours(p, almaty), "25 Nov 10:01, 4 Dec 10:00")
}

func TestVenueElsewhere(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-10", "10:30", func(e *programme.Event) {
		e.When.Zone, e.Kind = brussels, programme.StudyTour
		e.Places = []programme.Place{{City: "Brussels", Country: "BE", Zone: brussels}}
	})
	p := m.person(tashkent, "ru")
	m.answer(e.ID, programme.Coming, p)
	m.turn(m.at("2026-12-12 00:00", almaty))
	// The day before, 10:00 in Tashkent is 06:00 in Brussels: 08:00 there.
	m.want("Tashkent", m.hours(p, tashkent), "25 Nov 10:00, 4 Dec 10:00, 8 Dec 12:00, 9 Dec 12:30")
	var text string
	m.get(&text, `SELECT x.params ->> 'text' FROM outbox o JOIN outbox_text x ON x.id = o.text_id ORDER BY o.id LIMIT 1`)
	for _, want := range []string{"Напоминание: Управление рисками", "Учебный визит", "9", "10 декабря 2026", "10:30", "Брюссел"} {
		if !strings.Contains(text, want) {
			t.Errorf("the reminder lacks %q:\n%s", want, text)
		}
	}
}

func TestWhoIsReminded(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	coming, declined, removed, waiting, late, blocked := m.person(almaty, "en"), m.person(almaty, "en"), m.person(almaty, "en"),
		m.person(almaty, "en"), m.person(almaty, "en"), m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, coming, declined, removed, blocked)
	m.answer(e.ID, programme.Declined, declined)
	m.answer(e.ID, programme.Removed, removed)
	m.answer(e.ID, programme.Waiting, waiting)
	m.exec(`UPDATE account SET reach = 'blocked' WHERE id = (SELECT account_id FROM person WHERE id = $1)`, blocked)
	m.exec(`INSERT INTO person (programme_id, role, name, name_given, created_at) VALUES (1, 'participant', 'By letter', true, '2026-11-01')`)
	var letter int64
	m.get(&letter, `SELECT max(id) FROM person`)
	m.answer(e.ID, programme.Coming, letter)

	m.turn(m.at("2026-11-25 10:00", almaty))
	m.answer(e.ID, programme.Coming, late) // at the very instant: not before it
	m.turn(m.at("2026-12-04 09:59", almaty))
	m.want("after the first rule", m.deliveries(e.ID), "not_linked 1, queued 1, unreachable:blocked 1")
	m.turn(m.at("2026-12-04 12:00", almaty))
	m.want("who came later", m.hours(late, almaty), "4 Dec 10:00")

	m.answer(e.ID, programme.Declined, coming)
	m.want("what was queued for who declined", m.hours(coming, almaty), "")
	m.answer(e.ID, programme.Coming, coming)
	m.turn(m.at("2026-12-08 12:00", almaty))
	m.want("who changed their mind twice", m.hours(coming, almaty), "8 Dec 10:00")
	for name, person := range map[string]int64{"declined": declined, "removed": removed, "waiting": waiting, "blocked": blocked, "by letter": letter} {
		m.want(name, m.hours(person, almaty), "")
	}
	m.do(func(ctx context.Context, tx *postgres.Tx) error { // unblocked
		if err := tx.SetReach(ctx, 1000+6, programme.ReachOK); err != nil {
			return err
		}
		return tx.ReplanPerson(ctx, 1000+6)
	})
	m.turn(m.at("2026-12-09 12:00", almaty))
	m.want("who unblocked", m.hours(blocked, almaty), "9 Dec 08:00")
}

func TestOffIsNotReminded(t *testing.T) {
	t.Parallel()
	for _, status := range []programme.Status{programme.Cancelled, programme.Postponed} {
		m := newTeam(t)
		e := m.event("2026-12-09", "2026-12-11", "09:00")
		p := m.person(almaty, "en")
		m.answer(e.ID, programme.Coming, p)
		m.turn(m.at("2026-11-25 10:00", almaty))
		m.plan()
		m.want("before", m.hours(p, almaty), "25 Nov 10:00")
		if _, _, err := m.change(m.db, e.ID, func(e *programme.Event) { e.Status = status }); err != nil {
			t.Fatal(err)
		}
		m.want("left of it", m.hours(p, almaty), "")
		m.turn(m.at("2026-12-12 12:00", almaty))
		m.want(string(status), m.hours(p, almaty), "")
		var waiting int
		m.get(&waiting, `SELECT count(*) FROM rule WHERE next_at IS NOT NULL`)
		if waiting != 0 {
			t.Errorf("%d rules wait for an event that is off", waiting)
		}
	}
}

func TestPlannedTwice(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	for range 5 {
		m.answer(e.ID, programme.Coming, m.person(almaty, "en"))
	}
	m.turn(m.at("2026-11-25 10:00", almaty))
	m.plan()
	m.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.Replan(ctx, e.ID) })
	if n := m.plan(); n != 0 {
		t.Errorf("planned again: %d deliveries", n)
	}
	// And by two planners at once.
	m.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.Replan(ctx, e.ID) })
	m.clock.Set(m.at("2026-12-04 10:00", almaty))
	other := reminder.New(postgrestest.Open(t, m.url, m.clock), discard(), func() {})
	var wg sync.WaitGroup
	for _, p := range []*reminder.Planner{m.planner, other} {
		wg.Go(func() {
			if _, err := p.Plan(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	m.want("deliveries", m.deliveries(e.ID), "queued 10")
}

func TestManyPeople(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	const n = 3000
	m.exec(`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		SELECT 5000 + i, CASE WHEN i % 3 = 0 THEN 'ru' ELSE 'en' END, true, CASE WHEN i % 2 = 0 THEN 'Asia/Almaty' ELSE 'Asia/Tashkent' END, true, 'ok', '2026-11-01', '2026-11-01'
		  FROM generate_series(1, $1) i`, n)
	m.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		SELECT 1, 5000 + i, 'participant', 'Participant ' || i, false, '2026-11-01' FROM generate_series(1, $1) i`, n)
	m.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule) SELECT $1, id, 'coming', '2026-11-23', 1 FROM person WHERE account_id > 5000`, e.ID)
	m.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.Replan(ctx, e.ID) })
	m.clock.Set(m.at("2026-11-25 10:00", almaty))
	if got := m.plan(); got != n {
		t.Errorf("planned %d, want %d", got, n)
	}
	m.want("deliveries", m.deliveries(e.ID), "queued 3000")
	var texts, most int
	m.get(&texts, `SELECT count(*) FROM outbox_text`)
	if texts != 4*n/1000 { // a language and a zone in each transaction
		t.Errorf("%d texts for %d rows, want %d", texts, n, 4*n/1000)
	}
	m.get(&most, `SELECT max(c) FROM (SELECT count(*) AS c FROM outbox GROUP BY xmin) x`)
	if most > 1000 {
		t.Errorf("one transaction planned %d people, want at most 1000", most)
	}
}

func TestPlanAgainstCancel(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	m.clock.Set(m.at("2026-11-24 09:00", almaty))
	var events []programme.Event
	var people []int64
	for range 20 {
		people = append(people, m.person(almaty, "en"))
	}
	for range 12 {
		e := m.event("2026-12-09", "2026-12-11", "09:00")
		m.answer(e.ID, programme.Coming, people...)
		events = append(events, e)
	}
	m.clock.Set(m.at("2026-11-25 10:00", almaty))
	other := postgrestest.Open(t, m.url, m.clock)
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := m.planner.Plan(t.Context()); err != nil {
			t.Error(err)
		}
	})
	wg.Go(func() {
		for _, e := range events {
			if _, _, err := m.change(other, e.ID, func(e *programme.Event) { e.Status = programme.Cancelled }); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Go(func() { // /remind of the same events
		for i := range events {
			e := events[len(events)-1-i]
			err := other.Do(t.Context(), func(tx *postgres.Tx) error {
				_, err := reminder.Announce(t.Context(), tx, reminder.Announcement{Event: e, Kind: reminder.Mass, Audience: programme.ToComing})
				return err
			})
			if mistake, ok := programme.AsError(err); err != nil && (!ok || mistake.Code != programme.Conflict) {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	m.plan()
	var left int
	m.get(&left, `SELECT count(*) FROM outbox WHERE withdrawn IS NULL`)
	if left != 0 {
		t.Errorf("%d messages of cancelled events are left to send", left)
	}
}

// A change of zone makes somebody due earlier: whatever order the two commit in,
// the plan must know of it.
func TestZoneAgainstPlan(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	var people []int64
	for range 30 {
		people = append(people, m.person(brussels, "en"))
	}
	m.answer(e.ID, programme.Coming, people...)
	m.answer(e.ID, programme.Coming, m.person(almaty, "en"))
	m.clock.Set(m.at("2026-11-25 10:00", almaty)) // 06:00 in Brussels
	other := postgrestest.Open(t, m.url, m.clock)
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 20 {
			if _, err := m.planner.Plan(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Go(func() {
		for i := range people {
			account := 1000 + int64(i) + 1
			if err := other.Do(t.Context(), func(tx *postgres.Tx) error {
				if err := tx.SaveAccount(t.Context(), programme.Account{ID: account, Language: "en", Zone: almaty, ZoneChosen: true, Reach: programme.ReachOK}); err != nil {
					return err
				}
				return tx.ReplanPerson(t.Context(), account)
			}); err != nil {
				t.Error(err)
			}
		}
	})
	wg.Wait()
	m.plan()
	m.want("nobody is missed", m.deliveries(e.ID), "queued 31")
}

func TestMove(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	p := m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, p)
	m.turn(m.at("2026-12-04 10:00", almaty))
	m.plan()
	m.want("before the move", m.hours(p, almaty), "25 Nov 10:00, 4 Dec 10:00")
	if _, _, err := m.change(m.db, e.ID, func(e *programme.Event) { m.days(e, "2026-12-16", "2026-12-18", "11:00") }); err != nil {
		t.Fatal(err)
	}
	m.want("of the old date", m.hours(p, almaty), "")
	m.turn(m.at("2026-12-19 10:00", almaty))
	// 14 days before the new date lies before the move: a change tells its own news.
	m.want("of the new date", m.hours(p, almaty), "11 Dec 10:00, 15 Dec 10:00, 16 Dec 09:00")
	var text string
	m.get(&text, `SELECT x.params::text FROM outbox o JOIN outbox_text x ON x.id = o.text_id ORDER BY o.id DESC LIMIT 1`)
	if !strings.Contains(text, "I'll come 16–18 Dec") {
		t.Errorf("nobody asks to confirm the new days:\n%s", text)
	}
}

func TestLate(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	east, west := m.person(almaty, "en"), m.person(brussels, "en")
	m.answer(e.ID, programme.Coming, east, west)
	m.turn(m.at("2026-11-24 00:00", almaty))

	m.clock.Set(m.at("2026-11-25 23:00", almaty)) // down since yesterday
	m.plan()
	m.want("late at night waits for the morning", m.hours(east, almaty), "26 Nov 08:00")
	m.want("late by day goes at once", m.hours(west, almaty), "25 Nov 23:00")

	m.clock.Set(m.at("2026-12-05 12:00", almaty)) // 26 hours late in Almaty, 22 in Brussels
	m.plan()
	m.want("deliveries", m.deliveries(e.ID), "late 1, queued 3")

	m.clock.Set(m.at("2026-12-09 09:30", almaty)) // begun: two rules were missed
	m.plan()
	m.want("deliveries", m.deliveries(e.ID), "begun 4, late 1, queued 3")
}

func TestRuleFailure(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	bad, good := m.event("2026-12-09", "2026-12-11", "09:00"), m.event("2026-12-09", "2026-12-11", "09:00")
	p := m.person(almaty, "en")
	m.answer(bad.ID, programme.Coming, p)
	m.answer(good.ID, programme.Coming, p)
	m.turn(m.at("2026-11-25 09:59", almaty))
	m.exec(`ALTER TABLE delivery ADD CONSTRAINT broken CHECK (event_id <> ` + fmt.Sprint(bad.ID) + `)`)
	m.clock.Set(m.at("2026-11-25 10:00", almaty))
	m.plan()
	m.want("the other event", m.deliveries(good.ID), "queued 1")
	var told int
	m.get(&told, `SELECT count(*) FROM outbox WHERE person_id = $1 AND class = 1`, m.owner)
	if told != 1 {
		t.Errorf("staff were told %d times, want once", told)
	}
	wait := func(want time.Duration) {
		t.Helper()
		var next time.Time
		m.get(&next, `SELECT next_at FROM rule WHERE failures > 0`)
		if got := next.Sub(m.clock.Now()); got != want {
			t.Errorf("the rule waits %v, want %v", got, want)
		}
		m.clock.Set(next)
		m.plan()
	}
	wait(time.Minute)
	wait(2 * time.Minute)
	m.exec(`ALTER TABLE delivery DROP CONSTRAINT broken`)
	wait(4 * time.Minute)
	m.want("mended", m.deliveries(bad.ID), "queued 1")
}

func TestOwnWordsAndStaff(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	m.exec(`DELETE FROM rule WHERE event_id = $1`, e.ID)
	instant := m.at("2026-11-28 23:30", almaty) // a Saturday night: never moves
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		for _, r := range []programme.Rule{
			{Programme: 1, Event: e.ID, Kind: programme.AtInstant, Instant: instant, Audience: programme.ToComing, Silent: true,
				Words: map[string]string{"en": "Bring <your> passport.", "ru": "Возьмите паспорт."}},
			{Programme: 1, Event: e.ID, Kind: programme.DaysBefore, N: 7, Clock: "09:00", Audience: programme.ToStaff},
		} {
			if err := tx.AddRule(ctx, &r); err != nil {
				return err
			}
		}
		return nil
	})
	en, ru := m.person(almaty, "en"), m.person(brussels, "ru")
	m.answer(e.ID, programme.Coming, en, ru)
	m.turn(m.at("2026-12-03 00:00", almaty))
	m.want("exactly", m.hours(ru, almaty), "28 Nov 23:30")
	m.want("staff", m.hours(m.owner, almaty), "2 Dec 09:00")
	for person, want := range map[int64]string{en: "Bring &lt;your&gt; passport.", ru: "Возьмите паспорт."} {
		var text string
		var silent bool
		m.get(&text, `SELECT x.params ->> 'text' FROM outbox o JOIN outbox_text x ON x.id = o.text_id WHERE o.person_id = $1`, person)
		m.get(&silent, `SELECT (x.params ->> 'disable_notification')::bool FROM outbox o JOIN outbox_text x ON x.id = o.text_id WHERE o.person_id = $1`, person)
		if !strings.HasPrefix(text, want+"\n\n") || !silent {
			t.Errorf("got %q, silent %t; want %q above, silent", text, silent, want)
		}
	}
	var markup string
	m.get(&markup, `SELECT coalesce(x.params ->> 'reply_markup', '') FROM outbox o JOIN outbox_text x ON x.id = o.text_id WHERE o.person_id = $1`, m.owner)
	m.want("staff have nothing to answer", markup, "")
}

func TestRun(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	m.answer(e.ID, programme.Coming, m.person(almaty, "en"))
	m.clock.Set(m.at("2026-11-25 10:00", almaty))
	woken := make(chan struct{}, 1)
	p := reminder.New(m.db, discard(), func() { woken <- struct{}{} })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- p.Run(ctx) }()
	<-woken
	m.clock.Set(m.at("2026-12-04 10:00", almaty))
	p.Wake()
	<-woken
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run returned %v", err)
	}
	m.want("deliveries", m.deliveries(e.ID), "queued 2")
}

func TestAudit(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	p := m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, p)
	m.turn(m.at("2026-11-25 12:00", almaty))
	audit := func() string {
		t.Helper()
		found, n, err := reminder.Audit(t.Context(), m.db)
		if err != nil || n != len(programme.DefaultPlan()) {
			t.Fatalf("audit of %d rules: %v", n, err)
		}
		var said []string
		for _, o := range found {
			said = append(said, o.Code+" "+o.Owed.In(m.zone(almaty)).Format("2 Jan 15:04"))
		}
		return strings.Join(said, ", ")
	}
	m.want("planned", audit(), "")
	m.exec(`UPDATE rule SET next_at = NULL WHERE event_id = $1 AND n = 3`, e.ID)
	m.exec(`UPDATE rule SET next_at = next_at + interval '1 hour' WHERE event_id = $1 AND n = 1`, e.ID)
	m.want("overlooked", audit(), e.Code+" 4 Dec 10:00, "+e.Code+" 8 Dec 10:00")
	m.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanAll(ctx) })
	m.plan()
	m.want("planned anew", audit(), "")
}
