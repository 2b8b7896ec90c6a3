package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// manageButtons are those behind `More…` that act on the event at once. None of
// them is told to its people.
var manageButtons = []Command{
	onHeldEvent("e.answers", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		e.Closed = !e.Closed
		toast := "manage.answers_opened"
		if e.Closed {
			toast = "manage.answers_closed"
		}
		return manage(ctx, tx, req, e, toast, "answers_closed", e.Closed)
	}),
	onHeldEvent("e.listed", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		e.Listed = !e.Listed
		toast := "manage.unlisted"
		if e.Listed {
			toast = "manage.listed"
		}
		return manage(ctx, tx, req, e, toast, "listed", e.Listed)
	}),
	onEvent("e.link", func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		return show(view.ReplaceLink(req.P, e)), nil
	}),
	onHeldEvent("e.newlink", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		e.Key = tx.NewKey()
		if err := saveManaged(ctx, tx, req, &e, nil, map[string]any{"link": "new"}); err != nil { // the log keeps no keys
			return Reply{}, err
		}
		card, err := staffCard(ctx, tx, req, e)
		card = inPlace(card)
		card.Toast = req.P.Say("manage.link_replaced")
		return card, err
	}),
}

// onHeldEvent is onEvent with the event held: of two presses at once the second
// one sees what the first has done.
func onHeldEvent(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event) (Reply, error)) Command {
	return onEvent(verb, func(ctx context.Context, tx *postgres.Tx, req Request, seen programme.Event) (Reply, error) {
		e, err := tx.LockEvent(ctx, seen.ID)
		if err != nil {
			return Reply{}, err
		}
		if e.Version != seen.Version {
			return outdated(ctx, tx, req, e)
		}
		return run(ctx, tx, req, e)
	})
}

// manage stores an event of which a switch was turned, and shows the switches as
// they stand now.
func manage(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, toast, name string, on bool) (Reply, error) {
	if err := saveManaged(ctx, tx, req, &e, map[string]any{name: !on}, map[string]any{name: on}); err != nil {
		return Reply{}, err
	}
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	reply := show(view.StaffMore(req.P, e, card.Screens[0]))
	reply.Toast = req.P.Say(toast)
	return reply, nil
}

func saveManaged(ctx context.Context, tx *postgres.Tx, req Request, e *programme.Event, before, after map[string]any) error {
	if err := tx.SaveEvent(ctx, e, false); err != nil {
		return err
	}
	return tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: e.ID, Version: e.Version,
		By: req.personIn(e.Programme).ID, Old: before, New: after})
}
