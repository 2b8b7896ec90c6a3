package faults

import (
	"fmt"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// conflicts counts the polls that met another one.
func (r *rig) conflicts() (n int) {
	for _, c := range r.sim.Journal() {
		if c.Code == 409 {
			n++
		}
	}
	return n
}

// actives counts the processes that say they are the one that works.
func actives(ps []*process) (n int) {
	for _, p := range ps {
		if p.state().Active {
			n++
		}
	}
	return n
}

// TestReplicas (F27, F28) runs 3 processes with one token, in the long form 5. One
// polls and sends, the others are ready and stand by, and no poll meets another. When
// the one is killed while it sends, another takes over within 20 s; nothing is lost.
func TestReplicas(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	r.chats(60)
	ps := make([]*process, pick(3, 5))
	for i := range ps {
		ps[i] = r.serve(program, "JARCHY_SEND_RATE=20", "JARCHY_LEASE=15s")
	}
	for _, p := range ps {
		p.ready()
	}
	processtest.Until(t, "one active", func() bool { return actives(ps) == 1 })
	time.Sleep(pick(2*time.Second, 30*time.Second))
	if n := r.conflicts(); n > 0 {
		t.Errorf("polls that met another one: %d", n)
	}
	r.queue(60, 2)
	r.sim.SetFault(slowly(100 * time.Millisecond))
	processtest.Until(t, "sending", func() bool { return r.arrived() > 10 })
	var rest []*process
	killed := time.Now()
	for _, p := range ps {
		if p.state().Active {
			p.Kill()
		} else {
			rest = append(rest, p)
		}
	}
	if len(rest) != len(ps)-1 {
		t.Fatalf("%d processes were active", len(ps)-len(rest))
	}
	r.inDoubt() // the others have sessions of their own, but nobody claims for a second
	arrived := r.arrived()
	processtest.Within(t, 20*time.Second, "a message from another", func() bool { return r.arrived() > arrived })
	t.Logf("another sent %s after the kill", time.Since(killed).Round(time.Millisecond))
	r.settled()
	if x := r.check(); x.lost > 0 {
		t.Error(x)
	}
	if n := actives(rest); n != 1 {
		t.Errorf("active processes: %d", n)
	}
	for _, p := range rest {
		p.Stop()
	}
}

// TestRollingDeploy (F30) starts the new process before the old one is stopped, which
// it is 3 s later (in the long form 20 times, 30 s), while messages go out and come in.
// At most one poll meets another in each; all arrive once, every question is answered once.
func TestRollingDeploy(t *testing.T) {
	t.Parallel()
	deploys, overlap := pick(1, 20), pick(3*time.Second, 30*time.Second)
	r := newRig(t)
	r.programme(nil)
	r.queue(100*deploys, 2)
	coordinator := r.sim.Person(owner, "", "")
	r.sim.SetFault(slowly(100 * time.Millisecond))
	old := r.serve(program, "JARCHY_SEND_RATE=20")
	old.ready()
	for range deploys {
		before := r.conflicts()
		next := r.serve(program, "JARCHY_SEND_RATE=20")
		next.ready()
		coordinator.Say("/help")
		time.Sleep(overlap)
		coordinator.Say("/help")
		old.Stop()
		coordinator.Say("/help")
		if n := r.conflicts() - before; n > 1 {
			t.Errorf("polls that met another one: %d", n)
		}
		old = next
	}
	processtest.Until(t, "all confirmed", func() bool { return r.sim.Pending() == 0 })
	r.settled()
	old.Stop()
	r.exactlyOnce()
	if got, want := r.number(`SELECT count(*) FROM outbox WHERE chat = $1 AND class = 0`, owner), 3*deploys; got != want {
		t.Errorf("answers: got %d, want %d", got, want)
	}
}

// TestPace holds the sender against a Telegram that enforces its limits: 90 messages,
// in the long form 3,000, at the default pace. Not one is refused, and all
// together take little longer than the limit says.
func TestPace(t *testing.T) {
	t.Parallel()
	messages := pick(90, 3000)
	r := limited(t)
	r.programme(nil)
	r.queue(messages, 1)
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	processtest.Until(t, "the first", func() bool { return r.arrived() > 0 })
	began := time.Now()
	processtest.Within(t, time.Duration(messages/30)*time.Second+30*time.Second, "all", func() bool { return r.arrived() == messages })
	took := time.Since(began)
	r.settled()
	p.Stop()
	r.exactlyOnce()
	for _, c := range r.sim.Journal() {
		if c.Code == 429 {
			t.Errorf("refused: %s to %d", c.Method, c.Chat)
		}
	}
	t.Logf("%d messages in %s", messages, took.Round(time.Millisecond))
}

// TestPaceOfGroups has 30 messages wait for each of 3 groups, in the long form of 10, at a
// Telegram that takes 20 a minute to each and 30 a second in all: half go at once,
// the others when their minute has passed, in order, and not one is refused. The short form
// looks only at the first of them.
func TestPaceOfGroups(t *testing.T) {
	t.Parallel()
	groups, each := pick(3, 10), 30
	r := limited(t)
	r.programme(nil)
	for i := range groups {
		chat := int64(-4001 - i)
		r.sim.Group(chat, "Officers").Add(r.sim.Person(owner, "", ""))
		for n := range each {
			r.put(chat, fmt.Sprint("notice ", n+100))
			r.expect(chat, fmt.Sprint("notice ", n+100))
		}
	}
	r.forget()
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	wanted := pick(20, each) * groups
	processtest.Within(t, 3*time.Minute, "the messages that may go", func() bool { return r.arrived() >= wanted })
	time.Sleep(2 * time.Second)
	if n := r.arrived(); n != wanted {
		t.Errorf("messages: got %d, want %d", n, wanted)
	}
	p.Stop()
	for i := range groups {
		var at []time.Time
		for _, c := range r.calls(int64(-4001 - i)) {
			if c.Code != 200 {
				t.Errorf("refused: %s to %d: %s", c.Method, c.Chat, c.Description)
			}
			if at = append(at, c.Time); len(at) > 20 && at[len(at)-1].Sub(at[len(at)-21]) < time.Minute-20*time.Millisecond {
				t.Errorf("21 messages to a group within %s", at[len(at)-1].Sub(at[len(at)-21]))
			}
		}
	}
	if wanted == groups*each {
		r.exactlyOnce()
	}
}

func limited(t *testing.T) *rig {
	t.Helper()
	return newRigOn(t, databaseURL(t), simulator.Options{Limited: true})
}
