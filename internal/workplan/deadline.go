package workplan

import (
	"slices"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// readDeadlines reads until when people may do what, each from its column. One that
// is not understood, or lies behind the event, is left out.
func (r *Row) readDeadlines(cells map[Column]string, d *programme.Draft, in dayCells) {
	for _, c := range []struct {
		column  Column
		purpose programme.Purpose
	}{{Register, programme.ToRegister}, {Deadline, programme.ToRegister}, {Nominate, programme.ToNominate}, {Submit, programme.ToSubmit}} {
		text := cells[c.column]
		if text == "" {
			continue
		}
		told := in.deadline(text, c.purpose, d.End)
		if told == nil {
			told, _ = announce.Deadlines(text, in.now) // "nominations by 15 January, registration by 1 February"
		}
		told = slices.DeleteFunc(told, func(l programme.Deadline) bool {
			return !d.End.IsZero() && d.End.Before(l.Date) || slices.ContainsFunc(d.Deadlines, func(o programme.Deadline) bool { return o.Purpose == l.Purpose })
		})
		if d.Deadlines = append(d.Deadlines, told...); len(told) == 0 {
			r.leave(c.column, text)
		}
	}
}

// earliest is by how many days a deadline without a year comes before the event ends.
const earliest = 183

// deadline is the day of a cell, with its hour; nil if it is none. Without a year it is
// the last such day until the event ends.
func (in dayCells) deadline(text string, purpose programme.Purpose, ends programme.Date) []programme.Deadline {
	span, err := in.read(text)
	if err != nil || span.Start.IsZero() || span.Start != span.End {
		return nil
	}
	day := span.Start
	if !ends.IsZero() && !writesYear.MatchString(in.shown(text)) {
		if day.Year = ends.Year; ends.Before(day) {
			day.Year--
		}
		if !day.Exists() || day.AddDays(earliest).Before(ends) { // 29 February of another year
			return nil
		}
	}
	return []programme.Deadline{{Purpose: purpose, Date: day, Clock: span.From}}
}

// readTitles reads the title in the language of its column, beside one in another.
func (r *Row) readTitles(cells map[Column]string, d *programme.Draft, _ time.Time) error {
	for _, c := range []struct {
		column   Column
		language string
	}{{TitleEN, "en"}, {TitleRU, "ru"}} {
		text := cells[c.column]
		if text == "" || c.language == d.Language {
			continue
		}
		title, err := announce.Title(text)
		if err != nil {
			return err
		}
		t := d.TextIn(c.language)
		t.Language, t.Title = c.language, title
		d.SetText(t)
	}
	return nil
}

// readLanguages reads the languages of work, and those of them that are interpreted
// into.
func (r *Row) readLanguages(cells map[Column]string, d *programme.Draft) {
	var err error
	if text := cells[Languages]; text != "" {
		if d.Languages, d.Interpretation, err = announce.Languages(text); err != nil {
			r.leave(Languages, text)
		}
	}
	if text := cells[Interpreted]; text != "" {
		into, _, err := announce.Languages(text)
		if err != nil {
			r.leave(Interpreted, text)
		}
		for _, l := range into {
			if !slices.Contains(d.Languages, l) {
				d.Languages = append(d.Languages, l)
			}
			if !slices.Contains(d.Interpretation, l) {
				d.Interpretation = append(d.Interpretation, l)
			}
		}
	}
}
