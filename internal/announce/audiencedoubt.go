package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// isPieced reports whether no sentence names all that are invited, so that the list is
// put together from several and one of them may tell of others.
func (r *reader) isPieced(bySentence map[int][]string, all []string) bool {
	for _, codes := range bySentence {
		if !slices.ContainsFunc(all, func(c string) bool { return !slices.Contains(codes, c) }) {
			return false
		}
	}
	return len(all) > 0
}

// isDistant reports whether a region is named only in sentences that tell neither what the
// event is nor who came.
func (r *reader) isDistant(bySentence map[int][]string) bool {
	for n := range bySentence {
		b := r.bounds[n]
		if r.main < 0 || n == r.sentence[r.kinds[r.main].from] || r.has("join_in", b[0], b[1]) || r.has("heads", b[0], b[1]) {
			return false
		}
	}
	return true
}

// isOfOtherKind reports whether the sentence of token i speaks of an event of another
// kind only: "The conference was also attended by …" in a text on a study tour.
func (r *reader) isOfOtherKind(i int) bool {
	found := false
	for _, k := range r.kinds {
		if r.sentence[k.from] != r.sentence[i] || k.value.weight < 5 {
			continue
		}
		if r.main < 0 || k.value.kind == r.kinds[r.main].value.kind || refines(r.kinds[r.main].value.kind, k.value.kind) {
			return false
		}
		found = true
	}
	return found
}

// isNational reports whether an event that names no audience is for the people
// of its host country: it says so, or speaks of the country's own affairs.
func (r *reader) isNational(d *programme.Draft) bool {
	if len(d.Hosts) == 0 || d.Mode == programme.Online {
		return false
	}
	if r.main >= 0 {
		k := r.kinds[r.main]
		from, _ := r.sentenceRange(k.from)
		if r.has("national", max(from, k.from-6), k.to+1) || r.has("whole_country", 0, len(r.toks)) {
			return true
		}
		if r.has("international", max(from, k.from-6), k.to) {
			return false
		}
	}
	if len(d.Hosts) > 1 {
		return false
	}
	for _, s := range r.spots {
		if s.place.sort == country && s.place.codes[0] == d.Hosts[0] && !s.beside && s.host > 0 && s.host < surely && r.aside[s.from] == 0 && r.main >= 0 && r.sentence[s.from] > r.sentence[r.kinds[r.main].from] && !r.tok(s.from-1).is("(", ",") {
			if _, ok := r.headBefore(s.from - 1); ok && !r.isOfficial(&s) {
				return true
			}
		}
	}
	return false
}
