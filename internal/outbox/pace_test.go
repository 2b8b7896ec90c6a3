package outbox

import (
	"slices"
	"testing"
	"time"

	"jarchy/internal/programme"
)

// A server that counts each call at any moment between its start and its reply
// must never see more than the rate in any second.
func TestPaceHoldsInAnySecond(t *testing.T) {
	t.Parallel()
	const rate, took = 30, 70 * time.Millisecond
	p := newPace(rate)
	now := time.Unix(0, 0)
	var starts, replies, ends []time.Time
	for range 20_000 {
		for len(ends) > 0 && !ends[0].After(now) {
			p.reply(now, 0)
			replies = append(replies, now)
			ends = ends[1:]
		}
		if n, upTo, _ := p.allow(now); upTo == programme.Mass {
			for range n {
				p.start(now, programme.Mass)
				starts, ends = append(starts, now), append(ends, now.Add(took))
			}
		}
		now = now.Add(time.Millisecond)
	}
	for i := range starts {
		if i >= rate && starts[i].Sub(replies[i-rate]) < time.Second {
			t.Fatalf("call %d starts %v after the reply to the %dth before it", i, starts[i].Sub(replies[i-rate]), rate)
		}
	}
	if perSecond := float64(len(starts)) / 20; perSecond < 25 {
		t.Errorf("only %.1f calls a second", perSecond)
	}
}

func TestPaceReserve(t *testing.T) {
	t.Parallel()
	now := time.Unix(100, 0)
	p := newPace(30)
	for range 27 {
		p.start(now, programme.Answer)
		p.reply(now, 0)
	}
	p.lastAnswer = now.Add(-10 * time.Second)
	if n, upTo, _ := p.allow(now); n != 2 || upTo != programme.Mass {
		t.Errorf("no answer for long: got %d up to %d, want 2 of all", n, upTo)
	}
	p.lastAnswer = now.Add(-9 * time.Second)
	if n, upTo, _ := p.allow(now); n != 3 || upTo != programme.Answer {
		t.Errorf("after an answer: got %d up to %d, want 3 answers", n, upTo)
	}
	if _, upTo, _ := p.allow(now.Add(999 * time.Millisecond)); upTo != programme.Answer {
		t.Error("slots freed before a second")
	}
	if n, upTo, _ := p.allow(now.Add(time.Second)); n != 2 || upTo != programme.Mass {
		t.Errorf("a second later: got %d up to %d, want 2 of all", n, upTo)
	}
}

// Who writes in the middle of a fan-out waits for the next slot: these do not free all at
// once, a second after all went at once.
func TestPaceIsEven(t *testing.T) {
	t.Parallel()
	const rate = 30
	p := newPace(rate)
	sent, begin := 0, time.Unix(100, 0)
	var full time.Duration // for how long no answer could have gone, at most
	last := begin
	for now := begin; now.Sub(begin) < 10*time.Second; now = now.Add(time.Millisecond) {
		n, upTo, _ := p.allow(now)
		if n > 0 {
			last = now
		}
		full = max(full, now.Sub(last))
		if upTo == programme.Mass {
			for range n {
				p.start(now, programme.Mass)
				p.reply(now, 0)
				sent++
			}
		}
	}
	if full > 2*second/rate {
		t.Errorf("for %v no answer could go", full)
	}
	if sent < 10*rate-2 {
		t.Errorf("%d calls in 10 s, want %d", sent, 10*rate)
	}
}

func TestPaceLifted(t *testing.T) {
	t.Parallel()
	now := time.Unix(100, 0)
	p := newPace(0)
	for range 1000 {
		p.start(now, programme.Answer)
		p.reply(now, 5)
	}
	chats, _ := p.holding(now)
	if n, upTo, _ := p.allow(now); n < 1000 || upTo != programme.Mass || len(chats) != 0 {
		t.Errorf("got %d up to %d holding %v, want no limit", n, upTo, chats)
	}
}

func TestPaceOfChats(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		chat   int64
		at     []time.Duration // replies
		now    time.Duration
		holds  bool
		waited time.Duration // until it may go
	}{
		{"burst", 5, []time.Duration{0, 0}, 0, false, 0},
		{"burst used up", 5, []time.Duration{0, 0, 0}, 0, true, time.Second},
		{"one a second", 5, []time.Duration{0, 0, 0}, 999 * time.Millisecond, true, time.Millisecond},
		{"filled by one", 5, []time.Duration{0, 0, 0}, 1001 * time.Millisecond, false, 0},
		{"and used again", 5, []time.Duration{0, 0, 0, 1001 * time.Millisecond}, 1001 * time.Millisecond, true, 999 * time.Millisecond},
		{"no chat", 0, []time.Duration{0, 0, 0, 0, 0}, 0, false, 0},
		{"group", -5, slices.Repeat([]time.Duration{0}, 19), 0, false, 0},
		{"group's minute", -5, slices.Repeat([]time.Duration{0}, 20), 59 * time.Second, true, time.Second},
		{"group's minute over", -5, slices.Repeat([]time.Duration{0}, 20), 60 * time.Second, false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPace(1000)
			start := time.Unix(100, 0)
			for _, d := range tt.at {
				p.start(start.Add(d), programme.Mass)
				p.reply(start.Add(d), tt.chat)
			}
			chats, wait := p.holding(start.Add(tt.now))
			if holds := slices.Contains(chats, tt.chat); holds != tt.holds {
				t.Errorf("holds: got %v, want %v", holds, tt.holds)
			}
			if d := wait - tt.waited; d < 0 || d > time.Millisecond {
				t.Errorf("wait: got %v, want %v", wait, tt.waited)
			}
		})
	}
}
