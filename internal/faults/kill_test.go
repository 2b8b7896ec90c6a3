package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestKills (F1) kills the process again and again at random 60 to 240 ms after it
// began to send, and starts it anew: 10 times within 300 reminders, in the long form
// 100 times within 3,000. Nobody misses theirs; who has it twice was in doubt at a
// kill, and is told so.
func TestKills(t *testing.T) {
	t.Parallel()
	people, kills := pick(300, 3000), pick(10, 100)
	r := newRig(t)
	r.fanOut(people)
	r.sim.SetFault(slowly(150 * time.Millisecond))
	var recoveries []time.Duration
	var doubts []int
	killed := time.Time{}
	for range kills {
		before := r.arrived()
		p := r.serve(program, "JARCHY_SEND_RATE=30")
		processtest.Until(t, "sending", func() bool { return r.arrived() > before })
		if !killed.IsZero() {
			recoveries = append(recoveries, time.Since(killed))
		}
		time.Sleep(60*time.Millisecond + rand.N(180*time.Millisecond))
		killed = time.Now()
		p.Kill()
		r.alone()
		doubts = append(doubts, r.inDoubt())
	}
	left := r.number(`SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown')`)
	if left == 0 {
		t.Errorf("all was sent before the last of %d kills: it shows nothing", kills)
	}
	p := r.serve(program)
	r.settled()
	p.Stop()
	x := r.check()
	slices.Sort(recoveries)
	t.Logf("%d reminders, %d kills: %s (%.2f repeated a kill; in doubt at each: %d); from a kill to the next message: median %s, longest %s",
		people, kills, x, float64(x.repeated)/float64(kills), doubts,
		recoveries[len(recoveries)/2].Round(time.Millisecond), recoveries[len(recoveries)-1].Round(time.Millisecond))
	if n := r.number(`SELECT count(*) FROM delivery WHERE outcome = 'sent'`); n != people {
		t.Errorf("reminders marked as sent: got %d, want %d", n, people)
	}
}

// written is the place between a request and its answer. No failpoint is needed
// there: the simulated Telegram does what it was asked and says nothing.
const written failpoint.Name = "written"

// TestDeathsOfASend (F2) has the process die at each place on a message's way, and
// looks what the database and the reader have then. After a restart the reader has it:
// once, or twice where it had arrived and nobody knew. Each place once, in the long
// form 50 times.
func TestDeathsOfASend(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		at        failpoint.Name
		state     string // of the row, when the process is dead
		had, gets int    // messages before and after the restart
		marked    bool   // the last says that it may be a repeat
	}{
		{failpoint.Claim, "queued", 0, 1, false},
		{failpoint.Claimed, "sending", 0, 1, true},
		{failpoint.Write, "sending", 0, 1, true},
		{written, "sending", 1, 2, true},
		{failpoint.Answered, "sending", 1, 2, true},
		{failpoint.Mark, "sending", 1, 2, true},
		{failpoint.Marked, "sent", 1, 1, false},
	} {
		for range pick(1, 50) {
			t.Run(string(tt.at), func(t *testing.T) {
				t.Parallel()
				r := newRig(t)
				r.programme(nil)
				r.queue(1, 1)
				at := string(tt.at)
				if tt.at != failpoint.Claim {
					at += fmt.Sprint(":", firstChat)
				}
				if tt.at == written {
					r.sim.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", Count: 1, Fault: simulator.HangAfter()}))
				}
				dying := r.serve(mortal, failpoint.Variable+"="+at)
				if tt.at == written {
					processtest.Until(t, "a message", func() bool { return r.arrived() == 1 })
					dying.Kill()
				} else {
					dying.dies()
				}
				r.alone()
				r.inDoubt()
				processtest.Until(t, fmt.Sprintf("%d messages", tt.had), func() bool { return len(r.posts()[firstChat]) == tt.had })
				if got := r.text(`SELECT state FROM outbox WHERE chat = $1`, firstChat); got != tt.state {
					t.Errorf("state at death: got %s, want %s", got, tt.state)
				}
				p := r.serve(program)
				p.ready()
				r.settled()
				p.Stop()
				r.check()
				texts := r.posts()[firstChat]
				if len(texts) != tt.gets {
					t.Fatalf("the reader has %q, want %d messages", texts, tt.gets)
				}
				if marked := texts[len(texts)-1] != "notice 0000"; marked != tt.marked {
					t.Errorf("the last says %q, want a word that it may be a repeat: %t", texts[len(texts)-1], tt.marked)
				}
			})
		}
	}
}

// TestDeathsOfAPlan has the process die on both sides of the commit that makes
// deliveries and messages of a rule. After a restart everybody has their reminder,
// once.
func TestDeathsOfAPlan(t *testing.T) {
	t.Parallel()
	for at, planned := range map[failpoint.Name]bool{failpoint.Plan: false, failpoint.Planned: true} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			const people = 20
			r := newRig(t)
			r.fanOut(people)
			rule := r.number(`SELECT id FROM rule WHERE event_id IS NOT NULL AND kind = 'days_before' AND n = 1`)
			r.serve(mortal, fmt.Sprintf("%s=%s:%d", failpoint.Variable, at, rule)).dies()
			r.alone()
			r.inDoubt()
			if got := r.number(`SELECT count(*) FROM delivery WHERE rule_id = $1`, rule) == people; got != planned {
				t.Errorf("planned at death: got %t, want %t", got, planned)
			}
			p := r.serve(program)
			processtest.Until(t, "all planned", func() bool { return r.number(`SELECT count(*) FROM delivery WHERE rule_id = $1`, rule) == people })
			r.settled()
			p.Stop()
			r.check()
		})
	}
}
