package bot

import (
	"context"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// restoredButtons decide what becomes of what waits in a restored database. Either
// ends the pause.
var restoredButtons = []Command{
	{Verb: "back.send", Who: Owner, Run: decideRestored(sendWaiting)},
	{Verb: "back.skip", Who: Owner, Run: decideRestored(skipWaiting)},
}

// AskAfterRestore asks the owners of all programmes what becomes of what waits in
// a database that came from a backup, once for each backup. It is an answer by
// class: all else is paused.
func AskAfterRestore(ctx context.Context, tx *postgres.Tx) error {
	taken, ok, err := tx.Restored(ctx)
	if err != nil || !ok {
		return err
	}
	w, err := tx.Waiting(ctx, taken)
	if err != nil {
		return err
	}
	owners, err := tx.Owners(ctx)
	if err != nil {
		return err
	}
	for _, o := range owners {
		p := locale.For(o.Language)
		s := view.Restored(p, taken, location(o.Zone), w.Useful, w.Notices, w.Late)
		if err := tx.Enqueue(ctx, programme.Message{Person: o.Person, Chat: o.Chat, Class: programme.Answer, Params: s.Params(),
			Repeat: string(p.HTML("bot.repeat")), Key: fmt.Sprintf("restored:%d:%d", taken.Unix(), o.Chat)}); err != nil {
			return err
		}
	}
	return nil
}

// decision is what an owner decided: it returns what the owner is told.
type decision func(context.Context, *postgres.Tx, Request, postgres.Waiting) (view.Screen, error)

func sendWaiting(_ context.Context, _ *postgres.Tx, req Request, w postgres.Waiting) (view.Screen, error) {
	if w.Useful == 0 {
		return view.Screen{Text: req.P.HTML("resume.done")}, nil
	}
	return view.RestoredSent(req.P, w.Useful), nil
}

func skipWaiting(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Waiting) (view.Screen, error) {
	if err := tx.SkipWaiting(ctx); err != nil {
		return view.Screen{}, err
	}
	return view.RestoredSkipped(req.P, w.Useful), nil
}

// decideRestored has an owner decide, once: who presses later is told that it is
// decided. If more waits than the button says, the new number is shown instead.
func decideRestored(decide decision) func(context.Context, *postgres.Tx, Request) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		of, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		shown, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		taken, ok, err := tx.Restored(ctx)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return show(view.Screen{Text: req.P.HTML("restored.decided")}), nil
		}
		if taken.Unix() != of { // of another backup
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		w, err := tx.Waiting(ctx, taken)
		if err != nil {
			return Reply{}, err
		}
		if int64(w.Useful) > shown {
			reply := show(view.Restored(req.P, taken, location(req.Zone), w.Useful, w.Notices, w.Late))
			reply.Toast = req.P.Say("restored.grown")
			return reply, nil
		}
		said, err := decide(ctx, tx, req, w)
		if err != nil {
			return Reply{}, err
		}
		if _, err := tx.Resume(ctx); err != nil {
			return Reply{}, err
		}
		return show(said), nil
	}
}
