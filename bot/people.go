package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// peoplePage is how many names a page shows.
const peoplePage = 20

// people lists an event's names for staff.
func people(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	as, page, err := attendees(ctx, tx, req, e, peoplePage, "people")
	if err != nil {
		return Reply{}, err
	}
	_, removed, err := tx.Removed(ctx, e.ID, 0, 0)
	return show(view.People(req.P, e, as, removed, page)), err
}

// attendees reads the page of an event's names that a button asks for; its pages
// are shown by buttons of that verb.
func attendees(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, size int, verb string) ([]view.Attendee, view.Page, error) {
	n, err := req.page(1)
	if err != nil {
		return nil, view.Page{}, err
	}
	t := e.Tally
	page := view.Page{
		Number: n, Size: size, Total: t.Coming + t.Waiting + t.Asked + t.Declined,
		Data: func(n int) string { return data(verb, e.Code, n) },
	}
	rows, err := tx.Attendees(ctx, e.ID, size, n*size)
	as := make([]view.Attendee, len(rows))
	for i, r := range rows {
		as[i] = viewAttendee(r)
	}
	return as, page, err
}

func viewAttendee(a postgres.Attendee) view.Attendee {
	return view.Attendee{Person: a.Person, Account: a.Account, Name: a.Name, NameGiven: a.NameGiven, Institution: a.Institution,
		State: programme.State(a.State), Confirmed: a.Confirmed}
}
