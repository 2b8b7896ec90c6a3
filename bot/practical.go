package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// practicalButton shows an event's practical information to staff and to those who
// are coming; to anyone else the event as it stands.
var practicalButton = Command{Verb: view.PracticalInfo, Who: Member,
	Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		back := data("e", e.Code)
		if !req.staffOf(e) {
			e, back = e.SeenBy(part.State), data("card", e.Code)
		}
		if len(e.Info) == 0 {
			card, err := cardFor(ctx, tx, req, e)
			card = inPlace(card)
			card.Toast = req.P.Say("info.none")
			return card, err
		}
		return show(view.Practical(req.P, e, back)), nil
	})}
