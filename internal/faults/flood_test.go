package faults

import (
	"jarchy/internal/processtest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFlood (F53): for 5 s, in the long form for 60, somebody sends 50 messages a second
// (in the long form 200) and 17 strangers a second press Start. Others have their answers,
// 19 of 20 within 5 s; who sends so much has a minute's worth of answers and a notice; the
// process keeps within its memory; of strangers nothing is kept.
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
	stop := make(chan struct{})
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
	// One answer a second goes into a chat: beyond a minute's worth there are notices only.
	most := 60 + int(lasts/time.Second) + 1 + int(lasts/time.Minute) + 10
	if n := len(r.posts()[flooder]) + r.number(`SELECT count(*) FROM outbox WHERE chat = $1 AND final_at IS NULL`, flooder); n == 0 || n > most {
		t.Errorf("answers to the one who wrote %d messages: %d, want at most %d", sent, n, most)
	}
	if n := r.number(`SELECT count(*) FROM account WHERE id >= $1`, flooder); n != 0 {
		t.Errorf("strangers of whom something is stored: %d", n)
	}
	p.Stop()
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
