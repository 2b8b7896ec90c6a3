package bot

import (
	"context"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// removeButtons take a person off an event, from the list of names.
var removeButtons = []Command{
	{Verb: "p.pick", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		as, page, err := attendees(ctx, tx, req, e, view.PickPage, "p.pick")
		if err != nil {
			return Reply{}, err
		}
		return show(view.PickPerson(req.P, e, as, page)), nil
	}},
	{Verb: "p.ask", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		page, err := req.page(2)
		if err != nil {
			return Reply{}, err
		}
		a, reader, err := pressedPerson(ctx, tx, req, e)
		if err != nil {
			return Reply{}, err
		}
		if programme.State(a.State) == programme.Removed {
			return Reply{Toast: req.P.Say("remove.already")}, nil
		}
		return show(view.AskRemove(req.P, e, viewAttendee(a), reader.Reach == programme.ReachOK, page)), nil
	}},
	{Verb: "p.remove", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return remove(ctx, tx, req, false)
	}},
	{Verb: "p.tell", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return remove(ctx, tx, req, true)
	}},
	{Verb: "p.undo", Who: Staff, Run: takeBack},
	{Verb: "p.back", Who: Staff, Run: pickRemoved},
}

// pressedPerson reads whom of an event's people a button is about.
func pressedPerson(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (a postgres.Attendee, r programme.Reader, err error) {
	id, err := req.number(1)
	if err != nil {
		return a, r, err
	}
	if a, err = tx.Attendee(ctx, e.ID, id); err != nil {
		return a, r, err
	}
	r, err = tx.Reader(ctx, id)
	return a, r, err
}

// heldByStaff reads and holds the event of a button of staff's.
func heldByStaff(ctx context.Context, tx *postgres.Tx, req Request) (programme.Event, error) {
	e, err := staffEvent(ctx, tx, req, req.part(0))
	if err != nil {
		return e, err
	}
	return tx.LockEvent(ctx, e.ID)
}

// remove takes a person off an event. What waits for them there does not leave; a
// seat that this frees goes to the first in line.
func remove(ctx context.Context, tx *postgres.Tx, req Request, told bool) (Reply, error) {
	e, err := heldByStaff(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	a, reader, err := pressedPerson(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	was := programme.State(a.State)
	if was == programme.Removed { // pressed twice
		return Reply{Toast: req.P.Say("remove.already")}, nil
	}
	by := req.personIn(e.Programme).ID
	if err := tx.Remove(ctx, e.ID, a.Person, by); err != nil {
		return Reply{}, err
	}
	if err := logPart(ctx, tx, e, by, a.Person, was, programme.Removed); err != nil {
		return Reply{}, err
	}
	if _, err := tx.WithdrawPerson(ctx, e.ID, a.Person, postgres.WithdrawnRemoved); err != nil {
		return Reply{}, err
	}
	told = told && reader.Reach == programme.ReachOK
	if told {
		key := fmt.Sprintf("removed:%d:%d:%d", e.ID, a.Person, tx.Now().UnixMicro())
		if err := tellPart(ctx, tx, e, reader, key, func(p *locale.Printer) view.Screen {
			return view.Removed(p, e, reader.Zone)
		}); err != nil {
			return Reply{}, err
		}
	}
	if was == programme.Coming {
		if err := promote(ctx, tx, e.ID); err != nil {
			return Reply{}, err
		}
	}
	if err := tx.Replan(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	if e, err = tx.Event(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	return show(view.RemoveDone(req.P, e, viewAttendee(a), told)), nil
}

// tellPart tells somebody what staff made of their part in an event, at a civil
// hour where they are.
func tellPart(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Reader, key string, screen func(*locale.Printer) view.Screen) error {
	hours, err := tx.Hours(ctx, e.Programme)
	if err != nil {
		return err
	}
	p := locale.For(r.Language)
	return tx.Enqueue(ctx, programme.Message{
		Programme: e.Programme, Event: e.ID, Person: r.Person, Chat: r.Chat, Class: programme.Notice,
		Params: screen(p).Params(), Repeat: string(p.HTML("bot.repeat")), Key: key,
		NotBefore: hours.ChangeAt(e, e, reminder.Clocks(e, r.Zone), tx.Now()),
	})
}

func logPart(ctx context.Context, tx *postgres.Tx, e programme.Event, by, person int64, before, after programme.State) error {
	return tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "participation", SubjectID: e.ID, By: by,
		Old: before, New: map[string]any{"person": person, "state": after}})
}
