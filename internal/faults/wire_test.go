package faults

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestNoLine (F36): nobody listens where Telegram was, while messages are queued. They
// are tried again and again, and each arrives once when the line is back, none as a
// repeat: what was refused never left.
func TestNoLine(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	proxy := newProxy(t, strings.TrimPrefix(r.sim.URL(), "http://"))
	r.telegram = "http://" + proxy.Listen
	p := r.serve(program)
	p.ready()
	r.settled()
	if err := proxy.Disable(); err != nil {
		t.Fatal(err)
	}
	r.queue(50, 2)
	time.Sleep(pick(4*time.Second, time.Minute))
	if n := r.arrived(); n != 0 {
		t.Errorf("%d messages arrived without a line", n)
	}
	if err := proxy.Enable(); err != nil {
		t.Fatal(err)
	}
	r.settled()
	p.Stop()
	r.exactlyOnce()
}

// TestNoName (F36): Telegram's name is unknown, or what answers there speaks no TLS. The
// process waits for it, tells no token, and stops in good order.
func TestNoName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	for what, address := range map[string]string{
		"no such name": "http://telegram.invalid",
		"no TLS":       strings.Replace(r.sim.URL(), "http:", "https:", 1),
	} {
		p := r.serve(program, "TELEGRAM_API_URL="+address)
		processtest.Until(t, what, func() bool { return strings.Contains(p.Out.String(), "Telegram does not answer") })
		if p.Ended() {
			t.Errorf("%s: the process ended", what)
		}
		p.Stop()
	}
}

// reached counts the messages that reached participants.
func (r *rig) reached() (n int) {
	for chat, texts := range r.posts() {
		if chat >= firstChat {
			n += len(texts)
		}
	}
	return n
}

// TestWithdrawn (F51, I5) cancels an event while its reminders go out, by the buttons that
// staff have. Once that is committed no more leave but those in flight, at most as many as
// the sender has workers; the others are skipped, with the reason, and everybody is told
// that the event is cancelled, once.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	const people, workers, rate = 500, 128, 100
	r := newRig(t)
	r.fanOut(people)
	r.expected = nil // not everybody is reminded
	r.turn(reminderDay.Add(-time.Hour))
	coordinator := r.sim.Person(owner, "", "")
	press := func(label string) { // again if the machine had no time for it
		t.Helper()
		for before := -1; before < r.sorry(); {
			before = r.sorry()
			processtest.Within(t, 2*patience, "a button "+label, func() bool { return coordinator.PressLast(label) == nil })
			r.handled()
		}
	}
	p := r.serve(program)
	r.settled()
	coordinator.Say("/cancel " + r.text(`SELECT code FROM event`))
	coordinator.Say("The venue is closed")
	processtest.Until(t, "the question", func() bool {
		texts := r.posts()[owner]
		return len(texts) > 0 && strings.HasPrefix(texts[len(texts)-1], "Cancel “")
	})
	r.handled()
	p.Stop()

	r.turn(reminderDay)
	r.sim.SetFault(func(method string, _ url.Values) simulator.Fault {
		if method != "sendMessage" {
			return simulator.Fault{}
		}
		return simulator.Delay(200 * time.Millisecond)
	})
	arrived := func() (reminders, notices int) {
		for chat, texts := range r.posts() {
			for _, text := range texts {
				switch {
				case chat < firstChat:
				case strings.Contains(text, "ancelled"):
					notices++
				default:
					reminders++
				}
			}
		}
		return reminders, notices
	}
	p = r.serve(program, fmt.Sprintf("JARCHY_SEND_RATE=%d", rate)) // without a pace all would be on the wire at once
	processtest.Until(t, "sending", func() bool { return r.reached() > 50 })
	press("Cancel and tell 500")
	press("Do it now")
	if n := r.number(`SELECT count(*) FROM event WHERE status = 'cancelled'`); n != 1 {
		t.Fatalf("events that are cancelled: %d", n)
	}
	before, _ := arrived()
	r.settled()
	p.Stop()
	all, notices := arrived()
	after := all - before
	if after > workers {
		t.Errorf("reminders that arrived after the cancelling: %d", after)
	}
	const reminded = `SELECT count(*) FROM delivery d JOIN rule r ON r.id = d.rule_id AND r.kind = 'days_before' AND r.n = 1 WHERE d.outcome = $1 AND d.reason = $2`
	sent, skipped := r.number(reminded, "sent", ""), r.number(reminded, "skipped", "cancelled")
	if sent != all || sent+skipped != people || skipped == 0 {
		t.Errorf("the report says %d sent and %d withdrawn of %d; %d arrived", sent, skipped, people, all)
	}
	for i := range people {
		r.expect(int64(firstChat+i), "ancelled")
	}
	r.exactlyOnce()
	if told := r.number(`SELECT count(*) FROM delivery d JOIN send s ON s.id = d.send_id AND s.kind = 'change' WHERE d.outcome = 'sent'`); told != people || notices != people {
		t.Errorf("people who were told: the report says %d, and %d notices arrived; want %d", told, notices, people)
	}
	t.Logf("%d had arrived at the commit, %d in flight arrived after it, %d were withdrawn, %d were told", before, after, skipped, notices)
}
