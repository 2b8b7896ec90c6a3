package faults

import (
	"net/url"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// TestDownForADay (F46): the process was away for 25 hours, and Telegram has dropped what
// people said meanwhile; its ids go on, or begin anew at a lower one. Whoever says
// something afterwards is answered, once, and Telegram holds nothing back.
func TestDownForADay(t *testing.T) {
	t.Parallel()
	for name, next := range map[string]int64{"ids go on": 0, "ids begin lower": 70} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRigOn(t, databaseURL(t), simulator.Options{FirstUpdate: 900_000})
			r.programme(nil)
			coordinator := r.sim.Person(owner, "", "")
			r.forget()
			p := r.serve(program)
			coordinator.Say("/help")
			processtest.Until(t, "an answer", func() bool { return r.arrived() == 1 })
			r.handled()
			p.Stop()

			for range 5 {
				coordinator.Say("/upcoming")
			}
			r.sim.Expire()
			if next > 0 {
				r.sim.SkipTo(next)
			}
			r.turn(r.now().Add(25 * time.Hour))
			p = r.serve(program)
			p.ready()
			coordinator.Say("/help")
			processtest.Until(t, "an answer", func() bool { return r.arrived() > 1 })
			r.handled()
			coordinator.Say("/help")
			r.handled()
			r.settled()
			p.Stop()
			texts := r.posts()[owner]
			if len(texts) != 3 || texts[1] != texts[0] || texts[2] != texts[0] {
				t.Errorf("answers: got %q, want the same three", texts)
			}
		})
	}
}

// TestLeaving (F52, I5): half of the participants decline, and some block the bot, while
// their reminders go out. Once that is handled none of these leave but those in flight.
func TestLeaving(t *testing.T) {
	t.Parallel()
	const people, declining, blocking, workers = 250, 12, 100, 64
	r := newRig(t)
	r.fanOut(people)
	r.sim.SetFault(func(method string, _ url.Values) simulator.Fault {
		if method != "sendMessage" {
			return simulator.Fault{}
		}
		return simulator.Delay(200 * time.Millisecond)
	})
	var e programme.Event
	if err := r.sql.QueryRow(`SELECT id, code, key, schedule FROM event`).Scan(&e.ID, &e.Code, &e.Key, &e.Schedule); err != nil {
		t.Fatal(err)
	}
	p := r.serve(program, "JARCHY_SEND_RATE=40")
	processtest.Until(t, "sending", func() bool { return r.reached() > 20 })
	const first = firstChat + people - declining - blocking
	r.press(e, first, declining, "giveup")
	for i := range blocking {
		r.sim.Person(int64(first+declining+i), "", "").Block()
	}
	r.handled()
	reminders := func() (n int) {
		for chat, texts := range r.posts() {
			if chat >= first && len(texts) > 0 {
				n++
			}
		}
		return n
	}
	before := reminders()
	r.settled()
	p.Stop()
	if after := reminders() - before; after > workers {
		t.Errorf("reminders that arrived after their readers had left: %d", after)
	}
	const skipped = `SELECT count(*) FROM delivery WHERE outcome = 'skipped' AND reason = $1`
	if n := r.number(skipped, "declined"); n == 0 {
		t.Error("nobody's reminder was withdrawn because they declined: it shows nothing")
	}
	if n := r.number(`SELECT count(*) FROM account WHERE id >= $1 AND reach = 'blocked'`, first); n != blocking {
		t.Errorf("accounts known as blocked: got %d, want %d", n, blocking)
	}
	for i := range blocking {
		if n := len(r.calls(int64(first + declining + i))); n > 1 {
			t.Errorf("%d calls to somebody who blocked the bot", n)
		}
	}
}
