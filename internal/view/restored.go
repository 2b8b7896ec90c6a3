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
