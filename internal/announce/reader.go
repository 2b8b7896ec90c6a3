package announce

import (
	"time"

	"jarchy/internal/programme"
)

// reader reads one block of text that tells of one event.
type reader struct {
	grammar
	text     string
	sentence []int    // of each token
	bounds   [][2]int // the tokens [from,to) of each sentence
	verbs    bool     // a verb of telling stands in the text
	starts   []bool   // a line, an item or a sentence starts at the token
	labels   []label
	aside    []float64 // how surely the token tells of something else: 0, soft or hard
	dates    []mention
	times    []hour
	kinds    []hit[kindWord]
	spots    []spot
	moved    bool  // a move took days out of dates
	moves    int   // from one day to another: of several events
	tense    tense // of the event, once tensed
	tensed   bool
	dated    []bool // tokens of dates, of hours, of names of places
	clocked  []bool
	placed   []bool
	main     int  // the index in kinds of what the block is about, or -1
	short    bool // one line, typed by hand
	marks    []programme.Mark
}

// newReader prepares a block for reading.
func newReader(text string, now time.Time) *reader {
	k := know()
	toks := unwrap(text, tokens(text), k)
	r := &reader{grammar: grammarOf(k, toks, now), text: text, main: -1}
	r.sentence, r.starts = sentences(toks, k)
	for i, n := range r.sentence {
		for len(r.bounds) <= n {
			r.bounds = append(r.bounds, [2]int{i, i})
		}
		r.bounds[n][1] = i + 1
	}
	r.verbs = r.has("verb", 0, len(toks)) || r.has("tongue_verb", 0, len(toks))
	r.labels = labels(toks, r.starts, k)
	r.setDates(r.mentions())
	for n, l := range r.labels {
		if l.name == "label_time" && r.inDate(l.start) { // Start: 6 May
			r.labels[n].name = "label_date"
		}
	}
	r.times = r.hours(r.dates)
	r.clocked = make([]bool, len(toks))
	for _, h := range r.times {
		for i := h.from; i < h.to; i++ {
			r.clocked[i] = true
		}
	}
	r.placed = make([]bool, len(toks))
	for i := range toks {
		_, end := r.places.at(toks, i, true)
		for j := i; j < end; j++ {
			r.placed[j] = true
		}
	}
	r.kinds = r.kindHits()
	r.aside = r.asides()
	r.short = r.isShort()
	r.main = r.mainKind()
	r.spots = r.findSpots()
	return r
}

// isShort reports whether the block is one line such as people type: commas,
// no verbs of telling.
func (r *reader) isShort() bool {
	if len(r.toks) == 0 || len(r.toks) > 60 || r.sentence[len(r.toks)-1] > 1 {
		return false
	}
	for i := range r.toks {
		if r.toks[i].sort == line {
			return false
		}
		if r.toks[i].is("starts", "begins", "ends", "starting", "beginning", "начало", "начинается", "окончание", "заканчивается") {
			continue // says when, and tells nothing
		}
		if r.hasAt("verb", i) || r.hasAt("past", i) || r.hasAt("join_in", i) || r.toks[i].is("will", "пройдет", "состоится") {
			return false
		}
	}
	return true
}

// note marks tokens [from,to) as understood.
func (r *reader) note(from, to int, f programme.Field) {
	if from < to && to <= len(r.toks) {
		r.marks = append(r.marks, programme.Mark{From: r.toks[from].from, To: r.toks[to-1].to, Field: f})
	}
}

// isQuoted reports whether token i stands between quotation marks in its line.
func (r *reader) isQuoted(i int) bool {
	open := false
	for j := i - 1; j >= 0 && r.toks[j].sort != line; j-- {
		if r.toks[j].is(`"`) {
			open = !open
		}
	}
	return open
}

// setDates takes the dates of the text, without those that a move put others in the
// place of.
func (r *reader) setDates(dates []mention) {
	r.dates, r.dated = dates, make([]bool, len(r.toks))
	r.moves = 0
	for n, m := range dates {
		if m.old {
			r.moves++
		}
		if m.fixed && r.isQuoted(m.from) {
			dates[n].said, dates[n].loose = true, true
		}
		for i := m.from; i < m.to; i++ {
			r.dated[i] = true
		}
	}
	r.dates = r.standing(dates)
}
