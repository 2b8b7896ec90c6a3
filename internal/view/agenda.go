package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// WhatIsOn is the verb of the button that shows an event's agenda to those who may
// read it.
const WhatIsOn = "agenda"

// Agenda is what is on, day by day: all in one message, or a page a day where that is
// too long. While the event lasts, today's day comes first. page is the one that was
// asked for, -1 if none was; back is the data of the button that leads back to the card.
func Agenda(p *locale.Printer, e programme.Event, today programme.Date, page int, back string) Screen {
	heading := Lines(p.HTML("agenda.heading", "title", Cut(e.Title(p.Language()), longestTitle)), agendaVersion(p, e))
	now := 0
	if on := slices.IndexFunc(e.When.Days, func(d programme.Day) bool { return d.Date == today }); on >= 0 {
		now = max(0, slices.IndexFunc(e.Agenda, func(d programme.AgendaDay) bool { return d.Day == on+1 }))
	}
	days := make([]locale.HTML, len(e.Agenda))
	for i, d := range e.Agenda {
		days[i] = agendaDay(p, e, d)
	}
	first := slices.Concat(days[now:now+1], days[:now], days[now+1:])
	s := Screen{Text: Paragraphs(append([]locale.HTML{heading}, first...)...), Rows: BackRow(p, back)}
	if units(PlainText(s.Text)) <= maxText {
		return s
	}
	if page < 0 {
		page = now
	}
	page = min(page, len(days)-1)
	s.Text = Paragraphs(heading, days[page])
	pages := Page{Number: page, Size: 1, Total: len(days), Data: func(n int) string { return fmt.Sprintf("%s:%s:%d", WhatIsOn, e.Code, n) }}
	if row := pages.row(); row != nil {
		s.Rows = append([][]Button{row}, s.Rows...)
	}
	return s
}

// agendaDay is a day with its heading; what is not parted by days has none.
func agendaDay(p *locale.Printer, e programme.Event, d programme.AgendaDay) locale.HTML {
	text := locale.Escape(d.Text)
	switch {
	case d.Day == 0:
		return text
	case d.Day > len(e.When.Days): // they are not known, or are fewer by now
		return Lines(p.HTML("agenda.day_heading", "n", d.Day), text)
	}
	return Lines(p.HTML("agenda.day_on", "n", d.Day, "day", p.Day(e.When.Days[d.Day-1].Date)), text)
}

// agendaVersion is "Version 2 of 23 Nov".
func agendaVersion(p *locale.Printer, e programme.Event) locale.HTML {
	return p.HTML("agenda.version", "n", e.AgendaVersion, "day", agendaSince(p, e))
}

// agendaLine is "Agenda, version 2 of 23 Nov", if there is one.
func agendaLine(p *locale.Printer, e programme.Event) locale.HTML {
	if len(e.Agenda) == 0 {
		return ""
	}
	return p.HTML("view.agenda", "n", e.AgendaVersion, "day", agendaSince(p, e))
}

func agendaSince(p *locale.Printer, e programme.Event) string {
	day := programme.DateOf(e.AgendaSince.In(zoneOr(e.When.Zone)))
	return p.DaysShort(day, day, day)
}

// draftAgendaLine says which days a draft's agenda has.
func draftAgendaLine(p *locale.Printer, a programme.Agenda) locale.HTML {
	var days []string
	for _, d := range a {
		if d.Day > 0 {
			days = append(days, p.Say("agenda.day", "n", d.Day))
		}
	}
	switch {
	case len(a) == 0:
		return ""
	case len(days) == 0:
		return p.HTML("view.agenda_whole")
	case len(days) > agendaDaysNamed:
		return p.HTML("view.agenda_days", "days", p.Say("days", "n", len(days)))
	}
	return p.HTML("view.agenda_days", "days", strings.Join(days, ", "))
}

// DraftAgenda is a draft's card after some of its days were given an agenda: it says
// which have none yet.
func DraftAgenda(p *locale.Printer, c DraftCard) Screen {
	s := Draft(p, c)
	var days []string
	for i := range c.Event.When.Days {
		if c.Draft.Agenda.On(i+1) == "" {
			days = append(days, p.Say("agenda.day", "n", i+1))
		}
	}
	if len(days) == 0 || len(days) == len(c.Event.When.Days) {
		return s
	}
	if len(days) > agendaDaysNamed {
		days = append(days[:agendaDaysNamed], "…")
	}
	s.Text = Paragraphs(s.Text, p.HTML("agenda.go_on", "days", strings.Join(days, ", ")))
	return s
}

// agendaDaysNamed is how many days of an agenda a line names, or a change shows.
const agendaDaysNamed = 4

// agendaOldNew are the lines of a change of the agenda: of each day what it was and
// is, from where that begins to differ.
func agendaOldNew(p *locale.Printer, old, a programme.Agenda) (lines []locale.HTML) {
	var days []int
	for _, d := range slices.Concat(old, a) {
		days = append(days, d.Day)
	}
	slices.Sort(days)
	days = slices.DeleteFunc(slices.Compact(days), func(day int) bool { return old.On(day) == a.On(day) })
	for i, day := range days {
		if i == agendaDaysNamed {
			return append(lines, p.HTML("agenda.more_days", "days", p.Say("days", "n", len(days)-i)))
		}
		name := p.Say("field.agenda")
		if day > 0 {
			name = p.Say("agenda.of_day", "n", day)
		}
		was, is := apart(old.On(day), a.On(day))
		lines = append(lines, changeLine(p, name, words(inOneLine(was)), words(inOneLine(is))))
	}
	return lines
}

// apart leaves out of two texts the lines that they begin and end with alike; of a
// line that is too long to be shown whole, the letters.
func apart(a, b string) (string, string) {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	a, b = strings.Join(x, "\n"), strings.Join(y, "\n")
	if words(a) != words(b) {
		return a, b
	}
	same, r := 0, []rune(b)
	for i, letter := range []rune(a) {
		if i >= len(r) || r[i] != letter {
			break
		}
		same++
	}
	same = max(0, same-20)
	return "…" + string([]rune(a)[same:]), "…" + string(r[same:])
}
