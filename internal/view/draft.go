package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// DraftCard is what a draft's card needs to know.
type DraftCard struct {
	ID      int64
	Version int
	Draft   programme.Draft
	Event   programme.Event // the draft as the event it would become
	Today   programme.Date
	Plan    []programme.Rule // those whose instant is to come
	Past    int              // how many it is too late for
	More    int              // others of the same text that need a look
	Again   int              // the number of one of the same text that tells of the same event; 0: none
	Beside  Neighbours
	Follows *programme.Event  // the one whose series it goes on
	Recent  []programme.Event // whose places are offered when the place is asked for
	// Of a change to an event that stands:
	Old     *programme.Event
	Unaware []Unaware        // who knows it otherwise by now
	Reach   Reach            // whom a told change would be told
	Joins   bool             // it joins a change that is pending, and is told with it
	Stand   int              // of new days, how many answered for them already
	Instead *programme.Event // what that would make of the event, if it is not to happen
}

// data is a button's data: the verb, the draft, the version it was shown in.
func (c DraftCard) data(verb string) string { return fmt.Sprintf("%s:%d:%d", verb, c.ID, c.Version) }

// Draft shows a draft with its buttons.
func Draft(p *locale.Printer, c DraftCard) Screen {
	if c.Old != nil {
		return changeDraft(p, c)
	}
	s := Screen{Text: Paragraphs(p.HTML("draft.heading"), draftFacts(p, c), draftNotes(p, c))}
	past := c.Draft.IsPast(c.Today) && !c.Draft.Past
	switch {
	case past:
		next := SameDaysNext(c.Draft, c.Today)
		s.Text = Paragraphs(s.Text, p.HTML("draft.past", "days", p.Days(c.Draft.Start, c.Draft.End), "today", p.Day(c.Today)))
		row := []Button{{Label: p.Say("button.record_past"), Data: c.data("d.past")}}
		if !next.Start.IsZero() {
			row = append(row, Button{Label: p.Days(next.Start, next.End), Data: c.data("d.next")})
			if len([]rune(row[1].Label)) > 30 {
				row[1].Label = p.DaysShort(next.Start, next.End, c.Today)
			}
		}
		s.Rows = append(s.Rows, row)
	case len(c.Draft.DateChoices) > 0:
		s.Text = Paragraphs(s.Text, p.HTML("draft.which_day"))
		var row []Button
		for _, d := range c.Draft.DateChoices {
			row = append(row, Button{Label: p.Day(d), Data: c.set(programme.FieldDates, d.String())})
		}
		s.Rows = append(s.Rows, row)
	case c.Draft.Ready():
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.save"), Data: c.data("d.save"), Style: Primary}})
	}
	if slices.Contains(c.Draft.Uncertain, programme.FieldKind) && len(c.Draft.KindChoices) > 0 {
		var row []Button
		for _, k := range c.Draft.KindChoices {
			row = append(row, Button{Label: capital(kindLabel(p, k)), Data: c.set(programme.FieldKind, string(k))})
		}
		s.Rows = append(s.Rows, row)
	}
	if c.Follows == nil && len(c.Beside.Alike) > 0 {
		last := slices.MaxFunc(c.Beside.Alike, func(a, b programme.Event) int { return a.Begins.Compare(b.Begins) })
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.follow", "code", last.Code), Data: c.data("d.follow") + ":" + last.Code}})
	}
	if e, ok := c.same(); ok {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.same", "code", e.Code), Data: c.data("d.same") + ":" + e.Code}})
	}
	if n := len(c.Draft.Hosts); n > 1 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.by_country", "n", n), Data: c.data("d.round")}})
	}
	if c.More > 0 {
		s.Text = Paragraphs(s.Text, p.HTML("batch.more", "n", c.More))
	}
	s.Rows = append(s.Rows, []Button{
		{Label: p.Say("button.change"), Data: c.data("d.fields")},
		{Label: p.Say("button.discard"), Data: c.data("d.discard")},
	})
	return s
}

// same is the event that a new draft may tell something new of: it has its title and is to
// come. It is the one of the same days, else the latest.
func (c DraftCard) same() (e programme.Event, ok bool) {
	if c.Follows != nil || len(c.Draft.DateChoices) > 0 { // first its day
		return e, false
	}
	for _, o := range c.Beside.Alike {
		ahead := o.Status != programme.Held && (!o.When.Known() || !o.When.Last().Before(c.Today))
		if !ahead || !c.Event.SameTitle(o) {
			continue
		}
		if c.Event.When.Known() && o.When.First() == c.Event.When.First() && o.When.Last() == c.Event.When.Last() {
			return o, true
		}
		if !ok || o.Begins.After(e.Begins) {
			e, ok = o, true
		}
	}
	return e, ok
}

// SameDaysNext moves a draft's days into the first later year in which they are
// not past; a day that year does not have gives a draft without days.
func SameDaysNext(d programme.Draft, today programme.Date) programme.Draft {
	length := d.Start.DaysUntil(d.End)
	for range 5 {
		d.Start.Year++
		if !d.Start.Exists() {
			continue
		}
		if d.End = d.Start.AddDays(length); !d.IsPast(today) {
			return d
		}
	}
	return programme.Draft{}
}

func draftFacts(p *locale.Printer, c DraftCard) locale.HTML {
	lines := []locale.HTML{
		marked(p, c.Draft, programme.FieldKind, kindLine(p, c.Draft.Kind)),
		marked(p, c.Draft, programme.FieldTitle, titleLine(p, c.Draft.Title)),
	}
	if c.Draft.Status == programme.Tentative {
		lines = append(lines, p.HTML("status_line.tentative"))
	}
	facts := staffWhen(p, c.Event)
	fields := []programme.Field{programme.FieldDates, programme.FieldTimes, programme.FieldPlace}
	if hoursLine(p, c.Event, c.Event.When.Zone) == "" {
		fields = slices.Delete(fields, 1, 2)
	}
	for i, f := range facts {
		lines = append(lines, marked(p, c.Draft, fields[i], f))
	}
	lines = append(lines,
		marked(p, c.Draft, programme.FieldAudience, audienceFact(p, c.Draft.Agencies, c.Draft.Audience)),
		marked(p, c.Draft, programme.FieldSeats, locale.Escape(seatsLine(p, c.Event))))
	if len(c.Draft.Partners) > 0 {
		lines = append(lines, marked(p, c.Draft, programme.FieldPartners, p.HTML("view.partners", "names", Cut(strings.Join(c.Draft.Partners, ", "), longestPartners))))
	}
	if c.Follows != nil {
		lines = append(lines, p.HTML("series.next", "code", c.Follows.Code, "when", dateLine(p, *c.Follows)))
	}
	if c.Draft.Link != "" {
		lines = append(lines, p.HTML("view.link", "link", c.Draft.Link))
	}
	lines = append(lines, marked(p, c.Draft, programme.FieldLanguages, languagesLine(p, c.Event)))
	for _, d := range c.Event.Deadlines {
		lines = append(lines, marked(p, c.Draft, programme.FieldDeadline, deadlineLine(p, c.Event, d, c.Event.When.Zone)))
	}
	lines = append(lines, marked(p, c.Draft, programme.FieldContact, contactLine(p, c.Event)), marked(p, c.Draft, programme.FieldComponent, componentLine(p, c.Event)), infoLine(p, c.Draft.Info), draftAgendaLine(p, c.Draft.Agenda))
	if text := c.Event.Description(p.Language()); text != "" {
		lines = append(lines, words(text))
	}
	lines = append(lines, translationLines(p, c.Draft)...)
	if c.Draft.Past {
		lines = append(lines, p.HTML("draft.record"))
	} else {
		lines = append(lines, planLine(p, c))
	}
	return Lines(lines...)
}

// translationLines are a draft's words in other languages than its own and the
// reader's: the card has those.
func translationLines(p *locale.Printer, d programme.Draft) (lines []locale.HTML) {
	for _, t := range d.Translations {
		if said := strings.Trim(t.Title+" · "+inOneLine(t.Description), " ·"); t.Language != p.Language() {
			lines = append(lines, p.HTML("in_language.words", "language", capital(p.Tongue(t.Language)), "words", Cut(said, longestName)))
		}
	}
	return lines
}

// marked puts a sign behind a line whose field was read with doubt.
func marked(p *locale.Printer, d programme.Draft, f programme.Field, line locale.HTML) locale.HTML {
	if line == "" || !slices.Contains(d.Uncertain, f) || f == programme.FieldDates && d.Start.IsZero() {
		return line
	}
	return line + " ❓"
}

func kindLine(p *locale.Printer, k programme.Kind) locale.HTML {
	if k == "" {
		return ""
	}
	return locale.Escape(capital(p.Say("kind." + string(k))))
}

func titleLine(p *locale.Printer, title string) locale.HTML {
	if title == "" {
		return ""
	}
	return "<b>" + locale.Escape(title) + "</b>"
}

// draftNotes says what the text did not tell, and what to look at again.
func draftNotes(p *locale.Printer, c DraftCard) locale.HTML {
	d := c.Draft
	var missing, doubtful []string
	var gone []programme.Field
	for _, m := range []struct {
		field programme.Field
		gone  bool
	}{
		{programme.FieldKind, d.Kind == ""},
		{programme.FieldTitle, d.Title == ""},
		{programme.FieldDates, d.Start.IsZero() && d.Rough.IsZero() && len(d.DateChoices) == 0},
		{programme.FieldTimes, !d.Start.IsZero() && d.From == "" && len(d.DayHours) == 0},
		{programme.FieldPlace, PlaceLine(p, c.Event) == ""},
		{programme.FieldAudience, len(d.Audience)+len(d.Agencies) == 0},
		{programme.FieldSeats, d.Seats == 0 && d.Expected == 0},
	} {
		if m.gone {
			gone = append(gone, m.field)
			missing = append(missing, p.Say("field."+string(m.field)))
		}
	}
	for _, f := range d.Uncertain {
		if slices.Contains(gone, f) {
			continue
		}
		doubtful = append(doubtful, p.Say("field."+string(f)))
	}
	var notes []locale.HTML
	if len(missing) > 0 {
		notes = append(notes, p.HTML("draft.missing", "fields", strings.Join(missing, ", ")))
	}
	if len(doubtful) > 0 {
		notes = append(notes, p.HTML("draft.doubtful", "fields", strings.Join(doubtful, ", ")))
	}
	if c.Old == nil && d.Status.Off() {
		notes = append(notes, p.HTML("draft.reads_off", "status", p.Say("status."+string(d.Status))))
	}
	if c.Old == nil && d.Moved && !d.Status.Off() {
		notes = append(notes, p.HTML("draft.reads_moved"))
	}
	if !d.Ready() {
		notes = append(notes, p.HTML("draft.needs"))
	}
	if c.Again > 0 {
		notes = append(notes, p.HTML("draft.again", "number", c.Again))
	}
	notes = append(notes, neighbourLines(p, c.Event, c.Beside)...)
	return Lines(notes...)
}

// Discarded is what is left of a discarded draft.
func Discarded(p *locale.Printer, c DraftCard) Screen {
	return Screen{
		Text: p.HTML("draft.discarded", "title", draftTitle(p, c.Draft)),
		Rows: [][]Button{{{Label: p.Say("button.undo"), Data: c.data("d.undo")}}},
	}
}
