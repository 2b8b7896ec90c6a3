package view

import (
	"fmt"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// OutlookLine is what a rule, or a message that waits for its hour, brings on one day.
type OutlookLine struct {
	Event programme.Event
	Rule  programme.Rule
	Send  int64          // 0: it is the rule's
	Kind  string         // of Send
	Day   programme.Date // as those who get it count days
	At    time.Time      // when the first of them gets it
	Zone  string         // by whose clock
	N     int            // people
}

// Overload is somebody whom many messages reach in one day.
type Overload struct {
	Person int64
	Name   string
	Day    programme.Date
	N      int
}

const (
	// OutlookPage is how many lines of the outlook stand on a page: four rows of two
	// buttons, so that the arrows fit below.
	OutlookPage = 8
	// overloads is how many names are told; the rest is counted.
	overloads = 5
)

// Outlook is a page of what goes to whom in the next days.
func Outlook(p *locale.Printer, lines []OutlookLine, over []Overload, page Page) Screen {
	if len(lines) == 0 {
		return Screen{Text: p.HTML("outlook.nothing")}
	}
	s := Screen{Text: p.HTML("outlook.heading")}
	first := min(page.Number*page.Size, len(lines))
	var texts []locale.HTML
	for i, l := range lines[first:min(first+page.Size, len(lines))] {
		texts = append(texts, p.HTML("outlook.line", "number", first+i+1, "when", p.Instant(l.At, zoneOr(l.Zone)),
			"title", Cut(l.Event.Title(p.Language()), longestName), "rule", l.what(p), "n", l.N))
		if i%2 == 0 {
			s.Rows = append(s.Rows, nil)
		}
		label := fmt.Sprintf("%d. %s", first+i+1, l.Event.Title(p.Language()))
		last := len(s.Rows) - 1
		s.Rows[last] = append(s.Rows[last], Button{Label: Cut(label, shortLabel), Data: l.data(page.Number)})
	}
	s.Text = Paragraphs(s.Text, Lines(texts...), overloadLines(p, over), p.HTML("outlook.how"))
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (l OutlookLine) what(p *locale.Printer) string {
	if l.Send != 0 {
		return p.Say("send_short." + l.Kind)
	}
	return ruleLabel(p, l.Event, l.Rule)
}

func (l OutlookLine) data(page int) string {
	if l.Send != 0 {
		return fmt.Sprintf("week.send:%d:%d", l.Send, page)
	}
	return fmt.Sprintf("week.line:%d:%d", l.Rule.ID, page)
}

// shortLabel is how long a label that shares its row may be.
const shortLabel = 18

func overloadLines(p *locale.Printer, over []Overload) locale.HTML {
	if len(over) == 0 {
		return ""
	}
	lines := []locale.HTML{p.HTML("outlook.too_many")}
	for _, o := range over[:min(len(over), overloads)] {
		lines = append(lines, p.HTML("outlook.over", "name", Cut(o.Name, longestName), "day", p.DayLong(o.Day), "n", o.N))
	}
	if more := len(over) - overloads; more > 0 {
		lines = append(lines, p.HTML("outlook.over_more", "n", more))
	}
	return Lines(lines...)
}

// OutlookRule is a line of the outlook: it can be stopped or moved. page is that of
// the outlook.
func OutlookRule(p *locale.Printer, e programme.Event, l RuleLine, page int) Screen {
	s := Screen{Text: Paragraphs(
		p.HTML("rules.one_heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		Lines(ruleHeading(p, e, l.Rule), ruleNext(p, e, l)))}
	back := Button{Label: p.Say("button.back"), Data: fmt.Sprintf("week:%d", page)}
	if l.Rule.Off {
		s.Rows = [][]Button{{{Label: p.Say("button.undo"), Data: fmt.Sprintf("week.stop:%d:%d:0", l.Rule.ID, page)}, back}}
		return s
	}
	s.Rows = [][]Button{
		{{Label: p.Say("button.stop"), Data: fmt.Sprintf("week.stop:%d:%d:1", l.Rule.ID, page), Style: Danger},
			{Label: p.Say("button.rule_when"), Data: fmt.Sprintf("rule.add:%s:%d", e.Code, l.Rule.ID)}},
		{{Label: p.Say("button.open_event"), Data: "e:" + e.Code}, back},
	}
	return s
}

// OutlookSend is a line of the outlook that is no rule's: its message as it stands now.
// Stopped there, it stays there.
func OutlookSend(p *locale.Printer, progress Screen, page int) Screen {
	for _, row := range progress.Rows {
		for i := range row {
			if strings.HasPrefix(row[i].Data, "r.stop:") {
				row[i].Data += fmt.Sprintf(":%d", page)
			}
		}
	}
	progress.Rows = append(progress.Rows, BackRow(p, fmt.Sprintf("week:%d", page))...)
	return progress
}
