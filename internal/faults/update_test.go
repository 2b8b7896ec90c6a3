package faults

import (
	"testing"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/processtest"
)

// TestDeathsOfAnUpdate (F3, F4, F5) has the process die at each place on an update's
// way: when it has been fetched, when its try is counted, before and after its handler,
// and after the commit before the answer is sent. After a restart it has one effect
// and one answer, soon after the process was started anew.
// In the long form each place 50 times.
func TestDeathsOfAnUpdate(t *testing.T) {
	t.Parallel()
	const text = "/help confidential"
	for _, at := range []failpoint.Name{failpoint.Fetched, failpoint.Begun, failpoint.Handle, failpoint.Handled, failpoint.Committed} {
		for range pick(1, 50) {
			t.Run(string(at), func(t *testing.T) {
				t.Parallel()
				r := newRig(t)
				r.programme(nil)
				coordinator := r.chat(owner)
				r.forget()
				coordinator.Say(text)
				r.serve(mortal, failpoint.Variable+"="+string(at)+":confidential").dies()
				r.alone()
				const answers = `SELECT count(*) FROM outbox WHERE chat = $1 AND class = 0`
				if got, want := r.number(answers, owner), committed(at); got != want {
					t.Errorf("answers in the outbox at death: got %d, want %d", got, want)
				}
				answered := func() bool { return len(r.posts()[owner]) > 0 }
				if answered() && at != failpoint.Committed { // the sender may have been quicker than the death
					t.Errorf("answered before the death: %q", r.posts()[owner])
				}
				p := r.serve(program)
				started := time.Now()
				processtest.Within(t, generous, "an answer", answered)
				t.Logf("answered %s after the start (aimed at: 5 s)", time.Since(started).Round(time.Millisecond))
				processtest.Until(t, "all confirmed", func() bool { return r.sim.Pending() == 0 })
				r.settled()
				p.Stop()
				if n := r.number(answers, owner); n != 1 {
					t.Errorf("answers: got %d, want 1", n)
				}
				if n := r.number(`SELECT count(*) FROM update_mark WHERE update_id = $1 AND done_at IS NOT NULL AND parked IS NULL`, r.sim.LastUpdate()); n != 1 {
					t.Errorf("marks of the update: got %d, want 1", n)
				}
			})
		}
	}
}

// committed is how many effects there are when the process died at a place.
func committed(at failpoint.Name) int {
	if at == failpoint.Committed {
		return 1
	}
	return 0
}
