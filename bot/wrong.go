package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Days and hours of a text that cannot be are left open: nothing else that it tells is lost
// for them.

// askWrong asks anew for what a draft was told that cannot be.
func askWrong(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, f programme.Field, mistake *programme.Error) (Reply, error) {
	reply, err := ask(ctx, tx, req, row, f)
	if err == nil {
		reply.Edit.Text = view.Paragraphs(req.P.Error(mistake), reply.Edit.Text)
	}
	return reply, err
}

// wrongIn is what the text of a draft says of its days or hours that cannot be, while
// these are open.
func wrongIn(req Request, d programme.Draft) *programme.Error {
	for _, f := range []programme.Field{programme.FieldDates, programme.FieldTimes} {
		open := f == programme.FieldDates && d.Start.IsZero() && d.Rough.IsZero() && len(d.DateChoices) == 0 || f == programme.FieldTimes && d.From == ""
		if !open || !slices.Contains(d.Uncertain, f) {
			continue
		}
		told, _, err := readEach(req, d.Source)
		if err == nil && len(told) == 1 && told[0].Field == f {
			err = told[0].Wrong
		}
		if mistake, ok := programme.AsError(err); ok {
			return mistake
		}
	}
	return nil
}
