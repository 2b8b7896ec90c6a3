package faults

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestFlood (F53): for 5 s, in the long form for 60, somebody sends 50 messages a second
// (in the long form 200) and 17 strangers a second press Start. Others have their answers,
// 19 of 20 within 5 s; who sends so much has a minute's worth of answers, and at most one notice
// a minute, and hears of presses, one a second, that they did nothing; the process keeps within its memory; of strangers nothing is kept.
func TestFlood(t *testing.T) {
	t.Parallel()
	const flooder, firstStranger, strangersASecond = 300_001, 400_001, 17
	perSecond, lasts := pick(50, 200), pick(5*time.Second, time.Minute)
	r := newRig(t)
	r.programme(nil)
	coordinator := r.sim.Person(owner, "", "")
	r.forget()
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	p.ready()
	stop, began := make(chan struct{}), time.Now()
	ended := make(chan int)
	go func() {
		flood := r.sim.Person(flooder, "Inspector Nameless", "en")
		tick := time.NewTicker(time.Second / time.Duration(perSecond))
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-stop:
				ended <- n
				return
			case <-tick.C:
				flood.Say("confidential " + strconv.Itoa(n))
				if n%10 == 0 {
					flood.PressData(1, "home")
				}
				if n%(perSecond/strangersASecond) == 0 {
					r.sim.Person(int64(firstStranger+n), "Somebody Nameless", "en").Start("")
				}
			}
		}
	}()
	var waits []time.Duration
	for end := time.Now().Add(lasts); time.Now().Before(end); {
		before, asked := len(r.posts()[owner]), time.Now()
		coordinator.Say("/help")
		processtest.Until(t, "an answer", func() bool { return len(r.posts()[owner]) > before })
		waits = append(waits, time.Since(asked))
		time.Sleep(100 * time.Millisecond)
	}
	close(stop)
	sent := <-ended
	slices.Sort(waits)
	if p95 := waits[len(waits)*95/100]; p95 > 5*time.Second {
		t.Errorf("19 of 20 questions were answered within %s only", p95)
	}
	rss := resident(t, p.PID())
	if rss > 256 {
		t.Errorf("the process takes %d MB", rss)
	}
	r.handled()
	p.Stop()
	// What a stranger was sent leaves no row: what arrived and what still waits is all.
	texts := r.posts()[flooder]
	if err := r.sql.Select(&texts, `SELECT coalesce(o.params ->> 'text', t.params ->> 'text', '') FROM outbox o LEFT JOIN outbox_text t ON t.id = o.text_id
		WHERE o.chat = $1 AND o.final_at IS NULL`, flooder); err != nil {
		t.Fatal(err)
	}
	tooFast, notices := locale.For("en").Say("error.too_fast"), 0
	for _, text := range texts {
		if strings.Contains(text, tooFast) {
			notices++
		}
	}
	if most := 1 + int(lasts/time.Minute); notices == 0 || notices > most {
		t.Errorf("notices to the one who wrote %d messages: %d, want one a minute, at most %d", sent, notices, most)
	}
	pressed, toasts := locale.For("en").Say("error.pressed_too_fast"), 0
	for _, e := range r.sim.Events(0) {
		if e.Kind == simulator.Toasted && e.Text == pressed {
			toasts++
		}
	}
	if most := 2 + int(time.Since(began)/time.Second); toasts == 0 || toasts > most {
		t.Errorf("presses beyond what can be answered of which that was said: %d, want one a second, at most %d", toasts, most)
	}
	// One answer a second goes into a chat.
	if most := 60 + int(lasts/time.Second) + 10; len(texts)-notices > most {
		t.Errorf("answers to the one who wrote %d messages: %d, want at most %d", sent, len(texts)-notices, most)
	}
	if n := r.number(`SELECT count(*) FROM account WHERE id >= $1`, flooder); n != 0 {
		t.Errorf("strangers of whom something is stored: %d", n)
	}
	t.Logf("beside %d messages of one, %d questions: the median answered in %s, the slowest in %s; %d MB", sent, len(waits),
		waits[len(waits)/2].Round(time.Millisecond), waits[len(waits)-1].Round(time.Millisecond), rss)
}

// resident is the memory that a process holds, in MB; 0 where the system does not tell.
func resident(t *testing.T, pid int) int {
	t.Helper()
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	kB, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kB / 1024
}
