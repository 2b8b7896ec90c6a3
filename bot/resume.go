package bot

import (
	"context"
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// resumeButton lets a paused bot go on: it was started on a database that was
// restored, promoted or another bot's. If more waits than the button says, the new
// number is shown instead.
var resumeButton = Command{Verb: "resume", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	shown, err := req.number(0)
	if err != nil {
		return Reply{}, err
	}
	held, ok, err := tx.HeldBack(ctx)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return show(view.Screen{Text: req.P.HTML("restored.decided")}), nil
	}
	if int64(held.Useful) > shown {
		reply := show(view.AskToResume(req.P, held.Why, held.Useful, held.Late))
		reply.Toast = req.P.Say("restored.grown")
		return reply, nil
	}
	if _, err := tx.Resume(ctx); err != nil {
		return Reply{}, err
	}
	if held.Useful == 0 {
		return show(view.Screen{Text: req.P.HTML("resume.done")}), nil
	}
	return show(view.Screen{Text: req.P.HTML("resume.sent", "n", held.Useful)}), nil
}}

// AskToResume asks the owners of all programmes whether a paused bot may go on, once a
// day for each pause. It is an answer by class: all else is paused.
func AskToResume(ctx context.Context, tx *postgres.Tx) error {
	held, ok, err := tx.HeldBack(ctx)
	if err != nil || !ok {
		return err
	}
	owners, err := tx.Owners(ctx)
	if err != nil {
		return err
	}
	for _, o := range owners {
		p := locale.For(o.Language)
		if err := tx.Enqueue(ctx, programme.Message{Person: o.Person, Chat: o.Chat, Class: programme.Answer,
			Params: view.AskToResume(p, held.Why, held.Useful, held.Late).Params(), Repeat: string(p.HTML("bot.repeat")),
			Key: fmt.Sprintf("resume:%d:%d:%s", o.Chat, held.Pause, tx.Now().Format(time.DateOnly))}); err != nil {
			return err
		}
	}
	return nil
}
