package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Page is a part of a list, from 0.
type Page struct {
	Number, Size, Total int
	// Data is the data of the button that shows another page.
	Data func(page int) string
}

func (pg Page) last() int { return max(0, (pg.Total-1)/pg.Size) }

// row is ‹ 2/5 ›; nothing on a list of one page, no arrow at an end.
func (pg Page) row() []Button {
	if pg.last() == 0 {
		return nil
	}
	var row []Button
	if pg.Number > 0 {
		row = append(row, Button{Label: fmt.Sprintf("‹ %d/%d", pg.Number, pg.last()+1), Data: pg.Data(pg.Number - 1)})
	}
	if pg.Number < pg.last() {
		row = append(row, Button{Label: fmt.Sprintf("%d/%d ›", pg.Number+2, pg.last()+1), Data: pg.Data(pg.Number + 1)})
	}
	return row
}

// List is a heading and events, a paragraph each: the next first.
func List(p *locale.Printer, heading locale.HTML, events []programme.Event, parts map[int64]programme.Participation, staff bool, readerZone string, page Page) Screen {
	s := Screen{Text: heading}
	for _, e := range events {
		s.Text = Paragraphs(s.Text, listItem(p, e, parts, staff, readerZone))
	}
	if row := page.row(); row != nil {
		s.Rows = [][]Button{row}
	}
	return s
}

func listItem(p *locale.Printer, e programme.Event, parts map[int64]programme.Participation, staff bool, readerZone string) locale.HTML {
	there := byClock(e, readerZone)
	when := dateLine(p, there)
	if e.Mode == programme.Online && e.When.Timed() {
		when = Lines(when, hoursLine(p, there, readerZone))
	}
	first := p.HTML("list.when", "when", when)
	if e.Status != programme.Confirmed && e.Status != programme.Held {
		first = p.HTML("list.when_status", "when", when, "status", p.Say("status."+string(e.Status)))
	}
	where := locale.Escape(capital(p.Say("kind." + string(e.Kind))))
	if place := PlaceLine(p, e); place != "" {
		where += " · " + locale.Escape(Cut(place, 120))
	}
	last := p.HTML("list.code", "code", e.Code)
	if staff && e.Status != programme.Held {
		last = locale.Escape(tally(p, e)) + " · " + last
	} else if part, ok := parts[e.ID]; ok && e.Status != programme.Held {
		said := p.Say("part_short." + string(part.State))
		if (part.State == programme.Coming || part.State == programme.Waiting) && part.Schedule < e.Schedule && e.When.Known() && !e.Status.Off() && !e.Closed {
			said = p.Say("part_short.confirm")
		}
		last = locale.Escape(said) + " · " + last
	}
	return Lines(first, "<b>"+locale.Escape(Cut(e.Title(p.Language()), longestTitle))+"</b>", where, last)
}
