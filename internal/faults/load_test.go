package faults

import (
	"fmt"
	"net/url"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

const (
	firstChat = 200_001 // the Telegram number of the first of many

	// repeatLine begins a message that its reader may have had.
	repeatLine = "You may have had this message already."

	title = "Risk management"

	// Whom people may call and write to. Neither is for a log.
	phone, email = "+7 701 555 01 99", "desk@customs.example"
)

// reminderDay is when the reminder of one day before the event is due.
var reminderDay = time.Date(2026, time.December, 8, 10, 0, 0, 0, time.FixedZone("+05", 5*60*60))

// fanOut has so many people come to an event of 9 to 11 December, and turns
// programme time to the minute in which their reminders are due.
func (r *rig) fanOut(people int) {
	r.Helper()
	r.programme(nil)
	e := r.event(0)
	for i := range people {
		r.expect(int64(firstChat+i), title)
	}
	r.people(people)
	r.take(e, firstChat, people, programme.Coming)
	r.exec(`UPDATE rule SET next_at = since WHERE event_id IS NOT NULL`)
	r.turn(reminderDay)
}

// event registers an event of 9 to 11 December, with the default reminders; no seats are
// as many as come.
func (r *rig) event(seats int) programme.Event {
	r.Helper()
	return r.events(seats)[0]
}

// events registers one for each number of seats.
func (r *rig) events(seats ...int) []programme.Event {
	r.Helper()
	day, err := programme.ParseDate("2026-12-09")
	if err != nil {
		r.Fatal(err)
	}
	e := programme.Event{
		Programme: 1, Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
		When:   programme.When{Zone: "Asia/Almaty"},
		Places: []programme.Place{{City: "Almaty", Country: "KZ", Zone: "Asia/Almaty"}}, Hosts: []string{"KZ"},
		Texts: []programme.Text{{Language: "en", Title: title}}, Contact: "Aizhan Nameless, " + phone + ", " + email,
	}
	for i := range 3 {
		e.When.Days = append(e.When.Days, programme.Day{Date: day.AddDays(i), From: "09:00"})
	}
	loc, err := locale.Zone(e.When.Zone)
	if err != nil {
		r.Fatal(err)
	}
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	made := make([]programme.Event, len(seats))
	r.do(func(tx *postgres.Tx) error {
		e.CreatedBy = int64(r.number(`SELECT min(id) FROM person`))
		for i, n := range seats {
			made[i] = e
			made[i].Seats = n
			if err := tx.CreateEvent(r.Context(), &made[i]); err != nil {
				return err
			}
			if err := tx.Log(r.Context(), postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: made[i].ID, Version: 1, By: e.CreatedBy}); err != nil {
				return err
			}
			if err := tx.CopyRules(r.Context(), made[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return made
}

// people has so many participants be known, who pressed Start long ago.
func (r *rig) people(n int) {
	r.Helper()
	r.chats(n)
	r.exec(`INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		SELECT $1::bigint + i, 'en', true, 'Asia/Almaty', true, 'ok', $3, $3 FROM generate_series(0, $2::int - 1) i`, firstChat, n, postgrestest.Start)
	r.exec(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
		SELECT 1, a.id, 'participant', 'Nameless' || a.id, true, a.created_at FROM account a WHERE a.id >= $1`, firstChat)
}

// take gives so many of them, from a Telegram number on, a part in an event.
func (r *rig) take(e programme.Event, from, n int, state programme.State) {
	r.Helper()
	r.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule)
		SELECT e.id, p.id, $4, e.created_at, e.schedule FROM person p, event e
		 WHERE e.id = $1 AND p.account_id >= $2 AND p.account_id < $2::bigint + $3::int ORDER BY p.account_id`, e.ID, from, n, state)
}

// queue puts messages into the outbox, so many to each of so many chats, as a
// handler would have.
func (r *rig) queue(chats, each int) {
	r.Helper()
	for i := range chats {
		for n := range each {
			r.expect(int64(firstChat+i), fmt.Sprintf("notice %04d", n))
		}
	}
	r.chats(chats)
	r.exec(`INSERT INTO outbox (chat, method, params, class, not_before, repeat, created_at)
		SELECT $1::bigint + c, 'sendMessage', jsonb_build_object('text', 'notice ' || lpad(n::text, 4, '0'), 'parse_mode', 'HTML'), 1, $4, $5, $4
		  FROM generate_series(0, $3::int - 1) n, generate_series(0, $2::int - 1) c ORDER BY n, c`,
		firstChat, chats, each, r.now().Add(-time.Minute), repeatLine)
}

// put puts one message into the outbox.
func (r *rig) put(chat int64, text string) {
	r.Helper()
	r.exec(`INSERT INTO outbox (chat, method, params, class, not_before, repeat, created_at)
		VALUES ($1, 'sendMessage', jsonb_build_object('text', $2::text), 1, $3, $4, $3)`, chat, text, r.now().Add(-time.Minute), repeatLine)
}

// slowly has each message take a while, of different lengths up to the longest.
func slowly(longest time.Duration) func(string, url.Values) simulator.Fault {
	return func(method string, params url.Values) simulator.Fault {
		if method != "sendMessage" {
			return simulator.Fault{}
		}
		var sum int
		for _, digit := range params.Get("chat_id") {
			sum = sum*31 + int(digit)
		}
		return simulator.Delay(longest * time.Duration(sum%10+1) / 10)
	}
}
