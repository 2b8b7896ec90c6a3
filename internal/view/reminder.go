package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Reminder reminds a participant of an event; words are staff's own and stand
// above the rest. ahead says that the event takes place and is not over.
func Reminder(p *locale.Printer, e programme.Event, part Part, words string, ahead bool) Screen {
	key := "reminder.heading"
	if !ahead {
		key = "event.heading" // there is nothing to be reminded of
	}
	return message(p, e, part, key, words, "", ahead && !e.Closed)
}

// Nudge asks somebody for the answer that is missing.
func Nudge(p *locale.Printer, e programme.Event, part Part, words string, open bool) Screen {
	return message(p, e, part, "reminder.nudge", words, p.HTML("reminder.nudge_ask"), open)
}

func message(p *locale.Printer, e programme.Event, part Part, key, words string, ask locale.HTML, open bool) Screen {
	e = e.SeenBy(part.State)
	if part.Confirm && open {
		ask = p.HTML("part.confirm")
	}
	s := Screen{Text: Paragraphs(
		locale.Escape(words),
		Lines(heading(p, key, e), statusLine(p, e)),
		Lines(append(Facts(p, e, part.Zone), linkLine(p, e))...),
		ask)}
	switch {
	case !open || part.State == "": // staff by their role: there is nothing to answer
	case part.Confirm:
		s.Rows = [][]Button{confirmRow(p, byClock(e, part.Zone), part.State)}
	default:
		s.Rows = [][]Button{AnswerRow(p, e, part.State, "")}
	}
	return s
}

func heading(p *locale.Printer, key string, e programme.Event) locale.HTML {
	return p.HTML(key, "title", e.Title(p.Language()), "kind", capital(p.Say("kind."+string(e.Kind))))
}

// linkLine is the link to the online meeting.
func linkLine(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Link == "" {
		return ""
	}
	return p.HTML("view.link", "link", e.Link)
}

// confirmRow asks for an answer to new days, by their name. Who has neither a
// seat nor a place in line is offered the line if the event is full.
func confirmRow(p *locale.Printer, e programme.Event, state programme.State) []Button {
	if e.Full() && state != programme.Coming && state != programme.Waiting {
		return AnswerRow(p, e, state, "")
	}
	first, last := e.When.First(), e.When.Last()
	come := p.Say("button.come_on", "days", p.DaysShort(first, last, first))
	if len([]rune(come)) > longestLabel {
		come = p.Say("button.come")
	}
	return []Button{
		{Label: come, Data: ComeData(e), Style: Success},
		{Label: p.Say("button.decline_dates"), Data: DeclineData(e)},
	}
}
