package bot

import (
	"context"
	"slices"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// An event is the model of another: of the next in its series, or of one that only
// resembles it. Neither its days nor its people nor its own reminders are taken over.

var copyButtons = []Command{
	onEvent("e.copy", func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		return show(view.CopyOf(req.P, e)), nil
	}),
	onEvent("e.next", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		return copyEvent(ctx, tx, req, e, e.ID)
	}),
	onEvent("e.another", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		return copyEvent(ctx, tx, req, e, 0)
	}),
	onDraft("d.follow", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(2))
		if err != nil {
			return Reply{}, err
		}
		if row.Event != 0 || e.Programme != row.Programme {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		row.Fields.Follows = e.ID
		return saveCard(ctx, tx, req, row)
	}),
	onDraft("d.round", partByCountry),
}

// copyEvent opens a draft with what an event has, and asks for its days.
func copyEvent(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, follows int64) (Reply, error) {
	row := postgres.Draft{Programme: e.Programme, By: req.personIn(e.Programme).ID, Fields: fieldsOf(req, e).Copy()}
	row.Fields.Follows = follows
	if err := tx.AddDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	return ask(ctx, tx, req, row, programme.FieldDates)
}

// partByCountry turns a draft of several host countries into one draft for each, a
// round; they are listed as those of a text are.
func partByCountry(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	if row.Event != 0 || len(row.Fields.Hosts) < 2 {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	b := postgres.Batch{Programme: row.Programme, By: row.By, Parts: []postgres.Part{}}
	if err := tx.AddBatch(ctx, &b); err != nil {
		return Reply{}, err
	}
	for i, d := range row.Fields.ByCountry() {
		d.Title = announce.One(d.Title)
		if _, err := addRead(ctx, tx, req, b, i, d); err != nil {
			return Reply{}, err
		}
	}
	row.State = postgres.DraftDiscarded // it goes on in them
	if err := tx.SaveDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	return showBatch(ctx, tx, req, b)
}

// joinSeries puts a new event beside the one that it follows, or beside the others
// of its round.
func joinSeries(ctx context.Context, tx *postgres.Tx, row postgres.Draft, e programme.Event) error {
	with, ok := row.Fields.Follows, row.Fields.Follows != 0
	if row.Fields.Round && !ok {
		var err error
		if with, ok, err = tx.SavedBeside(ctx, row.Batch); err != nil {
			return err
		}
	}
	if !ok {
		return nil
	}
	return tx.JoinSeries(ctx, e.ID, with)
}

// predecessor reads the event whose series a draft goes on, and takes those of the
// series off the list of what it may repeat.
func predecessor(ctx context.Context, tx *postgres.Tx, d programme.Draft, beside *view.Neighbours) (*programme.Event, error) {
	if d.Follows == 0 {
		return nil, nil
	}
	e, err := tx.Event(ctx, d.Follows)
	if err != nil {
		return nil, err
	}
	series, err := tx.Series(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	beside.Alike = slices.DeleteFunc(beside.Alike, func(o programme.Event) bool {
		return o.ID == e.ID || slices.ContainsFunc(series, func(s programme.Event) bool { return s.ID == o.ID })
	})
	return &e, nil
}
