package bot

import (
	"context"
	"slices"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// fields are those on the first page of `Change…`, moreFields on the second.
func fields() []programme.Field {
	return []programme.Field{
		programme.FieldTitle, programme.FieldKind, programme.FieldDates, programme.FieldTimes, programme.FieldPlace,
		programme.FieldZone, programme.FieldAudience, programme.FieldSeats, programme.FieldPartners, programme.FieldMode,
	}
}

func moreFields() []programme.Field {
	return []programme.Field{
		programme.FieldDescription, programme.FieldContact, programme.FieldDeadline, programme.FieldLanguages,
		programme.FieldComponent, programme.FieldAgenda, programme.FieldInfo,
	}
}

// asked reports whether `Change…` asks for a field, or for a part of one.
func asked(f programme.Field) bool {
	whole, part := f.Cut()
	switch {
	case whole == programme.FieldInfo:
		return slices.Contains(programme.Headings(), programme.Heading(part))
	case part != "":
		return (whole == programme.FieldTitle || whole == programme.FieldDescription || whole == programme.FieldReason) && spoken(part)
	}
	return whole == programme.FieldReason || slices.Contains(fields(), whole) || slices.Contains(moreFields(), whole)
}

// spoken reports whether every message is there in a language.
func spoken(language string) bool {
	return slices.ContainsFunc(locale.Languages(), func(l locale.Language) bool { return l.Complete && l.Code == language })
}

// fieldsPage is a page of `Change…`: the first, "more" or "info".
func fieldsPage(p *locale.Printer, card view.DraftCard, page string) view.Screen {
	switch page {
	case "more":
		return view.DraftFields(p, card, moreFields(), false)
	case "info":
		return view.DraftInfo(p, card)
	}
	return view.DraftFields(p, card, fields(), true)
}

// askButton asks for a field; the next message in the chat answers.
var askButton = Command{
	Verb: "d.ask", Who: Staff,
	Run: onDraft("d.ask", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		return ask(ctx, tx, req, row, programme.Field(req.part(2)))
	}).Run,
	Hear:  hearField,
	Back:  func(a postgres.Asking) string { return data("d.open", a.Subject) },
	Shows: fieldShows,
}

// askNote asks for a field that is text of several lines: what it takes is no event
// that was sent instead of the answer.
var askNote = Command{
	Verb: "d.note", Who: Staff, Any: true, Run: askButton.Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		if req.Text == "" {
			return Reply{}, programme.Refuse(programme.Invalid, "text_wanted", "field", view.FieldName(req.P, programme.Field(a.Field)))
		}
		return hearField(ctx, tx, req, a)
	},
	Back:  askButton.Back,
	Shows: fieldShows,
}

func hearField(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
	row, err := tx.LockDraft(ctx, a.Subject, []int64{req.Programme.ID})
	if err != nil {
		return Reply{}, err
	}
	if row.State != postgres.DraftOpen || row.By != req.Me.ID {
		return openOrClosed(ctx, tx, req, row)
	}
	return setField(ctx, tx, req, row, programme.Field(a.Field), req.Text)
}

func ask(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, f programme.Field) (Reply, error) {
	if !asked(f) {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	purpose := "d.ask"
	if limits[f.Whole()] > 0 {
		purpose = "d.note"
	}
	if err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: purpose, Subject: row.ID, Field: string(f)}, req.Now.Add(askFor)); err != nil {
		return Reply{}, err
	}
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	if f == programme.FieldPlace {
		if card.Recent, err = tx.RecentPlaces(ctx, row.Programme, placesOffered); err != nil {
			return Reply{}, err
		}
	}
	return present(ctx, tx, req, row, view.AskField(req.P, card, f))
}

// placesOffered is how many places the question for one offers.
const placesOffered = 4

// pickButtons fill a field with what is offered in place of typing it.
var pickButtons = []Command{
	onDraft("d.days", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		month, err := programme.ParseDate(req.part(2))
		if err != nil || month.Year < 1900 || month.Year > 2200 {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		first, err := optionalDate(req.part(3))
		if err != nil {
			return Reply{}, err
		}
		return pickDays(ctx, tx, req, row, month, first)
	}),
	onDraft("d.day", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		first, err := optionalDate(req.part(2))
		if err != nil {
			return Reply{}, err
		}
		day, err := programme.ParseDate(req.part(3))
		switch {
		case err != nil:
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		case first.IsZero(), day.Before(first): // it was another first day after all
			return pickDays(ctx, tx, req, row, day, day)
		}
		return setField(ctx, tx, req, row, programme.FieldDates, first.String()+" - "+day.String())
	}),
	onDraft("d.place", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(2))
		if err != nil {
			return Reply{}, err
		}
		there, d := fieldsOf(req, e), row.Fields
		d.Venue, d.Cities, d.Hosts = there.Venue, there.Cities, there.Hosts
		return fill(ctx, tx, req, row, programme.FieldPlace, d)
	}),
}

func optionalDate(text string) (programme.Date, error) {
	if text == "" {
		return programme.Date{}, nil
	}
	d, err := programme.ParseDate(text)
	if err != nil {
		return d, programme.Refuse(programme.Conflict, "button_old")
	}
	return d, nil
}

func pickDays(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, month, first programme.Date) (Reply, error) {
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	return present(ctx, tx, req, row, view.PickDays(req.P, card, month, first))
}

// setField fills a field with what was typed. What is not wholly understood is
// refused with an example; the draft and the question stay as they were.
func setField(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, f programme.Field, text string) (Reply, error) {
	d := row.Fields
	if err := readField(req, &d, f, text); err != nil {
		return Reply{}, err
	}
	return fill(ctx, tx, req, row, f, d)
}

// fill stores a draft of which a field was filled, if it can be, and shows it.
func fill(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, f programme.Field, d programme.Draft) (Reply, error) {
	if err := check(d); err != nil {
		return Reply{}, err
	}
	d.Surely(f)
	var e programme.Event
	apply(req, d, &e)
	if err := checkHours(e); err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	if row.Event != 0 && f.Whole() != programme.FieldReason {
		now, err := tx.Event(ctx, row.Event)
		if err != nil {
			return Reply{}, err
		}
		d = overPending(req, now, *row.Base, d)
	}
	row.Fields = d
	switch {
	case f == programme.FieldAgenda && len(d.Agenda) > 0:
		return saveAnd(ctx, tx, req, row, goOnWithAgenda)
	case f.Whole() == programme.FieldInfo: // the next heading is at hand
		return saveAnd(ctx, tx, req, row, pageCard("info"))
	case row.Event == 0 && row.Batch == 0 && !d.Ready(): // filled in by hand, and there is more to fill in
		return saveAnd(ctx, tx, req, row, pageCard(""))
	}
	return saveCard(ctx, tx, req, row)
}

// fieldsCard shows a draft with a button for every field of the page that was pressed.
func fieldsCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	return pageCard(req.part(2))(ctx, tx, req, row)
}

func pageCard(page string) func(context.Context, *postgres.Tx, Request, postgres.Draft) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		card, err := draftCard(ctx, tx, req, row)
		if err != nil {
			return Reply{}, err
		}
		return present(ctx, tx, req, row, fieldsPage(req.P, card, page))
	}
}
