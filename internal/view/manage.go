package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// ReplaceLink asks whether an event's link is to be replaced.
func ReplaceLink(p *locale.Printer, e programme.Event) Screen {
	return Screen{
		Text: p.HTML("manage.link_ask", "title", e.Title(p.Language()), "code", e.Code),
		Rows: [][]Button{{
			{Label: p.Say("button.replace_link"), Data: fmt.Sprintf("e.newlink:%s:%d", e.Code, e.Version), Style: Danger},
			{Label: p.Say("button.back"), Data: "e:" + e.Code},
		}},
	}
}

// PickPage is how many names stand on a page of buttons: four rows of two, so that
// the arrows and `Back` fit below.
const PickPage = 8

// PickPerson shows a page of an event's names as buttons: which is to be removed?
// They bear the numbers of staff's list.
func PickPerson(p *locale.Printer, e programme.Event, as []Attendee, page Page) Screen {
	s := Screen{Text: Paragraphs(
		p.HTML("people.heading", "title", Cut(e.Title(p.Language()), longestTitle), "tally", tally(p, e)),
		p.HTML("remove.which"))}
	var names []Button
	for i, a := range as {
		names = append(names, nameButton(page, i, a, fmt.Sprintf("p.ask:%s:%d:%d", e.Code, a.Person, page.Number)))
	}
	s.Rows = nameRows(p, e, page, names)
	return s
}

func nameButton(page Page, i int, a Attendee, data string) Button {
	return Button{Label: Cut(fmt.Sprintf("%d. %s", page.Number*page.Size+i+1, a.Name), longestLabel), Data: data}
}

// nameRows are the buttons under a page of names, of which one is to be picked.
func nameRows(p *locale.Printer, e programme.Event, page Page, names []Button) [][]Button {
	rows := pairs(names)
	if row := page.row(); row != nil {
		rows = append(rows, row)
	}
	return append(rows, []Button{{Label: p.Say("button.back"), Data: "people:" + e.Code + ":0"}})
}

// RemovedPerson is somebody who was taken off an event.
type RemovedPerson struct {
	Attendee
	Was  programme.State // what they were before; empty: nobody knows
	Told bool            // they were told of it
}

// PickRemoved asks who is to be taken back of those who were taken off an event. Each is
// again what they were.
func PickRemoved(p *locale.Printer, e programme.Event, people []RemovedPerson, page Page) Screen {
	var lines []locale.HTML
	var names []Button
	for i, a := range people {
		was := a.Was
		if was == "" {
			was = programme.Asked
		}
		key := "remove.was"
		if a.Told {
			key = "remove.was_told"
		}
		lines = append(lines, attendeeLine(p, page.Number*page.Size+i+1, a.Attendee)+p.HTML(key, "state", p.Say("person_state."+string(was))))
		names = append(names, nameButton(page, i, a.Attendee, undoRemoval(e, a.Attendee)))
	}
	if len(people) == 0 {
		lines = append(lines, p.HTML("remove.undone_already"))
	}
	return Screen{
		Text: Paragraphs(
			p.HTML("people.heading", "title", Cut(e.Title(p.Language()), longestTitle), "tally", tally(p, e)),
			p.HTML("remove.back_whom"),
			Lines(lines...)),
		Rows: nameRows(p, e, page, names),
	}
}

// AskRemove asks whether a person is to be taken off an event, and what it does.
// canTell says that the bot can write to them; page is that of PickPerson.
func AskRemove(p *locale.Printer, e programme.Event, a Attendee, canTell bool, page int) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%s:%d", verb, e.Code, a.Person) }
	s := Screen{Text: Paragraphs(
		p.HTML("remove.ask", "name", Cut(a.Name, longestName), "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		p.HTML("remove.state", "state", p.Say("person_state."+string(a.State))),
		p.HTML("remove.note"))}
	if a.State == programme.Coming && e.Tally.Waiting > 0 {
		s.Text = Lines(s.Text, p.HTML("remove.frees"))
	}
	now := Button{Label: p.Say("button.remove_now"), Data: data("p.remove"), Style: Danger}
	back := Button{Label: p.Say("button.back"), Data: fmt.Sprintf("p.pick:%s:%d", e.Code, page)}
	if !canTell {
		s.Text = Lines(s.Text, p.HTML("remove.cannot_tell"))
		s.Rows = [][]Button{{now, back}}
		return s
	}
	s.Rows = [][]Button{{{Label: p.Say("button.remove_and_tell"), Data: data("p.tell"), Style: Danger}, now}, {back}}
	return s
}

// RemoveDone says that a person was taken off an event, with `Undo`.
func RemoveDone(p *locale.Printer, e programme.Event, a Attendee, told bool) Screen {
	key := "remove.not_told"
	if told {
		key = "remove.told"
	}
	return Screen{
		Text: Paragraphs(
			p.HTML("remove.done", "name", Cut(a.Name, longestName), "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
			Lines(p.HTML(key), locale.Escape(tally(p, e)))),
		Rows: [][]Button{{
			{Label: p.Say("button.undo"), Data: undoRemoval(e, a)},
			{Label: p.Say("button.back"), Data: "people:" + e.Code + ":0"},
		}},
	}
}

// Removed tells somebody, politely, that staff have taken them off an event.
func Removed(p *locale.Printer, e programme.Event, readerZone string) Screen {
	return Screen{Text: Paragraphs(
		heading(p, "removed.heading", e),
		Lines(Facts(p, e, readerZone)...),
		p.HTML("removed.note"))}
}

func undoRemoval(e programme.Event, a Attendee) string {
	return fmt.Sprintf("p.undo:%s:%d", e.Code, a.Person)
}

// TakenBack tells somebody who has read that they were removed how the event
// stands for them again.
func TakenBack(p *locale.Printer, e programme.Event, part Part, ahead bool) Screen {
	s := ParticipantCard(p, e, part, ahead)
	s.Text = Paragraphs(p.HTML("removed.undone"), s.Text)
	return s
}

// SeatGone tells somebody who does not know that they were removed and taken back that they
// wait in line since. It says nothing that may be another by the time they read it.
func SeatGone(p *locale.Printer, e programme.Event) Screen {
	return Screen{
		Text: p.HTML("removed.seat_gone", "title", e.Title(p.Language())),
		Rows: [][]Button{{{Label: p.Say("button.open_event"), Data: "card:" + e.Code}}},
	}
}
