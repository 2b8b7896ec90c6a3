package bot

import (
	"context"
	"fmt"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// pickRemoved lists those who were removed from an event, each with the button that undoes it.
func pickRemoved(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	n, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	rows, total, err := tx.Removed(ctx, e.ID, view.PickPage, n*view.PickPage)
	people := make([]view.RemovedPerson, len(rows))
	for i, r := range rows {
		people[i] = view.RemovedPerson{Attendee: viewAttendee(r.Attendee), Was: programme.State(r.Was), Told: r.Told}
	}
	return show(view.PickRemoved(req.P, e, people, view.Page{Number: n, Size: view.PickPage, Total: total,
		Data: func(n int) string { return data("p.back", e.Code, n) }})), err
}

// takeBack undoes a removal: the person is what they were, but that a seat which
// somebody else has by now is a place in the waiting line. Who was told of the
// removal is told of this, unless the message could be called back.
func takeBack(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	e, err := heldByStaff(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	a, reader, err := pressedPerson(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	part, _, err := tx.Participation(ctx, e.ID, a.Person)
	if err != nil {
		return Reply{}, err
	}
	if part.State != programme.Removed { // pressed twice
		return Reply{Toast: req.P.Say("remove.undone_already")}, nil
	}
	was := part.Was
	state := was
	switch {
	case was == "":
		state = programme.Asked
	case was == programme.Coming && e.Full():
		state = programme.Waiting
	}
	by := req.personIn(e.Programme).ID
	if err := tx.TakeBack(ctx, e.ID, a.Person, state, by); err != nil {
		return Reply{}, err
	}
	if err := logPart(ctx, tx, e, by, a.Person, programme.Removed, state); err != nil {
		return Reply{}, err
	}
	if err := promote(ctx, tx, e.ID); err != nil { // there may be a seat for who was waiting
		return Reply{}, err
	}
	if err := tx.Replan(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	if e, err = tx.Event(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	if part, _, err = tx.Participation(ctx, e.ID, a.Person); err != nil {
		return Reply{}, err
	}
	if err := tellTakenBack(ctx, tx, e, reader, part, was); err != nil {
		return Reply{}, err
	}
	if err := tellMissed(ctx, tx, a.Person, e.ID); err != nil {
		return Reply{}, err
	}
	req.Parts = []string{e.Code, "0"}
	reply, err := people(ctx, tx, req)
	name := view.Cut(a.Name, 60)
	reply.Toast = req.P.Say("remove.undone", "name", name, "state", req.P.Say("person_state."+string(part.State)))
	if was == programme.Coming && part.State == programme.Waiting {
		reply.Toast, reply.Alert = req.P.Say("remove.undone_waiting", "name", name), true
	}
	return reply, err
}

// tellTakenBack tells somebody who has read that they were removed, and who had a seat and
// has none now, be it that they have read nothing.
func tellTakenBack(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Reader, part programme.Participation, was programme.State) error {
	removal, err := tx.RemovalNotice(ctx, e.ID, r.Person)
	if err != nil {
		return err
	}
	unread := removal == ""
	if !unread {
		if unread, err = tx.WithdrawKey(ctx, removal, "undone"); err != nil {
			return err
		}
	}
	switch {
	case !unread:
		key := "taken_back" + strings.TrimPrefix(removal, "removed")
		return tellPart(ctx, tx, e, r, key, func(p *locale.Printer) view.Screen {
			return view.TakenBack(p, e, view.Part{State: part.State, Line: part.Line, Confirm: part.Schedule < e.Schedule, Zone: r.Zone, Writes: true},
				e.TakesPlace(tx.Now()))
		})
	case was == programme.Coming && part.State == programme.Waiting && r.Reach == programme.ReachOK && e.TakesPlace(tx.Now()):
		key := fmt.Sprintf("seat_gone:%d:%d:%d", e.ID, r.Person, tx.Now().UnixMicro())
		return tellPart(ctx, tx, e, r, key, func(p *locale.Printer) view.Screen { return view.SeatGone(p, e) })
	}
	return nil
}
