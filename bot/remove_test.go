package bot_test

import (
	"fmt"
	"testing"
	"time"

	"jarchy/internal/programme"
)

func (o *office) personOf(user int64) int64 {
	o.t.Helper()
	return int64(o.int(`SELECT id FROM person WHERE programme_id = 1 AND account_id = $1`, user))
}

func (o *office) eventOf(e programme.Event, column string) string {
	o.t.Helper()
	return o.text(`SELECT `+column+`::text FROM event WHERE id = $1`, e.ID)
}

// TestRemoveAndAnswerAtOnce: whoever is first, a person who is removed is removed,
// and the seat goes to one other.
func TestRemoveAndAnswerAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(3)
	e := o.event(seats(1))
	o.take(e, programme.Coming, users[0])
	o.take(e, programme.Waiting, users[1:]...)
	remove := fmt.Sprintf("p.remove:%s:%d", e.Code, o.personOf(users[0]))
	o.atOnce(
		o.handling(0, o.pressed(theOwner, remove)),
		o.handling(1, o.pressed(theOwner+1, remove)),
		o.handling(0, o.pressed(users[0], fmt.Sprintf("no:%s:1", e.Code))),
		o.handling(1, o.pressed(users[2], fmt.Sprintf("come:%s:1", e.Code))),
		o.plan,
	)
	o.want("the one who was removed", o.stateOf(e, users[0]), "removed")
	o.want("coming", o.int(`SELECT count(*) FROM participation WHERE event_id = $1 AND state = 'coming'`, e.ID), 1)
	o.want("told of a seat", o.int(`SELECT count(*) FROM outbox WHERE key LIKE 'promoted:%'`), 1)
	o.want("removals in the log", o.int(`SELECT count(*) FROM change WHERE subject = 'participation' AND new ->> 'state' = 'removed'`), 1)
}

// TestUndoRemove: who is taken back is what they were, their place in line and
// their reminder that waited included.
func TestUndoRemove(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(3)
	e := o.event(seats(1))
	o.take(e, programme.Coming, users[0])
	for _, u := range users[1:] {
		o.clock.Add(time.Minute)
		o.take(e, programme.Waiting, u)
	}
	person := o.personOf(users[1])
	o.do(o.pressed(theOwner, fmt.Sprintf("p.remove:%s:%d", e.Code, person)))
	o.want("removed", o.stateOf(e, users[1]), "removed")
	o.clock.Add(time.Hour)
	undo := o.pressed(theOwner, fmt.Sprintf("p.undo:%s:%d:0", e.Code, person))
	o.want("undo says", o.do(undo), o.say("remove.undone", "name", "Somebody", "state", o.say("person_state.waiting")))
	o.want("first in line as before", o.int(`SELECT count(*) FROM participation WHERE event_id = $1 AND state = 'waiting'
		AND since < (SELECT since FROM participation WHERE event_id = $1 AND person_id = $2)`, e.ID, person), 0)
	o.want("nobody is told of what nobody was told of", o.int(`SELECT count(*) FROM outbox WHERE key LIKE 'taken_back:%'`), 0)

	// A reminder that waits for the morning is withdrawn, and planned again.
	coming := o.personOf(users[0])
	start := e.When.Days[0].Date.AddDays(-14).At("23:00", o.clock.Now().Location())
	o.clock.Set(start)
	if err := o.plan(); err != nil {
		t.Fatal(err)
	}
	waits := `SELECT count(*) FROM delivery d JOIN outbox o ON o.id = d.outbox_id WHERE d.person_id = $1 AND o.withdrawn IS NULL AND o.state = 'queued'`
	o.want("reminders that wait", o.int(waits, coming), 1)
	o.do(o.pressed(theOwner, fmt.Sprintf("p.remove:%s:%d", e.Code, coming)))
	o.want("reminders of the removed", o.int(waits, coming), 0)
	o.exec(`UPDATE event SET seats = 2 WHERE id = $1`, e.ID) // so that the seat is there still
	o.do(o.pressed(theOwner, fmt.Sprintf("p.undo:%s:%d:0", e.Code, coming)))
	o.want("coming again", o.stateOf(e, users[0]), "coming")
	if err := o.plan(); err != nil {
		t.Fatal(err)
	}
	o.want("reminders of who was taken back", o.int(waits, coming), 1)
}

// TestSwitchesAtOnce: two of the team press the same switch; it is turned once, and
// answers that come meanwhile are taken or refused, never both.
func TestSwitchesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(4)
	e := o.event()
	press := fmt.Sprintf("e.answers:%s:%d", e.Code, e.Version)
	o.take(e, programme.Asked, users...)
	fs := []func() error{o.handling(0, o.pressed(theOwner, press)), o.handling(1, o.pressed(theOwner+1, press)), o.plan}
	var answers []programme.Update
	for i, u := range users {
		answers = append(answers, o.pressed(u, fmt.Sprintf("come:%s:1", e.Code)))
		fs = append(fs, o.handling(i, answers[i]))
	}
	o.atOnce(fs...)
	o.want("closed", o.eventOf(e, "answers_closed"), "true")
	o.want("version", o.eventOf(e, "version"), "2")
	for i, u := range answers {
		refused := o.answer(u) == o.say("answer.closed_by_team")
		o.want("answered and refused", refused, o.stateOf(e, users[i]) == "asked")
	}
	o.want("the log", o.text(`SELECT new::text FROM change WHERE subject = 'event' AND subject_id = $1 AND version = 2`, e.ID), `{"answers_closed": true}`)
}

// TestNewLink: the old key opens nothing and answers nothing, for whoever has
// not answered.
func TestNewLink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	e := o.event()
	old := e.Key
	o.do(o.pressed(theOwner, fmt.Sprintf("e.newlink:%s:%d", e.Code, e.Version)))
	key := o.eventOf(e, "key")
	if key == old {
		t.Fatal("the key is the old one")
	}
	for _, u := range []programme.Update{
		o.pressed(aStranger, fmt.Sprintf("come:%s:1:%s", e.Code, old)),
		o.said(aStranger, "start", "e_"+e.Code+"_"+old),
	} {
		o.do(u)
	}
	o.want("strangers stored", o.int(`SELECT count(*) FROM account WHERE id = $1`, aStranger), 0)
	o.want("keys in the log", o.int(`SELECT count(*) FROM change WHERE old::text || new::text LIKE '%' || $1 || '%' OR new::text LIKE '%' || $2 || '%'`, old, key), 0)
	o.do(o.pressed(aStranger, fmt.Sprintf("come:%s:1:%s", e.Code, key)))
	o.want("by the new key", o.stateOf(e, aStranger), "coming")
}
