package view

import (
	"strings"
	"time"

	"jarchy/internal/locale"
)

// Status is how sending stands.
type Status struct {
	Active    time.Time // since when the bot serves; zero: it does not
	Host      string    // the machine that it is on
	Queue     []QueueLine
	OldestDue time.Duration // how long the oldest message that may go has waited
	TooMany   time.Time     // until when Telegram last asked to wait; zero: it did not
	Handled   time.Time     // when a message was handled last; zero: none was
	Parked    int           // tasks that were given up
	Paused    []string      // why sending waits for an owner
	Slowed    bool          // Telegram asks to wait now
	Chats     int           // single chats to which it asks to wait now
}

// QueueLine counts what waits of a class: answer, notice or mass.
type QueueLine struct {
	Class                      string
	Now, Later, OnWire, Unsure int
}

// lateAfter is how long a message may wait that could go, before staff are told
// that something is wrong.
const lateAfter = 10 * time.Minute

// StatusOf says how sending stands, the verdict first, by the reader's clock.
func StatusOf(p *locale.Printer, s Status, zone string) Screen {
	loc := zoneOr(zone)
	verdict := p.HTML("sending.well")
	switch {
	case s.Active.IsZero():
		verdict = p.HTML("sending.nobody")
	case len(s.Paused) > 0:
		verdict = p.HTML("sending.paused", "why", strings.Join(s.Paused, "; "))
	case s.OldestDue >= lateAfter:
		verdict = p.HTML("sending.late", "n", int(s.OldestDue/time.Minute))
	case s.Slowed:
		verdict = p.HTML("sending.slowed", "when", p.DayAndClock(s.TooMany, loc))
	}
	var queue []locale.HTML
	for _, q := range s.Queue {
		var parts []string
		for _, x := range []struct {
			key string
			n   int
		}{{"queue_state.now", q.Now}, {"queue_state.later", q.Later}, {"queue_state.on_wire", q.OnWire}, {"queue_state.unsure", q.Unsure}} {
			if x.n > 0 {
				parts = append(parts, p.Say(x.key, "n", x.n))
			}
		}
		if len(parts) > 0 {
			queue = append(queue, p.HTML("sending.class", "class", p.Say("queue_class."+q.Class), "counts", strings.Join(parts, " · ")))
		}
	}
	if len(queue) == 0 {
		queue = []locale.HTML{p.HTML("sending.empty")}
	}
	var facts []locale.HTML
	if s.OldestDue >= time.Minute {
		facts = append(facts, p.HTML("sending.oldest", "n", int(s.OldestDue/time.Minute)))
	}
	if s.Chats > 0 {
		facts = append(facts, p.HTML("sending.chats", "n", s.Chats))
	}
	if !s.Active.IsZero() {
		facts = append(facts, p.HTML("sending.active", "when", p.DayAndClock(s.Active.Round(time.Minute), loc), "host", s.Host))
	}
	if !s.Handled.IsZero() {
		facts = append(facts, p.HTML("sending.handled", "when", p.DayAndClock(s.Handled, loc)))
	}
	if !s.TooMany.IsZero() && !s.Slowed {
		facts = append(facts, p.HTML("sending.too_many", "when", p.DayAndClock(s.TooMany, loc)))
	}
	if s.Parked > 0 {
		facts = append(facts, p.HTML("sending.parked", "n", s.Parked))
	}
	return Screen{Text: Paragraphs(verdict, Lines(queue...), Lines(facts...))}
}
