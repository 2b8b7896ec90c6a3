package main_test

import (
	"testing"
	"time"
)

// BenchmarkAnswerBusy asks while reminders leave, at full speed and at Telegram's
// pace, and holds that against a bot that has nothing else to do.
func BenchmarkAnswerBusy(b *testing.B) {
	const idle, atPace = 2000, 600
	m := newBench(b)
	c := m.serve()
	b.Cleanup(func() {
		if b.Failed() {
			b.Logf("the process said:\n%s", c.Out.Tail())
		}
	})
	m.stock(200)
	m.stockReaders()
	for range 200 { // past the careful beginning, and all plans made
		m.ask(b, owner, question)
	}
	for b.Loop() {
		var quiet, full, paced []time.Duration
		for range idle {
			quiet = append(quiet, m.ask(b, owner, question))
		}
		for round := range rounds {
			m.queueReminders(round)
			m.many.expect(fanOut)
			m.release()
			for m.many.so() < fanOut {
				full = append(full, m.ask(b, owner, question))
			}
			m.settled()
		}
		c.Stop()
		env := m.env
		m.env = with(env, "JARCHY_SEND_RATE=30")
		c = m.serve()
		m.queueReminders(rounds)
		m.many.expect(fanOut)
		m.release()
		for range atPace { // well before the last of them
			paced = append(paced, m.ask(b, owner, question))
			time.Sleep(20 * time.Millisecond)
		}
		m.env = env
		c.Stop()
		b.Logf("p99: %.1f ms idle (%d answers), %.1f ms at full speed (%d), %.1f ms at 30 a second (%d)",
			percentile(quiet, 99), len(quiet), percentile(full, 99), len(full), percentile(paced, 99), len(paced))
		figure("answer_p99_ratio_under_fanout", percentile(full, 99)/percentile(quiet, 99), "ratio")
		figure("answer_p99_extra_ms_at_30", percentile(paced, 99)-percentile(quiet, 99), "ms")
	}
}
