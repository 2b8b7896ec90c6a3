package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The verbs of the buttons that answer an event.
const (
	Come    = "come"
	Decline = "no"
	GiveUp  = "giveup" // `I can't come`, once it is clear that others wait
	Keep    = "keep"
)

// ComeData is the data of `I'll come`: it carries the schedule, so that a press
// under an old date answers nothing but shows the new one.
func ComeData(e programme.Event) string { return answerData(Come, e, "") }

// DeclineData is the data of `I can't come`.
func DeclineData(e programme.Event) string { return answerData(Decline, e, "") }

func answerData(verb string, e programme.Event, key string) string {
	data := fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Schedule)
	if key != "" {
		data += ":" + key
	}
	return data
}

// AnswerRow is the row of the two answers, the given one ticked; on a full event
// the first one is the waiting list. key is that of the link by which a stranger
// came, or empty.
func AnswerRow(p *locale.Printer, e programme.Event, state programme.State, key string) []Button {
	come := Button{Label: p.Say("button.come"), Data: answerData(Come, e, key), Style: Success}
	no := Button{Label: p.Say("button.decline"), Data: answerData(Decline, e, key)}
	switch state {
	case programme.Coming:
		come.Label = ticked(come.Label)
	case programme.Waiting:
		come.Label = ticked(p.Say("button.waiting_list"))
		no.Label = p.Say("button.leave_waiting_list")
	case programme.Declined:
		no.Label = ticked(no.Label)
	}
	if state != programme.Coming && state != programme.Waiting && e.Full() {
		come.Label = p.Say("button.waiting_list")
	}
	return []Button{come, no}
}

func ticked(label string) string { return "✓ " + label }

// TooLate says since when registration is over, and whom to ask.
func TooLate(p *locale.Printer, e programme.Event, part Part) string {
	i := slices.IndexFunc(e.Deadlines, func(d programme.Deadline) bool { return d.Purpose == programme.ToRegister })
	if i < 0 {
		return ""
	}
	when := deadlineWhen(p, e, e.Deadlines[i], part.Zone)
	switch {
	case part.Writes:
		return p.Say("answer.too_late_write", "when", when)
	case e.Contact != "":
		return p.Say("answer.too_late_contact", "when", when, "contact", inOneLine(e.Contact))
	}
	return p.Say("answer.too_late", "when", when)
}

// FirstAnswer follows somebody's first answer, once: by whose clock reminders will
// come (zone empty: none will), and how they shall stand in the list.
func FirstAnswer(p *locale.Printer, zone, telegramName string) Screen {
	s := AskName(p, telegramName)
	if zone != "" {
		s.Text = Paragraphs(p.HTML("answer.first", "zone", p.ZoneName(zone)), s.Text)
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.another_zone"), Data: "zones"}})
	}
	return s
}

// AskName asks how somebody shall stand in the list.
func AskName(p *locale.Printer, telegramName string) Screen {
	return Screen{
		Text: p.HTML("name.ask"),
		Rows: [][]Button{
			{{Label: Cut(p.Say("button.as_in_telegram", "name", telegramName), 30), Data: "name:keep"}},
			{{Label: p.Say("button.later"), Data: "name:later"}},
		},
	}
}

// NameNoted says how somebody stands in the list from now on.
func NameNoted(p *locale.Printer, name string) Screen {
	return Screen{
		Text: p.HTML("name.noted", "name", name),
		Rows: [][]Button{{{Label: p.Say("button.change_name"), Data: "name:ask"}}},
	}
}

// Ahead says when reminders will come: "Reminders: 25 Nov, 4 Dec and 8 Dec at
// 10:00".
func Ahead(p *locale.Printer, ahead []time.Time, loc *time.Location) locale.HTML {
	if len(ahead) == 0 {
		return ""
	}
	var parts, days []string
	for i, t := range ahead {
		t = t.In(loc)
		day := programme.DateOf(t)
		days = append(days, p.DaysShort(day, day, programme.DateOf(ahead[0].In(loc))))
		if i+1 == len(ahead) || programme.ClockOf(ahead[i+1].In(loc)) != programme.ClockOf(t) {
			parts = append(parts, p.Say("part.at", "days", p.List(days), "clock", string(programme.ClockOf(t))))
			days = nil
		}
	}
	return p.HTML("part.reminders", "when", strings.Join(parts, "; "))
}

// GivingUp asks whether a seat that others wait for is given up.
func GivingUp(p *locale.Printer, e programme.Event) Screen {
	return givingUp(p, e, p.HTML("answer.giving_up", "title", e.Title(p.Language()), "n", e.Tally.Waiting))
}

// GivingUpLate asks it of a seat that cannot be taken again: registration is over.
func GivingUpLate(p *locale.Printer, e programme.Event, part Part) Screen {
	return givingUp(p, e, Paragraphs(p.HTML("answer.giving_up_late", "title", e.Title(p.Language())), locale.Escape(TooLate(p, e, part))))
}

func givingUp(p *locale.Printer, e programme.Event, ask locale.HTML) Screen {
	return Screen{
		Text: ask,
		Rows: [][]Button{{
			{Label: p.Say("button.give_up"), Data: answerData(GiveUp, e, ""), Style: Danger},
			{Label: p.Say("button.keep_seat"), Data: Keep + ":" + e.Code},
		}},
	}
}

// Promoted tells somebody that a seat has become free for them.
func Promoted(p *locale.Printer, e programme.Event, readerZone string) Screen {
	s := Screen{
		Text: Paragraphs(
			p.HTML("answer.promoted"),
			p.HTML("event.heading", "title", e.Title(p.Language()), "kind", capital(p.Say("kind."+string(e.Kind)))),
			Lines(Facts(p, e, readerZone)...)),
	}
	if !e.Closed {
		s.Rows = [][]Button{AnswerRow(p, e, programme.Coming, "")}
	}
	if row := calendarRow(p, e, programme.Coming); row != nil {
		s.Rows = append(s.Rows, row)
	}
	return s
}
