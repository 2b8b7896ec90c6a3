package view

import (
	"cmp"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// DraftFields is the card with a button for every field; what finds no room on the
// first page is on the second.
func DraftFields(p *locale.Printer, c DraftCard, fields []programme.Field, more bool) Screen {
	s := Draft(p, c)
	s.Text, s.Rows = Paragraphs(s.Text, p.HTML("draft.which")), nil
	for _, f := range fields {
		b := Button{Label: capital(FieldName(p, f)), Data: c.ask(f)}
		if f == programme.FieldInfo {
			b = Button{Label: p.Say("button.info_fields"), Data: c.data("d.fields") + ":info"}
		}
		s.Rows = inRows(s.Rows, b)
	}
	if c.Old != nil && !more {
		s.Rows = inRows(s.Rows, Button{Label: p.Say("button.documents_fields"), Data: documentsBack(*c.Old)})
	}
	last := []Button{{Label: p.Say("button.back"), Data: c.data("d.show")}}
	if more {
		last = append([]Button{{Label: p.Say("button.more_fields"), Data: c.data("d.fields") + ":more"}}, last...)
	}
	s.Rows = append(s.Rows, last)
	return s
}

// FieldName is what a field is called in a sentence.
func FieldName(p *locale.Printer, f programme.Field) string {
	whole, part := f.Cut()
	switch {
	case part == "":
		return p.Say("field." + string(f))
	case whole == programme.FieldInfo:
		return p.Say("info." + part)
	}
	return p.Say("in_language.field", "field", p.Say("field."+string(whole)), "language", p.Tongue(part))
}

// AskField asks for a field's new words; fields of few values offer them, those
// that may be empty that they be.
func AskField(p *locale.Printer, c DraftCard, f programme.Field) Screen {
	whole, part := f.Cut()
	s := Screen{Text: p.HTML("ask."+string(whole), "of", c.name(p))}
	switch {
	case whole == programme.FieldInfo:
		s.Text = p.HTML("ask.info_"+part, "of", c.name(p))
	case part != "":
		s.Text = Lines(s.Text, p.HTML("in_language.ask", "language", p.Tongue(part)))
	}
	if now := c.words(f); now != "" {
		s.Text = Paragraphs(s.Text, p.HTML("now.words", "words", now))
	}
	if f == programme.FieldAgenda {
		s.Text = Paragraphs(s.Text, draftAgendaLine(p, c.Draft.Agenda))
	}
	for _, b := range c.offers(p, f) {
		s.Rows = inRows(s.Rows, b)
	}
	back := c.data("d.show")
	switch {
	case f == programme.FieldReason && c.Draft.Status.Off() && c.Version == 1:
		back = c.data("d.discard") // nothing was meant but this
	case whole == programme.FieldInfo:
		back = c.data("d.fields") + ":info"
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: back}})
	return s
}

// words are somebody's words in a field that takes what was typed, to be copied and
// mended.
func (c DraftCard) words(f programme.Field) string {
	switch whole, part := f.Cut(); whole {
	case programme.FieldTitle:
		return c.Draft.TextIn(cmp.Or(part, c.Draft.Language)).Title
	case programme.FieldDescription:
		return c.Draft.TextIn(cmp.Or(part, c.Draft.Language)).Description
	case programme.FieldContact:
		return c.Draft.Contact
	case programme.FieldComponent:
		return c.Draft.Component
	case programme.FieldInfo:
		return c.Draft.Info[programme.Heading(part)]
	}
	return ""
}

// ask is the data of a button that asks for a field.
func (c DraftCard) ask(f programme.Field) string { return c.data("d.ask") + ":" + string(f) }

// name is what the event is called in a question: by its code if it is saved.
func (c DraftCard) name(p *locale.Printer) locale.HTML {
	switch {
	case c.Old != nil:
		return locale.HTML("/e_" + c.Old.Code)
	case c.Draft.Title != "":
		return p.HTML("of.title", "title", Cut(c.Draft.Title, 120))
	}
	return p.HTML("of.untitled")
}

func (c DraftCard) offers(p *locale.Printer, f programme.Field) (bs []Button) {
	offer := func(label, value string) {
		bs = append(bs, Button{Label: capital(label), Data: c.set(f, value)})
	}
	switch f {
	case programme.FieldKind:
		for _, k := range programme.Kinds() {
			offer(kindLabel(p, k), string(k))
		}
	case programme.FieldMode:
		for _, m := range []programme.Mode{programme.InPerson, programme.Online, programme.Hybrid} {
			offer(p.Say("mode."+string(m)), string(m))
		}
	case programme.FieldDates:
		bs = append(bs, Button{Label: p.Say("button.calendar_pick"), Data: c.pick("d.days", c.month(), programme.Date{})})
	case programme.FieldTimes:
		for _, hours := range usualHours {
			offer(strings.Replace(hours, "-", "–", 1), hours)
		}
	case programme.FieldPlace:
		for _, e := range c.Recent {
			bs = append(bs, Button{Label: Cut(PlaceLine(p, e), longestLabel), Data: c.data("d.place") + ":" + e.Code})
		}
	case programme.FieldReason:
		offer(p.Say("button.no_reason"), "")
	case programme.FieldTitle, programme.FieldDescription:
		for _, l := range locale.Languages() {
			if l.Complete && l.Code != c.Draft.Language {
				bs = append(bs, Button{Label: p.Say("button.in_language", "language", p.Tongue(l.Code)), Data: c.ask(f.Of(l.Code))})
			}
		}
	}
	if c.fills(f) {
		offer(p.Say("button.leave_empty"), "")
	}
	return bs
}

// usualHours are those that the question for hours offers; what is typed may be any.
var usualHours = []string{"09:00-17:00", "09:30-17:30", "10:00-16:00", "14:00-15:30"}

// month is the one in which a calendar opens: that of the draft's first day, or
// today's.
func (c DraftCard) month() programme.Date {
	d := c.Draft.Start
	if d.IsZero() {
		d = c.Draft.Rough.First
	}
	if d.IsZero() {
		d = c.Today
	}
	d.Day = 1
	return d
}

// fills reports whether a draft has something in a field that may be empty.
func (c DraftCard) fills(f programme.Field) bool {
	d := c.Draft
	switch whole, part := f.Cut(); whole {
	case programme.FieldTimes:
		return d.From != "" || len(d.DayHours) > 0
	case programme.FieldAudience:
		return len(d.Audience)+len(d.Agencies) > 0
	case programme.FieldSeats:
		return d.Seats+d.Expected > 0
	case programme.FieldPartners:
		return len(d.Partners) > 0
	case programme.FieldLanguages:
		return len(d.Languages) > 0
	case programme.FieldDeadline:
		return len(d.Deadlines) > 0
	case programme.FieldContact:
		return d.Contact != ""
	case programme.FieldComponent:
		return d.Component != ""
	case programme.FieldTitle:
		return part != "" && d.TextIn(part).Title != ""
	case programme.FieldDescription:
		return d.TextIn(cmp.Or(part, d.Language)).Description != ""
	case programme.FieldInfo:
		return d.Info[programme.Heading(part)] != ""
	case programme.FieldAgenda:
		return len(d.Agenda) > 0
	case programme.FieldReason:
		return part != "" && d.Reasons[part] != ""
	}
	return false
}

// kindLabel is a kind on a button, where the whole name of some does not fit.
func kindLabel(p *locale.Printer, k programme.Kind) string {
	switch k {
	case programme.SteeringGroup:
		return p.Say("button.steering_group")
	case programme.TrainingOfTrainers:
		return p.Say("button.training_of_trainers")
	}
	return p.Say("kind." + string(k))
}

// set is the data of a button that fills a field.
func (c DraftCard) set(f programme.Field, value string) string {
	return c.data("d.set") + ":" + string(f) + ":" + value
}
