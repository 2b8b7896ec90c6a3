package view

import (
	"fmt"
	"time"

	"jarchy/internal/locale"
)

// Restored tells an owner that the database came from a backup taken at an
// instant, and asks what becomes of the messages that wait: some are useful still,
// of which notices are no reminders, others too late.
func Restored(p *locale.Printer, taken time.Time, loc *time.Location, useful, notices, late int) Screen {
	when := p.DayAndClock(taken, loc)
	data := func(verb string) string { return fmt.Sprintf("%s:%d:%d", verb, taken.Unix(), useful) }
	lines := []locale.HTML{p.HTML("restored.ask", "n", useful, "when", when, "late", late)}
	if notices > 0 {
		lines = append(lines, p.HTML("restored.notices", "n", notices))
	}
	if useful == 0 {
		return Screen{Text: Paragraphs(Lines(lines...), p.HTML("restored.nothing")),
			Rows: [][]Button{{{Label: p.Say("button.resume"), Data: data("back.send"), Style: Primary}}}}
	}
	return Screen{Text: Paragraphs(Lines(lines...), p.HTML("restored.doubt", "when", when)),
		Rows: [][]Button{{
			{Label: p.Say("button.send_the", "n", useful), Data: data("back.send"), Style: Primary},
			{Label: p.Say("button.skip_all"), Data: data("back.skip")},
		}}}
}

// RestoredSent says that what waited after a restore goes now.
func RestoredSent(p *locale.Printer, n int) Screen {
	return Screen{Text: p.HTML("restored.sent", "n", n)}
}

// RestoredSkipped says that what waited after a restore is skipped.
func RestoredSkipped(p *locale.Printer, n int) Screen {
	return Screen{Text: p.HTML("restored.skipped", "n", n)}
}

// AskToResume tells an owner that all but answers is paused, and why, and asks whether
// it may go on: so many messages leave then, others are too late.
func AskToResume(p *locale.Printer, why string, useful, late int) Screen {
	label := p.Say("button.resume")
	if useful > 0 {
		label = p.Say("button.resume_and_send", "n", useful)
	}
	return Screen{
		Text: Paragraphs(p.HTML("resume.ask", "why", why), p.HTML("resume.waiting", "n", useful, "late", late), p.HTML("resume.right_copy")),
		Rows: [][]Button{{{Label: label, Data: fmt.Sprintf("resume:%d", useful), Style: Primary}}},
	}
}
