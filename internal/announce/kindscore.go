package announce

import "jarchy/internal/programme"

// kindScore says how likely a word names the event.
func (r *reader) kindScore(h hit[kindWord]) float64 {
	s := float64(h.value.weight) + float64(h.value.words-1)
	first, _ := r.sentenceRange(h.from)
	switch r.labelled(h.from) {
	case "label_kind":
		s += 15
	case "label_title":
		s += 8
	case "label_other", "label_partners", "label_deadline", "label_audience", "label_place":
		s -= 6
	}
	switch n := r.sentence[h.from]; {
	case n == 0:
		s += 5
	case n == 1:
		s += 3
	case n == 2:
		s += 2
	}
	s -= r.aside[h.from]
	s -= 0.02 * float64(h.from)
	if r.sentenceHasDate(h.from) {
		s += 3
	}
	if _, ok := r.cueAfter("verb", h.to, 14); ok {
		s += 2
	} else if _, ok := r.cueBefore("verb", h.from, 12); ok {
		s += 2
	}
	if _, ok := r.cueBefore("organiser", h.from, 3); ok && r.toks[h.from].capital && !r.any {
		s -= 8 // organised by the Congress of Businessmen
	}
	if r.isQuotedBehind(h.from) {
		s -= 8 // Workshop "Building Training Institutes"
	}
	if r.isTalkedOf(h.from) {
		s -= 8
	}
	if _, ok := r.cueBefore("preparing", h.from, 8); ok {
		s -= 8 // the committee for the preparation of the forum
	}
	if r.hasAt("part", h.from) || r.tok(h.from-1).is("preparatory") || hasStem(r.tok(h.from-1).low, "подготовительн") {
		s -= 7
	}
	if _, ok := r.cueBefore("told_of", h.from, 8); ok && r.sentence[h.from] > 0 {
		s -= 5 // the council met; it heard of the next congress
	}
	if r.isIngredient(h) {
		s -= 5
	}
	if r.organisesAnother(h) {
		s -= 8
	}
	if r.tok(h.to).is("of") && r.hasAt("people", h.to+1) && h.value.kind == programme.Training || r.tok(h.from-1).is("supports", "support") {
		s -= 3 // supports the training of officers: what is done, not what it is called
	}
	s += r.determined(h, first)
	return s
}

// isIngredient reports whether a word names what an event has in it: "a two-day programme
// with plenary talks".
func (r *reader) isIngredient(h hit[kindWord]) bool {
	if r.sentence[h.from] == 0 {
		return false
	}
	for j := h.from - 1; j > 0 && j >= h.from-3 && !r.starts[j] && r.toks[j].sort == word; j-- {
		if r.toks[j].is("with", "including") {
			return true
		}
		if r.toks[j].is("a", "an", "the", "of", "for", "in", "on") {
			break
		}
	}
	return false
}

// organisesAnother reports whether a word belongs to the name of somebody who holds the event:
// "the Advisory Mission Ukraine organised a workshop".
func (r *reader) organisesAnother(h hit[kindWord]) bool {
	if r.isRussian(h.from) {
		return false
	}
	named := r.toks[h.from].capital && !r.any
	for j := h.to; j < h.to+8 && j+1 < len(r.toks) && r.sentence[j] == r.sentence[h.from]; j++ {
		if r.toks[j].is("organised", "organized", "held", "hosted", "conducted", "convened", "delivered", "ran") {
			return (r.toks[j+1].is("a", "an", "the", "its") || r.toks[j+1].sort == number) && (named || r.kindNear(j+1))
		}
		if r.toks[j].is("was", "were", "is", "are", "be", "been", "which", "that") {
			return false
		}
	}
	return false
}

// kindNear reports whether an event is named within a few tokens from token i on.
func (r *reader) kindNear(i int) bool {
	for j := i; j < i+6; j++ {
		if r.isKind(j) {
			return true
		}
	}
	return false
}

// determined weighs the words before: "a regional workshop" introduces an
// event, "the workshop" points back to one.
func (r *reader) determined(h hit[kindWord], first int) float64 {
	adjectives := 0
	for j := h.from - 1; j >= first && j >= h.from-7; j-- {
		t := r.toks[j]
		if t.sort == number || t.is("th", "st", "nd", "rd") {
			return 3
		}
		if _, ok := r.cue("fresh", j); ok {
			return 3
		}
		if _, ok := r.cue("anaphor", j); ok {
			if adjectives == 0 && !r.tok(h.to).is("on", "for", "по", `"`) && r.sentence[h.from] > 0 {
				return -4
			}
			return 1
		}
		if t.sort != word || t.is("of", "in", "and", "for", "on") {
			break
		}
		adjectives++
	}
	if r.tok(h.to).is("on", "for", "about", "по", `"`, "на", "under", "of", "entitled") {
		return 2
	}
	return 0
}

// sentenceHasDate reports whether a day is told in the sentence of token i
// that is not said in passing.
func (r *reader) sentenceHasDate(i int) bool {
	for _, m := range r.dates {
		if r.sentence[m.from] == r.sentence[i] && r.aside[m.from] == 0 && !m.coarse {
			return true
		}
	}
	return false
}

// closeKind is how near the score of another kind may be to the chosen one's: nearer, the
// chosen one is wrong in six of ten texts.
const closeKind = 2.0

// rivalKind is the kind of the likeliest other word that may name the event as well as the
// chosen one; empty if there is none.
func (r *reader) rivalKind() (rival programme.Kind) {
	main := r.kinds[r.main]
	least := r.kindScore(main) - closeKind
	for _, h := range r.kinds {
		if h.value.kind == main.value.kind || h.value.weight <= 3 || refines(main.value.kind, h.value.kind) {
			continue
		}
		if score := r.kindScore(h); score > least {
			rival, least = h.value.kind, score
		}
	}
	return rival
}
