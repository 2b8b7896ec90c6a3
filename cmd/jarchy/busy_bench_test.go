package main_test

import (
	"testing"
	"time"
)

// BenchmarkAnswerBusy asks while reminders leave, at full speed and at Telegram's
// pace, and holds that against a bot that has nothing else to do.
func BenchmarkAnswerBusy(b *testing.B) {
	const idle, atPace, chats = 1000, 150, 200
	m := newBench(b)
	c := m.serve()
	b.Cleanup(func() {
		if b.Failed() {
			b.Logf("the process said:\n%s", c.Out.Tail())
		}
	})
	m.stock(chats)
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
		// Several a second, each from another chat, as the pace lets through.
		several := func() (times []time.Duration) {
			for i := range atPace {
				times = append(times, m.ask(b, firstParticipant+int64(i%chats), question))
				time.Sleep(130 * time.Millisecond)
			}
			return times
		}
		alone := several()
		m.queueReminders(rounds)
		m.many.expect(fanOut)
		m.release()
		paced = several()
		m.env = env
		c.Stop()
		b.Logf("p99: %.1f ms idle (%d answers), %.1f ms at full speed (%d); a few a second %.1f ms, beside 30 reminders a second %.1f ms (%d)",
			percentile(quiet, 99), len(quiet), percentile(full, 99), len(full), percentile(alone, 99), percentile(paced, 99), len(paced))
		figure("answer_p99_ratio_under_fanout", percentile(full, 99)/percentile(quiet, 99), "ratio")
		figure("answer_p99_extra_ms_at_30", percentile(paced, 99)-percentile(alone, 99), "ms")
	}
}
