package bot

import (
	"context"
	"slices"
	"strings"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// announces reports whether what came instead of an answer may be an event: a
// forward, a file's caption, several lines, or a kind with a date.
func announces(req Request) bool {
	text := strings.TrimSpace(req.Text)
	if req.Forwarded || req.File != nil || strings.Contains(text, "\n") {
		return true
	}
	drafts, err := announce.Read(text, req.readTime())
	if err != nil {
		return false // the answer's own reader says what is wrong with it
	}
	for _, d := range drafts {
		if d.Kind != "" && d.Kind != programme.OtherKind && (!d.Start.IsZero() || len(d.DateChoices) > 0) {
			return true
		}
	}
	return false
}

// hold keeps such a text and asks what it is. The question before it stays open.
func hold(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
	if reply, ok, err := saidAnew(ctx, tx, req, a); ok || err != nil {
		return reply, err
	}
	b := newBatch(req, req.Text)
	b.Held = true
	if err := tx.AddBatch(ctx, &b); err != nil {
		return Reply{}, err
	}
	if err := noteFile(ctx, tx, req, b.ID); err != nil {
		return Reply{}, err
	}
	reply := say(view.Held(req.P, b.ID, a.Field, data("h.answer", b.ID, a.Purpose, a.Subject, a.Field)))
	reply.Card = batchCardName(b.ID)
	return reply, nil
}

// saidAnew takes the whole text of a new event that was sent once more instead of the days
// or the hours that were asked for; ok is false if it is another event's.
func saidAnew(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (_ Reply, ok bool, err error) {
	if f := programme.Field(a.Field); a.Purpose != "d.ask" || f != programme.FieldDates && f != programme.FieldTimes || req.Forwarded || req.File != nil {
		return Reply{}, false, nil
	}
	row, err := tx.LockDraft(ctx, a.Subject, []int64{req.Programme.ID})
	if _, gone := programme.AsError(err); gone || err == nil && (!mine(req, row) || row.Event != 0 || row.Batch == 0) {
		return Reply{}, false, nil
	}
	if err != nil {
		return Reply{}, false, err
	}
	before, err := tx.LockBatchDrafts(ctx, row.Batch)
	if err != nil || len(before) != 1 {
		return Reply{}, false, err
	}
	drafts, told, err := read(req, req.Text)
	if _, wrong := programme.AsError(err); wrong || !told || len(drafts) != 1 || !sameText(row.Fields, drafts[0]) {
		return Reply{}, false, nil
	}
	b, err := tx.LockBatch(ctx, row.Batch, req.Me.ID)
	if err != nil {
		return Reply{}, false, err
	}
	b.Parts = newBatch(req, req.Text).Parts
	for _, do := range []func() error{
		func() error { return tx.SaveBatch(ctx, b) },
		func() error { return merge(ctx, tx, req, b, before, drafts) },
		func() error { return tx.ForgetAsking(ctx, req.Chat) },
	} {
		if err := do(); err != nil {
			return Reply{}, false, err
		}
	}
	if row, err = tx.LockDraft(ctx, row.ID, []int64{req.Programme.ID}); err != nil {
		return Reply{}, false, err
	}
	reply, err := cardOf(ctx, tx, req, row)
	return reply, true, err
}

// sameText reports whether two drafts tell of one event but for its days and hours.
func sameText(a, b programme.Draft) bool {
	return a.Title == b.Title && a.Kind == b.Kind && slices.Equal(a.Hosts, b.Hosts)
}

// heldButtons say what a text is that came while an answer was awaited.
var heldButtons = []Command{
	{Verb: "h.answer", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		b, err := pressedBatch(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		subject, err := req.number(2)
		if err != nil {
			return Reply{}, err
		}
		if !b.Held {
			return closedBatch(ctx, tx, req, b)
		}
		return answerWith(ctx, tx, req, b, postgres.Asking{Purpose: req.part(1), Subject: subject, Field: req.part(3)})
	}},
	{Verb: "h.event", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		b, err := pressedBatch(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		if !b.Held {
			return closedBatch(ctx, tx, req, b)
		}
		b.Held = false
		if err := tx.SaveBatch(ctx, b); err != nil {
			return Reply{}, err
		}
		return firstReading(ctx, tx, req, b)
	}},
}

// answerWith answers a question with a text that was kept. If it cannot be the
// answer, the question is open again.
func answerWith(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, a postgres.Asking) (Reply, error) {
	for _, c := range req.commands {
		if c.Verb != a.Purpose || c.Hear == nil || !c.may(req) {
			continue
		}
		req.Text = joinParts(b.Parts)
		reply, err := c.Hear(ctx, tx, req, a)
		if mistake, ok := programme.AsError(err); ok {
			reply = say(view.Screen{Text: req.P.Error(mistake), Rows: view.BackRow(req.P, c.Back(a))})
			return reply, tx.Ask(ctx, req.Chat, a, req.Now.Add(askFor))
		}
		if err != nil {
			return Reply{}, err
		}
		b.Held = false
		return reply, tx.SaveBatch(ctx, b)
	}
	return Reply{}, programme.Refuse(programme.Conflict, "button_old")
}

// closedBatch shows what became of a text that was kept, if that was events.
func closedBatch(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch) (Reply, error) {
	rows, err := tx.LockBatchDrafts(ctx, b.ID)
	if err != nil {
		return Reply{}, err
	}
	switch len(rows) {
	case 0:
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	case 1:
		return openOrClosed(ctx, tx, req, rows[0])
	}
	return showBatch(ctx, tx, req, b)
}
