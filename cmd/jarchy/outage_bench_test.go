package main_test

import (
	"syscall"
	"testing"
	"time"

	"jarchy/internal/processtest"
)

// BenchmarkOutage measures how long nothing is sent after something went away in the
// middle of a fan-out at full speed: the process, killed and started anew; the active
// one of two, frozen; the database, killed and started anew. Each is the median of
// five.
func BenchmarkOutage(b *testing.B) {
	m := newBench(b)
	m.env = append(m.env, "JARCHY_RESEND_AFTER=1s") // what is in doubt does not hold up the next round
	m.serve().Stop()                                // makes the programme
	m.stockReaders()
	m.delay = 20 * time.Millisecond // a fan-out lasts long enough to go away in
	round := 0
	// midway queues a fan-out and waits until it is well on its way.
	midway := func() {
		m.queueReminders(round)
		round++
		m.many.expect(fanOut)
		m.release()
		processtest.Until(m, "on its way", func() bool { return m.many.so() > fanOut/10 })
	}
	// through lets a process send the rest.
	through := func(c *child) {
		m.many.took(m)
		m.settled()
		c.Stop()
	}
	for b.Loop() {
		var restart, takeover, back []float64
		for range rounds {
			c := m.serve()
			midway()
			c.Kill()
			began := time.Now()
			c = m.serve()
			restart = append(restart, m.many.next(m, began).Sub(began).Seconds())
			through(c)
		}
		for range rounds {
			c := m.serve()
			standby := m.standby()
			midway()
			began := time.Now()
			if err := c.Cmd.Process.Signal(syscall.SIGSTOP); err != nil {
				m.Fatal(err)
			}
			time.Sleep(time.Second) // what was on the wire arrives
			takeover = append(takeover, m.many.next(m, time.Now()).Sub(began).Seconds())
			c.Kill()
			through(standby)
		}
		for range rounds {
			c := m.serve()
			midway()
			m.crashPostgres()
			began := m.startPostgres()
			back = append(back, m.many.next(m, began).Sub(began).Seconds())
			through(c)
		}
		figure("restart_to_next_message_s", median(restart), "s")
		figure("takeover_s", median(takeover), "s")
		figure("postgres_back_to_next_message_s", median(back), "s")
	}
}

// standby starts a second process, which waits for the lease.
func (m *bench) standby() *child {
	m.Helper()
	listen := processtest.FreeAddress(m)
	c := start(m, built(m, program), []string{"serve"}, with(m.env, "JARCHY_LISTEN="+listen))
	processtest.Until(m, "standing by", func() bool {
		status, _ := get(listen, "/healthz")
		return status == 200
	})
	return c
}
