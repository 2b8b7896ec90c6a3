package view

import (
	"fmt"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Missed is somebody whom a mass send did not reach, and why: the reason of the
// delivery.
type Missed struct {
	Account int64 // 0: not on Telegram
	Name    string
	Failed  bool
	Reason  string
}

// MissedPage is how many names a page shows.
const MissedPage = 20

// MissedBy lists whom a mass send did not reach, with the reason of each and a
// button to the text that can be passed on to them by other means.
func MissedBy(p *locale.Printer, e programme.Event, send int64, people []Missed, page Page) Screen {
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
	s.Rows = append(s.Rows, []Button{
		{Label: p.Say("button.relay"), Data: fmt.Sprintf("r.relay:%d", send)},
		{Label: p.Say("button.back"), Data: fmt.Sprintf("r.report:%d", send)},
	})
	return s
}

// missedWhy says in words why somebody was not reached.
func missedWhy(p *locale.Printer, m Missed) string {
	switch reason := strings.TrimPrefix(m.Reason, programme.SkipUnreachable); reason {
	case string(programme.ReachNotStarted), string(programme.ReachBlocked), string(programme.ReachDeactivated):
		return p.Say("reach_why." + reason)
	case "unreachable":
		return p.Say("missed.unreachable")
	case programme.SkipNotLinked:
		return p.Say("missed.not_linked")
	case programme.SkipLate, programme.SkipBegun, programme.SkipNight:
		return p.Say("missed.late")
	case "stopped":
		return p.Say("missed.stopped")
	}
	if m.Failed {
		return p.Say("missed.failed")
	}
	return p.Say("missed.changed")
}

// Relay is a message as plain text, to be passed on to those whom the bot does not
// reach; link opens the event for them.
func Relay(p *locale.Printer, message Screen, link string) Screen {
	return Screen{Text: Paragraphs(message.Text, p.HTML("event.open_link", "link", link))}
}
