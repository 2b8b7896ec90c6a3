package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// complete reports whether a draft may be saved without a look: it has all that is
// needed, and nothing of it is in doubt.
func complete(req Request, d programme.Draft) bool {
	if !d.Ready() || d.Start.IsZero() && !d.Round || len(d.Uncertain) > 0 || d.IsPast(req.Today) && !d.Past || check(d) != nil {
		return false
	}
	var e programme.Event
	apply(req, d, &e)
	return checkHours(e) == nil
}

// mine reports whether a draft waits for the sender.
func mine(req Request, row postgres.Draft) bool {
	return row.State == postgres.DraftOpen && row.By == req.Me.ID
}

// toLookAt are the sender's drafts of a batch that need a look, except one.
func toLookAt(ctx context.Context, tx *postgres.Tx, req Request, rows []postgres.Draft, except int64) (look []postgres.Draft, err error) {
	here, err := hereAlready(ctx, tx, req, rows...)
	for _, r := range rows {
		if _, twin := here[r.ID]; r.ID != except && mine(req, r) && (twin || !complete(req, r.Fields)) {
			look = append(look, r)
		}
	}
	return look, err
}

// shownIn is the version of a batch's list: it grows with whatever changes of its
// drafts.
func shownIn(rows []postgres.Draft) (version int) {
	for _, r := range rows {
		version += r.Version
	}
	return version
}

// batchList is the list of the events that were read from one text.
func batchList(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (view.Screen, error) {
	list, _, err := batchShown(ctx, tx, req, b, rows)
	return view.Several(req.P, list), err
}

// batchShown is what the list of a text's events shows, with the file that is yet to be
// kept.
func batchShown(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (view.Batch, unkept, error) {
	list := view.Batch{ID: b.ID, Version: shownIn(rows), Today: req.Today}
	here, err := hereAlready(ctx, tx, req, rows...)
	if err != nil {
		return list, unkept{}, err
	}
	for _, r := range rows {
		twin, is := here[r.ID]
		item := view.BatchItem{Draft: r.Fields, Saved: r.SavedCode, Here: twin.Code, Again: twin.Row, Complete: complete(req, r.Fields) && !is,
			Gone: r.State == postgres.DraftDiscarded || r.State == postgres.DraftOpen && !mine(req, r)}
		item.Wrong = wrongIn(req, r.Fields)
		apply(req, r.Fields, &item.Event)
		item.Event.ID, item.Event.Code = r.SavedAs, r.SavedCode
		list.Items = append(list.Items, item)
		if r.State == postgres.DraftDiscarded && slices.Contains(b.Discarded, r.ID) {
			list.Undo = true
		}
	}
	file, err := unkeptOf(ctx, tx, b.ID)
	if len(file.events) > 0 {
		list.File = file.Name
	}
	return list, file, err
}

// batchButtons are those of the list of a text's events. Each carries the batch
// and the version in which it was shown.
var batchButtons = []Command{
	onBatch("b.save", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
		here, err := hereAlready(ctx, tx, req, rows...)
		if err != nil {
			return Reply{}, err
		}
		for i := range rows {
			if _, twin := here[rows[i].ID]; twin || !mine(req, rows[i]) || !complete(req, rows[i].Fields) {
				continue
			}
			if _, err := createEvent(ctx, tx, req, &rows[i]); err != nil {
				return Reply{}, err
			}
		}
		return showBatch(ctx, tx, req, b)
	}),
	onBatch("b.look", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
		look, err := toLookAt(ctx, tx, req, rows, 0)
		if err != nil {
			return Reply{}, err
		}
		if len(look) == 0 {
			return showBatch(ctx, tx, req, b)
		}
		return presentBelow(ctx, tx, req, look[0], Reply{})
	}),
	onBatch("b.discard", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
		b.Discarded = nil
		for _, r := range rows {
			if !mine(req, r) {
				continue
			}
			r.State = postgres.DraftDiscarded
			if err := tx.SaveDraft(ctx, &r); err != nil {
				return Reply{}, err
			}
			b.Discarded = append(b.Discarded, r.ID)
		}
		if err := tx.SaveBatch(ctx, b); err != nil {
			return Reply{}, err
		}
		return showBatch(ctx, tx, req, b)
	}),
	onBatch("b.undo", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
		for _, r := range rows {
			if r.State != postgres.DraftDiscarded || !slices.Contains(b.Discarded, r.ID) {
				continue
			}
			r.State = postgres.DraftOpen
			if err := tx.SaveDraft(ctx, &r); err != nil {
				return Reply{}, err
			}
		}
		b.Discarded = nil
		if err := tx.SaveBatch(ctx, b); err != nil {
			return Reply{}, err
		}
		return showBatch(ctx, tx, req, b)
	}),
	onBatch("b.page", func(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft) (Reply, error) {
		list, _, err := batchShown(ctx, tx, req, b, rows)
		if err != nil {
			return Reply{}, err
		}
		if list.Page, err = req.page(2); err != nil {
			return Reply{}, err
		}
		s := view.Several(req.P, list)
		return Reply{Edit: &s, Card: batchCardName(b.ID)}, nil
	}),
	keepButton, keepAllButton,
}

// onBatch is a button of a list in its present version.
func onBatch(verb string, run func(context.Context, *postgres.Tx, Request, postgres.Batch, []postgres.Draft) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		b, err := pressedBatch(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		version, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		rows, err := tx.LockBatchDrafts(ctx, b.ID)
		if err != nil {
			return Reply{}, err
		}
		if int(version) != shownIn(rows) {
			reply, err := showBatch(ctx, tx, req, b)
			reply.Toast = req.P.Say("batch.outdated")
			return reply, err
		}
		return run(ctx, tx, req, b, rows)
	}}
}

// pressedBatch reads and holds the batch of a button.
func pressedBatch(ctx context.Context, tx *postgres.Tx, req Request) (postgres.Batch, error) {
	id, err := req.number(0)
	if err != nil {
		return postgres.Batch{}, err
	}
	return tx.LockBatch(ctx, id, req.Me.ID)
}

// showBatch shows a list as it is now, in the place of the pressed one.
func showBatch(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch) (Reply, error) {
	rows, err := tx.BatchDrafts(ctx, b.ID)
	if err != nil {
		return Reply{}, err
	}
	s, err := batchList(ctx, tx, req, b, rows)
	return Reply{Edit: &s, Card: batchCardName(b.ID)}, err
}

// renewList keeps the list true that a draft stands in, if it does, and returns
// the drafts of its text.
func renewList(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, reply *Reply) ([]postgres.Draft, error) {
	if row.Batch == 0 {
		return nil, nil
	}
	rows, err := tx.BatchDrafts(ctx, row.Batch)
	if err != nil || len(rows) < 2 {
		return nil, err
	}
	b, err := tx.LockBatch(ctx, row.Batch, req.Me.ID)
	if _, another := programme.AsError(err); another { // its list stands in a colleague's chat
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s, err := batchList(ctx, tx, req, b, rows)
	reply.Renew = append(reply.Renew, Renewal{Card: batchCardName(b.ID), Screen: s})
	return rows, err
}

// goOn lets the next draft of a text follow that needs a look, once the one before
// it is done with.
func goOn(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, reply Reply) (Reply, error) {
	rows, err := renewList(ctx, tx, req, row, &reply)
	if err != nil {
		return Reply{}, err
	}
	look, err := toLookAt(ctx, tx, req, rows, row.ID)
	if err != nil || len(look) == 0 {
		return reply, err
	}
	return presentBelow(ctx, tx, req, look[0], reply)
}

// backToText goes on with the other events of a text once what it said of one that is here
// already is changed: with the next that needs a look, else with the list.
func backToText(ctx context.Context, tx *postgres.Tx, req Request, change postgres.Draft, reply Reply) (Reply, error) {
	var list Reply
	rows, err := renewList(ctx, tx, req, change, &list)
	if err != nil || !slices.ContainsFunc(rows, func(r postgres.Draft) bool { return mine(req, r) }) {
		return reply, err
	}
	look, err := toLookAt(ctx, tx, req, rows, 0)
	if err != nil {
		return Reply{}, err
	}
	if len(look) > 0 {
		reply.Renew = append(reply.Renew, list.Renew...)
		return presentBelow(ctx, tx, req, look[0], reply)
	}
	for _, r := range list.Renew {
		reply.Screens, reply.EditCard, reply.Card = append(reply.Screens, r.Screen), reply.Card, r.Card
	}
	return reply, nil
}
