package main_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

// repeatLine begins a message that its reader may have had.
const repeatLine = "You may have had this message already."

// firstParticipant is the Telegram number of the first of many.
const firstParticipant = 200_001

// TestKillInTheMiddleOfAFanOut kills the process three times while it sends 500
// reminders. Nobody misses one; somebody has it twice only if it was on the wire,
// or not marked yet, when the process was killed, and is told so.
func TestKillInTheMiddleOfAFanOut(t *testing.T) {
	t.Parallel()
	const people, kills = 500, 3
	h := newHouse(t)
	h.registerEvent()
	h.joinEvent(people)
	h.slowly(400 * time.Millisecond)

	at := time.Date(2026, time.December, 8, 10, 0, 0, 0, time.FixedZone("+05", 5*60*60)) // the rule of one day before
	inDoubt := map[int64]int{}                                                           // by chat: how often a kill found its reminder on its way
	for round := range kills + 1 {
		before := h.delivered()
		s := h.serve(program, "JARCHY_NOW="+at.Add(time.Duration(round)*time.Minute).Format(time.RFC3339))
		if round == kills {
			until(t, "an outcome of every reminder", func() bool {
				return h.number(`SELECT count(*) FROM delivery WHERE outcome = 'sent'`) == people
			})
			s.stop()
			break
		}
		h.await("some reminders", func() bool { return h.delivered() >= before+people/8 })
		s.kill()
		h.alone()
		var chats []int64
		if err := h.sql.Select(&chats, `SELECT chat FROM outbox WHERE state = 'sending'`); err != nil {
			t.Fatal(err)
		}
		if len(chats) == 0 {
			t.Error("nothing was on its way when the process was killed: this test shows nothing")
		}
		for _, chat := range chats {
			inDoubt[chat]++
		}
	}

	if n := h.number(`SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown')`); n != 0 {
		t.Errorf("rows without an outcome: got %d, want none", n)
	}
	had := h.reminders()
	twice := 0
	for chat := int64(firstParticipant); chat < firstParticipant+people; chat++ {
		texts := had[chat]
		switch n := len(texts); {
		case n == 0:
			t.Errorf("participant %d has no reminder", chat)
		case n > 1+inDoubt[chat]:
			t.Errorf("participant %d has the reminder %d times, and it was in doubt %d times", chat, n, inDoubt[chat])
		case n == 1 && inDoubt[chat] == 0 && strings.Contains(texts[0], repeatLine):
			t.Errorf("participant %d has one reminder, never in doubt, that says it is a repeat", chat)
		case n > 1:
			twice++
		}
		for _, text := range texts[min(len(texts), 1):] {
			if !strings.Contains(text, repeatLine) {
				t.Errorf("participant %d has a repeat that does not say so: %q", chat, text)
			}
		}
	}
	t.Logf("%d kills, %d reminders in doubt, %d had twice", kills, len(inDoubt), twice)
	if others := slices.DeleteFunc(slices.Collect(maps.Keys(had)), func(chat int64) bool {
		return chat >= firstParticipant && chat < firstParticipant+people
	}); len(others) > 0 {
		t.Errorf("others who have reminders: %d", others)
	}
}

// registerEvent has the owner register an event, in a process of its own.
func (h *house) registerEvent() {
	h.Helper()
	s := h.serve(program)
	coordinator := h.person(owner)
	h.answer(coordinator, func() {
		h.say(coordinator, "/new Workshop on risk management, Almaty, 9-11 December, 09:00-17:00")
	})
	if err := coordinator.PressLast("Save"); err != nil {
		h.Fatal(err)
	}
	until(h, "the event", func() bool { return h.number(`SELECT count(*) FROM event`) == 1 })
	s.stop()
}

// joinEvent has people come to the one event who had pressed Start at some time.
func (h *house) joinEvent(people int) {
	h.Helper()
	for i := range people {
		h.person(int64(firstParticipant + i)).Start("")
	}
	h.drain()
	const since = `SELECT e.created_at FROM event e`
	h.exec(`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		SELECT $1 + i, 'en', true, 'Asia/Almaty', true, 'ok', (`+since+`), (`+since+`) FROM generate_series(0, $2 - 1) i`, firstParticipant, people)
	h.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		SELECT e.programme_id, a.id, 'participant', 'Nameless' || a.id, true, e.created_at FROM account a, event e WHERE a.id >= $1`, firstParticipant)
	h.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule)
		SELECT e.id, p.id, 'coming', e.created_at, e.schedule FROM person p, event e WHERE p.account_id >= $1`, firstParticipant)
	h.exec(`UPDATE rule SET next_at = since WHERE event_id IS NOT NULL`)
}

// drain confirms all updates, as a bot that was here before would have.
func (h *house) drain() {
	h.Helper()
	path := fmt.Sprintf("/bot%s/getUpdates?offset=%d", h.sim.Token(), h.sim.LastUpdate()+1)
	if status, body := get(strings.TrimPrefix(h.sim.URL(), "http://"), path); status != 200 || h.sim.Pending() != 0 {
		h.Fatalf("drain: %d %s", status, body)
	}
}

// reminders are the texts of the reminders that arrived, by chat, in order.
func (h *house) reminders() map[int64][]string {
	had := map[int64][]string{}
	for _, e := range h.sim.Events(0) {
		if e.Kind == simulator.Posted && e.FromBot && e.Chat != owner {
			had[e.Chat] = append(had[e.Chat], e.Message.Text)
		}
	}
	return had
}
