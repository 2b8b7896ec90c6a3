package faults

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// TestBrokenAnswers (F33, F35) has the first answer to each of several messages break
// in a way of its own: a proxy's page, be it with a code of success, an error of the server's,
// a connection cut or reset before or after the message was taken, half an answer or an empty
// one. Where nobody can know
// whether it arrived it is sent once more and says so. The poll is treated likewise.
func TestBrokenAnswers(t *testing.T) {
	t.Parallel()
	faults := []struct {
		name  string
		fault simulator.Fault
		gets  int // messages
	}{
		{"502 and a page", simulator.HTML502(), 1},
		{"503 and a page", simulator.HTML(http.StatusServiceUnavailable), 1},
		{"500", simulator.Refuse(http.StatusInternalServerError, "Internal Server Error", 0), 1},
		{"cut before", simulator.CutBefore(), 1},
		{"reset before", simulator.ResetBefore(), 1},
		{"cut after", simulator.CutAfter(), 2},
		{"reset after", simulator.ResetAfter(), 2},
		{"half an answer", simulator.Truncate(), 2},
		{"an empty answer", simulator.Empty(), 2},
		{"200 and a page", simulator.HTML(http.StatusOK), 1},
	}
	r := newRig(t)
	r.programme(nil)
	r.queue(len(faults), 1)
	steps := []simulator.Step{
		{Method: "getUpdates", After: 1, Count: 1, Fault: simulator.HTML502()},
		{Method: "getUpdates", After: 2, Count: 1, Fault: simulator.Truncate()},
	}
	for i, f := range faults {
		steps = append(steps, simulator.Step{Method: "sendMessage", Chat: strconv.Itoa(firstChat + i), Count: 1, Fault: f.fault})
	}
	r.sim.SetFault(simulator.Schedule(steps...))
	coordinator := r.sim.Person(owner, "", "")
	p := r.serve(program)
	for range 3 { // each ends a poll
		coordinator.Say("/help")
		processtest.Until(t, "all confirmed", func() bool { return r.sim.Pending() == 0 })
	}
	r.settled()
	p.Stop()
	r.check()
	for i, f := range faults {
		texts := r.posts()[int64(firstChat+i)]
		if len(texts) != f.gets {
			t.Errorf("%s: the reader has %q, want %d messages", f.name, texts, f.gets)
		} else if last := texts[len(texts)-1]; !strings.HasPrefix(last, repeatLine) {
			t.Errorf("%s: %q does not say that it may be a repeat", f.name, last)
		}
	}
	if n := r.number(`SELECT count(*) FROM outbox WHERE chat = $1 AND class = 0`, owner); n != 3 {
		t.Errorf("answers to three questions: %d", n)
	}
}

// TestNeverAnAnswer (F33): Telegram takes every send to one chat and its answers never
// can be read. After the second time the sender gives up, says so in the report, and
// other chats notice nothing.
func TestNeverAnAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	r.queue(5, 1)
	r.sim.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", Chat: strconv.Itoa(firstChat), Fault: simulator.HTML502()}))
	p := r.serve(program)
	r.settled()
	p.Stop()
	if n := len(r.calls(firstChat)); n != 2 {
		t.Errorf("sends: got %d, want 2", n)
	}
	if got := r.text(`SELECT state || ' ' || problem FROM outbox WHERE chat = $1`, firstChat); got != "failed unknown" {
		t.Errorf("outcome: got %q", got)
	}
	for chat := int64(firstChat + 1); chat < firstChat+5; chat++ {
		if n := len(r.posts()[chat]); n != 1 {
			t.Errorf("messages to %d: %d", chat, n)
		}
	}
}

// TestPollsBackOff (F33): Telegram answers no poll but with a proxy's page. The polls
// are a second apart, then two, then four.
func TestPollsBackOff(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.programme(nil)
	r.forget()
	polls := pick(4, 7)
	r.sim.SetFault(simulator.Schedule(simulator.Step{Method: "getUpdates", Fault: simulator.HTML502()}))
	p := r.serve(program)
	var at []time.Time
	processtest.Within(t, time.Duration(1<<polls)*time.Second, "polls", func() bool {
		at = nil
		for _, c := range r.sim.Journal() {
			if c.Method == "getUpdates" && c.Code == http.StatusBadGateway {
				at = append(at, c.Time)
			}
		}
		return len(at) >= polls
	})
	for i, wait := 1, time.Second; i < len(at); i, wait = i+1, min(2*wait, 30*time.Second) {
		if got := at[i].Sub(at[i-1]); got < wait-20*time.Millisecond || got > wait+2*time.Second {
			t.Errorf("poll %d came %s after the one before, want %s", i+1, got, wait)
		}
	}
	p.Stop()
}

// TestTooManyRequests (F31) refuses every tenth send with 429 and a wait of 3 s, in the long
// form 30 s, then all of them, and restarts the process in the middle of that wait. No send goes where
// it must not before its time, all arrive once, and no attempt is counted.
func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	messages, wait := pick(60, 300), pick(3, 30)
	tenth, all := int64(pick(10, 50)), int64(pick(19, 59)) // until when, and since when
	r := newRig(t)
	r.programme(nil)
	r.queue(messages, 1)
	var sends atomic.Int64
	r.sim.SetFault(func(method string, _ url.Values) simulator.Fault {
		if method != "sendMessage" {
			return simulator.Fault{}
		}
		if n := sends.Add(1); n <= tenth && n%10 == 0 || n > all && n <= all+6 {
			return simulator.TooManyRequests(wait)
		}
		return simulator.Fault{}
	})
	p := r.serve(program, "JARCHY_SEND_RATE=20")
	processtest.Until(t, "a pause of all", func() bool { return r.number(`SELECT count(*) FROM pause WHERE scope = 'all'`) == 1 })
	p.Stop()
	p = r.serve(program, "JARCHY_SEND_RATE=20")
	r.settled()
	p.Stop()
	r.exactlyOnce()
	if n := r.number(`SELECT count(*) FROM outbox WHERE chat >= $1 AND attempts <> 1`, firstChat); n != 0 {
		t.Errorf("messages whose refused attempts were counted: %d", n)
	}
	r.patient(time.Duration(wait) * time.Second)
}

// patient looks in the journal for sends within a wait that Telegram asked for: to the
// chat that was refused, or to any once a second chat was refused within it.
func (r *rig) patient(wait time.Duration) {
	r.Helper()
	const inFlight = 300 * time.Millisecond // what had begun before the refusal was read
	var refused []simulator.Call
	for _, c := range r.sim.Journal() {
		if c.Method != "sendMessage" {
			continue
		}
		var all []int64
		for _, before := range refused {
			since := c.Time.Sub(before.Time)
			if since <= inFlight || since >= wait-20*time.Millisecond {
				continue
			}
			if !slices.Contains(all, before.Chat) {
				all = append(all, before.Chat)
			}
			if before.Chat == c.Chat || len(all) > 1 {
				r.Errorf("a send to %d %s after a refusal to %d", c.Chat, since, before.Chat)
			}
		}
		if c.Code == http.StatusTooManyRequests {
			refused = append(refused, c)
		}
	}
	if len(refused) < 2 {
		r.Errorf("only %d were refused: it shows nothing", len(refused))
	}
}

// TestUnclearRefusals (F32): a 429 that names no time is tried again a second later, then
// two, doubling up to 5 minutes, which the long form waits for; one that names a day keeps its
// chat, and nobody else, waiting. What is useless by the end of that day never goes.
func TestUnclearRefusals(t *testing.T) {
	t.Parallel()
	const vague, day, others = firstChat, firstChat + 1, 5
	refusals := pick(2, 10)
	r := newRig(t)
	r.programme(nil)
	r.queue(others, 1)
	r.sim.SetFault(simulator.Schedule(
		simulator.Step{Method: "sendMessage", Chat: strconv.Itoa(vague), Count: refusals, Fault: simulator.Refuse(http.StatusTooManyRequests, "Too Many Requests", 0)},
		simulator.Step{Method: "sendMessage", Chat: strconv.Itoa(day), Fault: simulator.TooManyRequests(86_400)},
	))
	// Not while the other waits: two chats that are refused within each other's wait pause all.
	r.exec(`UPDATE outbox SET not_before = $1, expires_at = $2 WHERE chat = $3`,
		r.now().Add(pick(8*time.Second, 20*time.Minute)), r.now().Add(6*time.Hour), day)
	p := r.serve(program)
	processtest.Within(t, pick(patience, 15*time.Minute), "all but one", func() bool { return r.arrived() == others-1 })
	processtest.Within(t, pick(patience, 20*time.Minute), "the refusal for a day", func() bool { return len(r.calls(day)) == 1 })
	before := r.arrived()
	r.put(vague+2, "something else")
	processtest.Until(t, "a message to somebody else", func() bool { return r.arrived() > before })
	if got := r.text(`SELECT state FROM outbox WHERE chat = $1`, day); got != "queued" {
		t.Errorf("their message is %s, want queued", got)
	}
	p.Stop()
	calls := r.calls(vague)
	if len(calls) != refusals+1 {
		t.Fatalf("sends to who was refused without a time: %d, want %d", len(calls), refusals+1)
	}
	for i, want := 1, time.Second; i < len(calls); i, want = i+1, min(2*want, 5*time.Minute) {
		if wait := calls[i].Time.Sub(calls[i-1].Time); wait < want-20*time.Millisecond || wait > want+10*time.Second {
			t.Errorf("try %d came after %s, want %s", i+1, wait, want)
		}
	}
	r.turn(r.now().Add(23 * time.Hour))
	p = r.serve(program)
	r.settled()
	p.Stop()
	if got := r.text(`SELECT state || ' ' || problem FROM outbox WHERE chat = $1`, day); got != "skipped late" {
		t.Errorf("their message is %q at the end, want skipped late", got)
	}
	if n := len(r.calls(day)); n != 1 {
		t.Errorf("sends to who was refused for a day: %d, want 1", n)
	}
}

// TestUnreachable (F37): 3 of 10 people have blocked the bot or are gone. Each costs one
// call and is known as unreachable, with the reason, in the report; whoever presses
// Start again is reached again.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	people := pick(30, 1000)
	r := newRig(t)
	r.fanOut(people)
	for i := range people {
		p := r.sim.Person(int64(firstChat+i), "", "")
		switch {
		case i%10 == 0:
			p.Deactivate()
		case i%10 < 3:
			p.Block()
		}
	}
	r.forget() // Telegram's word that they left is lost, as after a long outage
	p := r.serve(program)
	r.settled()
	for i := range people {
		chat := int64(firstChat + i)
		if n := len(r.calls(chat)); n != 1 {
			t.Errorf("%d: %d calls, want 1", chat, n)
		}
		want := "sent "
		if i%10 == 0 {
			want = "failed deactivated"
		} else if i%10 < 3 {
			want = "failed blocked"
		}
		if got := r.text(`SELECT d.outcome || ' ' || d.reason FROM delivery d JOIN person p ON p.id = d.person_id
			WHERE p.account_id = $1 ORDER BY d.instant DESC LIMIT 1`, chat); got != want {
			t.Errorf("%d: report says %q, want %q", chat, got, want)
		}
	}
	if n := r.number(`SELECT count(*) FROM account WHERE reach IN ('blocked', 'deactivated') AND id >= $1`, firstChat); n != people*3/10 {
		t.Errorf("accounts known as unreachable: %d", n)
	}
	back := int64(firstChat + 1)
	r.sim.Person(back, "", "").Start("")
	processtest.Until(t, "reachable again", func() bool { return r.text(`SELECT reach FROM account WHERE id = $1`, back) == "ok" })
	processtest.Until(t, "an answer", func() bool { return len(r.posts()[back]) > 0 })
	p.Stop()
}

// TestRefusals (F38): each way in which Telegram says that it will never do costs one
// call, is final, and nobody else waits for it. The owner is told once, though it comes again
// for the same reason. In the long form each to 20 chats.
func TestRefusals(t *testing.T) {
	t.Parallel()
	descriptions := slices.Repeat([]string{
		"Bad Request: chat not found", "Bad Request: PEER_ID_INVALID", "Forbidden: bot was kicked from the supergroup chat",
		"Bad Request: CHAT_WRITE_FORBIDDEN", "Bad Request: TOPIC_CLOSED", "Bad Request: something that nobody has seen before",
	}, pick(1, 20))
	r := newRig(t)
	r.programme(nil)
	r.queue(len(descriptions)+3, 1)
	var steps []simulator.Step
	for i, description := range descriptions {
		code := http.StatusBadRequest
		if strings.HasPrefix(description, "Forbidden") {
			code = http.StatusForbidden
		}
		steps = append(steps, simulator.Step{Chat: strconv.Itoa(firstChat + i), Fault: simulator.Refuse(code, description, 0)})
	}
	r.sim.SetFault(simulator.Schedule(steps...))
	p := r.serve(program)
	r.settled()
	for i, description := range descriptions {
		chat := int64(firstChat + i)
		if n := len(r.calls(chat)); n != 1 {
			t.Errorf("%s: %d calls, want 1", description, n)
		}
		if got := r.text(`SELECT state FROM outbox WHERE chat = $1`, chat); got != "failed" {
			t.Errorf("%s: the message is %s, want failed", description, got)
		}
	}
	for i := range 3 {
		if n := len(r.posts()[int64(firstChat+len(descriptions)+i)]); n != 1 {
			t.Errorf("somebody else has %d messages", n)
		}
	}
	refused := r.number(`SELECT count(*) FROM outbox WHERE problem = 'refused'`)
	again := slices.Index(descriptions, r.toldOfRefusals())
	r.put(int64(firstChat+again), "once more")
	r.settled()
	if n := r.number(`SELECT count(*) FROM outbox WHERE problem = 'refused'`); n <= refused {
		t.Errorf("messages that were refused: %d, and then %d: it shows nothing", refused, n)
	}
	r.toldOfRefusals()
	p.Stop()
	if texts := r.posts()[owner]; len(texts) != 1 || !strings.Contains(texts[0], strconv.Itoa(refused)) {
		t.Errorf("the owner was told %q, want one message that tells of %d", texts, refused)
	}
}

// toldOfRefusals has the job that tells staff of refusals be due, and waits for its end. It
// returns the reason that staff are given.
func (r *rig) toldOfRefusals() (why string) {
	r.Helper()
	const jobs = `SELECT count(*) FROM job WHERE kind = 'refused'`
	processtest.Until(r, "a job that tells of refusals", func() bool { return r.number(jobs) == 1 })
	why = r.text(`SELECT args ->> 'why' FROM job WHERE kind = 'refused'`)
	r.exec(`UPDATE job SET not_before = $1 WHERE kind = 'refused'`, postgrestest.Start)
	processtest.Until(r, "its end", func() bool { return r.number(jobs) == 0 })
	r.settled()
	return why
}

// TestGroupMoves (F39): a group has become a supergroup, and what was queued for it goes
// to the new one, each message once, in order: whether Telegram's word of it is handled before the
// first of them is refused, after all of them have gone, or never. It is the refusal that tells
// where the group is now; the word changes nothing.
func TestGroupMoves(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"before", "after", "never"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			const old, new = -4001, -1001234567890
			messages := pick(4, 15)
			r := newRig(t)
			r.programme(nil)
			g := r.sim.Group(old, "Officers")
			g.Add(r.sim.Person(owner, "", ""))
			r.forget()
			for n := range messages {
				r.put(old, fmt.Sprintf("notice %04d", n))
				r.expect(new, fmt.Sprintf("notice %04d", n))
			}
			g.Upgrade(new)
			last := r.sim.LastUpdate()
			told := func() bool {
				return r.number(`SELECT count(*) FROM update_mark WHERE update_id IN ($1, $2) AND done_at IS NOT NULL AND parked IS NULL`, last-1, last) == 2
			}
			if word == "before" {
				r.exec(`UPDATE outbox SET not_before = $1 WHERE chat = $2`, r.now().Add(24*time.Hour), old)
			} else {
				r.forget()
			}
			p := r.serve(program)
			if word == "before" {
				processtest.Until(t, "the word", told)
				r.exec(`UPDATE outbox SET not_before = $1 WHERE text_id IS NULL AND params ->> 'text' LIKE 'notice%'`, r.now().Add(-time.Minute))
			}
			r.settled()
			if word == "after" {
				for id := last - 1; id <= last; id++ {
					if err := r.sim.Redeliver(id); err != nil {
						t.Fatal(err)
					}
				}
				processtest.Until(t, "the word", told)
				r.put(old, "notice last")
				r.expect(new, "notice last")
				r.settled()
			}
			p.Stop()
			r.exactlyOnce()
			if n := len(r.posts()[old]); n != 0 {
				t.Errorf("messages to the old group: %d", n)
			}
			if n := len(r.calls(old)); n == 0 {
				t.Error("nothing was refused: it shows nothing")
			}
		})
	}
}

// TestTokenRevoked (F40): the token is refused while messages wait. After three refusals at
// most neither polls nor sends go on; the process stays, says why it is not ready, and
// keeps the queue; with a token that is good all of it arrives, once.
func TestTokenRevoked(t *testing.T) {
	t.Parallel()
	messages := pick(40, 1000)
	r := newRig(t)
	r.programme(nil)
	r.queue(messages, 1)
	r.sim.SetFault(simulator.Schedule(
		simulator.Step{Method: "sendMessage", Fault: simulator.Refuse(http.StatusUnauthorized, "Unauthorized", 0)},
		simulator.Step{Method: "getUpdates", Fault: simulator.Refuse(http.StatusUnauthorized, "Unauthorized", 0)}))
	p := r.serve(program, "JARCHY_SEND_RATE=30")
	processtest.Until(t, "not ready", func() bool {
		s := p.state()
		return s.Code == http.StatusServiceUnavailable && len(s.Problems) > 0 && strings.Contains(s.Problems[0], "token")
	})
	processtest.Until(t, "no sending", func() bool { return strings.Contains(p.Out.String(), "sending stopped") })
	time.Sleep(pick(3*time.Second, time.Minute))
	refused := 0
	for _, c := range r.sim.Journal() {
		if c.Code == http.StatusUnauthorized {
			refused++
		}
	}
	if refused < 2 || refused > 3 {
		t.Errorf("calls that were refused: %d, want the poll and one or two sends", refused)
	}
	if p.Ended() {
		t.Fatal("the process ended")
	}
	if n := r.number(`SELECT count(*) FROM outbox WHERE state = 'queued' AND chat >= $1`, firstChat); n != messages {
		t.Errorf("messages that wait: %d of %d", n, messages)
	}
	p.Kill()
	r.alone()
	r.sim.SetFault(nil)
	p = r.serve(program)
	r.settled()
	p.Stop()
	r.exactlyOnce()
}
