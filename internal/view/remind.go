package view

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Reach counts whom a mass send reaches.
type Reach struct {
	Now, Later  int // Later waits for the next civil hour where its reader is
	LaterAt     programme.Clock
	Unreachable int // blocked, deactivated, never started
	NotLinked   int // not on Telegram
	Languages   map[string]int
}

// All is how many it will reach.
func (r Reach) All() int { return r.Now + r.Later }

// RemindPreview shows whom a mass send will reach and what they will read. sample
// is the message as one of them sees it.
func RemindPreview(p *locale.Printer, e programme.Event, send int64, r Reach, own, alsoWaiting bool, waiting int, sample Screen) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%d", verb, send) }
	s := Screen{Text: Paragraphs(
		p.HTML("remind.heading", "title", e.Title(p.Language()), "code", e.Code),
		Lines(ReachLines(p, r, own)...),
		"<blockquote>"+sample.Text+"</blockquote>")}
	if r.All() > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_to", "n", r.All()), Data: data("r.send"), Style: Primary}})
		if r.Later > 0 {
			s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_all_now", "n", r.All()), Data: data("r.now")}})
		}
	}
	row := []Button{{Label: p.Say("button.test"), Data: data("r.test")}}
	if waiting > 0 {
		label := p.Say("button.also_waiting", "n", waiting)
		if alsoWaiting {
			label = ticked(label)
		}
		row = append(row, Button{Label: label, Data: data("r.waiting")})
	}
	s.Rows = append(s.Rows, row, []Button{{Label: p.Say("button.back"), Data: "e:" + e.Code}})
	return s
}

// ReachLines say in numbers whom a message reaches, when, and in what languages.
func ReachLines(p *locale.Printer, r Reach, own bool) []locale.HTML {
	if r.All() == 0 {
		return []locale.HTML{p.HTML("reach.nobody"), unreached(p, r)}
	}
	lines := []locale.HTML{p.HTML("reach.now", "n", r.Now)}
	if r.Later > 0 {
		lines[0] = p.HTML("reach.now_and_later", "now", r.Now, "later", r.Later, "clock", string(r.LaterAt))
	}
	if own && len(r.Languages) > 1 {
		var parts []string
		for _, l := range slices.Sorted(maps.Keys(r.Languages)) {
			parts = append(parts, fmt.Sprintf("%s %d", l, r.Languages[l]))
		}
		lines = append(lines, p.HTML("reach.as_typed", "languages", strings.Join(parts, ", ")))
	}
	return append(lines, unreached(p, r))
}

func unreached(p *locale.Printer, r Reach) locale.HTML {
	if r.Unreachable+r.NotLinked == 0 {
		return ""
	}
	return p.HTML("reach.not", "n", r.Unreachable+r.NotLinked)
}

// Report is what became of a mass send.
type Report struct {
	Reached, OnTheWay, Repeated, Failed, Unreachable, NotLinked, Skipped int
}

// Progress shows a mass send under way, with a button to stop it, and at the end
// its report.
func Progress(p *locale.Printer, e programme.Event, send int64, r Report, stopped bool) Screen {
	s := Screen{Text: p.HTML("progress.going", "title", e.Title(p.Language()), "code", e.Code, "reached", r.Reached, "left", r.OnTheWay)}
	if r.OnTheWay > 0 && !stopped {
		s.Rows = [][]Button{{{Label: p.Say("button.stop"), Data: fmt.Sprintf("r.stop:%d", send), Style: Danger}}}
		return s
	}
	key := "progress.done"
	if stopped {
		key = "progress.stopped"
	}
	if r.OnTheWay > 0 { // what is on the wire cannot be called back
		r.Skipped += r.OnTheWay
	}
	lines := []locale.HTML{p.HTML(key, "title", e.Title(p.Language()), "code", e.Code), p.HTML("progress.reached", "n", r.Reached)}
	for _, x := range []struct {
		key string
		n   int
	}{{"progress.repeated", r.Repeated}, {"progress.unreachable", r.Unreachable}, {"progress.not_linked", r.NotLinked},
		{"progress.failed", r.Failed}, {"progress.skipped", r.Skipped}} {
		if x.n > 0 {
			lines = append(lines, p.HTML(x.key, "n", x.n))
		}
	}
	s.Text = Lines(lines...)
	return s
}
