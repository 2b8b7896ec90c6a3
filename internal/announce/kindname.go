package announce

import "jarchy/internal/programme"

// isPartOfName reports whether a word for an event is only a part of what something else is
// called: a training centre, the OSCE Mission, the Forum Fisheries Agency.
func (r *reader) isPartOfName(h hit[kindWord]) bool {
	if _, modifies := r.cue("modifier", h.to); modifies && !r.tok(h.to).is("of") && !r.tok(h.to-1).is("for", "on", "in") {
		if end, ok := r.cue("modifier", h.to); ok && !r.isKind(end-1) {
			return true
		}
	}
	if h.to < len(r.toks) && r.toks[h.to].is("-") && !r.toks[h.to].gap && h.to+1 < len(r.toks) && !r.toks[h.to+1].gap && r.toks[h.to+1].sort == word {
		return true
	}
	if r.tok(h.from-1).is("of", "in") && r.tok(h.from).is("course") || r.tok(h.to-1).is("schools") && r.tok(h.from-1).is("of", "for") {
		return true
	}
	if h.value.words == 1 && h.value.kind == programme.ExpertMission && (r.tok(h.to).caps || r.tok(h.from-1).caps) && r.toks[h.from].capital && !r.any {
		return true // Миссия ОБСЕ, the OSCE Mission: a house, not a journey
	}
	return r.isOfBody(h) || r.toks[h.from].capital && !r.any && r.inOrganisation(h.to)
}

// withoutCoaches takes "для тренеров" off a kind where others are named beside them: they
// are coaches who come, "семинар для тренеров и судей" is no training of trainers.
func (r *reader) withoutCoaches(h hit[kindWord]) hit[kindWord] {
	if h.value.kind != programme.TrainingOfTrainers || !r.tok(h.to-2).is("для") || !r.tok(h.to).is("и") {
		return h
	}
	if values, end := r.grammar.kinds.at(r.toks[:h.from+1], h.from, r.any); end > h.from {
		h.to, h.value = end, values[0]
	}
	return h
}

// inOrganisation reports whether the capitalised words at token i end in one for a body:
// Forum Fisheries Agency.
func (r *reader) inOrganisation(i int) bool {
	for j := i; j < i+3 && r.tok(j).sort == word && r.tok(j).capital; j++ {
		if r.tok(j).is("agency", "secretariat", "foundation", "fund") {
			return true
		}
	}
	return false
}

// isOfBody reports whether a word names a body that somebody sits on, not its meeting:
// "Co-Chair of the Steering Committee", "член координационного совета".
func (r *reader) isOfBody(h hit[kindWord]) bool {
	if h.value.kind != programme.SteeringGroup {
		return false
	}
	_, ok := r.cueBefore("sits_on", h.from, 3)
	return ok
}

// isQuotedBehind reports whether token i stands in a name that follows an event's word.
func (r *reader) isQuotedBehind(i int) bool {
	for j := i - 1; j > 0 && j >= i-16 && r.sentence[j] == r.sentence[i]; j-- {
		if r.toks[j].is(`"`) {
			return r.isKind(j-1) && !r.isKind(j+1)
		}
	}
	return false
}
