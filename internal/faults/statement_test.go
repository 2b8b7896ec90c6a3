package faults

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"jarchy/internal/processtest"
	"jarchy/internal/programme"
)

// TestEveryWord (F61) breaks words that the bot says to its database, each once, in each of
// several ways: some of them in two ways, in the long form every one when it is first said, in
// four. Nobody goes without
// an answer, nothing is done twice, nothing is lost, and no reminder fails to come.
func TestEveryWord(t *testing.T) {
	t.Parallel()
	for _, h := range pick([]harm{refused, lostAfter}, []harm{refused, outOfTime, lostBefore, lostAfter}) {
		t.Run(h.String(), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			b := r.office()
			var mu sync.Mutex
			said, since := map[word]bool{}, 0
			apart := pick(20, 0)
			if !h.lost() { // what is refused is not tried again: some of it must go well
				apart = 25
			}
			b.sessions.set(func(w word) harm {
				if w.kind == "commit" {
					return unharmed // TestEveryCommit
				}
				mu.Lock()
				defer mu.Unlock()
				if since++; said[w] || since < apart {
					return unharmed
				}
				said[w], since = true, 0
				return h
			})
			b.day(h.lost())
			t.Logf("%d words broken", len(said))
			if len(said) < 12 {
				t.Errorf("only %d words were broken", len(said))
			}
		})
	}
}

// TestEveryCommit (F61) answers every transaction's first commit by an error: though it was
// done, or because the connection broke before it, or after.
func TestEveryCommit(t *testing.T) {
	t.Parallel()
	for _, h := range []harm{lostBefore, lostAfter, answeredBad} {
		t.Run(h.String(), func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			b := r.office()
			var mu sync.Mutex
			said := map[word]bool{}
			b.sessions.set(func(w word) harm {
				if w.kind != "commit" {
					return unharmed
				}
				mu.Lock()
				defer mu.Unlock()
				if said[w] {
					return unharmed
				}
				said[w] = true
				return h
			})
			b.day(true)
			t.Logf("%d commits broken", len(said))
			if len(said) < 15 {
				t.Errorf("only %d commits were broken", len(said))
			}
		})
	}
}

// TestClaimAnsweredLate has the answers of claims come so late that the sender sweeps
// meanwhile, and their rows look as if the machine had slept in between: they are claimed a
// minute ago. Nothing of them is given back to be sent twice.
func TestClaimAnsweredLate(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	b := r.office()
	r.exec(`CREATE FUNCTION long_ago() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.claimed_at := NEW.claimed_at - interval '1 minute'; RETURN NEW; END $$`)
	r.exec(`CREATE TRIGGER long_ago BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.state = 'sending' AND OLD.state <> 'sending') EXECUTE FUNCTION long_ago()`)
	var claims atomic.Int64
	b.sessions.set(func(w word) harm {
		if !strings.Contains(w.text, "SET state = 'sending'") {
			return unharmed
		}
		claims.Add(1)
		return late
	})
	r.queue(5, 2)
	r.settled()
	b.sessions.set(nil)
	b.stop()
	t.Logf("%s; %d claims", r.check(), claims.Load())
	if claims.Load() == 0 {
		t.Error("no claim was answered late")
	}
}

const dayPeople = 6

// office is a bot in this process that has an event of 3 seats and some participants, and
// has said its first words.
func (r *rig) office() *inside {
	r.Helper()
	r.programme(nil)
	e := r.event(3)
	r.people(dayPeople)
	r.take(e, firstChat+4, 1, programme.Waiting) // somebody who will be promoted, and was first in line
	r.take(e, firstChat+5, 1, programme.Coming)
	r.forget()
	b := r.runInside()
	r.handled()
	return b
}

// day has people do this and that, one after the other, each until it is answered; then
// their reminders are due. exact says that nothing is apologised for: it was the line
// that broke, not the server that said no.
func (b *inside) day(exact bool) {
	b.Helper()
	var e programme.Event
	if err := b.sql.QueryRow(`SELECT id, code, key, schedule FROM event`).Scan(&e.ID, &e.Code, &e.Key, &e.Schedule); err != nil {
		b.Fatal(err)
	}
	coordinator := b.sim.Person(owner, "", "")
	act := func(chat int64, what string, f func()) {
		b.Helper()
		before := b.visible(chat)
		f()
		processtest.Within(b, 2*patience, "an answer to "+what, func() bool { return b.visible(chat) > before })
	}
	for range 2 { // what was refused is done again
		for i := range 4 {
			chat := int64(firstChat + i)
			act(chat, "a press", func() { b.press(e, int(chat), 1, "come") })
		}
		act(firstChat, "another", func() { b.press(e, firstChat, 1, "giveup") })
		act(firstChat+1, "a word", func() { b.sim.Person(firstChat+1, "", "").Say("/my") })
		act(owner, "a new event", func() { coordinator.Say("/new Workshop on tariffs, Almaty, 14-16 December, 09:00") })
		act(owner, "a list", func() { coordinator.Say("/upcoming") })
		act(firstChat+1, "a zone", func() { b.sim.Person(firstChat+1, "", "").Say("/timezone Bishkek") })
	}
	b.handled()
	b.exec(`UPDATE rule SET next_at = since WHERE event_id = $1`, e.ID)
	ctx, cancel := context.WithTimeout(b.Context(), 2*patience)
	defer cancel()
	at, coming := reminderDay, b.parts(e, programme.Coming)
	processtest.Within(b, 2*patience, "reminders", func() bool {
		at = at.Add(time.Minute)                                             // a rule whose planning failed waits as long, or twice
		if err := b.app.Turn(ctx, at, nil); err != nil && ctx.Err() != nil { // its own words are broken too
			b.Fatal("the clock cannot be turned: ", err)
		}
		return b.number(`SELECT count(*) FROM delivery d JOIN rule r ON r.id = d.rule_id WHERE d.event_id = $1 AND r.kind = 'days_before' AND r.n = 1 AND d.outcome IS NOT NULL`, e.ID) >= coming
	})
	b.sessions.set(nil)
	b.settled()
	b.stop()
	if n := b.parts(e, programme.Coming); n != 3 && exact {
		b.Errorf("%d come, want 3", n)
	}
	// Where the server says no, both of their presses may have been refused.
	if got := b.text(`SELECT coalesce(max(x.state), 'silent') FROM participation x JOIN person p ON p.id = x.person_id WHERE p.account_id = $1`, firstChat); got != "declined" && exact {
		b.Errorf("who gave up is %s", got)
	}
	drafts := b.number(`SELECT count(*) FROM draft`)
	if want := 2; drafts > want || exact && drafts != want {
		b.Errorf("drafts: got %d, want %d", drafts, want)
	}
	if n := b.number(`SELECT count(*) FROM (SELECT FROM outbox WHERE key LIKE 'promoted:%' GROUP BY person_id HAVING count(*) > 1) twice`); n != 0 {
		b.Errorf("people who were told of a seat twice: %d", n)
	}
	for chat, texts := range b.posts() {
		for i, text := range texts {
			if strings.HasPrefix(text, repeatLine) {
				b.Errorf("%d got a repeat, though Telegram answered every call: %q", chat, texts[max(i-1, 0):])
			}
		}
	}
}

// visible counts what somebody has seen of the bot: messages, and answers to buttons.
func (r *rig) visible(chat int64) (n int) {
	for _, c := range r.sim.Journal() {
		if c.Code != 200 {
			continue
		}
		switch c.Method {
		case "sendMessage", "editMessageText":
			if c.Chat == chat {
				n++
			}
		case "answerCallbackQuery":
			if id, err := strconv.ParseInt(c.Params.Get("callback_query_id"), 10, 64); err == nil && id>>20 == chat {
				n++ // the simulator's ids begin with who pressed
			}
		}
	}
	return n
}
