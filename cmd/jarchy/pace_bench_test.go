package main_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

// BenchmarkPace sends at the default pace to a server that enforces Telegram's limits:
// 3,000 reminders to as many people, and 300 to 10 groups, which take 20 a minute each.
func BenchmarkPace(b *testing.B) {
	const people, groups, each = 3000, 10, 30
	for b.Loop() {
		toPeople, toGroups := newPaced(b), newPaced(b)
		toPeople.queue(firstParticipant, people, 1)
		for i := range groups {
			toGroups.sim.Group(-int64(i+1), "Group").AddBot(toGroups.sim.Person(owner, "", ""))
		}
		toGroups.drain()
		toGroups.queue(-groups, groups, each)
		var many, few time.Duration
		var wg sync.WaitGroup
		wg.Go(func() { many = toPeople.sends(people) })
		wg.Go(func() { few = toGroups.sends(groups * each) })
		wg.Wait()
		figure("pace_3000_s", many.Seconds(), "s")
		figure("pace_429s", float64(toPeople.refused()), "calls")
		ok := 0.0
		// Twenty go at once, the others once the minute is over.
		if few < 75*time.Second && toGroups.refused() == 0 && toGroups.ordered() {
			ok = 1
		}
		figure("pace_groups_s", few.Seconds(), "s")
		figure("pace_groups_ok", ok, "bool")
	}
}

// paced is a house whose Telegram enforces its limits, and which has people.
type paced struct{ *house }

func newPaced(b *testing.B) paced {
	h := newHouse(b)
	h.sim.Close()
	h.sim = simulator.New(simulator.Options{Limited: true, Now: time.Now})
	if err := h.sim.Start(""); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(h.sim.Close)
	s := h.serve(program)
	s.ready() // the programme is made
	s.Stop()
	return paced{h}
}

// queue puts messages into the outbox, so many to each of so many chats.
func (p paced) queue(first int64, chats, each int) {
	if first > 0 {
		for i := range chats {
			p.person(first + int64(i)).Start("")
		}
		p.drain()
	}
	p.exec(`INSERT INTO outbox (chat, method, params, class, not_before, created_at)
		SELECT $1::bigint + c, 'sendMessage', jsonb_build_object('text', 'Reminder ' || lpad(n::text, 4, '0')), 2, e.at, e.at
		  FROM generate_series(0, $3::int - 1) n, generate_series(0, $2::int - 1) c, (SELECT min(created_at) AS at FROM programme) e ORDER BY n, c`,
		first, chats, each)
}

// sends has a process send all that is queued, and says how long it took from the
// first to the last.
func (p paced) sends(messages int) time.Duration {
	s := p.serve(program, "JARCHY_SEND_RATE=30")
	p.settled(messages)
	s.Stop()
	var times []time.Time
	for _, e := range p.sim.Events(0) {
		if e.Kind == simulator.Posted && e.FromBot && e.Chat != owner {
			times = append(times, e.Time)
		}
	}
	if len(times) != messages {
		p.Errorf("messages: got %d, want %d", len(times), messages)
		return 0
	}
	return times[len(times)-1].Sub(times[0])
}

func (p paced) settled(messages int) {
	for end := time.Now().Add(4 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		n := p.number(`SELECT count(*) FROM outbox WHERE state = 'sent' AND class = 2 AND chat IS NOT NULL`) // the menus are mass, too
		if n == messages {
			return
		}
		if time.Now().After(end) {
			p.Errorf("sent: got %d, want %d", n, messages)
			return
		}
	}
}

func (p paced) refused() (n int) {
	for _, c := range p.sim.Journal() {
		if c.Code == 429 {
			n++
		}
	}
	return n
}

// ordered reports whether each chat has its messages in their order.
func (p paced) ordered() bool {
	for _, texts := range p.reminders() {
		if !slices.IsSorted(texts) {
			return false
		}
	}
	return true
}
