package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// practicalButton shows an event's practical information to staff and to those who
// are coming; to anyone else the event as it stands.
var practicalButton = partButton(view.PracticalInfo, func(e programme.Event) bool { return len(e.Info) == 0 }, "info.none",
	func(req Request, e programme.Event, back string) (view.Screen, error) {
		return view.Practical(req.P, e, back), nil
	})

// partButton shows a part of an event as its reader sees it; without it, the event as it
// stands, with a toast that says so.
func partButton(verb string, empty func(programme.Event) bool, none string, screen func(req Request, e programme.Event, back string) (view.Screen, error)) Command {
	return Command{Verb: verb, Who: Member, Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		back := data("e", e.Code)
		if !req.staffOf(e) {
			e, back = e.SeenBy(part.State), data("card", e.Code)
		}
		if empty(e) {
			card, err := cardFor(ctx, tx, req, e)
			card = inPlace(card)
			card.Toast = req.P.Say(none)
			return card, err
		}
		s, err := screen(req, e, back)
		return show(s), err
	})}
}
