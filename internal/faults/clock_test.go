package faults

import (
	"fmt"
	"testing"
	"time"

	"jarchy/internal/processtest"
)

// TestClocksDiffer (F23): the database's clock is 5 minutes before or behind the
// machine's. What is due is decided by the database's: a message goes when its hour has
// come there, not earlier and not a minute later.
func TestClocksDiffer(t *testing.T) {
	t.Parallel()
	for _, ahead := range []time.Duration{5 * time.Minute, -5 * time.Minute} {
		t.Run(ahead.String(), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.programme(nil)
			r.turn(time.Now().Add(ahead))
			r.queue(2, 1)
			// The product asks for clock_timestamp, and finds this one first.
			r.exec(fmt.Sprintf(`CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
				AS $$ SELECT pg_catalog.clock_timestamp() + interval '%d s' $$`, int(ahead.Seconds())))
			r.exec(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$`)
			due := r.now().Add(6 * time.Second)
			r.exec(`UPDATE outbox SET not_before = $1 WHERE chat = $2`, due, firstChat)
			r.exec(`UPDATE outbox SET not_before = $1 WHERE chat <> $2`, due.Add(2*time.Minute), firstChat)
			p := r.serve(program, "JARCHY_NOW=")
			processtest.Until(t, "the message that is due", func() bool { return r.arrived() > 0 })
			if early := due.Sub(r.now()); early > 100*time.Millisecond {
				t.Errorf("it came %s early", early)
			}
			if late := r.now().Sub(due); late > 10*time.Second {
				t.Errorf("it came %s late", late)
			}
			time.Sleep(time.Second)
			if n := r.arrived(); n != 1 {
				t.Errorf("messages: got %d, want the one that is due", n)
			}
			p.Stop()
		})
	}
}

// TestDowntime (F44, I6): the process was away when reminders of one day before were
// due. The same day they still go; in the night before the event, or when it has begun,
// they are skipped, with the reason, and nobody is reminded.
func TestDowntime(t *testing.T) {
	t.Parallel()
	const people = 10
	for _, tt := range []struct {
		away time.Duration
		want string
	}{
		{10 * time.Minute, "sent "},
		{3 * time.Hour, "sent "},
		{11 * time.Hour, "skipped late"},
		{3 * 24 * time.Hour, "skipped begun"},
	} {
		t.Run(tt.away.String(), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.fanOut(people)
			r.turn(reminderDay.Add(tt.away))
			p := r.serve(program)
			processtest.Until(t, "planned", func() bool { return r.number(`SELECT count(*) FROM delivery`) >= people })
			r.settled()
			p.Stop()
			rows := r.text(`SELECT coalesce(string_agg(DISTINCT d.outcome || ' ' || d.reason, ', '), 'nothing') FROM delivery d
				JOIN rule r ON r.id = d.rule_id WHERE r.kind = 'days_before' AND r.n = 1`)
			if rows != tt.want {
				t.Errorf("reminders: got %q, want %q", rows, tt.want)
			}
			reminded := 0
			for i := range people {
				reminded += len(r.posts()[int64(firstChat+i)])
			}
			if want := map[string]int{"sent ": people}[tt.want]; reminded != want {
				t.Errorf("people reminded: got %d, want %d", reminded, want)
			}
		})
	}
}
