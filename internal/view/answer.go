package view

import (
	"fmt"
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

// TooLate says since when registration is over, and whom to ask. The contact is not for
// those who read this.
func TooLate(p *locale.Printer, e programme.Event, part Part) string {
	key := "answer.too_late"
	if part.Writes {
		key = "answer.too_late_write"
	}
	return registrationOver(p, e, part.Zone, key)
}

func registrationOver(p *locale.Printer, e programme.Event, readerZone, key string) string {
	d, ok := e.Registration()
	if !ok {
		return ""
	}
	return p.Say(key, "when", deadlineWhen(p, e, d, readerZone))
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
// 10:00". What comes by other clocks than those of home is labelled.
func Ahead(p *locale.Printer, ahead []time.Time, home *time.Location) locale.HTML {
	if len(ahead) == 0 {
		return ""
	}
	at := func(t time.Time) string {
		clock := programme.ClockOf(t)
		if clock == programme.ClockOf(t.In(home)) {
			return string(clock)
		}
		return p.Say("part.clock_away", "clock", string(clock), "zone", p.ZoneName(t.Location().String()))
	}
	var parts, days []string
	for i, t := range ahead {
		day := programme.DateOf(t)
		days = append(days, p.DaysShort(day, day, programme.DateOf(ahead[0])))
		if i+1 == len(ahead) || at(ahead[i+1]) != at(t) {
			parts = append(parts, p.Say("part.at", "days", p.List(days), "clock", at(t)))
			days = nil
		}
	}
	return p.HTML("part.reminders", "when", strings.Join(parts, "; "))
}

// GivingUp asks whether somebody really cannot come: others wait for their seat, or it
// is final, since registration is over.
func GivingUp(p *locale.Printer, e programme.Event, part Part, final bool) Screen {
	ask, no, keep := "answer.giving_up_no", "button.decline", "button.back"
	switch {
	case part.State == programme.Waiting:
		ask, no = "answer.giving_up_line", "button.leave_waiting_list"
	case part.State == programme.Coming && e.Tally.Waiting > 0:
		ask, no, keep = "answer.giving_up", "button.give_up", "button.keep_seat"
	case part.State == programme.Coming:
		ask, no, keep = "answer.giving_up_seat", "button.give_up", "button.keep_seat"
	}
	s := Screen{
		Text: p.HTML(ask, "title", e.Title(p.Language()), "n", e.Tally.Waiting),
		Rows: [][]Button{{
			{Label: p.Say(no), Data: answerData(GiveUp, e, ""), Style: Danger},
			{Label: p.Say(keep), Data: Keep + ":" + e.Code},
		}},
	}
	if final {
		s.Text = Paragraphs(s.Text, locale.Escape(registrationOver(p, e, part.Zone, "answer.final")))
	}
	return s
}

// Promoted tells somebody that a seat has become free for them.
func Promoted(p *locale.Printer, e programme.Event, part Part) Screen {
	s := message(p, e, part, "event.heading", "", "", !e.Closed)
	s.Text = Paragraphs(p.HTML("answer.promoted"), s.Text)
	if row := calendarRow(p, e, part.State); row != nil {
		s.Rows = append(s.Rows, row)
	}
	return s
}
