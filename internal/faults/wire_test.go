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

// TestWithdrawn (F51, I5) withdraws an event's reminders while they go out. Once that is
// committed no more leave but those in flight, at most as many as the sender has workers;
// the others are skipped, with the reason.
func TestWithdrawn(t *testing.T) {
	t.Parallel()
	const people, workers, rate = 500, 128, 100
	r := newRig(t)
	r.fanOut(people)
	r.sim.SetFault(func(method string, _ url.Values) simulator.Fault {
		if method != "sendMessage" {
			return simulator.Fault{}
		}
		return simulator.Delay(200 * time.Millisecond)
	})
	p := r.serve(program, fmt.Sprintf("JARCHY_SEND_RATE=%d", rate)) // without a pace all would be on the wire at once
	processtest.Until(t, "sending", func() bool { return r.reached() > 50 })
	r.withdraw("cancelled")
	before := r.reached()
	r.settled()
	p.Stop()
	after := r.reached() - before
	if after > workers {
		t.Errorf("reminders that arrived after the withdrawal: %d", after)
	}
	sent, skipped := r.number(`SELECT count(*) FROM delivery WHERE outcome = 'sent'`), r.number(`SELECT count(*) FROM delivery WHERE outcome = 'skipped' AND reason = 'cancelled'`)
	if sent != before+after || sent+skipped != people || skipped == 0 {
		t.Errorf("the report says %d sent and %d withdrawn of %d; %d arrived", sent, skipped, people, before+after)
	}
	t.Logf("%d had arrived at the commit, %d in flight arrived after it, %d were withdrawn", before, after, skipped)
}
