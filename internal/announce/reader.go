package announce

import (
	"time"

	"jarchy/internal/programme"
)

// reader reads one block of text that tells of one event.
type reader struct {
	grammar
	text     string
	sentence []int  // of each token
	starts   []bool // a line, an item or a sentence starts at the token
	labels   []label
	aside    []float64 // how surely the token tells of something else: 0, soft or hard
	dates    []mention
	times    []hour
	kinds    []hit[kindWord]
	spots    []spot
	dated    []bool // tokens of dates, of hours, of names of places
	clocked  []bool
	placed   []bool
	main     int  // the index in kinds of what the block is about, or -1
	short    bool // one line, typed by hand
	marks    []programme.Mark
}

// How surely a part of the text tells of another event.
const (
	soft    = 6.0
	hanging = 10.0 // a clause that hangs on something else: ", which was held in …"
	hard    = 20.0
)

// newReader prepares a block for reading.
func newReader(text string, now time.Time) *reader {
	k := know()
	toks := unwrap(text, tokens(text), k)
	r := &reader{grammar: grammarOf(k, toks, now), text: text, main: -1}
	r.sentence, r.starts = sentences(toks, k)
	r.labels = labels(toks, r.starts, k)
	r.setDates(r.mentions())
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
		if r.hasAt("verb", i) || r.hasAt("past", i) || r.hasAt("join_in", i) || r.toks[i].is("will", "пройдет", "состоится") {
			return false
		}
	}
	return true
}

// labelled returns the name of the label that token i stands under.
func (r *reader) labelled(i int) string {
	for _, l := range r.labels {
		if i >= l.start && i < l.end {
			return l.name
		}
	}
	return ""
}

// labelOf returns the first part of the text under a label.
func (r *reader) labelOf(name string) (label, bool) {
	for _, l := range r.labels {
		if l.name == name && l.start < l.end {
			return l, true
		}
	}
	return label{}, false
}

// sentenceRange returns the tokens of the sentence that token i stands in.
func (r *reader) sentenceRange(i int) (from, to int) {
	from, to = i, i
	for from > 0 && r.sentence[from-1] == r.sentence[i] {
		from--
	}
	for to < len(r.toks) && r.sentence[to] == r.sentence[i] {
		to++
	}
	return from, to
}

// cueBefore returns the start of the last phrase of a cue within the limit of
// tokens before token i, in the same sentence and not beyond stop.
func (r *reader) cueBefore(name string, i, limit int) (int, bool) {
	for j := i - 1; j >= 0 && j >= i-limit && r.sentence[j] == r.sentence[i]; j-- {
		if end, ok := r.cue(name, j); ok && end <= i {
			return j, true
		}
	}
	return 0, false
}

// cueAfter returns the start of the next phrase of a cue within the limit of
// tokens from token i on, in the same sentence.
func (r *reader) cueAfter(name string, i, limit int) (int, bool) {
	if i >= len(r.toks) {
		return 0, false
	}
	for j := i; j < len(r.toks) && j < i+limit && r.sentence[j] == r.sentence[i]; j++ {
		if _, ok := r.cue(name, j); ok {
			return j, true
		}
	}
	return 0, false
}

// has reports whether a phrase of a cue stands in tokens [from,to).
func (r *reader) has(name string, from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := r.cue(name, i); ok {
			return true
		}
	}
	return false
}

// raw is the text of tokens [from,to) as written.
func (r *reader) raw(from, to int) string {
	if from >= to {
		return ""
	}
	return r.text[r.toks[from].from:r.toks[to-1].to]
}

// note marks tokens [from,to) as understood.
func (r *reader) note(from, to int, f programme.Field) {
	if from < to && to <= len(r.toks) {
		r.marks = append(r.marks, programme.Mark{From: r.toks[from].from, To: r.toks[to-1].to, Field: f})
	}
}

// asides finds the parts of sentences that tell of something else than the
// event: "the second session of which was held in …", "по итогам …".
func (r *reader) asides() []float64 {
	aside := make([]float64, len(r.toks))
	for from := 0; from < len(r.toks); {
		to := from + 1
		for to < len(r.toks) && r.sentence[to] == r.sentence[from] && r.toks[to].sort != line {
			to++
		}
		r.asidesOf(aside, from, to)
		from = to
	}
	return aside
}

// asidesOf weighs the parts of one sentence, which commas and brackets divide.
func (r *reader) asidesOf(aside []float64, from, to int) {
	for i := from; i < to && i < from+3; i++ {
		if r.hasAt("elsewhere", i) { // Meanwhile, …: all of it
			for j := i; j < to; j++ {
				aside[j] = soft
			}
			break
		}
	}
	previous := from // where the part before this one begins
	for a := from; a < to; {
		b := a + 1
		for b < to && !r.divides(b) {
			b++
		}
		weight, at := 0.0, b
		for i := a; i < b; i++ {
			if _, ok := r.cue("passing", i); ok && !(r.toks[i].is("building") && i > a+1) {
				weight, at = hard, i
				break
			}
			if _, ok := r.cue("aside", i); ok && weight == 0 {
				weight, at = soft, i
			}
		}
		if a > from && r.hangs(a, b) {
			if lead := r.weigh(aside, previous, a); lead > 0 {
				weight, at = max(weight, lead), a
			} else if !r.kindIn(previous, a) {
				weight, at = max(weight, hanging), a
			}
		}
		for i := at; i < b; i++ {
			aside[i] = max(aside[i], weight)
		}
		previous, a = a, b
	}
}

// divides reports whether a part of a sentence begins at token i.
func (r *reader) divides(i int) bool {
	t := r.toks[i]
	return t.is(",", ";", "(", ")") || t.is("-") && t.gap && i+1 < len(r.toks) && r.toks[i+1].gap && !r.inDate(i)
}

// setDates takes the dates of the text.
func (r *reader) setDates(dates []mention) {
	r.dates, r.dated = dates, make([]bool, len(r.toks))
	for _, m := range dates {
		for i := m.from; i < m.to; i++ {
			r.dated[i] = true
		}
	}
}

// inDate reports whether token i belongs to a date.
func (r *reader) inDate(i int) bool { return i >= 0 && i < len(r.dated) && r.dated[i] }

// hangs reports whether a part of a sentence hangs on a noun before it.
func (r *reader) hangs(a, b int) bool {
	for i := a; i < b && i < a+7; i++ {
		if _, ok := r.cue("relative", i); ok {
			return true
		}
	}
	return false
}

// weigh is the weight of the aside that tokens [from,to) end with.
func (r *reader) weigh(aside []float64, from, to int) float64 {
	w := 0.0
	for i := from; i < to; i++ {
		w = max(w, aside[i])
	}
	return w
}

// kindIn reports whether an event is named in tokens [from,to).
func (r *reader) kindIn(from, to int) bool {
	for _, k := range r.kinds {
		if k.from >= from && k.to <= to && k.value.weight > 3 {
			return true
		}
	}
	return false
}
