package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Write is the verb of the button by which a participant writes to the team.
const Write = "write"

// AskQuestion asks what is to be passed on to the organisers.
func AskQuestion(p *locale.Printer, e programme.Event) Screen {
	return Screen{
		Text: p.HTML("question.what", "title", Cut(e.Title(p.Language()), longestTitle)),
		Rows: [][]Button{{{Label: p.Say("button.back"), Data: "card:" + e.Code}}},
	}
}

// Passed says that a message was passed on. e is what it is about, to go back to;
// none has no id.
func Passed(p *locale.Printer, e programme.Event) Screen {
	s := Screen{Text: p.HTML("question.passed")}
	if e.ID != 0 {
		s.Rows = [][]Button{{{Label: p.Say("button.open_event"), Data: "card:" + e.Code}}}
	}
	return s
}

// mostEvents is how many events a message offers to choose from.
const mostEvents = 5

// PassOn asks whether a participant's message is to go to the organisers, and
// about which event.
func PassOn(p *locale.Printer, message int64, events []programme.Event, today programme.Date) Screen {
	s := Screen{Text: p.HTML("question.pass")}
	no := Button{Label: p.Say("button.no"), Data: passData(message, "no")}
	if len(events) > 1 {
		s.Text = p.HTML("question.pass_which")
		s.Rows = eventRows(p, events, today, func(e programme.Event) string { return passData(message, e.Code) })
		s.Rows = append(s.Rows, []Button{no})
		return s
	}
	code := ""
	if len(events) == 1 {
		code = events[0].Code
	}
	s.Rows = [][]Button{{{Label: p.Say("button.pass_on"), Data: passData(message, code)}}, {no}}
	return s
}

func passData(message int64, code string) string { return fmt.Sprintf("pass:%d:%s", message, code) }

// Which asks which event is meant, with the next ones as buttons.
func Which(p *locale.Printer, ask locale.HTML, events []programme.Event, today programme.Date, press func(programme.Event) string) Screen {
	return Screen{Text: ask, Rows: eventRows(p, events, today, press)}
}

// eventRows are events to choose from, the days first: titles are long, and often
// alike.
func eventRows(p *locale.Printer, events []programme.Event, today programme.Date, data func(programme.Event) string) (rows [][]Button) {
	taken := map[string]bool{}
	for _, e := range events[:min(len(events), mostEvents)] {
		title := e.Title(p.Language())
		label := title
		if e.When.Known() {
			label = p.Say("question.event", "days", p.DaysShort(e.When.First(), e.When.Last(), today), "title", title)
		}
		if label = Cut(label, longestLabel); taken[label] {
			label = Cut(p.Say("question.event", "days", e.Code, "title", title), longestLabel)
		}
		taken[label] = true
		rows = append(rows, []Button{{Label: label, Data: data(e)}})
	}
	return rows
}

// CannotCome asks somebody who wrote that they cannot come which event they mean.
// A word declines nothing: it may be meant otherwise, and the seat would be gone.
func CannotCome(p *locale.Printer, text string, message int64, events []programme.Event, today programme.Date) Screen {
	text = Cut(text, longestName)
	if len(events) == 1 {
		return declineOne(p, p.HTML("question.cannot_come", "text", text), message, events[0])
	}
	return declineWhich(p, p.HTML("question.cannot_come_which", "text", text), message, events, today)
}

// StopReminders tells somebody who wants no more reminders how they end: events are those
// that they may still decline.
func StopReminders(p *locale.Printer, message int64, events []programme.Event, today programme.Date) Screen {
	switch len(events) {
	case 0:
		s := PassOn(p, message, nil, today)
		s.Text = p.HTML("question.stop_none")
		return s
	case 1:
		return declineOne(p, p.HTML("question.stop"), message, events[0])
	}
	return declineWhich(p, p.HTML("question.stop_which"), message, events, today)
}

func declineOne(p *locale.Printer, ask locale.HTML, message int64, e programme.Event) Screen {
	return Screen{
		Text: Lines(ask, p.HTML("question.cannot_come_to", "title", Cut(e.Title(p.Language()), longestTitle)), dateLine(p, e)),
		Rows: [][]Button{{{Label: p.Say("button.decline"), Data: DeclineData(e)}}, passRow(p, message, e.Code)},
	}
}

func declineWhich(p *locale.Printer, ask locale.HTML, message int64, events []programme.Event, today programme.Date) Screen {
	return Screen{Text: ask, Rows: append(eventRows(p, events, today, DeclineData), passRow(p, message, ""))}
}

// NotNoted is the no under the question whether it shall be noted that somebody cannot come.
const NotNoted = "stays"

func passRow(p *locale.Printer, message int64, code string) []Button {
	return []Button{
		{Label: p.Say("button.pass_on"), Data: passData(message, code)},
		{Label: p.Say("button.no"), Data: passData(message, NotNoted)},
	}
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

// MaybeAnswer asks staff whether what they wrote is the answer to what somebody
// asked; send is the data of the button that sends it.
func MaybeAnswer(p *locale.Printer, who, send string) Screen {
	return Screen{
		Text: p.HTML("question.is_it_the_answer", "who", Cut(who, longestName)),
		Rows: [][]Button{{{Label: p.Say("button.send_answer"), Data: send}}},
	}
}
