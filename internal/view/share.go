package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// ShareIn asks in which language an event is to be shared: those in which every
// word is there.
func ShareIn(p *locale.Printer, e programme.Event) Screen {
	s := Screen{Text: p.HTML("sharing.which", "title", e.Title(p.Language()), "code", e.Code)}
	for _, l := range locale.Languages() {
		if l.Complete {
			s.Rows = inRows(s.Rows, Button{Label: l.Name, Data: "share.in:" + e.Code + ":" + l.Code})
		}
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: "e:" + e.Code}})
	return s
}

// Share is a message made for forwarding: the event in one look, and its link,
// spelled out and as a button. No counts and nothing that is not for everyone: buttons
// that answer would be lost on the way.
func Share(p *locale.Printer, e programme.Event, link string) Screen {
	e = e.SeenBy("")
	status := locale.HTML("")
	if e.Status == programme.Tentative || e.Status == programme.Postponed {
		status = p.HTML("status_line." + string(e.Status))
	}
	return Screen{
		Text: Paragraphs(
			Lines(heading(p, "event.heading", e), status),
			Lines(append(Facts(p, e, e.When.Zone), details(p, e, e.When.Zone)...)...),
			description(p, e),
			p.HTML("event.open_link", "link", link)),
		Rows: [][]Button{{{Label: p.Say("button.open_event"), URL: link}}},
	}
}

// inRows puts a button behind the others, two a row.
func inRows(rows [][]Button, b Button) [][]Button {
	if n := len(rows); n > 0 && len(rows[n-1]) == 1 {
		rows[n-1] = append(rows[n-1], b)
		return rows
	}
	return append(rows, []Button{b})
}
