package view

import (
	"cmp"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Unaware are N of an event's people, who know it as it was before: nobody told them. Words
// are why it is another, as they will read it.
type Unaware struct {
	Before programme.Event
	N      int
	Words  programme.Words
}

// Untold is staff's card of an event of whose people some are unaware of what it is. r is
// whom of them the bot can tell.
func Untold(p *locale.Printer, unaware []Unaware, r Reach, e programme.Event, card Screen) Screen {
	n, unknown := 0, locale.HTML("")
	alone := func(unknown locale.HTML) locale.HTML {
		return Paragraphs(Lines(staffHeading(p, e), statusLine(p, e)), unknown, unreached(p, r), tallyLine(p, e))
	}
	for _, u := range unaware {
		more := Paragraphs(unknown, Lines(p.HTML("untold.heading", "n", u.N), staffOldNew(p, u.Before, e), wordsLines(p, u.Words)))
		if n == 0 || units(PlainText(alone(more))) <= maxText { // the button counts them all
			unknown = more
		}
		n += u.N
	}
	whole := Paragraphs(card.Text, unknown, unreached(p, r))
	if units(PlainText(whole)) > maxText { // the change says what the longest of facts are
		whole = alone(unknown)
	}
	card.Text = whole
	card.Rows = append([][]Button{{
		{Label: p.Say("button.tell_late", "n", cmp.Or(r.All(), n)), Data: fmt.Sprintf("e.late:%s:%d", e.Code, e.Version), Style: Primary},
	}}, card.Rows...)
	return card
}

// knownLines are what is told with a change: what nobody was told of before, to the first
// n of those who are unaware.
func (c DraftCard) knownLines(p *locale.Printer, heading string, n int) locale.HTML {
	if n == 0 {
		return ""
	}
	lines := []locale.HTML{p.HTML(heading)}
	for _, u := range c.Unaware[:n] {
		lines = append(lines, staffOldNew(p, u.Before, c.Event))
	}
	return Lines(lines...)
}
