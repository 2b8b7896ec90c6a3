package bot

import (
	"context"
	"reflect"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// merge brings a new reading of a text to the drafts of the one before: what
// somebody changed by hand stays, the rest follows the text.
func merge(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft, drafts []programme.Draft) error {
	pairs := pair(rows, drafts)
	for i, d := range drafts {
		j := slices.Index(pairs, i)
		if j < 0 {
			if _, err := addRead(ctx, tx, req, b, i, d); err != nil {
				return err
			}
			continue
		}
		row := rows[j]
		if row.By != req.Me.ID || row.Position == i && reflect.DeepEqual(*row.Base, d) {
			continue
		}
		if row.State != postgres.DraftSaved { // a discarded one may come back
			row.Fields = carry(row.Fields, *row.Base, d)
		}
		row.Base, row.Position = &d, i
		if err := tx.SaveDraft(ctx, &row); err != nil {
			return err
		}
	}
	for j, row := range rows {
		if pairs[j] < 0 && mine(req, row) && reflect.DeepEqual(row.Fields, *row.Base) {
			if err := tx.DropDraft(ctx, row.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair tells for each draft which event of a new reading it is, or -1: the one of
// the same words, else of the same title, else the next that is left.
func pair(rows []postgres.Draft, drafts []programme.Draft) []int {
	pairs, taken := make([]int, len(rows)), make([]bool, len(drafts))
	for j := range pairs {
		pairs[j] = -1
	}
	for _, same := range []func(a, b programme.Draft) bool{
		func(a, b programme.Draft) bool { return a.Source == b.Source },
		func(a, b programme.Draft) bool { return a.Title == b.Title && a.Title != "" },
		func(a, b programme.Draft) bool { return true },
	} {
		for j, row := range rows {
			for i, d := range drafts {
				if pairs[j] < 0 && !taken[i] && same(*row.Base, d) {
					pairs[j], taken[i] = i, true
				}
			}
		}
	}
	return pairs
}

// carry is a draft that follows a new reading of its text: d as it stands, was what
// had been read, now what is read. Fields that somebody filled or confirmed by
// hand stay.
func carry(d, was, now programme.Draft) programme.Draft {
	out := now
	for _, f := range append(fields(), moreFields()...) {
		with := was
		take(f, &with, d)
		confirmed := slices.Contains(was.Uncertain, f) && !slices.Contains(d.Uncertain, f)
		if confirmed || !reflect.DeepEqual(with, was) {
			take(f, &out, d)
			out.Surely(f)
		}
	}
	return out
}

// take takes a field of one draft into another, with all that is told by it.
func take(f programme.Field, to *programme.Draft, from programme.Draft) {
	switch f {
	case programme.FieldTitle:
		to.Title = from.Title
	case programme.FieldKind:
		to.Kind = from.Kind
	case programme.FieldDates:
		to.Start, to.End, to.DateChoices, to.Past = from.Start, from.End, from.DateChoices, from.Past
	case programme.FieldTimes:
		to.From, to.To, to.DayHours = from.From, from.To, from.DayHours
	case programme.FieldPlace:
		to.Venue, to.Cities, to.Hosts = from.Venue, from.Cities, from.Hosts
	case programme.FieldZone:
		to.Zone = from.Zone
	case programme.FieldAudience:
		to.Audience, to.Agencies = from.Audience, from.Agencies
	case programme.FieldSeats:
		to.Seats, to.Expected = from.Seats, from.Expected
	case programme.FieldPartners:
		to.Partners = from.Partners
	case programme.FieldMode:
		to.Mode, to.Link = from.Mode, from.Link
	case programme.FieldDescription:
		to.Description, to.Translations = from.Description, from.Translations
	case programme.FieldContact:
		to.Contact = from.Contact
	case programme.FieldComponent:
		to.Component = from.Component
	case programme.FieldInfo:
		to.Info = from.Info
	case programme.FieldAgenda:
		to.Agenda = from.Agenda
	case programme.FieldDeadline:
		to.Deadlines = from.Deadlines
	case programme.FieldLanguages:
		to.Languages, to.Interpretation = from.Languages, from.Interpretation
	}
}
