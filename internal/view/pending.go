package view

import (
	"fmt"

	"jarchy/internal/locale"
)

// Pending is staff's card of an event while a change of it is pending, made by
// somebody: the change stands there in place of the facts.
func Pending(p *locale.Printer, c DraftCard, by string, card Screen) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%s:%d:%d", verb, c.Old.Code, c.Old.Version, c.ID) }
	text := func(known locale.HTML) locale.HTML {
		return Paragraphs(
			staffHeading(p, *c.Old),
			Lines(p.HTML("pending.heading", "who", Cut(by, longestName), "n", c.Reach.All()), staffOldNew(p, *c.Old, c.Event), c.reasonLines(p)),
			known,
			Lines(p.HTML("pending.until_then"), tallyLine(p, *c.Old)))
	}
	n := len(c.Unaware)
	if c.Event.Status.Off() { // they read of nothing else
		n = 0
	}
	for n > 0 && units(PlainText(text(c.knownLines(p, "pending.with_it", n)))) > maxText {
		n--
	}
	card.Text = text(c.knownLines(p, "pending.with_it", n))
	card.Rows = append([][]Button{{
		{Label: p.Say("button.do_now"), Data: data("e.tell"), Style: Primary},
		{Label: p.Say("button.undo"), Data: data("e.untell")},
	}}, card.Rows...)
	return card
}

// insteadLines say which pending change does not happen then.
func (c DraftCard) insteadLines(p *locale.Printer) locale.HTML {
	if c.Instead == nil {
		return ""
	}
	return Lines(p.HTML("pending.instead"), staffOldNew(p, *c.Old, *c.Instead))
}
