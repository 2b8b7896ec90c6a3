package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// shareButtons give the message made for forwarding, in a language that is chosen
// first.
var shareButtons = []Command{
	{Verb: "share", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		return show(view.ShareIn(req.P, e)), err
	}},
	{Verb: "share.below", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) { // of a list, which stays
		e, err := staffEvent(ctx, tx, req, req.part(0))
		return say(view.ShareIn(req.P, e)), err
	}},
	{Verb: "share.in", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		chosen := req.part(1)
		if !spoken(chosen) {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		card, err := staffCard(ctx, tx, req, e)
		if err != nil {
			return Reply{}, err
		}
		return Reply{Edit: &card.Screens[0], EditCard: card.Card, Screens: []view.Screen{view.Share(locale.For(chosen), e, req.link(e))}}, nil
	}},
}
