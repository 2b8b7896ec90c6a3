package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// PassOn asks whether a participant's message is to go to the organisers, and
// about which event.
func PassOn(p *locale.Printer, message int64, events []programme.Event) Screen {
	s := Screen{Text: p.HTML("question.pass")}
	data := func(code string) string { return fmt.Sprintf("pass:%d:%s", message, code) }
	switch len(events) {
	case 0:
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.pass_on"), Data: data("")}})
	case 1:
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.pass_on"), Data: data(events[0].Code)}})
	default:
		s.Text = p.HTML("question.pass_which")
		for _, e := range events[:min(len(events), 5)] {
			s.Rows = append(s.Rows, []Button{{Label: Cut(e.Title(p.Language()), 30), Data: data(e.Code)}})
		}
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.no"), Data: data("no")}})
	return s
}

// Question is the line above a participant's message in the organisers' chat.
func Question(p *locale.Printer, e programme.Event, who programme.Person, account int64) Screen {
	name := personLink(account, who.Name)
	if who.Institution != "" {
		name += ", " + locale.Escape(Cut(who.Institution, longestName))
	}
	if e.ID == 0 {
		return Screen{Text: p.HTML("question.asks", "who", name)}
	}
	return Screen{Text: p.HTML("question.asks_about", "who", name, "title", Cut(e.Title(p.Language()), 120), "code", e.Code)}
}

// QuestionAnswered is the line above the organisers' answer in a participant's
// chat. Who wrote it is left out.
func QuestionAnswered(p *locale.Printer, e programme.Event) Screen {
	if e.ID == 0 {
		return Screen{Text: p.HTML("question.answer")}
	}
	return Screen{Text: p.HTML("question.answer_about", "title", Cut(e.Title(p.Language()), 120))}
}
