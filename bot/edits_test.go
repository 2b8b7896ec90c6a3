package bot_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// TestAnyEdits lets two coordinators do anything to an event in any order, while
// people answer and minutes pass, and holds it against what must always be so. What
// failed once is done again by its number.
func TestAnyEdits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(5)
	for seed := range uint64(25) {
		ed := &editor{office: o, rand: rand.New(rand.NewPCG(seed, 0)), users: users}
		o.clock.Set(postgrestest.Start)
		ed.begin()
		for range 40 {
			ed.step()
			if !ed.holds() {
				t.Fatalf("seed %d, after:\n%s", seed, strings.Join(ed.done, "\n"))
			}
		}
	}
	t.Logf("%d changes, %d schedules, %d told, %d drafts discarded, %d changes of documents, %d of agendas, %d events off at the end",
		o.int(`SELECT count(*) FROM change WHERE subject = 'event'`), o.int(`SELECT sum(schedule) FROM event`),
		o.int(`SELECT count(*) FROM send WHERE kind = 'change'`), o.int(`SELECT count(*) FROM draft WHERE state = 'discarded'`),
		o.int(`SELECT count(*) FROM change WHERE new ? 'document'`), o.int(`SELECT count(*) FROM change WHERE new -> 'agenda' IS DISTINCT FROM old -> 'agenda'`),
		o.int(`SELECT count(*) FROM event WHERE status IN ('postponed', 'cancelled')`))
	o.report()
}

// editor does things to one event.
type editor struct {
	*office
	rand  *rand.Rand
	users []int64
	id    int64
	done  []string
}

func (e *editor) begin() {
	e.do(e.said(theOwner, "new", fmt.Sprintf("Workshop on tariffs %d, Almaty, 9-11 December 2026, 09:30, 3 seats", e.rand.IntN(1e9))))
	e.do(e.pressed(theOwner, fmt.Sprintf("d.save:%d:1", e.int(`SELECT max(id) FROM draft`))))
	e.id = int64(e.int(`SELECT max(id) FROM event`))
	e.done = nil
}

func (e *editor) event() (ev programme.Event) {
	e.t.Helper()
	if err := e.pools[0].Do(e.t.Context(), func(tx *postgres.Tx) (err error) {
		ev, err = tx.Event(e.t.Context(), e.id)
		return err
	}); err != nil {
		e.t.Fatal(err)
	}
	return ev
}

// edits are fields with what may be typed for them.
var edits = []struct {
	field programme.Field
	texts []string
}{
	{programme.FieldDates, []string{"9-11 December 2026", "16-18 December 2026", "2 February 2027", "January 2027"}},
	{programme.FieldTimes, []string{"09:30", "14:00-16:00", "day 2 10:00-12:00", "9:00-17:00; day 1 10:00", ""}},
	{programme.FieldTitle, []string{"Risk analysis", "Tariffs"}},
	{programme.FieldPlace, []string{"Almaty", "Dushanbe", "Riga and Vilnius", "Customs Institute, Almaty; Border Academy, Osh"}},
	{programme.FieldZone, []string{"Almaty", "Riga"}},
	{programme.FieldSeats, []string{"2 seats", "10 seats", "about 40"}},
	{programme.FieldPartners, []string{"IOM", "IOM, UNODC"}},
	{programme.FieldDescription, []string{"What the new rules change", "Of tariffs", ""}},
	{programme.FieldTitle.Of("ru"), []string{"Тарифы", ""}},
	{programme.FieldDescription.Of("ru"), []string{"О тарифах", ""}},
	{programme.FieldContact, []string{"Aigul, +7 700 123 45 67", ""}},
	{programme.FieldComponent, []string{"2.3.1", ""}},
	{programme.FieldLanguages, []string{"Russian", "Russian, English; interpretation into English", ""}},
	{programme.FieldDeadline, []string{"registration 1 December 2026", "nominations 1 December 2026 18:00; registration 4 December 2026", ""}},
	{programme.FieldInfo.Of("hotel"), []string{"Rixos", ""}},
	{programme.FieldInfo.Of("visa"), []string{"Nobody needs one", ""}},
	{programme.FieldAgenda, []string{"Day 1\n09:00 Opening\nDay 2\n10:00 Cases", "Day 2\n11:00 Exercise", "09:00 Opening", ""}},
	{programme.FieldMode, []string{"online", "in_person", "https://meet.example.org/room"}},
}

// step does one thing, by one of the two coordinators or one of the people.
func (e *editor) step() {
	ev := e.event()
	who := theOwner + int64(e.rand.IntN(2))
	press := func(user int64, data string) {
		e.done = append(e.done, fmt.Sprintf("%d presses %s: %s", user, data, e.do(e.pressed(user, data))))
	}
	button := func(verb string) { press(who, fmt.Sprintf("%s:%s:%d", verb, ev.Code, ev.Version)) }
	draft := func() (id, version int) {
		id = e.int(`SELECT coalesce(max(d.id), 0) FROM draft d JOIN person p ON p.id = d.by WHERE d.event_id = $1 AND d.state = 'open' AND p.account_id = $2`, e.id, who)
		return id, e.int(`SELECT coalesce(max(version), 0) FROM draft WHERE id = $1`, id)
	}
	switch e.rand.IntN(15) {
	case 0, 1, 2, 3:
		button("e.change")
		id, version := draft()
		edit := edits[e.rand.IntN(len(edits))]
		text := edit.texts[e.rand.IntN(len(edit.texts))]
		if text == "" { // the button that empties it
			press(who, fmt.Sprintf("d.set:%d:%d:%s:", id, version, edit.field))
			break
		}
		press(who, fmt.Sprintf("d.ask:%d:%d:%s", id, version, edit.field))
		e.done = append(e.done, fmt.Sprintf("%d: %s: %s", who, text, e.do(e.said(who, "", text))))
		if e.rand.IntN(2) == 0 { // at once
			_, version = draft()
			press(who, fmt.Sprintf("d.save:%d:%d", id, version))
		}
	case 4:
		button([]string{"e.postpone", "e.cancel", "e.sure"}[e.rand.IntN(3)])
		e.done = append(e.done, fmt.Sprintf("%d: a reason: %s", who, e.do(e.said(who, "", "The venue is closed"))))
	case 5, 6, 7, 8: // what was begun last is done, or not
		if id, version := draft(); id != 0 {
			verb := []string{"d.tell", "d.tell", "d.save", "d.now", "d.discard", "d.undo"}[e.rand.IntN(6)]
			press(who, fmt.Sprintf("%s:%d:%d", verb, id, version))
		}
	case 9:
		if id := e.int(`SELECT coalesce(max(id), 0) FROM draft WHERE event_id = $1 AND state = 'pending'`, e.id); id != 0 {
			press(who, fmt.Sprintf("%s:%s:%d:%d", []string{"e.tell", "e.untell"}[e.rand.IntN(2)], ev.Code, ev.Version, id))
		}
	case 10:
		button([]string{"e.answers", "e.listed", "e.newlink"}[e.rand.IntN(3)])
	case 11, 12:
		user := e.users[e.rand.IntN(len(e.users))]
		press(user, fmt.Sprintf("%s:%s:%d:%s", []string{"come", "come", "no", "giveup"}[e.rand.IntN(4)], ev.Code, ev.Schedule, ev.Key))
	case 13:
		if e.rand.IntN(3) > 0 { // it makes all drafts be looked at again
			break
		}
		if n := len(ev.Documents); n > 0 && e.rand.IntN(2) == 0 {
			press(who, fmt.Sprintf("doc.remove:%s:%d", ev.Code, ev.Documents[e.rand.IntN(n)].ID))
			break
		}
		press(who, "doc.add:"+ev.Code)
		u := e.said(who, "", "")
		u.File = &programme.File{ID: fmt.Sprint("file ", e.rand.IntN(20)), Name: fmt.Sprintf("Programme %d.pdf", e.rand.IntN(3))}
		e.done = append(e.done, fmt.Sprintf("%d sends %s: %s", who, u.File.Name, e.do(u)))
	case 14:
		e.clock.Add(time.Minute)
		if err := e.jobsDue(); err != nil {
			e.t.Fatal(err)
		}
		e.done = append(e.done, "a minute passes")
	}
}

// holds reports whether everything is as it must always be.
func (e *editor) holds() bool {
	e.t.Helper()
	before := e.t.Failed()
	ev := e.event()
	if ev.Seats > 0 && ev.Tally.Coming > ev.Seats {
		e.t.Errorf("%d come to %d seats", ev.Tally.Coming, ev.Seats)
	}
	if ev.Seats > 0 && ev.Tally.Coming < ev.Seats && ev.Tally.Waiting > 0 && ev.TakesPlace(e.clock.Now()) {
		e.t.Errorf("%d wait for one of %d seats, of which %d are taken", ev.Tally.Waiting, ev.Seats, ev.Tally.Coming)
	}
	loc, err := time.LoadLocation(ev.When.Zone)
	if err != nil {
		e.t.Fatal(err)
	}
	if begins, ends := ev.When.Begins(loc), ev.When.Ends(loc); !ev.Begins.Equal(begins) || !ev.Ends.Equal(ends) {
		e.t.Errorf("from %s to %s, want %s to %s of its days", ev.Begins, ev.Ends, begins, ends)
	}
	e.want("answers for a schedule to come", e.int(`SELECT count(*) FROM participation WHERE event_id = $1 AND schedule > $2`, e.id, ev.Schedule), 0)
	e.want("pending changes", e.int(`SELECT count(*) FROM draft WHERE event_id = $1 AND state = 'pending'`, e.id) > 1, false)
	e.want("messages of another schedule that would leave", e.int(`
		SELECT count(*) FROM outbox o JOIN delivery d ON d.outbox_id = o.id
		 WHERE d.event_id = $1 AND d.rule_id IS NOT NULL AND d.schedule <> $2 AND o.state IN ('queued', 'unknown') AND o.withdrawn IS NULL`, e.id, ev.Schedule), 0)
	e.want("change notices to one person of one change", e.int(`
		SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM delivery d JOIN send s ON s.id = d.send_id
		 WHERE s.event_id = $1 AND s.kind = 'change' GROUP BY s.id, d.person_id) x`, e.id) > 1, false)
	e.replays(ev)
	return before || !e.t.Failed()
}

// replays holds the log against the event: each line begins where the one before it
// ended, and the last one ends at the row.
func (e *editor) replays(ev programme.Event) {
	e.t.Helper()
	rows, err := e.sql.Query(`SELECT version, old, new FROM change WHERE subject = 'event' AND subject_id = $1 ORDER BY id`, e.id)
	if err != nil {
		e.t.Fatal(err)
	}
	defer rows.Close()
	var now programme.Draft
	schedule, listed, closed := 1, false, false
	documents := map[string]bool{}
	for at := 1; rows.Next(); at++ {
		var version int
		var old, new []byte
		if err := rows.Scan(&version, &old, &new); err != nil {
			e.t.Fatal(err)
		}
		e.want("version in the log", version, at)
		var turned map[string]any
		if err := json.Unmarshal(new, &turned); err != nil {
			e.t.Fatal(err)
		}
		if on, ok := turned["listed"].(bool); ok && len(turned) == 1 {
			listed = on
			continue
		}
		if on, ok := turned["answers_closed"].(bool); ok && len(turned) == 1 {
			closed = on
			continue
		}
		if turned["link"] == "new" && len(turned) == 1 {
			continue
		}
		if name, ok := turned["document"]; ok && len(turned) == 1 {
			if name != nil {
				documents[name.(string)] = true
			}
			var was struct {
				Document string `json:"document"`
			}
			if err := json.Unmarshal(old, &was); err != nil {
				e.t.Fatal(err)
			}
			if was.Document != "" && was.Document != name {
				delete(documents, was.Document)
			}
			continue
		}
		var was, is programme.Draft
		err := json.Unmarshal(old, &was)
		if err == nil {
			err = json.Unmarshal(new, &is)
		}
		if err != nil {
			e.t.Fatal(err)
		}
		if at > 1 && !was.Equal(now) {
			e.t.Errorf("version %d was made from %+v, want %+v", version, was, now)
		}
		if at > 1 && programme.Moves(e.become(was), e.become(is)) {
			schedule++
		}
		now = is
	}
	if err := rows.Err(); err != nil {
		e.t.Fatal(err)
	}
	e.want("version", e.int(`SELECT count(*) FROM change WHERE subject = 'event' AND subject_id = $1`, e.id), ev.Version)
	e.want("schedule", ev.Schedule, schedule)
	e.want("listed", ev.Listed, listed)
	e.want("documents", len(ev.Documents), len(documents))
	for _, d := range ev.Documents {
		e.want(d.Name, documents[d.Name], true)
	}
	e.want("answers closed", ev.Closed, closed)
	got := programme.DraftOf(ev, "Asia/Almaty", announce.CountryZone)
	got.Status, got.Reason = ev.Status, ev.Reason
	if !got.Equal(now) {
		e.t.Errorf("the log ends at\n%+v\nthe event is\n%+v", now, got)
	}
}

func (e *editor) become(d programme.Draft) (ev programme.Event) {
	zone, assumed := d.ZoneOf("Asia/Almaty", announce.CountryZone)
	loc, err := time.LoadLocation(zone)
	if err != nil {
		e.t.Fatal(err)
	}
	d.Apply(&ev, zone, assumed, loc)
	ev.When.Days = slices.Clone(ev.When.Days)
	return ev
}
