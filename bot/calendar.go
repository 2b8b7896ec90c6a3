package bot

import (
	"context"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// calendarButtons bring an event into the calendar of somebody who is coming.
var calendarButtons = []Command{
	{Verb: view.AddToCalendar, Who: Member, Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		if e.Status.Off() || !forCalendar(e, part, req.Now) {
			return answered(req, e, part, "", req.P.Say("calendar.none")), nil
		}
		card, err := comingCard(ctx, tx, req, e, part)
		if err != nil {
			return Reply{}, err
		}
		return show(view.Calendar(req.P, card, calendarEntry(req, e, part))), nil
	})},
	{Verb: view.CalendarFile, Who: Member, Run: ofPart(func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		if !forCalendar(e, part, req.Now) {
			return answered(req, e, part, "", req.P.Say("calendar.none")), nil
		}
		d, err := view.CalendarDocument(req.P, calendarEntry(req, e, part), req.part(1) == "changed")
		if err != nil {
			return Reply{}, err
		}
		return Reply{Toast: req.P.Say("calendar.here"), Document: &d,
			// Pressed twice it is sent once; who has lost it gets it again a minute later.
			Once: data("calendar", req.Chat, e.ID, e.Version, req.Now.Unix()/int64(time.Minute/time.Second))}, nil
	})},
	{Verb: "card", Who: Member, Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		card, err := comingCard(ctx, tx, req, e, part)
		return show(card), err
	})},
}

// ofPart is a participant's button under an event that they may see, with their
// part in it; its data begins with the event's code.
func ofPart(run func(context.Context, *postgres.Tx, Request, programme.Event, programme.Participation) (Reply, error)) func(context.Context, *postgres.Tx, Request) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := visibleEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		part, _, err := tx.Participation(ctx, e.ID, req.personIn(e.Programme).ID)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, e, part)
	}
}

// forCalendar reports whether somebody's calendar has something to learn of an
// event: they are coming, and it has days that are not over. That it is off is
// news too.
func forCalendar(e programme.Event, part programme.Participation, now time.Time) bool {
	return part.State == programme.Coming && e.When.Known() && e.Status != programme.Held && (e.Status.Off() || !e.Over(now))
}

func calendarEntry(req Request, e programme.Event, part programme.Participation) view.CalendarEntry {
	return view.CalendarEntry{Event: e, State: part.State, Bot: req.bot, At: req.Now, Zone: zoneOf(req, e)}
}
