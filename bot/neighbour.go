package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// An event that is about to be saved is held against the others: it may be here
// already, or get into the way of one.

const (
	// neighbours is how many events a draft is held against for each question.
	neighbours = 20
	// longestEvent is how many days before another's first an event may have begun that
	// still goes on then.
	longestEvent = 31
)

// holdAgainst looks for what stands beside an event that a draft would become: other
// events, and public holidays.
func holdAgainst(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (n view.Neighbours, err error) {
	q := postgres.EventQuery{Programmes: []int64{e.Programme}, Staff: true, Limit: neighbours}
	if title := e.Title(""); title != "" {
		for _, past := range []bool{false, true} {
			q := q
			q.Text, q.Past = title, past
			found, _, err := tx.Events(ctx, q)
			if err != nil {
				return n, err
			}
			found = slices.DeleteFunc(found, func(o programme.Event) bool { return o.ID == e.ID || !e.SameTitle(o) })
			n.Alike = append(n.Alike, found...)
		}
	}
	if !e.When.Known() {
		return n, nil
	}
	n.Holidays = holidays(req, e)
	venue := location(e.VenueZone())
	q.From, q.To = e.When.First().AddDays(-longestEvent).At("00:00", venue), e.When.Last().AddDays(2).At("00:00", venue)
	found, _, err := tx.Events(ctx, q)
	for _, o := range found {
		if why := e.Clashes(o); why != "" && o.ID != e.ID && !e.SameTitle(o) {
			n.Clashes = append(n.Clashes, view.Clash{Event: o, Why: why})
		}
	}
	return n, err
}
