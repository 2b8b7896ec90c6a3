package view

import (
	"fmt"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// The verbs of the buttons that bring an event into a calendar.
const (
	AddToCalendar = "cal"      // offers the two ways
	CalendarFile  = "cal.file" // sends the file
)

// CalendarEntry is an event as it goes into somebody's calendar. It is for events
// whose days are known.
type CalendarEntry struct {
	Event programme.Event
	State programme.State // of whoever gets it: only those coming have the meeting's link
	Bot   string          // its username, without @
	At    time.Time       // when it is made
	Zone  string          // of whoever gets it
}

// calendarRow is the button that an event's people have while it has days: to add
// the entry, or to take it off once the event is off. It is for those who are
// coming; who waits for a seat has nothing to keep free yet.
func calendarRow(p *locale.Printer, e programme.Event, state programme.State) []Button {
	if state != programme.Coming || !e.When.Known() || e.Status == programme.Held {
		return nil
	}
	if e.Status.Off() {
		return []Button{{Label: p.Say("button.off_calendar"), Data: CalendarFile + ":" + e.Code}}
	}
	return []Button{{Label: p.Say("button.add_to_calendar"), Data: AddToCalendar + ":" + e.Code}}
}

// changedCalendarRow is calendarRow under the news of a change: there may be an
// entry already, so that the new file comes at once, with a word on the old one.
func changedCalendarRow(p *locale.Printer, e programme.Event, state programme.State) []Button {
	row := calendarRow(p, e, state)
	if len(row) == 1 && !e.Status.Off() {
		row[0].Data = CalendarFile + ":" + e.Code + ":changed"
	}
	return row
}

// Calendar is a participant's card with the two ways into a calendar.
func Calendar(p *locale.Printer, card Screen, c CalendarEntry) Screen {
	card.Rows = [][]Button{
		{
			{Label: p.Say("button.google_calendar"), URL: c.googleLink(p)},
			{Label: p.Say("button.calendar_file"), Data: CalendarFile + ":" + c.Event.Code},
		},
		{{Label: p.Say("button.back"), Data: "card:" + c.Event.Code}},
	}
	return card
}

// CalendarDocument is the entry as a file, under words that say what to do with it.
// changed says that there may be an older one: what becomes of that. The error is
// that of a zone that is not known.
func CalendarDocument(p *locale.Printer, c CalendarEntry, changed bool) (Document, error) {
	data, err := c.file(p)
	if err != nil {
		return Document{}, fmt.Errorf("calendar file of %s: %w", c.Event.Code, err)
	}
	title := Cut(c.Event.Title(p.Language()), longestTitle)
	d := Document{Name: fileName(title) + ".ics", Data: data}
	tail := p.HTML("calendar.open")
	switch {
	case c.Event.Status.Off():
		tail = p.HTML("calendar.open_off")
	case changed || c.Event.Schedule > 1:
		tail = p.HTML("calendar.open_changed")
		d.Rows = [][]Button{{{Label: p.Say("button.google_calendar"), URL: c.googleLink(p)}}}
	}
	d.Caption = Lines(p.HTML("calendar.heading", "title", title), dateLine(p, byClock(c.Event, c.Zone)), tail)
	return d, nil
}

// fileName makes a title the name of a file: what some system forbids in one is a
// space.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return ' '
		}
		return r
	}, title)
	return strings.Trim(Cut(strings.Join(strings.Fields(name), " "), longestName), ". ")
}

// place and words are what an entry says beside title and time.
func (c CalendarEntry) place(p *locale.Printer) string { return PlaceLine(p, c.Event) }

func (c CalendarEntry) words(p *locale.Printer) string {
	lines := []string{capital(p.Say("kind." + string(c.Event.Kind)))}
	if c.Event.Link != "" && c.State == programme.Coming {
		lines = append(lines, p.Say("view.link", "link", c.Event.Link))
	}
	if c.Event.Contact != "" {
		lines = append(lines, p.Say("view.contact", "contact", inOneLine(c.Event.Contact)))
	}
	if reason := c.Event.Reasons.In(p.Language(), c.Event.Reason); reason != "" && c.Event.Status.Off() {
		lines = append(lines, p.Say("view.reason", "reason", reason))
	}
	return strings.Join(append(lines, p.Say("calendar.from", "bot", "https://t.me/"+c.Bot)), "\n")
}

// spans are the stretches of time that the event takes, each an entry of its own:
// the whole range, for which people are away; or day by day, where the days have
// different hours or gaps between them, or one is only on a line for some hours.
func (c CalendarEntry) spans() []programme.When {
	w := c.Event.When
	apart := c.Event.Mode == programme.Online && w.Timed()
	for i, d := range w.Days[1:] {
		before := w.Days[i]
		apart = apart || d.Date != before.Date.AddDays(1) || d.From != before.From || d.To != before.To
	}
	if !apart {
		return []programme.When{w}
	}
	spans := make([]programme.When, len(w.Days))
	for i, d := range w.Days {
		spans[i] = programme.When{Zone: w.Zone, Days: []programme.Day{d}}
	}
	return spans
}
