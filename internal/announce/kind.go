package announce

import "jarchy/internal/programme"

// kindHits finds the words for events that are not part of another word:
// a "training centre" is no training.
func (r *reader) kindHits() []hit[kindWord] {
	var hits []hit[kindWord]
	for _, h := range r.grammar.kinds.all(r.toks, r.any) {
		if r.isPartOfName(h) {
			continue
		}
		h = r.withoutCoaches(h)
		if n := len(hits); n > 0 && hits[n-1].to == h.from && refines(hits[n-1].value.kind, h.value.kind) {
			continue // a train-the-trainers course
		}
		if n := len(hits); n > 0 && hits[n-1].to == h.from && !r.isRussian(h.from) {
			hits = hits[:n-1] // the last noun is the head: a training meeting
		}
		hits = append(hits, h)
	}
	return hits
}

func (r *reader) isKind(i int) bool {
	if i < 0 || i >= len(r.toks) {
		return false
	}
	values, _ := r.grammar.kinds.at(r.toks, i, r.any)
	return len(values) > 0
}

// mainKind chooses the word that names the event which the block is about.
func (r *reader) mainKind() int {
	best, bestScore := -1, 0.0
	for i, h := range r.kinds {
		if s := r.kindScore(h); s > bestScore {
			best, bestScore = i, s
		}
	}
	if best < 0 {
		return -1
	}
	// In one sentence the more telling word wins: "a training … where trainers
	// facilitated training of trainers".
	for i, h := range r.kinds {
		b := r.kinds[best]
		if r.sentence[h.from] == r.sentence[b.from] && r.aside[h.from] < hard && !r.isTalkedOf(h.from) && refines(h.value.kind, b.value.kind) && r.labelled(h.from) == r.labelled(b.from) {
			best = i
		}
	}
	return best
}

// isTalkedOf reports whether token i names what a press conference is on.
func (r *reader) isTalkedOf(i int) bool {
	j, ok := r.cueBefore("press_talk", i, 8)
	return ok && r.has("about_it", j, i)
}

// refines reports whether kind a says more exactly what b says.
func refines(a, b programme.Kind) bool {
	switch a {
	case programme.TrainingOfTrainers:
		return b == programme.Training
	case programme.SteeringGroup:
		return b == programme.Meeting
	}
	return b == programme.OtherKind && a != programme.OtherKind
}
