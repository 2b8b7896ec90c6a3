package faults

import (
	"fmt"
	"strings"
	"testing"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
)

// TestDeathsOfASweep has a process that takes over from one that was killed die itself on
// both sides of its first sweep. What the first had on its way is in doubt until a third
// has seen to it; the reader has it once, and is told that it may be a repeat.
func TestDeathsOfASweep(t *testing.T) {
	t.Parallel()
	for at, state := range map[failpoint.Name]string{failpoint.Sweep: "sending", failpoint.Swept: "unknown"} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.programme(nil)
			r.queue(1, 1)
			r.serve(mortal, fmt.Sprintf("%s=%s:%d", failpoint.Variable, failpoint.Claimed, firstChat)).dies()
			r.alone()
			r.inDoubt()
			r.serve(mortal, fmt.Sprintf("%s=%s", failpoint.Variable, at)).dies()
			r.alone()
			if got := r.text(`SELECT state FROM outbox WHERE chat = $1`, firstChat); got != state {
				t.Errorf("state at the second death: got %s, want %s", got, state)
			}
			p := r.serve(program)
			r.settled()
			p.Stop()
			r.check()
			if texts := r.posts()[firstChat]; len(texts) != 1 || !strings.HasPrefix(texts[0], repeatLine) {
				t.Errorf("the reader has %q, want one that says that it may be a repeat", texts)
			}
		})
	}
}

// TestDeathsOfALease has the process die on both sides of the statement that takes the lease:
// before it nobody has the lease, after it the dead has. The next one takes it, is the only one
// that works, and what waited arrives once.
func TestDeathsOfALease(t *testing.T) {
	t.Parallel()
	for at, had := range map[failpoint.Name]bool{failpoint.Lease: false, failpoint.Leased: true} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.programme(nil)
			r.queue(1, 1)
			r.serve(mortal, fmt.Sprintf("%s=%s", failpoint.Variable, at)).dies()
			r.alone()
			dead := r.text(`SELECT coalesce(run::text, '') FROM lease`)
			if got := dead != ""; got != had {
				t.Errorf("the dead has the lease: got %t, want %t", got, had)
			}
			p := r.serve(program)
			p.ready()
			r.settled()
			if got := r.text(`SELECT coalesce(run::text, '') FROM lease`); got == dead || !p.state().Active {
				t.Errorf("the lease is %q's, which was %q's", got, dead)
			}
			p.Stop()
			r.exactlyOnce()
		})
	}
}

// TestDeathsOfAPulse has the process, which had been away for an hour, die on both sides of the
// commit by which it notes that sending works again and leaves the job that tells the team of
// that hour. The owner is told of it once.
func TestDeathsOfAPulse(t *testing.T) {
	t.Parallel()
	for at, noted := range map[failpoint.Name]bool{failpoint.Pulse: false, failpoint.Pulsed: true} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.programme(nil)
			r.forget()
			r.exec(`INSERT INTO known (name, value) VALUES ('pulse', (clock_timestamp() - interval '1 hour')::text)`)
			r.serve(mortal, fmt.Sprintf("%s=%s", failpoint.Variable, at)).dies()
			r.alone()
			const fresh = `SELECT count(*) FROM known WHERE name = 'pulse' AND value::timestamptz > clock_timestamp() - interval '10 min'`
			const jobs = `SELECT count(*) FROM job WHERE kind = 'downtime'`
			for what, n := range map[string]int{"notes of it": r.number(fresh), "jobs that tell of it": r.number(jobs)} {
				if got := n == 1; got != noted {
					t.Errorf("%s at death: %d", what, n)
				}
			}
			p := r.serve(program)
			p.ready()
			processtest.Until(t, "a note", func() bool { return r.number(fresh) == 1 })
			r.exec(`UPDATE job SET not_before = $1 WHERE kind = 'downtime'`, postgrestest.Start)
			processtest.Until(t, "an end of the job", func() bool { return r.number(jobs) == 0 })
			r.settled()
			p.Stop()
			told := 0
			for _, text := range r.posts()[owner] {
				if strings.Contains(text, "It works again") {
					told++
				}
			}
			if told != 1 {
				t.Errorf("the owner was told of it %d times: %q", told, r.posts()[owner])
			}
		})
	}
}
