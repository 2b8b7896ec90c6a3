package bot

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// fields are those that `Change…` offers.
func fields(d programme.Draft) []programme.Field {
	fs := []programme.Field{
		programme.FieldTitle, programme.FieldKind, programme.FieldDates, programme.FieldTimes, programme.FieldPlace,
		programme.FieldZone, programme.FieldAudience, programme.FieldSeats, programme.FieldPartners, programme.FieldMode,
	}
	return fs
}

// askButton asks for a field; the next message in the chat answers.
var askButton = Command{
	Verb: "d.ask", Who: Staff,
	Run: onDraft("d.ask", func(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
		return ask(ctx, tx, req, row, programme.Field(req.part(2)))
	}).Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		row, err := tx.LockDraft(ctx, a.Subject, []int64{req.Programme.ID})
		if err != nil {
			return Reply{}, err
		}
		if row.State != postgres.DraftOpen || row.By != req.Me.ID {
			return openOrClosed(ctx, tx, req, row)
		}
		return setField(ctx, tx, req, row, programme.Field(a.Field), req.Text)
	},
	Back: func(a postgres.Asking) string { return data("d.open", a.Subject) },
}

func ask(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, f programme.Field) (Reply, error) {
	if !slices.Contains(append(fields(row.Fields), programme.FieldReason), f) {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	if err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "d.ask", Subject: row.ID, Field: string(f)}, req.Now.Add(askFor)); err != nil {
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
	row.Fields = d
	if row.Event == 0 && row.Batch == 0 && !d.Ready() { // filled in by hand, and there is more to fill in
		return saveAnd(ctx, tx, req, row, fieldsCard)
	}
	return saveCard(ctx, tx, req, row)
}

// fieldsCard shows a draft with a button for every field.
func fieldsCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	return present(ctx, tx, req, row, view.DraftFields(req.P, card, fields(row.Fields)))
}

func readField(req Request, d *programme.Draft, f programme.Field, text string) (err error) {
	switch f {
	case programme.FieldTitle:
		d.Title, err = announce.Title(text)
	case programme.FieldKind:
		if slices.Contains(programme.Kinds(), programme.Kind(text)) {
			d.Kind = programme.Kind(text)
			return nil
		}
		d.Kind, err = announce.Kind(text)
	case programme.FieldDates:
		return readDates(req, d, text)
	case programme.FieldTimes:
		d.From, d.To, err = announce.Times(text)
	case programme.FieldPlace:
		d.Venue, d.Cities, d.Hosts, err = announce.Places(text)
	case programme.FieldZone:
		d.Zone, err = readZone(text)
	case programme.FieldAudience:
		d.Audience, d.Agencies, err = announce.Audience(text)
	case programme.FieldSeats:
		d.Seats, d.Expected, err = announce.Headcount(text)
	case programme.FieldPartners:
		var names string
		names, err = announce.Title(text)
		d.Partners = splitList(names)
	case programme.FieldMode:
		return readMode(d, text)
	case programme.FieldReason:
		if d.Reason = ""; text != "" {
			d.Reason, err = announce.Title(text)
		}
	default:
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return err
}

func readDates(req Request, d *programme.Draft, text string) error {
	span, err := announce.Dates(text, req.readTime())
	if err != nil {
		return err
	}
	d.DateChoices, d.Rough = nil, span.Rough
	if len(span.Choices) > 0 { // 03/04: two days, the card offers both
		d.Start, d.End = programme.Date{}, programme.Date{}
		for _, c := range span.Choices {
			d.DateChoices = append(d.DateChoices, c.Start)
		}
		return nil
	}
	d.Start, d.End, d.Past = span.Start, span.End, false
	if span.From != "" {
		d.From, d.To = span.From, span.To
	}
	return nil
}

// readMode reads whether people meet in a room or on a line; a line's address
// says so too.
func readMode(d *programme.Draft, text string) error {
	if u, err := url.Parse(strings.TrimSpace(text)); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		d.Link = u.String()
		if d.Mode == programme.InPerson || d.Mode == "" {
			d.Mode = programme.Online
		}
		return nil
	}
	switch mode := programme.Mode(strings.TrimSpace(text)); mode {
	case programme.InPerson, programme.Online, programme.Hybrid:
		d.Mode = mode
		return nil
	}
	return programme.Refuse(programme.Invalid, "mode_unknown", "text", view.Cut(text, 60))
}

func splitList(s string) (items []string) {
	for item := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
