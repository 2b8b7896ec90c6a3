package faults

import (
	"regexp"
	"strconv"
	"testing"

	"jarchy/internal/processtest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// TestProgress has somebody write to 300 people at 30 a second: while the messages
// leave, the report of it says how many have, again and again; what it says grows, and
// the last is the end.
func TestProgress(t *testing.T) {
	t.Parallel()
	const people = 300
	r := newRig(t)
	r.programme(nil)
	e := r.event(0)
	r.people(people)
	r.take(e, firstChat, people, programme.Coming)
	r.exec(`UPDATE rule SET off = true`)
	r.forget()
	coordinator := r.sim.Person(owner, "", "")
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	p.ready()
	coordinator.Say("/remind " + e.Code)
	processtest.Until(t, "the preview", func() bool { return coordinator.PressLast("Send to "+strconv.Itoa(people)) == nil })
	percent := regexp.MustCompile(`(\d+) %`)
	frames := func() (shown []int, last int) { // 100 is the end's; last is the newest message to anybody
		for _, ev := range r.sim.Events(0) {
			switch m := percent.FindStringSubmatch(ev.Message.Text); {
			case ev.Chat != owner && ev.Kind == simulator.Posted && ev.FromBot:
				last = len(shown)
			case ev.Chat != owner || ev.Kind != simulator.Edited:
			case m != nil:
				n, _ := strconv.Atoi(m[1])
				shown = append(shown, n)
			case regexp.MustCompile(`Reached: ` + strconv.Itoa(people)).MatchString(ev.Message.Text):
				shown = append(shown, 100)
			}
		}
		return shown, last
	}
	processtest.Within(t, 2*patience, "the end of the report", func() bool {
		shown, _ := frames()
		return len(shown) > 0 && shown[len(shown)-1] == 100
	})
	r.settled()
	p.Stop()
	shown, last := frames()
	middle := 0
	for i, n := range shown {
		if i > 0 && n < shown[i-1] {
			t.Errorf("shown after %d %%: %d %%", shown[i-1], n)
		}
		if n >= 10 && n <= 95 && i < last {
			middle++
		}
	}
	if middle == 0 || shown[len(shown)-1] != 100 {
		t.Errorf("shown of the progress, of which the first %d before the last message left: %v %%", last, shown)
	}
	t.Logf("shown: %v %%, of which the first %d before the last message left", shown, last)
}
