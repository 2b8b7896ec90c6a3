package view

import (
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// details are the lines below the facts of an event that not every event has:
// languages, deadlines by the reader's clock, whom to ask.
func details(p *locale.Printer, e programme.Event, readerZone string) []locale.HTML {
	lines := []locale.HTML{languagesLine(p, e)}
	for _, d := range e.Deadlines {
		lines = append(lines, deadlineLine(p, e, d, readerZone))
	}
	return append(lines, agendaLine(p, e), contactLine(p, e))
}

// languagesLine is "In Russian and English, interpretation into English".
func languagesLine(p *locale.Printer, e programme.Event) locale.HTML {
	if len(e.Languages) == 0 {
		return ""
	}
	return p.HTML("view.languages", "languages", languagesOf(p, e.Languages, e.Interpretation))
}

// languagesOf names languages, those that are interpreted into apart.
func languagesOf(p *locale.Printer, languages, interpretation []string) string {
	var spoken, interpreted []string
	for _, l := range languages {
		if slices.Contains(interpretation, l) {
			interpreted = append(interpreted, p.Tongue(l))
		} else {
			spoken = append(spoken, p.Tongue(l))
		}
	}
	switch {
	case len(interpreted) == 0:
		return p.List(spoken)
	case len(spoken) == 0:
		return p.Say("view.interpretation", "languages", p.List(interpreted))
	}
	return p.List(spoken) + "; " + p.Say("view.interpretation", "languages", p.List(interpreted))
}

// deadlineLine is "Registration until Fri 27 November 2026, 18:00, Almaty time".
func deadlineLine(p *locale.Printer, e programme.Event, d programme.Deadline, readerZone string) locale.HTML {
	return p.HTML("deadline."+string(d.Purpose), "when", deadlineWhen(p, e, d, readerZone))
}

func deadlineWhen(p *locale.Printer, e programme.Event, d programme.Deadline, readerZone string) string {
	if d.Clock == "" {
		return p.Day(d.Date)
	}
	reader := zoneOr(readerZone)
	at := d.Date.At(d.Clock, zoneOr(e.When.Zone)).In(reader)
	return p.Say("deadline.when", "day", p.Day(programme.DateOf(at)), "clock", string(programme.ClockOf(at)), "zone", p.ZoneName(reader.String()))
}

func contactLine(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Contact == "" {
		return ""
	}
	return p.HTML("view.contact", "contact", inOneLine(e.Contact))
}

// inOneLine joins the lines of what somebody typed.
func inOneLine(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.Trim(line, " \t\r\n,"); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, ", ")
}

func componentLine(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Component == "" {
		return ""
	}
	return p.HTML("view.component", "code", e.Component)
}

// description is what the event is about; long ones are folded.
func description(p *locale.Printer, e programme.Event) locale.HTML {
	text := e.Description(p.Language())
	if text == "" {
		return ""
	}
	return "<blockquote expandable>" + locale.Escape(text) + "</blockquote>"
}

// infoLine says which practical information there is.
func infoLine(p *locale.Printer, info programme.Info) locale.HTML {
	var names []string
	for _, h := range programme.Headings() {
		if info[h] != "" {
			names = append(names, p.Say("info."+string(h)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.HTML("view.info", "headings", strings.Join(names, ", "))
}
