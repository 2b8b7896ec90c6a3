package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// PracticalInfo is the verb of the button that shows an event's practical
// information to those who may read it.
const PracticalInfo = "info"

// Practical is an event's practical information. back is the data of the button
// that leads back to the card.
func Practical(p *locale.Printer, e programme.Event, back string) Screen {
	return Screen{
		Text: Paragraphs(append([]locale.HTML{p.HTML("info.heading", "title", Cut(e.Title(p.Language()), longestTitle)), contactLine(p, e)},
			infoParts(p, e.Info)...)...),
		Rows: BackRow(p, back),
	}
}

func infoParts(p *locale.Printer, info programme.Info) (parts []locale.HTML) {
	for _, h := range programme.Headings() {
		if info[h] != "" {
			parts = append(parts, infoPart(p, h, info[h]))
		}
	}
	return parts
}

func infoPart(p *locale.Printer, h programme.Heading, text string) locale.HTML {
	return p.HTML("info.part", "heading", capital(p.Say("info."+string(h))), "text", text)
}

// infoRow are the buttons of what an event's people may look up, as far as there is
// any: practical information, agenda, documents.
func infoRow(p *locale.Printer, e programme.Event) (rows [][]Button) {
	if len(e.Info) > 0 {
		rows = inRows(rows, Button{Label: p.Say("button.info"), Data: PracticalInfo + ":" + e.Code})
	}
	if len(e.Agenda) > 0 {
		rows = inRows(rows, Button{Label: p.Say("button.agenda"), Data: WhatIsOn + ":" + e.Code})
	}
	if n := len(e.Documents); n > 0 {
		rows = inRows(rows, Button{Label: p.Say("button.documents", "n", n), Data: documentsBack(e)})
	}
	return rows
}

// LastReminder is a Reminder with what its reader needs on the way, where there may be no
// network: whom to call, and the headings that tell of getting there, whole as far as a
// message has room.
func LastReminder(p *locale.Printer, e programme.Event, part Part, words string, ahead bool) Screen {
	s := Reminder(p, e, part, words, ahead)
	if e = e.SeenBy(part.State); !ahead {
		return s
	}
	s.Text = Paragraphs(s.Text, contactLine(p, e))
	for _, h := range []programme.Heading{programme.Arrival, programme.Morning, programme.Hotel, programme.Documents} {
		if e.Info[h] == "" {
			continue
		}
		// What finds no room stands behind the button.
		room := maxText - units(PlainText(Paragraphs(s.Text, infoPart(p, h, ""))))
		if whole := units(e.Info[h]); whole <= room || room >= leastInfo {
			s.Text = Paragraphs(s.Text, infoPart(p, h, Cut(e.Info[h], room)))
		}
	}
	s.Rows = append(s.Rows, infoRow(p, e)...)
	return s
}

// leastInfo is as little of a text of practical information as is of use.
const leastInfo = 200

// DraftInfo is a draft's practical information, with a button for every heading.
func DraftInfo(p *locale.Printer, c DraftCard) Screen {
	s := Screen{Text: Paragraphs(append([]locale.HTML{p.HTML("info.of", "of", c.name(p))}, infoParts(p, c.Draft.Info)...)...)}
	for _, h := range programme.Headings() {
		label := capital(p.Say("info." + string(h)))
		if c.Draft.Info[h] != "" {
			label = ticked(label)
		}
		s.Rows = inRows(s.Rows, Button{Label: label, Data: c.ask(programme.FieldInfo.Of(string(h)))})
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: c.data("d.show")}})
	return s
}
