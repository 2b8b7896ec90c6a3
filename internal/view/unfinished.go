package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// UnfinishedDraft is a draft that waits to be saved.
type UnfinishedDraft struct {
	ID     int64
	Draft  programme.Draft
	Owner  string // whose it is, if another coordinator's
	Change bool   // of an event that stands
}

// Unfinished lists drafts, each with a button that opens it, and says how to begin
// another.
func Unfinished(p *locale.Printer, drafts []UnfinishedDraft, today programme.Date, page Page) Screen {
	var s Screen
	var lines []locale.HTML
	for i, d := range drafts {
		n := page.Number*page.Size + i + 1
		line := p.HTML("unfinished.line", "number", n, "title", Cut(draftTitle(p, d.Draft), 80))
		if !d.Draft.Start.IsZero() {
			line += " · " + locale.Escape(p.DaysShort(d.Draft.Start, d.Draft.End, today))
		}
		if d.Change {
			line += p.HTML("unfinished.change")
		}
		if d.Owner != "" {
			line += p.HTML("unfinished.of", "who", Cut(d.Owner, 40))
		}
		lines = append(lines, line)
		label := fmt.Sprintf("%d. %s", n, draftTitle(p, d.Draft))
		s.Rows = inRows(s.Rows, Button{Label: Cut(label, longestLabel), Data: openDraft(d.ID)})
	}
	if page.Total > 0 {
		s.Text = Paragraphs(p.HTML("unfinished.heading", "n", page.Total), Lines(lines...))
	}
	s.Text = Paragraphs(s.Text, p.HTML("new.how"))
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.by_hand"), Data: "d.new:card"}})
	return s
}

// PutAside is what is left of a draft's card once another was opened.
func PutAside(p *locale.Printer, id int64, d programme.Draft) Screen {
	return Screen{
		Text: p.HTML("draft.put_aside", "title", Cut(draftTitle(p, d), 200)),
		Rows: [][]Button{{{Label: p.Say("button.open_draft"), Data: openDraft(id)}}},
	}
}

// MeantForDraft answers a text that tells of no event while a draft's card is open:
// its fields are changed by their buttons.
func MeantForDraft(p *locale.Printer, id int64, version int, d programme.Draft) Screen {
	c := DraftCard{ID: id, Version: version}
	return Screen{
		Text: p.HTML("draft.meant_for", "title", Cut(draftTitle(p, d), 120)),
		Rows: [][]Button{{{Label: p.Say("button.change"), Data: c.data("d.fields")}, {Label: p.Say("button.new_event"), Data: "new"}}},
	}
}

// Taken is what the card of a draft shows that another coordinator took over.
func Taken(p *locale.Printer, id int64, d programme.Draft, owner string) Screen {
	return Screen{
		Text: p.HTML("draft.taken", "title", Cut(draftTitle(p, d), 200), "who", Cut(owner, 80)),
		Rows: [][]Button{{{Label: p.Say("button.take_over"), Data: openDraft(id)}}},
	}
}

func openDraft(id int64) string { return fmt.Sprintf("d.open:%d", id) }

func draftTitle(p *locale.Printer, d programme.Draft) string {
	switch {
	case d.Title != "":
		return d.Title
	case d.Kind != "":
		return capital(p.Say("kind." + string(d.Kind)))
	}
	return p.Say("draft.untitled")
}

// Held asks what a text is that came while an answer was awaited. answer is the
// data of the button that takes it as the answer.
func Held(p *locale.Printer, batch int64, field, answer string) Screen {
	it := p.Say("button.it_is_answer")
	if named(programme.Field(field)) {
		it = p.Say("button.it_is_" + field)
	}
	return Screen{
		Text: p.HTML("held.ask", "field", FieldName(p, programme.Field(field))),
		Rows: [][]Button{{{Label: it, Data: answer}, {Label: p.Say("button.it_is_new"), Data: fmt.Sprintf("h.event:%d", batch)}}},
	}
}

// named reports whether a field has a button that says "It is the …".
func named(f programme.Field) bool {
	switch f {
	case programme.FieldTitle, programme.FieldKind, programme.FieldDates, programme.FieldTimes, programme.FieldPlace, programme.FieldZone,
		programme.FieldAudience, programme.FieldSeats, programme.FieldPartners, programme.FieldMode, programme.FieldReason, FieldProgramme:
		return true
	}
	return false
}
