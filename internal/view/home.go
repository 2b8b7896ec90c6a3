package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Home is what staff see first: their programme, the events of some days, at most
// so many of them, and how to begin.
func Home(p *locale.Printer, pg programme.Programme, from, until programme.Date, events []programme.Event, most int, readerZone string) Screen {
	s := Screen{Text: p.HTML("home.heading", "programme", pg.Name)}
	if len(events) == 0 {
		s.Text = Paragraphs(s.Text, p.HTML("home.week_none", "days", p.Days(from, until)))
	} else {
		s.Text = Paragraphs(s.Text, p.HTML("home.week", "days", p.Days(from, until), "n", len(events)))
	}
	for i, e := range events {
		if i == most {
			s.Text = Paragraphs(s.Text, p.HTML("home.more", "n", len(events)-most))
			break
		}
		s.Text = Paragraphs(s.Text, listItem(p, e, nil, true, readerZone))
	}
	s.Text = Paragraphs(s.Text, p.HTML("home.how"))
	s.Rows = [][]Button{{
		{Label: p.Say("button.new_event"), Data: "new"},
		{Label: p.Say("button.upcoming"), Data: "list:u:0:"},
	}}
	return s
}
