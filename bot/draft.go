package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// draftButtons are those of a draft's card. Each carries the draft and the
// version in which it was shown: an outdated one shows the card anew.
var draftButtons = []Command{
	onDraft("d.show", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		return cardOf(ctx, tx, req, row)
	}),
	onDraft("d.fields", fieldsCard),
	onDraft("d.set", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		return setField(ctx, tx, req, row, programme.Field(req.part(2)), req.rest(3))
	}),
	onDraft("d.past", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		row.Fields.Past = true
		row.Fields.Surely(programme.FieldDates)
		return saveCard(ctx, tx, req, row)
	}),
	onDraft("d.next", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		row.Fields = view.SameDaysNext(row.Fields, req.Today)
		row.Fields.Surely(programme.FieldDates)
		return saveCard(ctx, tx, req, row)
	}),
	onDraft("d.same", goOnAsChange),
	onDraft("d.declined", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		row.Fields.AlsoDeclined = !row.Fields.AlsoDeclined
		return saveCard(ctx, tx, req, row)
	}),
	onDraft("d.discard", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		row.State = postgres.DraftDiscarded
		if err := tx.SaveDraft(ctx, &row); err != nil {
			return Reply{}, err
		}
		if row.InsteadOf != 0 {
			return newAfterAll(ctx, tx, req, row)
		}
		if row.Event != 0 { // the event stands as it was
			return closed(ctx, tx, req, row)
		}
		card, err := draftCard(ctx, tx, req, row)
		if err != nil {
			return Reply{}, err
		}
		return goOn(ctx, tx, req, row, show(view.Discarded(req.P, card)))
	}),
	{Verb: "d.undo", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		row, err := pressedDraft(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		if row.State == postgres.DraftDiscarded {
			row.State = postgres.DraftOpen
			takeOver(req, &row)
			return saveCard(ctx, tx, req, row)
		}
		return openOrClosed(ctx, tx, req, row)
	}},
	onDraft("d.save", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		if row.Event != 0 {
			return changeEvent(ctx, tx, req, row, tellNobody)
		}
		return saveEvent(ctx, tx, req, row)
	}),
	tellButton("d.tell", tellCivil),
	tellButton("d.now", tellAllNow),
	askButton, askNote, hearDays,
}

// tellButton makes a change to an event that stands, and tells it.
func tellButton(verb string, how tell) Command {
	return onDraft(verb, func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		if row.Event == 0 {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		return changeEvent(ctx, tx, req, row, how)
	})
}

// onDraft is a button of an open draft's card in its present version.
func onDraft(verb string, run func(context.Context, *postgres.Tx, Request, postgres.Draft) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		row, err := pressedDraft(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		version, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		switch {
		case row.State != postgres.DraftOpen:
			return closed(ctx, tx, req, row)
		case row.By != req.Me.ID:
			return taken(req, row), nil
		case int(version) != row.Version:
			reply, err := cardOf(ctx, tx, req, row)
			reply.Toast = req.P.Say("draft.outdated")
			return reply, err
		}
		return run(ctx, tx, req, row)
	}}
}

// pressedDraft reads and holds the draft of a button.
func pressedDraft(ctx context.Context, tx *postgres.Tx, req Request) (postgres.Draft, error) {
	id, err := req.number(0)
	if err != nil {
		return postgres.Draft{}, err
	}
	return tx.LockDraft(ctx, id, []int64{req.Programme.ID})
}

// closed is what a button of a draft shows that is no draft any more.
func closed(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	id := row.SavedAs
	if id == 0 {
		id = row.Event
	}
	if id != 0 {
		e, err := tx.Event(ctx, id)
		if err != nil {
			return Reply{}, err
		}
		card, err := staffCard(ctx, tx, req, e)
		if err != nil {
			return Reply{}, err
		}
		reply := inPlace(card)
		if row.State == postgres.DraftSaved {
			reply.Toast = req.P.Say("draft.saved_already")
		}
		return reply, nil
	}
	card, err := draftCard(ctx, tx, req, row)
	return show(view.Discarded(req.P, card)), err
}

// openOrClosed shows a draft as it stands.
func openOrClosed(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	switch {
	case row.State != postgres.DraftOpen:
		return closed(ctx, tx, req, row)
	case row.By != req.Me.ID:
		return taken(req, row), nil
	}
	return cardOf(ctx, tx, req, row)
}

// cardOf shows a draft's card in the place of the pressed one.
func cardOf(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	return present(ctx, tx, req, row, view.Draft(req.P, card))
}

// saveCard stores a draft and shows its card.
func saveCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	return saveAnd(ctx, tx, req, row, cardOf)
}

// saveAnd stores a draft and shows it.
func saveAnd(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft,
	show func(context.Context, *postgres.Tx, Request, postgres.Draft) (Reply, error)) (Reply, error) {
	if err := tx.SaveDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	reply, err := show(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	_, err = renewList(ctx, tx, req, row, &reply)
	return reply, err
}

// createEvent makes a draft an event. Nobody is told.
func createEvent(ctx context.Context, tx *postgres.Tx, req Request, row *postgres.Draft) (programme.Event, error) {
	e, err := addEvent(ctx, tx, req, row.Programme, row.Fields)
	if err != nil {
		return e, err
	}
	if err := joinSeries(ctx, tx, *row, e); err != nil {
		return e, err
	}
	row.State, row.SavedAs = postgres.DraftSaved, e.ID
	return e, tx.SaveDraft(ctx, row)
}

// addEvent saves a new event of a programme that has a draft's fields.
func addEvent(ctx context.Context, tx *postgres.Tx, req Request, programmeID int64, d programme.Draft) (programme.Event, error) {
	e := programme.Event{Programme: programmeID, Status: programme.Confirmed, CreatedBy: req.Me.ID}
	if !d.Ready() {
		return e, programme.Refuse(programme.Invalid, "draft_not_ready")
	}
	if d.IsPast(req.Today) && !d.Past {
		return e, programme.Refuse(programme.Invalid, "date_past", "date", d.End)
	}
	apply(req, d, &e)
	switch {
	case d.Past:
		e.Status = programme.Held
	case e.Status != programme.Tentative: // that others are off is said of an event that exists; the card says so
		e.Status, e.Reason, e.Reasons = programme.Confirmed, "", nil
	}
	if err := checkHours(e); err != nil {
		return e, err
	}
	e.CountAgenda(programme.Event{}, tx.Now())
	if err := tx.CreateEvent(ctx, &e); err != nil {
		return e, err
	}
	if e.Status != programme.Held {
		if err := tx.CopyRules(ctx, e.ID); err != nil {
			return e, err
		}
	}
	return e, tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: e.ID, Version: e.Version, By: req.Me.ID, New: logged(req, e)})
}

// saveEvent makes the draft of a card an event, whose card takes its place.
func saveEvent(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	e, err := createEvent(ctx, tx, req, &row)
	if err != nil {
		return Reply{}, err
	}
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	saved := card.Screens[0]
	key := "event.saved"
	if e.Status == programme.Held {
		key = "event.recorded"
	}
	saved.Text = view.Paragraphs(req.P.HTML(key), saved.Text)
	file, ok, err := tx.FileOfBatch(ctx, row.Batch)
	if err != nil {
		return Reply{}, err
	}
	if ok {
		saved = view.WithKeepFile(req.P, saved, e, file.ID)
	}
	return goOn(ctx, tx, req, row, Reply{Edit: &saved, Card: card.Card})
}
