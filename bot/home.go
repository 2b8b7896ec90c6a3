package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// homeEvents is how many events home shows at most.
const homeEvents = 8

// home is what staff see first: the next seven days.
func home(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	until := req.Today.AddDays(7)
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: []int64{req.Programme.ID}, Staff: true, Limit: 50})
	if err != nil {
		return Reply{}, err
	}
	var week []programme.Event
	end := until.AddDays(1).At("", req.programmeLocation())
	for _, e := range events { // those under way too
		if e.TakesPlace(req.Now) && !e.Begins.IsZero() && e.Begins.Before(end) {
			week = append(week, e)
		}
	}
	return say(view.Home(req.P, req.Programme, req.Today, until, week, homeEvents, req.Zone)), nil
}

// nextEvent is what participants see first: the card of the next event that they
// have a part in, else what to do.
func nextEvent(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: req.Programmes, Viewer: req.Persons, Mine: true, Limit: 50})
	if err != nil {
		return Reply{}, err
	}
	for _, e := range events {
		part, _, err := tx.Participation(ctx, e.ID, req.personIn(e.Programme).ID)
		if err != nil {
			return Reply{}, err
		}
		if part.State != programme.Declined && e.TakesPlace(req.Now) {
			return say(participantCard(req, e, part, "")), nil
		}
	}
	return my.Run(ctx, tx, req)
}
