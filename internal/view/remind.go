package view

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

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
	words := "button.add_words"
	if own {
		words = "button.other_words"
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say(words), Data: data("r.words")}})
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

// AskWords asks for staff's own words of a mass send.
func AskWords(p *locale.Printer, e programme.Event, send int64) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("remind.heading", "title", e.Title(p.Language()), "code", e.Code), p.HTML("remind.ask_words")),
		Rows: [][]Button{{{Label: p.Say("button.back"), Data: fmt.Sprintf("r.back:%d", send)}}},
	}
}

// NudgeClock is the hour that a nudge can wait for.
const NudgeClock programme.Clock = "10:00"

// NudgePreview shows whom a nudge will reach and what they will read: those who
// have not answered. sample is the message as one of them sees it.
func NudgePreview(p *locale.Printer, e programme.Event, send int64, r Reach, own bool, sample Screen) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%d", verb, send) }
	heading := p.HTML("nudge.heading", "title", e.Title(p.Language()), "code", e.Code)
	back := Button{Label: p.Say("button.back"), Data: "e:" + e.Code}
	if r.All() == 0 {
		why := p.HTML("nudge.nobody")
		if r.Unreachable+r.NotLinked > 0 {
			why = Lines(p.HTML("reach.nobody"), unreached(p, r))
		}
		return Screen{Text: Paragraphs(heading, why), Rows: [][]Button{{back}}}
	}
	s := Screen{Text: Paragraphs(heading, Lines(ReachLines(p, r, own)...), "<blockquote>"+sample.Text+"</blockquote>")}
	s.Rows = [][]Button{
		{{Label: p.Say("button.send_to", "n", r.All()), Data: data("r.send"), Style: Primary}},
		{{Label: p.Say("button.send_at", "clock", string(NudgeClock), "n", r.All()), Data: data("r.ten")}},
	}
	if r.Later > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_all_now", "n", r.All()), Data: data("r.now")}})
	}
	words := "button.add_words"
	if own {
		words = "button.other_words"
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say(words), Data: data("r.words")}}, []Button{{Label: p.Say("button.test"), Data: data("r.test")}, back})
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

// Pace is how fast a mass send goes.
type Pace struct {
	Left   time.Duration // until the last that may go now has left; 0: not known
	Later  int           // of those on the way: they wait for their hour
	NextAt time.Time     // the first of these hours
}

// Progress shows a mass send under way, with a button to stop it, and at the end
// its report, with a button to the names of those whom it did not reach. Hours are
// those of the reader's zone.
func Progress(p *locale.Printer, e programme.Event, send int64, r Report, pace Pace, zone string, stopped bool) Screen {
	s := Screen{Text: Lines(
		p.HTML("progress.going", "title", e.Title(p.Language()), "code", e.Code, "reached", r.Reached, "left", r.OnTheWay),
		progressBar(r), paceLine(p, pace, zone))}
	if r.OnTheWay > 0 && !stopped {
		s.Rows = [][]Button{{{Label: p.Say("button.stop"), Data: fmt.Sprintf("r.stop:%d", send), Style: Danger}}}
		return s
	}
	key := "progress.done"
	if stopped {
		key = "progress.stopped"
	}
	if !stopped && r.Reached == 0 && r.Skipped > 0 {
		key = "progress.withdrawn"
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
	if missed := r.Failed + r.Unreachable + r.NotLinked + r.Skipped; missed > 0 {
		s.Rows = [][]Button{{
			{Label: p.Say("button.missed", "n", missed), Data: fmt.Sprintf("r.missed:%d:0", send)},
			{Label: p.Say("button.relay"), Data: fmt.Sprintf("r.relay:%d", send)},
		}}
	}
	return s
}

// barLength is how many characters the bar of a progress has.
const barLength = 12

// progressBar is ▓▓▓▓▓▓░░░░░░ 50 %.
func progressBar(r Report) locale.HTML {
	done := r.Reached + r.Failed + r.Unreachable + r.NotLinked + r.Skipped
	all := done + r.OnTheWay
	if all == 0 {
		return ""
	}
	full := barLength * done / all
	return locale.HTML(fmt.Sprintf("%s%s %d %%", strings.Repeat("▓", full), strings.Repeat("░", barLength-full), 100*done/all))
}

// paceLine says how long it will take, and what waits for its hour.
func paceLine(p *locale.Printer, pace Pace, zone string) locale.HTML {
	var left, later locale.HTML
	switch {
	case pace.Left >= time.Minute:
		left = p.HTML("progress.minutes_left", "n", int((pace.Left+time.Minute-1)/time.Minute))
	case pace.Left > 0:
		left = p.HTML("progress.seconds_left")
	}
	if pace.Later > 0 {
		later = p.HTML("progress.later", "n", pace.Later, "when", p.DayAndClock(pace.NextAt, zoneOr(zone)))
	}
	return Lines(left, later)
}
