package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Attendee is a line of the list of names.
type Attendee struct {
	Person      int64
	Account     int64 // 0: not on Telegram
	Name        string
	NameGiven   bool // false: taken from Telegram
	Institution string
	State       programme.State
	Confirmed   bool // the answer stands for the present days
}

// People is staff's list of an event's names. Each links to the person's chat. removed is how
// many were taken off it.
func People(p *locale.Printer, e programme.Event, as []Attendee, removed int, page Page) Screen {
	s := Screen{Text: p.HTML("people.heading", "title", Cut(e.Title(p.Language()), longestTitle), "tally", tally(p, e))}
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
	last := []Button{{Label: p.Say("button.back"), Data: "e:" + e.Code}}
	if len(as) > 0 {
		pick := fmt.Sprintf("p.pick:%s:%d", e.Code, page.Number*page.Size/PickPage)
		last = append([]Button{{Label: p.Say("button.remove"), Data: pick}}, last...)
	}
	if removed > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.take_back", "n", removed), Data: "p.back:" + e.Code + ":0"}})
	}
	s.Rows = append(s.Rows, last)
	return s
}

func attendeeLine(p *locale.Printer, n int, a Attendee) locale.HTML {
	line := p.HTML("people.line", "number", n, "name", personLink(a.Account, a.Name))
	if a.Institution != "" {
		line += ", " + locale.Escape(Cut(a.Institution, longestName))
	}
	if !a.NameGiven {
		line += p.HTML("people.from_telegram")
	}
	if !a.Confirmed && (a.State == programme.Coming || a.State == programme.Waiting) {
		line += p.HTML("people.not_confirmed")
	}
	return line
}

// personLink is a name that opens the chat with its bearer, if they are on
// Telegram. It is isolated, so that a name written right to left does not turn
// the line.
func personLink(account int64, name string) locale.HTML {
	text := locale.Escape("\u2068" + Cut(name, longestName) + "\u2069")
	if account == 0 {
		return text
	}
	return locale.HTML(fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, account, text))
}
