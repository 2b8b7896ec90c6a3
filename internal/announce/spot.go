package announce

import (
	"slices"
	"strings"
)

// spot is a name on the map in the text, and what the words around make of it.
type spot struct {
	from, to int // tokens
	place    *place
	host     float64 // how surely the event is held there
	audience float64 // how surely its people are invited
	chain    int     // spots of one list have one number
	beside   bool    // the country behind its city: Almaty, Kazakhstan
}

// From these weights on a spot counts.
const (
	surely  = 6.0
	perhaps = 4.0
)

// findSpots finds the places of the text and weighs them.
func (r *reader) findSpots() []spot {
	var spots []spot
	for i := 0; i < len(r.toks); {
		values, end := r.places.at(r.toks, i, r.any)
		if end == i || !r.properName(i) {
			i++
			continue
		}
		spots = append(spots, spot{from: i, to: end, place: r.pick(values, end)})
		i = end
	}
	spots = r.dropDoubtful(spots)
	for n := range spots {
		r.weighSpot(spots, n)
	}
	return spots
}

// properName reports whether token i may begin a name: it is written with a
// capital, or capitals tell nothing here.
func (r *reader) properName(i int) bool {
	t := r.toks[i]
	return t.capital || r.any || r.tok(i-1).is("in", "from") && len(t.low) > 4 || isLowerAdjective(t)
}

// isLowerAdjective reports whether a word is written small by rule: Russian
// adjectives of nationality are.
func isLowerAdjective(t token) bool {
	return t.sort == word && (strings.Contains(t.low, "ск") || strings.Contains(t.low, "цк"))
}

// pick chooses between places of one name by the country that follows.
func (r *reader) pick(values []*place, end int) *place {
	if len(values) == 1 {
		return values[0]
	}
	next := end
	for r.tok(next).is(",", "(") {
		next++
	}
	if next < len(r.toks) {
		if after, _ := r.places.at(r.toks, next, r.any); len(after) > 0 {
			for _, v := range values {
				if v.sort == city && slices.Contains(after[0].codes, v.codes[0]) {
					return v
				}
			}
		}
	}
	return values[0]
}

// dropDoubtful drops what only looks like a place: two-letter codes without
// company, words that are also names, treaties named after cities.
func (r *reader) dropDoubtful(spots []spot) []spot {
	var kept []spot
	for n, s := range spots {
		if n > 0 && r.isState(spots[n-1], s) {
			continue
		}
		if _, ok := r.cue("instrument", s.to); ok && r.tok(s.to).capital && s.place.sort != adjective {
			continue
		}
		before := r.tok(s.from - 1)
		if s.place.code && s.to-s.from == 1 {
			t := r.toks[s.from]
			beside := n > 0 && r.adjacent(spots[n-1], s) || n+1 < len(spots) && r.adjacent(s, spots[n+1])
			led := before.is("of", "from", "for", "из", "in") || r.agencyBefore(s.from)
			if !t.caps && !(r.any && beside && !t.is("in", "is", "it", "no", "to", "so", "be", "at", "am", "as", "do", "me", "my", "by")) || !beside && !led {
				continue
			}
		}
		if s.place.weak {
			follows := n+1 < len(spots) && r.adjacent(s, spots[n+1]) && r.tok(s.to).is(",", "(")
			if !before.is("in", "в", "во", "г", "city", "at", ".", ",", ":") && !follows || s.from == 0 && !follows {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// isState reports whether a spot is not the country but the American state of
// that name: Atlanta, Georgia.
func (r *reader) isState(before, s spot) bool {
	return before.place.sort == city && s.place.sort == country && before.place.codes[0] == "US" && s.place.codes[0] == "GE" && r.adjacent(before, s)
}

// adjacent reports whether two spots are neighbours of one list.
func (r *reader) adjacent(a, b spot) bool {
	for i := a.to; i < b.from; i++ {
		if !r.toks[i].is(",", "and", "и", "/", "&", "(", "-", "the", "as", "well", "also", "+", ")", "или", "or", "а", "также", "г", ".", "both") {
			return false
		}
	}
	return b.from-a.to <= 4 && r.sentence[a.from] == r.sentence[b.from]
}
