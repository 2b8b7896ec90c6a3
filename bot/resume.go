package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// resumeButton lets a paused bot go on: it was started on a database that was
// restored, promoted or another bot's.
var resumeButton = Command{Verb: "resume", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if _, err := tx.Resume(ctx); err != nil {
		return Reply{}, err
	}
	return show(view.Screen{Text: req.P.HTML("resume.done")}), nil
}}

// AskToResume asks the owners of all programmes whether a paused bot may go on.
// It is an answer by class: all else is paused.
func AskToResume(ctx context.Context, tx *postgres.Tx, why string) error {
	owners, err := tx.Owners(ctx)
	if err != nil {
		return err
	}
	for _, o := range owners {
		p := locale.For(o.Language)
		s := view.Screen{Text: p.HTML("resume.ask", "why", why), Rows: [][]view.Button{{{Label: p.Say("button.resume"), Data: "resume"}}}}
		if err := tx.Enqueue(ctx, programme.Message{Person: o.Person, Chat: o.Chat, Class: programme.Answer, Params: s.Params(),
			Repeat: string(p.HTML("bot.repeat"))}); err != nil {
			return err
		}
	}
	return nil
}
