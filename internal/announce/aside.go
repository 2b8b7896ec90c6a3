package announce

import "slices"

// How surely a part of the text tells of another event.
const (
	soft    = 6.0
	hanging = 10.0 // a clause that hangs on something else: ", which was held in …"
	hard    = 20.0
)

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
				aside[j] = hard
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
			if end, ok := r.cue("passing", i); ok && !(r.toks[i].is("building") && i > a+1) && !(r.toks[i].is("started", "began") && r.isPlace(min(end, len(r.toks)-1))) {
				weight, at = hard, i
				break
			}
			if _, ok := r.cue("aside", i); ok && weight == 0 && !r.isNextAlone(i) && !r.tok(i-1).is("впервые", "time") {
				weight, at = soft, i
			}
		}
		if r.toks[a].is("(") { // (9 December)
			weight, at = r.weigh(aside, previous, a), a
		}
		if a > from && r.hangs(a, b) {
			if lead := r.weigh(aside, previous, a); lead > 0 {
				weight, at = max(weight, lead), a
			} else if !r.kindIn(r.overAside(previous, from), a) && !(r.isKind(a-1) && r.tok(a-2).is("the", "this")) {
				weight, at = max(weight, hanging), a
			}
		}
		if weight == 0 && r.toks[a].is(",") && a > from && aside[a-1] > 0 && r.isPlace(a-1) && (r.isPlace(a+1) || r.inDate(a+1)) {
			weight, at = aside[a-1], a // the next meeting in Cairo, Egypt, on 5 May
		}
		for i := at; i < b && !(weight == hard && i > at+2 && r.tells(i)); i++ {
			aside[i] = max(aside[i], weight)
		}
		previous, a = a, b
	}
}

// overAside returns where the part of a sentence begins that stands before one in brackets
// at token i: "the meeting of the network (VETNET), which took place".
func (r *reader) overAside(i, from int) int {
	for i > from && r.toks[i].is("(", ")") {
		for i--; i > from && !r.divides(i); i-- {
		}
	}
	return i
}

// tells reports whether a verb at token i begins what the sentence itself tells: "in line
// with the order of 5 May the centre holds a course".
func (r *reader) tells(i int) bool {
	return r.hasAt("tells", i)
}

// isNextAlone reports whether "the next" at token i names the first event that the text
// speaks of, or the first whose day it tells: then it is no other one.
func (r *reader) isNextAlone(i int) bool {
	next := r.toks[i].is("next") || r.toks[i].is("the") && r.tok(i+1).is("next") || hasStem(r.toks[i].low, "следующ")
	return next && (!r.kindIn(0, i) || !slices.ContainsFunc(r.dates, func(m mention) bool { return m.to <= i && !m.coarse }))
}

// divides reports whether a part of a sentence begins at token i.
func (r *reader) divides(i int) bool {
	t := r.toks[i]
	return t.is(",", ";", "(", ")") || t.is("-") && t.gap && i+1 < len(r.toks) && r.toks[i+1].gap && !r.inDate(i)
}

// hangs reports whether a part of a sentence hangs on a noun before it.
func (r *reader) hangs(a, b int) bool {
	for i := a; i < b && i < a+7; i++ {
		if _, ok := r.cue("relative", i); ok && !(r.tok(i+1).is("is") && r.tok(i+2).is("why")) {
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
		if k.from >= from && k.to <= to && (k.value.weight > 3 || r.toks[k.from].capital) {
			return true
		}
	}
	return false
}
