package bot

import (
	"context"
	"reflect"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
	"jarchy/internal/workplan"
)

// The draft of a new event may turn out to tell of one that is here. It goes on as a change
// of that one then, and is kept: it may be a new event after all.

// goOnAsChange makes the draft of a new event a change of the event of a button.
func goOnAsChange(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, req.part(2))
	if err != nil {
		return Reply{}, err
	}
	row.State = postgres.DraftDiscarded
	if err := tx.SaveDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	base, _, err := becoming(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	change := postgres.Draft{Programme: e.Programme, By: req.personIn(e.Programme).ID, Batch: row.Batch, Event: e.ID, EventVersion: e.Version, InsteadOf: row.ID,
		Fields: asTold(req, e, base, row.Fields), Base: &base}
	if err := tx.AddDraft(ctx, &change); err != nil {
		return Reply{}, err
	}
	return saveCard(ctx, tx, req, change)
}

// asTold are the fields of an event that will be as base says, with what a draft tells of it.
func asTold(req Request, e programme.Event, base, d programme.Draft) programme.Draft {
	now := base
	if d.Status.Off() { // what is pending does not happen
		now = fieldsOf(req, e)
		now.Status = d.Status
	}
	return overPending(req, e, base, overlay(overPending(req, e, base, now), e, workplan.Row{Draft: d}))
}

// newAfterAll offers the draft of a new event again whose change was discarded.
func newAfterAll(ctx context.Context, tx *postgres.Tx, req Request, change postgres.Draft) (Reply, error) {
	row, err := tx.LockDraft(ctx, change.InsteadOf, []int64{req.Programme.ID})
	if err != nil {
		return Reply{}, err
	}
	if row.State != postgres.DraftDiscarded { // it was taken out again meanwhile
		return openOrClosed(ctx, tx, req, row)
	}
	row.State = postgres.DraftOpen
	takeOver(req, &row)
	return saveCard(ctx, tx, req, row)
}

// followText lets the sender's changes follow that drafts of a text go on as, and shows
// them. before are the drafts as they were, rows as they were read anew.
func followText(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, before []postgres.Draft, reply *Reply) error {
	changes, err := tx.LockBatchChanges(ctx, b.ID, req.Me.ID)
	if err != nil || len(changes) == 0 {
		return err
	}
	rows, err := tx.BatchDrafts(ctx, b.ID)
	if err != nil {
		return err
	}
	var cards []view.Screen
	for _, change := range changes {
		of := func(r postgres.Draft) bool { return r.ID == change.InsteadOf }
		i, j := slices.IndexFunc(before, of), slices.IndexFunc(rows, of)
		if i < 0 || j < 0 || reflect.DeepEqual(before[i].Fields, rows[j].Fields) {
			continue
		}
		e, err := tx.Event(ctx, change.Event)
		if err != nil {
			return err
		}
		change.Fields = programme.Rebase(change.Fields, asTold(req, e, *change.Base, before[i].Fields), asTold(req, e, *change.Base, rows[j].Fields))
		if err := tx.SaveDraft(ctx, &change); err != nil {
			return err
		}
		card, err := draftCard(ctx, tx, req, change)
		if err != nil {
			return err
		}
		cards = append(cards, view.Draft(req.P, card))
	}
	if reply.Edit != nil { // nothing was pressed: it is a new message, the one that has a name
		cards, reply.Edit = append(cards, *reply.Edit), nil
	}
	reply.Screens = append(cards, reply.Screens...)
	return nil
}
