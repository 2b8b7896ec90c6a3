package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// which asks which event a command that named none is about: the next ones stand
// below as buttons, with the data that each is pressed by.
func which(ctx context.Context, tx *postgres.Tx, req Request, ask locale.HTML, press func(programme.Event) string) (Reply, error) {
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: req.Programmes, Viewer: req.Persons, Staff: true, Limit: pageSize})
	return say(view.Which(req.P, ask, events, req.Today, press)), err
}

// byCode is the data of a button that carries an event's code.
func byCode(verb string) func(programme.Event) string {
	return func(e programme.Event) string { return data(verb, e.Code) }
}

// byVersion is byCode of a button that changes the event.
func byVersion(verb string) func(programme.Event) string {
	return func(e programme.Event) string { return data(verb, e.Code, e.Version) }
}
