package view

import (
	"fmt"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Missed is somebody whom a message did not reach, and why: the reason of the
// delivery.
type Missed struct {
	Account int64 // 0: not on Telegram
	Name    string
	Failed  bool
	Reason  string
}

// Why is the word for why somebody was not reached. Several reasons of deliveries are
// one to who reads of them.
func (m Missed) Why() string {
	switch reason := strings.TrimPrefix(m.Reason, programme.SkipUnreachable); reason {
	case string(programme.ReachNotStarted), string(programme.ReachBlocked), string(programme.ReachDeactivated),
		"unreachable", "stopped", programme.SkipNotLinked:
		return reason
	case programme.SkipLate, programme.SkipBegun, programme.SkipNight:
		return "late"
	}
	if m.Failed {
		return "failed"
	}
	return "changed"
}

// missedWhy says in words why somebody was not reached.
func missedWhy(p *locale.Printer, m Missed) string {
	switch why := m.Why(); programme.Reach(why) {
	case programme.ReachNotStarted, programme.ReachBlocked, programme.ReachDeactivated:
		return p.Say("reach_why." + why)
	default:
		return p.Say("missed." + why)
	}
}

// MissedCount counts those whom a message did not reach, for one reason.
type MissedCount struct {
	Missed
	N int
}

// Cause is what people were not reached by, a send or a rule, as its buttons name it.
type Cause struct {
	Verb   string // r or rule
	ID     int64
	Back   string // the data of the button that leads back from the names
	Listed bool   // they are opened from the list of an event's causes
}

const (
	// Listed is the part of a button's data to names that says so.
	Listed = "l"
	// InPlace is the part of a button's data to that list that has it take the place of
	// what the button is on.
	InPlace = "i"
)

// Missed is the data of a button to a page of the names, of one reason or of all.
func (c Cause) Missed(page int, why string) string {
	data := fmt.Sprintf("%s.missed:%d:%d", c.Verb, c.ID, page)
	switch {
	case c.Listed:
		data += ":" + why + ":" + Listed
	case why != "":
		data += ":" + why
	}
	return data
}

func (c Cause) relayButton(p *locale.Printer) Button {
	return Button{Label: p.Say("button.relay"), Data: fmt.Sprintf("%s.relay:%d", c.Verb, c.ID)}
}

// MissedRow are the buttons to so many names, and to the text to pass on to them.
func MissedRow(p *locale.Printer, c Cause, n int) []Button {
	return []Button{{Label: p.Say("button.missed", "n", n), Data: c.Missed(0, "")}, c.relayButton(p)}
}

// MissedCauseRow is the button to what so many of an event's people were not reached by.
func MissedCauseRow(p *locale.Printer, e programme.Event, n int) []Button {
	return []Button{{Label: p.Say("button.missed", "n", n), Data: "missed:" + e.Code}}
}

// reasonRows are a button to the names of each reason for which people were not
// reached, and one to the text to pass on.
func reasonRows(p *locale.Printer, c Cause, missed []MissedCount) (rows [][]Button) {
	for _, m := range missed {
		rows = inRows(rows, Button{Label: p.Say("button.missed_"+m.Why(), "n", m.N), Data: c.Missed(0, m.Why())})
	}
	if len(missed) > 0 {
		rows = inRows(rows, c.relayButton(p))
	}
	return rows
}

// MissedPage is how many names a page shows.
const MissedPage = 20

// MissedBy lists whom a message did not reach, with the reason of each and a button to
// the text that can be passed on to them by other means.
func MissedBy(p *locale.Printer, e programme.Event, c Cause, people []Missed, page Page) Screen {
	s := Screen{Text: p.HTML("missed.heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code)}
	var lines []locale.HTML
	for i, m := range people {
		lines = append(lines, p.HTML("missed.line", "number", page.Number*page.Size+i+1, "name", personLink(m.Account, m.Name), "why", missedWhy(p, m)))
	}
	if len(lines) == 0 {
		lines = append(lines, p.HTML("missed.nobody"))
	}
	s.Text = Paragraphs(s.Text, Lines(lines...))
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{c.relayButton(p), {Label: p.Say("button.back"), Data: c.Back}})
	return s
}

// CausesShown is how many things by which an event's people were not reached are told
// apart: those of late.
const CausesShown = 5

// CauseCount counts whom a change or a rule did not reach.
type CauseCount struct {
	Cause
	Rule programme.Rule // of a rule
	N    int
	At   time.Time // when it went
}

// MissedOf lists by what an event's people were not reached of late, the newest first.
func MissedOf(p *locale.Printer, e programme.Event, causes []CauseCount, zone string) Screen {
	s := Screen{Text: p.HTML("missed.heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code)}
	if len(causes) == 0 {
		s.Text = Paragraphs(s.Text, p.HTML("missed.nobody"))
	}
	for _, c := range causes {
		what := p.Say("missed.change", "when", p.DayAndClock(c.At, zoneOr(zone)))
		if c.Verb == "rule" {
			what = ruleLabel(p, e, c.Rule)
		}
		s.Text = Lines(s.Text, p.HTML("missed.cause", "what", capital(what), "n", c.N))
		s.Rows = inRows(s.Rows, Button{Label: Cut(capital(what), longestLabel), Data: c.Missed(0, "")})
	}
	s.Rows = append(s.Rows, BackRow(p, "e:"+e.Code)...)
	return s
}

// missedRows are buttons to the names of those whom the messages of events did not
// reach.
func missedRows(p *locale.Printer, news []News) (rows [][]Button) {
	for i, n := range news {
		total := 0
		for _, m := range n.Missed {
			total += m.N
		}
		if total > 0 && i < digestEvents {
			rows = append(rows, []Button{{Label: Cut(p.Say("button.missed_of", "n", total, "title", n.Event.Title(p.Language())), longestLabel),
				Data: "missed:" + n.Event.Code}})
		}
	}
	return rows
}

// LanguageCount counts the readers of a language.
type LanguageCount struct {
	Language string
	N        int
}

// RelayFor says above the texts to pass on for whom each is, if they are of several
// languages.
func RelayFor(p *locale.Printer, readers []LanguageCount) string {
	if len(readers) < 2 {
		return p.Say("missed.relay")
	}
	var parts []string
	for _, r := range readers {
		parts = append(parts, fmt.Sprintf("%s %d", LanguageName(r.Language), r.N))
	}
	return p.Say("missed.relay_each", "languages", p.List(parts))
}

// Relay is a message as plain text, to be passed on to those whom the bot does not
// reach; link opens the event for them.
func Relay(p *locale.Printer, message Screen, link string) Screen {
	return Screen{Text: Paragraphs(message.Text, p.HTML("event.open_link", "link", link))}
}
