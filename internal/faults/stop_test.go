package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestStops (F7) asks the process to end while it sends 50 messages a second: 4 times,
// in the long form 50. It exits in good order within 10 s and gives the lease back; the
// next one sends soon after it was started; every message arrives once, none as a repeat.
func TestStops(t *testing.T) {
	t.Parallel()
	stops := pick(4, 50)
	r := newRig(t)
	r.programme(nil)
	r.queue(60*stops, 2)
	r.sim.SetFault(slowly(200 * time.Millisecond))
	var longest time.Duration
	var starts []time.Duration
	for range stops {
		before := r.arrived()
		p := r.serve(program, "JARCHY_SEND_RATE=50")
		started := time.Now()
		processtest.Within(t, generous, "a message", func() bool { return r.arrived() > before })
		starts = append(starts, time.Since(started))
		time.Sleep(rand.N(400 * time.Millisecond))
		longest = max(longest, p.Stop())
		if n := r.number(`SELECT count(*) FROM lease WHERE run IS NULL`); n != 1 {
			t.Error("the lease was not given back")
		}
		if n := r.number(`SELECT count(*) FROM outbox WHERE state IN ('sending', 'unknown')`); n != 0 {
			t.Errorf("messages in doubt after a stop in good order: %d", n)
		}
	}
	if n := r.number(`SELECT count(*) FROM outbox WHERE state = 'queued'`); n == 0 {
		t.Error("all was sent before the last stop: it shows nothing")
	}
	p := r.serve(program)
	r.settled()
	p.Stop()
	r.exactlyOnce()
	slices.Sort(starts)
	t.Logf("%d stops, the longest took %s; from a start to its first message: median %s, longest %s (aimed at: 2 s)",
		stops, longest.Round(time.Millisecond), starts[len(starts)/2].Round(time.Millisecond), starts[len(starts)-1].Round(time.Millisecond))
}

// TestStopWhilePeerHangs (F8): Telegram takes messages and does not answer when the
// process is asked to end. It exits all the same, in good order; what was on the wire is
// of unknown outcome, the rest still queued; afterwards all arrive.
func TestStopWhilePeerHangs(t *testing.T) {
	t.Parallel()
	const messages = 100
	r := newRig(t)
	r.programme(nil)
	r.queue(messages, 1)
	r.sim.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", After: 1, Fault: simulator.HangAfter()}))
	p := r.serve(program)
	processtest.Until(t, "messages on the wire", func() bool { return r.arrived() >= 20 })
	took := p.Stop()
	unknown, queued := r.number(`SELECT count(*) FROM outbox WHERE state = 'unknown'`), r.number(`SELECT count(*) FROM outbox WHERE state = 'queued' AND chat >= $1`, firstChat)
	if unknown == 0 || unknown+queued != messages-1 {
		t.Errorf("after the stop %d are unknown and %d queued, want all but one of %d and some unknown", unknown, queued, messages)
	}
	t.Logf("it took %s to stop with %s", took.Round(time.Millisecond), fmt.Sprintf("%d of %d on the wire", unknown, messages))
	r.sim.SetFault(nil)
	p = r.serve(program)
	r.settled()
	p.Stop()
	if x := r.check(); x.lost > 0 {
		t.Error(x)
	}
}
