package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Attendee is a line of the list of names.
type Attendee struct {
	Account     int64 // 0: not on Telegram
	Name        string
	NameGiven   bool // false: taken from Telegram
	Institution string
	State       programme.State
	Confirmed   bool // the answer stands for the present days
}

// People is staff's list of an event's names. Each links to the person's chat.
func People(p *locale.Printer, e programme.Event, as []Attendee, page Page) Screen {
	s := Screen{Text: p.HTML("people.heading", "title", e.Title(p.Language()), "tally", tally(p, e))}
	var state programme.State
	var block []locale.HTML
	for i, a := range as {
		if a.State != state {
			s.Text = Paragraphs(s.Text, Lines(block...))
			state, block = a.State, []locale.HTML{p.HTML("people.group", "state", capital(p.Say("state."+string(a.State))))}
		}
		block = append(block, attendeeLine(p, page.Number*page.Size+i+1, a))
	}
	s.Text = Paragraphs(s.Text, Lines(block...))
	if len(as) == 0 {
		s.Text = Paragraphs(s.Text, p.HTML("people.none"))
	}
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: "e:" + e.Code}})
	return s
}

func attendeeLine(p *locale.Printer, n int, a Attendee) locale.HTML {
	// Isolated, so that a name written right to left does not turn the line.
	name := locale.Escape("\u2068" + a.Name + "\u2069")
	if a.Account != 0 {
		name = locale.HTML(fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, a.Account, name))
	}
	line := p.HTML("people.line", "number", n, "name", name)
	if a.Institution != "" {
		line += ", " + locale.Escape(a.Institution)
	}
	if !a.NameGiven {
		line += p.HTML("people.from_telegram")
	}
	if !a.Confirmed && (a.State == programme.Coming || a.State == programme.Waiting) {
		line += p.HTML("people.not_confirmed")
	}
	return line
}
