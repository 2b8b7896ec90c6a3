package bot

import (
	"context"
	"slices"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// draftCard is what the card of a draft shows: the event it would become, and for
// a change the event that stands and how many would be told.
func draftCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (view.DraftCard, error) {
	card := view.DraftCard{ID: row.ID, Version: row.Version, Draft: row.Fields, Today: req.Today}
	if row.Event == 0 {
		return newCard(ctx, tx, req, row, card)
	}
	e, err := tx.Event(ctx, row.Event)
	if err != nil {
		return card, err
	}
	now, pending, err := becoming(ctx, tx, req, e)
	if err != nil {
		return card, err
	}
	if row.State == postgres.DraftPending {
		now = fieldsOf(req, e)
	} else {
		card.Joins = pending
	}
	if overtaken(row, e, now) {
		rebase(req, &row, e, now) // as it is shown; it is stored when something is done with it
		card.Draft = row.Fields
	}
	card.Old, card.Event = &e, e
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return card, err
	}
	apply(req, card.Draft, &card.Event)
	if will := e; card.Joins {
		apply(req, now, &will)
		if off := will.Status.Off(); (card.Event.Status.Off() || off) && replaced(e, will, card.Event) {
			card.Instead = &will
		}
	}
	card.Plan, card.Past = rulesAhead(req, card.Event, rules)
	if programme.NewDays(e, card.Event) {
		if card.Beside, err = holdAgainst(ctx, tx, req, card.Event); err != nil {
			return card, err
		}
		card.Beside.Alike = nil // its title is not what changes
		if card.Stand, err = tx.AnswersStand(ctx, card.Event); err != nil {
			return card, err
		}
	}
	notice := changeNotice(req, card.Draft, *card.Old, card.Event, false)
	if notice.Untold, card.Unaware, _, err = untold(ctx, tx, req, card.Event); err != nil {
		return card, err
	}
	card.Unaware = slices.DeleteFunc(card.Unaware, func(u view.Unaware) bool { return !programme.Told(programme.Differences(u.Before, e)) })
	card.Reach, err = reminder.Preview(ctx, tx, notice)
	return card, err
}

// newCard is the card of a new event; it says how many more of its text need a
// look.
func newCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, card view.DraftCard) (_ view.DraftCard, err error) {
	rules, err := tx.DefaultRules(ctx, row.Programme)
	if err != nil {
		return card, err
	}
	apply(req, card.Draft, &card.Event)
	card.Event.Programme = row.Programme
	card.Plan, card.Past = rulesAhead(req, card.Event, rules)
	if card.Beside, err = holdAgainst(ctx, tx, req, card.Event); err != nil {
		return card, err
	}
	rows := []postgres.Draft{row}
	if row.Batch != 0 {
		if rows, err = tx.BatchDrafts(ctx, row.Batch); err != nil {
			return card, err
		}
	}
	here, err := hereAlready(ctx, tx, req, rows...)
	if err != nil {
		return card, err
	}
	switch twin, ok := here[row.ID]; {
	case twin.Row > 0:
		card.Again = twin.Row
	case ok: // before those that it may be the next of
		others := slices.DeleteFunc(card.Beside.Alike, func(o programme.Event) bool { return o.ID == twin.ID })
		card.Beside.Alike = append([]programme.Event{twin.Event}, others...)
	}
	if card.Follows, err = predecessor(ctx, tx, card.Draft, &card.Beside); err != nil || row.Batch == 0 {
		return card, err
	}
	look, err := toLookAt(ctx, tx, req, rows, row.ID)
	card.More = len(look)
	return card, err
}

// apply writes a draft into an event, in the zone that its place gives.
func apply(req Request, d programme.Draft, e *programme.Event) {
	zone, assumed := d.ZoneOf(req.Programme.Zone, announce.CountryZone)
	d.Apply(e, zone, assumed, location(zone))
}

// check refuses hours that the day does not have, and a text that says the end
// before the start. What is merely missing is no mistake.
func check(d programme.Draft) error {
	if d.From != "" && d.To != "" && d.To <= d.From {
		return programme.Refuse(programme.Invalid, "time_end_before_start", "start", string(d.From), "end", string(d.To))
	}
	return nil
}

// checkHours refuses a time of day that the clocks leave out that night.
func checkHours(e programme.Event) error {
	loc := location(e.When.Zone)
	for _, day := range e.When.Days {
		for _, c := range []programme.Clock{day.From, day.To} {
			if !c.ExistsOn(day.Date, loc) {
				return programme.Refuse(programme.Invalid, "time_gap", "time", string(c), "zone", e.When.Zone, "day", day.Date)
			}
		}
	}
	return nil
}
