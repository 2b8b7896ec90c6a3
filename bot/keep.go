package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// unkept is the file that a text came in, and the events saved of the text that do not
// have it among their documents.
type unkept struct {
	postgres.SentFile
	events []int64
}

// unkeptOf is what is unkept of a text; without events if nothing is.
func unkeptOf(ctx context.Context, tx *postgres.Tx, batch int64) (u unkept, err error) {
	file, ok, err := tx.FileOfBatch(ctx, batch)
	if err != nil || !ok {
		return u, err
	}
	u.SentFile = file
	u.events, err = tx.WithoutFile(ctx, batch, file.File)
	return u, err
}

// keepButton asks which of the events saved of a text its file is kept with: each has
// readers of its own.
var keepButton = onBatch("b.keep", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
	list, file, err := batchShown(ctx, tx, req, b, rows)
	if err != nil {
		return Reply{}, err
	}
	if len(file.events) == 0 { // kept meanwhile from elsewhere
		return showBatch(ctx, tx, req, b)
	}
	var events []programme.Event
	for _, it := range list.Items {
		if slices.Contains(file.events, it.Event.ID) {
			events = append(events, it.Event)
		}
	}
	s := view.KeepFor(req.P, list, events, file.ID)
	return Reply{Edit: &s, Card: batchCardName(b.ID)}, nil
})

// keepAllButton keeps the file of a text with every event that was saved of it.
var keepAllButton = onBatch("b.keepall", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, _ []postgres.Draft) (Reply, error) {
	file, err := unkeptOf(ctx, tx, b.ID)
	if err != nil {
		return Reply{}, err
	}
	for _, event := range slices.Sorted(slices.Values(file.events)) { // held in the order in which everyone holds several
		if _, err := attach(ctx, tx, req, event, []postgres.SentFile{file.SentFile}); err != nil {
			return Reply{}, err
		}
	}
	reply, err := showBatch(ctx, tx, req, b)
	if reply.Toast = req.P.Say("document.kept"); len(file.events) > 1 {
		reply.Toast = req.P.Say("document.kept_with", "n", len(file.events))
	}
	return reply, err
})
