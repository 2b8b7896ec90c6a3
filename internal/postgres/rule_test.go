package postgres_test

import (
	"context"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// waiting reads when a rule is looked at next, as text in UTC; "nobody" if never.
func (o *outbox) waiting(rule int64) string {
	o.t.Helper()
	return o.text(`SELECT coalesce(to_char(next_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI:SS'), 'nobody') FROM rule WHERE id = $1`, rule)
}

func TestRules(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`DELETE FROM rule`)
	instant := time.Date(2026, 12, 1, 18, 30, 0, 0, time.UTC)
	want := []programme.Rule{
		{Kind: programme.DaysBefore, N: 14, Clock: "10:00", Audience: programme.ToComing, Words: map[string]string{"en": "Bring it.", "ru": "Возьмите."}},
		{Kind: programme.HoursBefore, N: 2, Audience: programme.ToConcerned, Silent: true},
		{Kind: programme.AtInstant, Instant: instant, Audience: programme.ToStaff, Off: true},
	}
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		for _, r := range want {
			r.Programme = o.programme
			if err := tx.AddRule(ctx, &r); err != nil {
				return err
			}
		}
		return nil
	})
	o.clock.Add(time.Hour)
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		plan, err := tx.DefaultRules(ctx, o.programme)
		if err != nil {
			return err
		}
		check(t, "the default plan", len(plan), 3)
		if err := tx.CopyRules(ctx, o.event); err != nil {
			return err
		}
		copied, err := tx.EventRules(ctx, o.event)
		if err != nil {
			return err
		}
		check(t, "copied", len(copied), 3)
		for i, r := range copied {
			w := want[i]
			if r.Event != o.event || r.Programme != o.programme || r.Kind != w.Kind || r.N != w.N || r.Clock != w.Clock || !r.Instant.Equal(w.Instant) ||
				r.Audience != w.Audience || len(r.Words) != len(w.Words) || r.Words["ru"] != w.Words["ru"] || r.Silent != w.Silent || r.Off != w.Off {
				t.Errorf("rule %d: got %+v, want %+v", i, r, w)
			}
			check(t, "since the event was saved", r.Since.Equal(tx.Now()), true)
			check(t, "looked at now", o.waitingIn(ctx, tx, r.ID), true)
		}
		hours, err := tx.Hours(ctx, o.programme)
		check(t, "civil hours", hours.From+"–"+hours.To, programme.Clock("08:00–20:00"))
		check(t, "quiet", len(hours.Quiet) == 2 && hours.Quiet[0] == time.Sunday && hours.Quiet[1] == time.Saturday, true)
		return err
	})
}

// waitingIn reports whether a rule is due in a transaction that has not ended.
func (o *outbox) waitingIn(ctx context.Context, tx *postgres.Tx, rule int64) bool {
	o.t.Helper()
	_, ok, err := tx.TakeRule(ctx, rule)
	if err != nil {
		o.t.Fatal(err)
	}
	return ok
}

func TestReplan(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule) VALUES ($1, $2, 'coming', $3, 1)`, o.event, o.people[0], o.clock.Now())
	staffRule := o.id(`INSERT INTO rule (programme_id, event_id, kind, n, clock, audience, since) VALUES ($1, $2, 'days_before', 1, '10:00', 'staff', $3) RETURNING id`,
		o.programme, o.event, o.clock.Now())
	planRule := o.id(`INSERT INTO rule (programme_id, kind, n, clock, audience, since) VALUES ($1, 'days_before', 1, '10:00', 'coming', $2) RETURNING id`, o.programme, o.clock.Now())
	reset := func() { o.exec(`UPDATE rule SET next_at = NULL`) }
	const now = "11-23 04:00:00"
	for _, c := range []struct {
		name                  string
		f                     func(ctx context.Context, tx *postgres.Tx) error
		rule, staff, fallback string
	}{
		{"an event", func(ctx context.Context, tx *postgres.Tx) error { return tx.Replan(ctx, o.event) }, now, now, "nobody"},
		{"another event", func(ctx context.Context, tx *postgres.Tx) error { return tx.Replan(ctx, o.event+1) }, "nobody", "nobody", "nobody"},
		{"a programme", func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanProgramme(ctx, o.programme) }, now, now, "nobody"},
		{"another programme", func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanProgramme(ctx, o.programme+1) }, "nobody", "nobody", "nobody"},
		{"a participant", func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanPerson(ctx, 101) }, now, now, "nobody"},
		{"somebody else", func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanPerson(ctx, 102) }, "nobody", "nobody", "nobody"},
		{"a coordinator", func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanPerson(ctx, 103) }, "nobody", now, "nobody"},
	} {
		reset()
		o.exec(`UPDATE person SET role = 'coordinator' WHERE account_id = 103`)
		o.do(c.f)
		check(t, c.name, o.waiting(o.rule), c.rule)
		check(t, c.name+", staff's rule", o.waiting(staffRule), c.staff)
		check(t, c.name+", the default plan's", o.waiting(planRule), c.fallback)
	}

	reset()
	o.exec(`UPDATE event SET begins_at = $1::timestamptz - interval '2 days', ends_at = $1::timestamptz - interval '1 day'`, o.clock.Now())
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanPerson(ctx, 101) })
	check(t, "an event that is over", o.waiting(o.rule), "nobody")
	o.exec(`UPDATE rule SET next_at = $1::timestamptz + interval '1 day' WHERE id = $2`, o.clock.Now(), o.rule)
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanPerson(ctx, 101) })
	check(t, "a rule after the end for which somebody waits", o.waiting(o.rule), now)

	o.exec(`UPDATE rule SET next_at = CASE WHEN id = $2 THEN $1::timestamptz + interval '1 day' END`, o.clock.Now(), o.rule)
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanWaiting(ctx) })
	check(t, "all that are waited for", o.waiting(o.rule)+" "+o.waiting(staffRule), now+" nobody")
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanAll(ctx) })
	check(t, "all", o.waiting(o.rule)+" "+o.waiting(staffRule)+" "+o.waiting(planRule), now+" "+now+" nobody")
	reset()
	o.exec(`UPDATE event SET begins_at = $1::timestamptz - interval '90 days', ends_at = $1::timestamptz - interval '89 days'`, o.clock.Now())
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.ReplanAll(ctx) })
	check(t, "all, of an event that is long over", o.waiting(o.rule), "nobody")
}

func TestDueRules(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	take := func() (ok bool) {
		o.do(func(ctx context.Context, tx *postgres.Tx) (err error) {
			_, ok, err = tx.TakeRule(ctx, o.rule)
			return err
		})
		return ok
	}
	due := func() int {
		rules, err := o.db.DueRules(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(rules)
	}
	check(t, "nobody waits", due() == 0 && !take(), true)
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.RulePlanned(ctx, o.rule, tx.Now().Add(time.Minute))
	})
	check(t, "not yet", due() == 0 && !take(), true)
	o.clock.Add(time.Minute)
	check(t, "now", due() == 1 && take(), true)
	for i, want := range []string{"11-23 04:02:00", "11-23 04:03:00", "11-23 04:05:00", "11-23 04:09:00"} {
		o.do(func(ctx context.Context, tx *postgres.Tx) error {
			n, err := tx.RuleFailed(ctx, o.rule)
			check(t, "failures in a row", n, i+1)
			return err
		})
		check(t, "it waits longer each time", o.waiting(o.rule), want)
	}
	for range 10 {
		o.do(func(ctx context.Context, tx *postgres.Tx) error { _, err := tx.RuleFailed(ctx, o.rule); return err })
	}
	check(t, "an hour at most", o.waiting(o.rule), "11-23 05:01:00")
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.RulePlanned(ctx, o.rule, time.Time{}) })
	check(t, "planned, for nobody", o.waiting(o.rule)+o.text(`SELECT failures FROM rule WHERE id = $1`, o.rule), "nobody0")
}

// Somebody's change waits for a planning that did not know of it, and has the
// rule looked at again afterwards: the planning cannot write over it.
func TestReplanWaitsForPlanning(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule) VALUES ($1, $2, 'coming', $3, 1)`, o.event, o.people[0], o.clock.Now())
	o.exec(`UPDATE rule SET next_at = $1`, o.clock.Now())
	planning, err := o.db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer planning.Rollback()
	if _, err := planning.ShareEvent(t.Context(), o.event); err != nil {
		t.Fatal(err)
	}
	check(t, "taken", o.waitingIn(t.Context(), planning, o.rule), true)

	other, err := o.db.Again(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	changed := make(chan error, 1)
	go func() {
		changed <- other.Do(t.Context(), func(tx *postgres.Tx) error { return tx.ReplanPerson(t.Context(), 101) })
	}()
	for o.id(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) == 0 {
		select {
		case err := <-changed:
			t.Fatalf("the change did not wait for the planning: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	if err := planning.RulePlanned(t.Context(), o.rule, planning.Now().Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := planning.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := <-changed; err != nil {
		t.Fatal(err)
	}
	check(t, "looked at again", o.waiting(o.rule), "11-23 04:00:00")
}
