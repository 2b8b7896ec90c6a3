package faults

import (
	"fmt"
	"strings"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// expected is a message that somebody is to get: once, or once more for each time
// that nobody could know whether it arrived.
type expected struct {
	chat   int64
	marker string // in its text
	doubts int    // how often a kill found it on its way
}

func (r *rig) expect(chat int64, marker string) {
	r.expected = append(r.expected, &expected{chat: chat, marker: marker})
}

// inDoubt notes which messages a kill found on their way: on the wire, or not marked
// yet. Call it when the process is dead and its sessions are gone.
func (r *rig) inDoubt() (n int) {
	r.Helper()
	var rows []struct {
		Chat int64  `db:"chat"`
		Text string `db:"text"`
	}
	if err := r.sql.Select(&rows, `SELECT o.chat, coalesce(o.params ->> 'text', t.params ->> 'text', '') AS text
		  FROM outbox o LEFT JOIN outbox_text t ON t.id = o.text_id WHERE o.state = 'sending' AND o.chat IS NOT NULL`); err != nil {
		r.Fatal(err)
	}
	for _, row := range rows {
		for _, e := range r.expected {
			if e.chat == row.Chat && strings.Contains(row.Text, e.marker) {
				e.doubts++
				n++
			}
		}
	}
	return n
}

// posts are the texts that reached a chat, in order.
func (r *rig) posts() map[int64][]string {
	had := map[int64][]string{}
	for _, e := range r.sim.Events(0) {
		if e.Kind == simulator.Posted && e.FromBot {
			had[e.Chat] = append(had[e.Chat], e.Message.Text)
		}
	}
	return had
}

// arrived counts the messages that reached chats.
func (r *rig) arrived() (n int) {
	for _, e := range r.sim.Events(0) {
		if e.Kind == simulator.Posted && e.FromBot {
			n++
		}
	}
	return n
}

// calls are the sends to a chat so far, those that failed included.
func (r *rig) calls(chat int64) (cs []simulator.Call) {
	for _, c := range r.sim.Journal() {
		if c.Method == "sendMessage" && c.Chat == chat {
			cs = append(cs, c)
		}
	}
	return cs
}

// struck counts the sends of a text to a chat after which the sender could not know
// whether it arrived.
func struck(calls []simulator.Call, chat int64, marker string) (n int) {
	for _, c := range calls {
		unread := c.Code == 0 || c.Code >= 500 || c.Fault == "HTML"
		if c.Method == "sendMessage" && c.Chat == chat && unread && strings.Contains(c.Params.Get("text"), marker) {
			n++
		}
	}
	return n
}

// result is what check found.
type result struct{ lost, repeated, doubts int }

func (x result) String() string {
	return fmt.Sprintf("%d lost, %d repeated, %d in doubt", x.lost, x.repeated, x.doubts)
}

// settled waits until every row of the outbox has its outcome. In the long form that
// takes its time: there is more of them, and a message that was in doubt again and
// again waits twice as long each time.
func (r *rig) settled() {
	r.Helper()
	defer func() {
		if r.Failed() {
			r.Logf("left: %s; rules due: %d, deliveries without an outcome: %d",
				r.text(`SELECT coalesce(string_agg(DISTINCT concat_ws(' ', state, class, method, withdrawn, retry_at - clock_timestamp()), ', '), 'no message') FROM outbox WHERE final_at IS NULL`),
				r.number(`SELECT count(*) FROM rule WHERE next_at <= $1`, r.now()), r.number(`SELECT count(*) FROM delivery WHERE outcome IS NULL`))
		}
	}()
	processtest.Within(r, pick(patience, 20*patience), "an outcome of every message", func() bool {
		return r.number(`SELECT count(*) FROM (SELECT FROM rule WHERE next_at <= $1 UNION ALL SELECT FROM outbox WHERE state IN ('queued', 'sending', 'unknown')
			UNION ALL SELECT FROM delivery WHERE outcome IS NULL) left_to_do`, r.now()) == 0
	})
}

// check holds what arrived against what was to arrive: nothing is lost; what came
// twice was in doubt, and says that it may have been had; who was never in doubt
// gets no such line; and in each chat what was never in doubt came in order.
func (r *rig) check() (x result) {
	r.Helper()
	had, journal := r.posts(), r.sim.Journal()
	last := map[int64]int{}
	for _, e := range r.expected {
		doubts := e.doubts + struck(journal, e.chat, e.marker)
		if doubts > 0 {
			x.doubts++
		}
		var at []int
		for i, text := range had[e.chat] {
			if strings.Contains(text, e.marker) {
				at = append(at, i)
			}
		}
		if len(at) == 0 {
			x.lost++
			r.Errorf("%d did not get %q", e.chat, e.marker)
			continue
		}
		if len(at) > 1 {
			x.repeated++
		}
		if len(at) > 1+doubts {
			r.Errorf("%d got %q %d times, and it was in doubt %d times", e.chat, e.marker, len(at), doubts)
		}
		for n, i := range at {
			switch says := strings.HasPrefix(had[e.chat][i], repeatLine); {
			case n > 0 && !says:
				r.Errorf("%d got %q again, and it does not say so", e.chat, e.marker)
			case says && doubts == 0:
				r.Errorf("%d got %q, never in doubt, and it says that it is a repeat", e.chat, e.marker)
			}
		}
		if doubts == 0 {
			if at[0] < last[e.chat] {
				r.Errorf("%d got %q before what was queued earlier: %q", e.chat, e.marker, had[e.chat])
			}
			last[e.chat] = at[0]
		}
	}
	return x
}

// exactlyOnce is check where nothing may be repeated.
func (r *rig) exactlyOnce() {
	r.Helper()
	if x := r.check(); x.lost > 0 || x.repeated > 0 {
		r.Errorf("%s, want each message once", x)
	}
}
