package view

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Change is a line of an event's log.
type Change struct {
	At       time.Time
	By       string           // empty: the program itself
	Old, New *programme.Event // Old is nil when it was registered
	Switched string           // a switch and how it stands, in place of both: listed_true
	Document *Renamed         // a document that was added, removed or renamed, in place of both

	Rule    *programme.Rule // a reminder that was made or changed, in place of both
	RuleWas *programme.Rule // nil: it was made
}

// ruleLine says what was done to a reminder.
func (c Change) ruleLine(p *locale.Printer, e programme.Event) locale.HTML {
	is := ruleHeading(p, e, *c.Rule)
	switch {
	case c.RuleWas == nil:
		return p.HTML("log.rule_made", "rule", is)
	case c.RuleWas.Off != c.Rule.Off && c.Rule.Off:
		return p.HTML("log.rule_off", "rule", is)
	case c.RuleWas.Off != c.Rule.Off:
		return p.HTML("log.rule_on", "rule", is)
	}
	if was := ruleHeading(p, e, *c.RuleWas); was != is {
		return p.HTML("log.rule_moved", "was", was, "is", is)
	}
	return Lines(p.HTML("log.rule_text", "rule", is), ruleText(p, *c.Rule))
}

// Renamed are a document's names before and after a change; empty: there was none.
type Renamed struct{ Was, Is string }

func (r Renamed) line(p *locale.Printer) locale.HTML {
	switch {
	case r.Was == "":
		return p.HTML("log.document_added", "name", r.Is)
	case r.Is == "":
		return p.HTML("log.document_removed", "name", r.Was)
	case r.Was == r.Is:
		return p.HTML("log.document_replaced", "name", r.Is)
	}
	return p.HTML("log.document_renamed", "was", r.Was, "is", r.Is)
}

// longestChange is how much of one change a page shows, in UTF-16 units.
const longestChange = 600

// Outdated says who changed what since a card was shown; changes come the latest first.
func Outdated(p *locale.Printer, changes []Change) string {
	var who, what []string
	note := func(to *[]string, s string) {
		if s != "" && !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	for _, c := range slices.Backward(changes) {
		note(&who, Cut(c.By, 30))
		switch {
		case c.Document != nil:
			note(&what, p.Say("log.documents"))
		case c.Switched != "":
			note(&what, p.Say("log.what_"+c.Switched[:strings.LastIndex(c.Switched, "_")]))
		case c.Old != nil && c.New != nil:
			for _, d := range programme.Differences(*c.Old, *c.New) {
				note(&what, FieldName(p, d.Field))
			}
		}
	}
	if len(who) == 0 || len(what) == 0 {
		return p.Say("event.outdated")
	}
	return p.Say("event.outdated_by", "who", p.List(who), "what", p.List(what))
}

// History lists who changed what of an event, the latest first.
func History(p *locale.Printer, e programme.Event, changes []Change, readerZone string, page Page) Screen {
	s := Screen{Text: p.HTML("log.heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code)}
	loc := zoneOr(readerZone)
	for _, c := range changes {
		what := p.HTML("log.registered")
		switch {
		case c.Document != nil:
			what = c.Document.line(p)
		case c.Rule != nil:
			what = c.ruleLine(p, e)
		case c.Switched != "":
			what = p.HTML("log.switched_" + c.Switched)
		case c.Old != nil && c.New != nil:
			what = Lines(staffOldNew(p, *c.Old, *c.New), reasonLine(p, c.New.Reason, c.New.Reasons))
		}
		if plain := PlainText(what); units(plain) > longestChange {
			what = locale.Escape(Cut(plain, longestChange))
		}
		s.Text = Paragraphs(s.Text, Lines(p.HTML("log.line", "at", p.Instant(c.At, loc), "who", Cut(c.By, longestName)), what))
	}
	if row := page.row(); row != nil {
		s.Rows = [][]Button{row}
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: "e:" + e.Code}})
	return s
}
