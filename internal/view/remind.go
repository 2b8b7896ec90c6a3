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
	Unaware     map[int64]int // by the oldest change that they were not told of, also who is out of reach; 0: they know all
}

// All is how many it will reach.
func (r Reach) All() int { return r.Now + r.Later }

// RemindPreview shows whom a mass send will reach and what they will read. sample
// is the message as one of them sees it.
func RemindPreview(p *locale.Printer, e programme.Event, send int64, r Reach, own programme.Words, alsoWaiting bool, waiting int, sample Screen) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%d", verb, send) }
	s := Screen{Text: Paragraphs(
		p.HTML("remind.heading", "title", e.Title(p.Language()), "code", e.Code),
		Lines(ReachLines(p, r, own)...),
		"<blockquote>"+sample.Text+"</blockquote>", wordsInOthers(p, own))}
	if r.All() > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_to", "n", r.All()), Data: data("r.send"), Style: Primary}})
		if r.Later > 0 {
			s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_all_now", "n", r.All()), Data: data("r.now")}})
		}
	}
	words := "button.add_words"
	if len(own) > 0 {
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

// wordsInOthers are staff's own words in the languages in which they gave them besides.
func wordsInOthers(p *locale.Printer, own programme.Words) locale.HTML {
	var lines []locale.HTML
	for _, l := range slices.Sorted(maps.Keys(own)) {
		if l != "" && l != p.Language() { // the sample has those of the reader
			lines = append(lines, p.HTML("in_language.words", "language", capital(p.Tongue(l)), "words", own[l]))
		}
	}
	return Lines(lines...)
}

// AskWords asks for staff's own words of a mass send: as they type them, or those for
// the readers of a language.
func AskWords(p *locale.Printer, e programme.Event, send int64, language string, own programme.Words) Screen {
	s := Screen{Text: Paragraphs(p.HTML("remind.heading", "title", e.Title(p.Language()), "code", e.Code), p.HTML("remind.ask_words"))}
	if language != "" {
		s.Text = Lines(s.Text, p.HTML("in_language.ask", "language", p.Tongue(language)))
	}
	if now := own[language]; now != "" {
		s.Text = Paragraphs(s.Text, p.HTML("now.words", "words", now))
	}
	for _, l := range locale.Languages() {
		if l.Complete && l.Code != p.Language() && language == "" {
			s.Rows = inRows(s.Rows, inLanguage(p, l.Code, own[l.Code] != "", fmt.Sprintf("r.words:%d:%s", send, l.Code)))
		}
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("r.back:%d", send)}})
	return s
}

// inLanguage is a button to words in a language, with a tick if they are there.
func inLanguage(p *locale.Printer, language string, there bool, data string) Button {
	b := Button{Label: p.Say("button.in_language", "language", p.Tongue(language)), Data: data}
	if there {
		b.Label = ticked(b.Label)
	}
	return b
}

// NudgeClock is the hour that a nudge can wait for.
const NudgeClock programme.Clock = "10:00"

// NudgePreview shows whom a nudge will reach and what they will read: those who
// have not answered. ten are those whom it reaches if it waits for NudgeClock, sample is
// the message as one of them sees it.
func NudgePreview(p *locale.Printer, e programme.Event, send int64, r, ten Reach, own programme.Words, sample Screen) Screen {
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
	s := Screen{Text: Paragraphs(heading, Lines(ReachLines(p, r, own)...), "<blockquote>"+sample.Text+"</blockquote>", wordsInOthers(p, own))}
	s.Rows = [][]Button{{{Label: p.Say("button.send_to", "n", r.All()), Data: data("r.send"), Style: Primary}}}
	if n := ten.All(); n > 0 { // that hour comes before the start
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_at", "clock", string(NudgeClock), "n", n), Data: data("r.ten")}})
	}
	if r.Later > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.send_all_now", "n", r.All()), Data: data("r.now")}})
	}
	words := "button.add_words"
	if len(own) > 0 {
		words = "button.other_words"
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say(words), Data: data("r.words")}}, []Button{{Label: p.Say("button.test"), Data: data("r.test")}, back})
	return s
}

// ReachLines say in numbers whom a message reaches, when, and in what languages staff's
// own words go to them as they were typed.
func ReachLines(p *locale.Printer, r Reach, own programme.Words) []locale.HTML {
	if r.All() == 0 {
		return []locale.HTML{p.HTML("reach.nobody"), unreached(p, r)}
	}
	lines := []locale.HTML{p.HTML("reach.now", "n", r.Now)}
	switch {
	case r.Later > 0 && r.Now == 0:
		lines[0] = p.HTML("reach.later", "n", r.Later, "clock", string(r.LaterAt))
	case r.Later > 0:
		lines[0] = p.HTML("reach.now_and_later", "now", r.Now, "later", r.Later, "clock", string(r.LaterAt))
	}
	if own[""] != "" && len(r.Languages) > 1 {
		var parts []string
		foreign := false // to who typed them
		for _, l := range slices.Sorted(maps.Keys(r.Languages)) {
			if own.In(l, "") == "" {
				parts = append(parts, fmt.Sprintf("%s %d", l, r.Languages[l]))
				foreign = foreign || l != p.Language()
			}
		}
		if foreign {
			lines = append(lines, p.HTML("reach.as_typed", "languages", strings.Join(parts, ", ")))
		}
	}
	return append(lines, unreached(p, r))
}

func unreached(p *locale.Printer, r Reach) locale.HTML {
	if r.Unreachable+r.NotLinked == 0 {
		return ""
	}
	return p.HTML("reach.not", "n", r.Unreachable+r.NotLinked)
}

// Report is what became of a message to many.
type Report struct {
	Reached, OnTheWay, Repeated int
	Missed                      []MissedCount // by reason
}

// Miss counts some more who were not reached.
func (r *Report) Miss(m Missed, n int) {
	i := slices.IndexFunc(r.Missed, func(c MissedCount) bool { return c.Why() == m.Why() })
	if i < 0 {
		r.Missed = append(r.Missed, MissedCount{Missed: m, N: n})
		return
	}
	r.Missed[i].N += n
}

// NotReached is how many were not reached, for whatever reason.
func (r Report) NotReached() (n int) {
	for _, m := range r.Missed {
		n += m.N
	}
	return n
}

// unsent reports whether nobody was reached because the message was taken back.
func (r Report) unsent() bool {
	return r.Reached == 0 && slices.ContainsFunc(r.Missed, func(m MissedCount) bool { return m.Why() == "changed" })
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
func Progress(p *locale.Printer, e programme.Event, send int64, r Report, pace Pace, zone string, stopped, mayStop bool) Screen {
	s := Screen{Text: Lines(
		p.HTML("progress.going", "title", e.Title(p.Language()), "code", e.Code, "reached", r.Reached, "left", r.OnTheWay),
		progressBar(r), paceLine(p, pace, zone))}
	if r.OnTheWay > 0 && !stopped {
		if mayStop {
			s.Rows = [][]Button{{{Label: p.Say("button.stop"), Data: fmt.Sprintf("r.stop:%d", send), Style: Danger}}}
		}
		return s
	}
	key := "progress.done"
	if stopped {
		key = "progress.stopped"
	}
	if !stopped && r.unsent() {
		key = "progress.withdrawn"
	}
	if r.OnTheWay > 0 { // what is on the wire cannot be called back
		r.Miss(Missed{Reason: "stopped"}, r.OnTheWay)
	}
	lines := []locale.HTML{p.HTML(key, "title", e.Title(p.Language()), "code", e.Code), p.HTML("progress.reached", "n", r.Reached)}
	if r.Repeated > 0 {
		lines = append(lines, p.HTML("progress.repeated", "n", r.Repeated))
	}
	for _, m := range r.Missed {
		lines = append(lines, p.HTML("digest.missed", "n", m.N, "why", missedWhy(p, m.Missed)))
	}
	s.Text = Lines(lines...)
	s.Rows = reasonRows(p, Cause{Verb: "r", ID: send}, r.Missed)
	return s
}

// barLength is how many characters the bar of a progress has.
const barLength = 12

// progressBar is ▓▓▓▓▓▓░░░░░░ 50 % of those who can be reached.
func progressBar(r Report) locale.HTML {
	all := r.Reached + r.OnTheWay
	if all == 0 {
		return ""
	}
	full := barLength * r.Reached / all
	return locale.HTML(fmt.Sprintf("%s%s %d %%", strings.Repeat("▓", full), strings.Repeat("░", barLength-full), 100*r.Reached/all))
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
