package reminder_test

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// announce previews, then does, and says both: they must agree.
func (m *team) announce(a reminder.Announcement) view.Reach {
	m.t.Helper()
	var preview, done view.Reach
	m.do(func(ctx context.Context, tx *postgres.Tx) (err error) {
		if preview, err = reminder.Preview(ctx, tx, a); err != nil {
			return err
		}
		done, err = reminder.Announce(ctx, tx, a)
		return err
	})
	if preview.Now != done.Now || preview.Later != done.Later || preview.LaterAt != done.LaterAt || preview.Unreachable != done.Unreachable ||
		preview.NotLinked != done.NotLinked {
		m.t.Errorf("the preview said %+v, and it was %+v", preview, done)
	}
	return done
}

// text is the last message to a person.
func (m *team) text(person int64) string {
	m.t.Helper()
	var text string
	m.get(&text, `SELECT (x.params - 'link_preview_options')::text FROM outbox o JOIN outbox_text x ON x.id = o.text_id
		WHERE o.person_id = $1 ORDER BY o.id DESC LIMIT 1`, person)
	return text
}

func (m *team) says(person int64, want ...string) {
	m.t.Helper()
	text := m.text(person)
	for _, w := range want {
		if !strings.Contains(text, w) {
			m.t.Errorf("the message lacks %q:\n%s", w, text)
		}
	}
}

func TestAnnounceMove(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	en, ru, west, waiting, asked, declined, blocked := m.person(almaty, "en"), m.person(tashkent, "ru"), m.person(brussels, "en"),
		m.person(almaty, "en"), m.person(almaty, "en"), m.person(almaty, "en"), m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, en, ru, west, blocked)
	m.answer(e.ID, programme.Waiting, waiting)
	m.answer(e.ID, programme.Asked, asked)
	m.answer(e.ID, programme.Declined, declined)
	m.exec(`UPDATE account SET reach = 'deactivated' WHERE id = (SELECT account_id FROM person WHERE id = $1)`, blocked)
	old, moved, err := m.change(m.db, e.ID, func(e *programme.Event) { m.days(e, "2026-12-16", "2026-12-18", "10:00") })
	if err != nil {
		t.Fatal(err)
	}
	// 09:00 in Almaty is 05:00 in Brussels.
	r := m.announce(reminder.Announcement{Event: moved, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned, By: m.owner})
	if r.Now != 4 || r.Later != 1 || r.LaterAt != "08:00" || r.Unreachable != 1 || r.Languages["ru"] != 1 || r.Languages["en"] != 4 {
		t.Errorf("got %+v, want 4 now, 1 at 08:00, 1 unreachable; 1 in Russian", r)
	}
	m.want("by night", m.hours(west, brussels), "23 Nov 08:00")
	m.want("declined", m.hours(declined, almaty), "")
	m.says(en, "New date: Risk management", "9 – Fri 11 December 2026", "→", "16 – Fri 18 December 2026", "10:00", "Your seat is kept", "I'll come 16–18 Dec", "I can't on these dates", "come:"+e.Code+":2")
	m.says(ru, "Новая дата: Управление рисками", "Ваше место сохраняется", "Буду 16–18", "В эти дни не смогу")
	m.says(waiting, "place in the waiting line is kept")
	m.says(asked, "Please say whether you can come on the new days")
	var class, repeats int
	m.get(&class, `SELECT max(class) FROM outbox WHERE send_id IS NOT NULL`)
	m.get(&repeats, `SELECT count(*) FROM outbox_text WHERE repeat LIKE '<i>%'`)
	if class != int(programme.Notice) || repeats == 0 {
		t.Errorf("class %d, %d texts with a line for repeats", class, repeats)
	}

	declinedToo := m.announce(reminder.Announcement{Event: moved, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned, AlsoDeclined: true})
	if declinedToo.All() != 6 {
		t.Errorf("with those who declined it reaches %d, want 6", declinedToo.All())
	}
}

func TestAnnounceOff(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	en, ru := m.person(almaty, "en"), m.person(almaty, "ru")
	m.answer(e.ID, programme.Coming, en, ru)
	for _, c := range []struct {
		status programme.Status
		en, ru string
	}{
		{programme.Postponed, "Postponed: Risk management", "О новой дате вам сообщат"},
		{programme.Cancelled, "Cancelled: Risk management", "Отменяется: Управление рисками"},
	} {
		old, off, err := m.change(m.db, e.ID, func(e *programme.Event) { e.Status, e.Reason = c.status, "The flights were cancelled." })
		if err != nil {
			t.Fatal(err)
		}
		m.announce(reminder.Announcement{Event: off, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned})
		m.says(en, c.en, "The flights were cancelled.", "<s>Wed 9 – Fri 11 December 2026")
		m.says(ru, c.ru)
		if text := m.text(en); strings.Contains(text, "come:") || strings.Contains(text, "no:") {
			t.Errorf("a notice of what does not take place asks for an answer:\n%s", text)
		}
	}
	var mistake *programme.Error
	err := m.db.Do(t.Context(), func(tx *postgres.Tx) error {
		_, err := reminder.Announce(t.Context(), tx, reminder.Announcement{Event: e, Kind: reminder.Mass, Audience: programme.ToComing})
		return err
	})
	if mistake, _ = programme.AsError(err); mistake == nil || mistake.Key != "event_off" {
		t.Errorf("a mass send of a cancelled event: %v", err)
	}
	// It takes place after all, on the same days.
	old, on, err := m.change(m.db, e.ID, func(e *programme.Event) { e.Status, e.Reason = programme.Confirmed, "" })
	if err != nil {
		t.Fatal(err)
	}
	m.announce(reminder.Announcement{Event: on, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned})
	m.says(en, "It takes place after all: Risk management", "I'll come")
}

func TestAnnounceLink(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-09", "15:00", func(e *programme.Event) { e.Mode, e.Places, e.Link = programme.Online, nil, "https://old.example.org" })
	coming, asked := m.person(brussels, "en"), m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, coming)
	m.answer(e.ID, programme.Asked, asked)
	old, linked, err := m.change(m.db, e.ID, func(e *programme.Event) { e.Link = "https://new.example.org" })
	if err != nil {
		t.Fatal(err)
	}
	m.announce(reminder.Announcement{Event: linked, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned})
	m.says(coming, "https://old.example.org", "https://new.example.org", "11:00") // by the reader's clock
	m.want("the link alone is for those coming", m.hours(asked, almaty), "")

	old, both, err := m.change(m.db, e.ID, func(e *programme.Event) { m.days(e, "2026-12-10", "2026-12-10", "15:00") })
	if err != nil {
		t.Fatal(err)
	}
	m.announce(reminder.Announcement{Event: both, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned})
	if text := m.text(asked); text == "" || strings.Contains(text, "example.org") {
		t.Errorf("who is not coming reads the link:\n%s", text)
	}
}

func TestMassSend(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	m.clock.Set(m.at("2026-11-28 23:00", almaty)) // a Saturday night
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	east, west, waiting, asked := m.person(almaty, "en"), m.person(brussels, "ru"), m.person(almaty, "en"), m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, east, west)
	m.answer(e.ID, programme.Waiting, waiting)
	m.answer(e.ID, programme.Asked, asked)
	send := postgres.Send{Programme: 1, Event: e.ID, Kind: reminder.Mass, Audience: programme.ToComing, By: m.owner, State: postgres.SendPreview}
	m.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.AddSend(ctx, &send) })
	a := reminder.Announcement{Event: e, Kind: reminder.Mass, Audience: programme.ToComing, AlsoWaiting: true, Words: map[string]string{"": "Bring <two> photos."}, Send: send.ID}
	if r := m.announce(a); r.Now != 1 || r.Later != 2 || r.LaterAt != "08:00" {
		t.Errorf("got %+v, want 1 now and 2 at 08:00", r)
	}
	m.want("by night, quiet day or not", m.hours(east, almaty), "29 Nov 08:00")
	m.want("in the evening", m.hours(west, brussels), "28 Nov 19:00")
	m.says(east, `Bring &lt;two&gt; photos.\n\n`, "Reminder: Risk management", "I'll come")
	m.says(west, "Bring &lt;two&gt; photos.", "Напоминание: Управление рисками")
	var until string
	m.get(&until, `SELECT DISTINCT to_char(expires_at AT TIME ZONE 'UTC', 'DD HH24:MI') FROM outbox`)
	m.want("of no use from the start", until, "09 04:00")
	if r := m.announce(a); r.All() != 0 {
		t.Errorf("pressed twice: %+v", r)
	}
	m.exec(`UPDATE delivery SET outcome = 'sent', at = instant WHERE person_id = $1`, east)
	m.exec(`UPDATE delivery SET outcome = 'failed', reason = 'blocked', at = instant WHERE person_id = $1`, west)
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		r, err := reminder.Report(ctx, tx, postgres.Cause{Send: send.ID})
		want := view.Report{Reached: 1, OnTheWay: 1, Missed: []view.MissedCount{{Missed: view.Missed{Failed: true, Reason: "blocked"}, N: 1}}}
		if !reflect.DeepEqual(r, want) {
			t.Errorf("report %+v, want %+v", r, want)
		}
		return err
	})

	now := m.announce(reminder.Announcement{Event: e, Kind: reminder.Nudge, Audience: programme.ToAsked, AllNow: true})
	if now.Now != 1 || now.Later != 0 {
		t.Errorf("all now: %+v", now)
	}
	m.says(asked, "Will you come? Risk management", "Your answer is still missing")
}

// The asked are also those coming or waiting whom new days asked to confirm.
func TestAskedToConfirm(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	e := m.event("2026-12-09", "2026-12-11", "09:00")
	confirmed, silent := m.person(almaty, "en"), m.person(almaty, "en")
	m.answer(e.ID, programme.Coming, confirmed, silent)
	_, moved, err := m.change(m.db, e.ID, func(e *programme.Event) { m.days(e, "2026-12-16", "2026-12-18", "09:00") })
	if err != nil {
		t.Fatal(err)
	}
	m.answer(e.ID, programme.Coming, confirmed)
	if r := m.announce(reminder.Announcement{Event: moved, Kind: reminder.Nudge, Audience: programme.ToAsked}); r.Now != 1 {
		t.Errorf("got %+v, want the one who has not confirmed", r)
	}
	m.says(silent, "The date has changed", "I'll come 16–18 Dec")
}
