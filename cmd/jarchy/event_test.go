package main_test

import (
	"fmt"
	"strings"

	"jarchy/internal/processtest"
	"jarchy/internal/simulator"
)

// firstParticipant is the Telegram number of the first of many.
const firstParticipant = 200_001

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
	processtest.Until(h, "the event", func() bool { return h.number(`SELECT count(*) FROM event`) == 1 })
	s.Stop()
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
