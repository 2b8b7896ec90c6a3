package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The verbs of the two buttons that every participant's message carries.
const (
	Come    = "come"
	Decline = "no"
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

// FirstAnswer says by whose clock reminders will come, once, after somebody's
// first answer.
func FirstAnswer(p *locale.Printer, zone string) Screen {
	return Screen{
		Text: p.HTML("answer.first", "zone", p.ZoneName(zone)),
		Rows: [][]Button{{{Label: p.Say("button.another_zone"), Data: "zones"}}},
	}
}

// Promoted tells somebody that a seat has become free for them.
func Promoted(p *locale.Printer, e programme.Event, readerZone string) Screen {
	return Screen{
		Text: Paragraphs(
			p.HTML("answer.promoted"),
			p.HTML("event.heading", "title", e.Title(p.Language()), "kind", capital(p.Say("kind."+string(e.Kind)))),
			Lines(Facts(p, e, readerZone)...)),
		Rows: [][]Button{AnswerRow(p, e, programme.Coming, "")},
	}
}
