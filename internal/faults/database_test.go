package faults

import (
	"fmt"
	"jarchy/internal/processtest"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	client "github.com/Shopify/toxiproxy/v2/client"
)

// migrated has the database made by a process that comes and goes.
func (r *rig) migrated() {
	r.Helper()
	p := run(r, program, "", []string{"DATABASE_URL=" + r.database}, "migrate")
	if code := p.Wait(); code != 0 {
		r.Fatalf("migrate: exit code %d\n%s", code, p.Out.Tail())
	}
	r.programme(nil)
}

// TestRestartsOfPostgres (F13) restarts Postgres twice, in the long form 20 times, while
// the process sends 50 messages a second. Sending goes on within 5 s of the server being
// back, but for what was claimed without a word, which waits its 10 s; nothing is lost.
func TestRestartsOfPostgres(t *testing.T) {
	t.Parallel()
	r, c := newRigBehind(t, 100)
	r.migrated()
	restarts := pick(2, 20)
	r.queue(150*restarts, 1)
	r.sim.SetFault(slowly(100 * time.Millisecond))
	p := r.serve(program, "JARCHY_SEND_RATE=50")
	var outages []time.Duration
	for range restarts {
		before := r.arrived()
		processtest.Until(t, "sending", func() bool { return r.arrived() > before+40 })
		c.down()
		c.up()
		back := time.Now()
		before = r.arrived()
		processtest.Within(t, 5*time.Second, "sending again", func() bool { return r.arrived() > before })
		outages = append(outages, time.Since(back))
	}
	r.settled()
	p.Stop()
	x := r.check()
	t.Logf("%s; after each restart sending went on in %s", x, outages)
}

// TestPostgresAway (F15) stops Postgres for 15 s, in the long form for 10 minutes, and
// talks to the bot meanwhile. Nothing is confirmed to Telegram that is not stored; the
// process tries again and again, but not madly, nor at a beat that others may have too; when the server is back each question is
// answered once, within 10 s, and nobody is told to try later.
func TestPostgresAway(t *testing.T) {
	t.Parallel()
	r, c := newRigBehind(t, 100)
	r.migrated()
	coordinator := r.sim.Person(owner, "", "")
	r.forget()
	p := r.serve(program)
	p.ready()
	coordinator.Say("/help")
	processtest.Until(t, "an answer", func() bool { return r.arrived() > 0 && r.sim.Pending() == 0 })
	r.settled()
	before := r.arrived()

	c.down()
	tries := refusing(t, c.line)
	const questions = 5
	for range questions {
		coordinator.Say("/help")
	}
	away := pick(15*time.Second, 10*time.Minute)
	time.Sleep(away)
	if n := r.sim.Pending(); n != questions {
		t.Errorf("updates that Telegram still holds: got %d, want %d", n, questions)
	}
	at := tries.at() // before readiness is asked for, which tries too
	if s := p.state(); s.Code != http.StatusServiceUnavailable {
		t.Errorf("readiness without a database: %+v", s)
	}
	attempts := len(at)
	// All that is at work loses its connection at once, and tries at once; then it is patient.
	const first, atFirst = 3 * time.Second, 12
	late := slices.IndexFunc(at, func(a time.Time) bool { return a.Sub(at[0]) > first })
	if late < 0 || late > atFirst {
		t.Errorf("attempts to connect in the first %s: %d of %d", first, late, attempts)
	} else if perSecond := float64(attempts-late) / (away - first).Seconds(); perSecond > 1.2 {
		t.Errorf("attempts to connect: %.1f a second", perSecond)
	}
	var gaps []time.Duration
	for i := 1; i < attempts; i++ {
		gaps = append(gaps, at[i].Sub(at[i-1]))
	}
	if slices.Sort(gaps); len(gaps) < 3 || gaps[len(gaps)-1]-gaps[0] < 100*time.Millisecond {
		t.Errorf("attempts to connect are %s apart, want them at no regular beat", gaps)
	}
	c.up()
	back := time.Now()
	processtest.Within(t, 10*time.Second, "answers", func() bool { return r.arrived() >= before+questions })
	t.Logf("%d attempts to connect in %s, all answered %s after the server was back", attempts, away, time.Since(back).Round(time.Millisecond))
	r.settled()
	p.Stop()
	texts := r.posts()[owner]
	if n := len(texts) - before; n != questions {
		t.Errorf("answers: got %d, want %d", n, questions)
	}
	for _, text := range texts[before:] {
		if text != texts[before-1] {
			t.Errorf("an answer differs from those before: %q", text)
		}
	}
}

// attempts are the instants at which somebody connected.
type attempts struct {
	mu    sync.Mutex
	times []time.Time
}

func (a *attempts) add() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.times = append(a.times, time.Now())
}

func (a *attempts) at() []time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.times)
}

// refusing has a proxy lead to where connections are closed at once, and notes them.
func refusing(t *testing.T, p *client.Proxy) *attempts {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var n attempts
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			n.add()
			conn.Close()
		}
	}()
	p.Upstream = l.Addr().String()
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	return &n
}

// TestBlackHole (F16): the line to Postgres takes everything and gives nothing back,
// for 10 s. The process says that it is not ready, within 5 s; it confirms nothing; when
// the line is back it goes on within 5 s and nothing is lost.
func TestBlackHole(t *testing.T) {
	t.Parallel()
	r, c := newRigBehind(t, 100)
	r.migrated()
	r.queue(300, 1)
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	processtest.Until(t, "sending", func() bool { return r.arrived() > 20 })
	undo := toxic(t, c.line, "timeout", client.Attributes{"timeout": 0})
	r.sim.Person(owner, "", "").Say("/help")
	processtest.Within(t, 6*time.Second, "not ready", func() bool { return p.state().Code == http.StatusServiceUnavailable })
	time.Sleep(pick(10*time.Second, 60*time.Second))
	if n := r.sim.Pending(); n != 1 {
		t.Errorf("updates that Telegram still holds: got %d, want 1", n)
	}
	undo()
	before := r.arrived()
	processtest.Within(t, 8*time.Second, "sending again", func() bool { return r.arrived() > before })
	processtest.Until(t, "all confirmed", func() bool { return r.sim.Pending() == 0 })
	r.settled()
	p.Stop()
	t.Log(r.check())
}

// TestVerySlowPostgres (F17): every word to Postgres and back takes 200 to 800 ms, for 15 s,
// in the long form for 10 minutes. Work goes on without a break, messages go out, and the
// lease stays where it is.
func TestVerySlowPostgres(t *testing.T) {
	t.Parallel()
	r, c := newRigBehind(t, 100)
	r.migrated()
	r.queue(10, 1)
	p := r.serve(program, "JARCHY_LEASE=15s")
	p.ready()
	processtest.Until(t, "messages", func() bool { return r.arrived() == 10 })
	time.Sleep(time.Second)
	since := r.text(`SELECT since::text FROM lease`)
	toxic(t, c.line, "latency", client.Attributes{"latency": 250, "jitter": 150}) // each way
	slow := pick(15*time.Second, 10*time.Minute)
	messages := int(slow / (5 * time.Second))
	for n := range messages {
		r.put(int64(firstChat+n%10), fmt.Sprint("late ", n))
		time.Sleep(slow / time.Duration(messages))
	}
	processtest.Within(t, pick(30*time.Second, 3*time.Minute), "all messages", func() bool { return r.arrived() == 10+messages })
	if got := r.text(`SELECT since::text FROM lease`); got != since {
		t.Errorf("the lease was given anew: since %s, then %s", since, got)
	}
	if n := strings.Count(p.Out.String(), "the lease was in doubt"); n != 0 {
		t.Errorf("work was broken off %d times", n)
	}
	p.Stop()
}

// TestSlowPostgres (F17): every word to Postgres and back takes 50 to 250 ms, for 15 s,
// in the long form for 10 minutes. The lease stays where it is; questions are answered,
// 19 of 20 within 5 s; the process has no more connections than its pools hold.
func TestSlowPostgres(t *testing.T) {
	t.Parallel()
	const mostConnections = 20 + 4 + 2
	r, c := newRigBehind(t, 100)
	r.migrated()
	coordinator := r.sim.Person(owner, "", "")
	r.forget()
	p := r.serve(program, "JARCHY_LEASE=15s")
	p.ready()
	coordinator.Say("/help")
	processtest.Until(t, "an answer", func() bool { return r.arrived() > 0 })
	since := r.text(`SELECT since::text FROM lease`)
	toxic(t, c.line, "latency", client.Attributes{"latency": 75, "jitter": 50}) // each way
	var waits []time.Duration
	for end := time.Now().Add(pick(15*time.Second, 10*time.Minute)); time.Now().Before(end); {
		before, asked := r.arrived(), time.Now()
		coordinator.Say("/help")
		processtest.Until(t, "an answer", func() bool { return r.arrived() > before })
		waits = append(waits, time.Since(asked))
		if n := r.number(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'jarchy'`); n > mostConnections {
			t.Errorf("connections: %d", n)
		}
	}
	slices.Sort(waits)
	if p95 := waits[len(waits)*95/100]; p95 > 5*time.Second {
		t.Errorf("19 of 20 questions were answered within %s only", p95)
	}
	if got := r.text(`SELECT since::text FROM lease`); got != since {
		t.Errorf("the lease was given anew: since %s, then %s", since, got)
	}
	t.Logf("%d questions, the median answered in %s, the slowest in %s", len(waits), waits[len(waits)/2].Round(time.Millisecond), waits[len(waits)-1].Round(time.Millisecond))
	p.Stop()
}

// TestBackendsTerminated (F19) ends every session of the process each 200 ms for 5 s,
// in the long form for 60 s, while messages go out and questions come in. Nothing is
// lost, each question has one answer, and a repeat says so.
func TestBackendsTerminated(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	r.queue(200, 1)
	coordinator := r.sim.Person(owner, "", "")
	p := r.serve(program, "JARCHY_SEND_RATE=50")
	p.ready()
	const questions = 5
	rounds := pick(25, 300)
	for round := range rounds {
		if round%(rounds/questions) == 0 {
			coordinator.Say("/help")
		}
		r.exec(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jarchy'`)
		time.Sleep(200 * time.Millisecond)
	}
	processtest.Until(t, "all confirmed", func() bool { return r.sim.Pending() == 0 })
	r.settled()
	p.Stop()
	t.Log(r.check())
	if n := r.number(`SELECT count(*) FROM outbox WHERE chat = $1 AND class = 0`, owner); n != questions {
		t.Errorf("answers: got %d, want %d", n, questions)
	}
}
