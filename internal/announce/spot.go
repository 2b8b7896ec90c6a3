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
		if end == i || r.isHalf(i) || !r.properName(i) && !isLowerAdjective(r.toks[end-1]) {
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
	r.labelsOfCountry(spots)
	return spots
}

// properName reports whether token i may begin a name: it is written with a
// capital, or capitals tell nothing here.
func (r *reader) properName(i int) bool {
	t := r.toks[i]
	if t.capital && isCamel(r.raw(i, i+1)) {
		return false // CoNGO
	}
	return t.capital || r.any || r.tok(i-1).is("in", "from") && len(t.low) > 4 || isLowerAdjective(t) || strings.HasPrefix(t.low, "остров") && r.tok(i+1).capital
}

// isCamel reports whether a capital follows a small letter in a word.
func isCamel(raw string) bool {
	for i := 1; i < len(raw); i++ {
		if raw[i] >= 'A' && raw[i] <= 'Z' && raw[i-1] >= 'a' && raw[i-1] <= 'z' {
			return true
		}
	}
	return false
}

// isLowerAdjective reports whether a word is written small by rule: Russian
// adjectives of nationality are.
func isLowerAdjective(t token) bool {
	return t.sort == word && (strings.Contains(t.low, "ск") || strings.Contains(t.low, "цк"))
}

// isHalf reports whether token i is the second half of an adjective that joins two
// countries: грузино-российский.
func (r *reader) isHalf(i int) bool {
	return isLowerAdjective(r.toks[i]) && !r.toks[i].gap && r.tok(i-1).is("-") && !r.tok(i-1).gap && strings.HasSuffix(r.tok(i-2).low, "о")
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
		if n > 0 && r.isState(spots[n-1], s) || r.inHour(s.from) { // 6 pm
			continue
		}
		if _, ok := r.cue("instrument", s.to); ok && r.tok(s.to).capital && s.place.sort != adjective {
			continue
		}
		before := r.tok(s.from - 1)
		if s.place.code && s.to-s.from == 1 {
			t := r.toks[s.from]
			beside := n > 0 && r.adjacent(spots[n-1], s) || n+1 < len(spots) && r.adjacent(s, spots[n+1])
			led := (before.is("of", "from", "for", "из", "in") || r.agencyBefore(s.from)) && slices.Contains(ownCodes, s.place.codes[0])
			if !t.caps && !(r.any && beside && !t.is("in", "is", "it", "no", "to", "so", "be", "at", "am", "as", "do", "me", "my", "by")) || !beside && !led {
				continue
			}
		}
		if s.place.faint && !r.isPlain(spots, n) {
			continue
		}
		if s.place.weak {
			follows := n+1 < len(spots) && r.adjacent(s, spots[n+1]) && r.tok(s.to).is(",", "(")
			inLine := r.short && (r.isKind(s.from-1) || r.inDate(s.to))
			if !r.fillsCell(s) && !before.is("in", "в", "во", "г", "city", "at", ".", ",", ":") && r.labelled(s.from) != "label_place" && !(before.is("(") && r.tok(s.to).is(",") && r.inDate(s.to+1)) && !follows && !inLine || s.from == 0 && !follows {
				continue
			}
		}
		if r.tok(s.to).is("ocean", "basin", "river", "gulf", "океан", "океана", "океане") || before.is("new") && before.capital {
			continue // Indian Ocean, Congo Basin, New Ireland
		}
		if r.isAmericanState(spots, n) || s.place.sort == adjective && s.place.codes[0] == "US" && before.is("south", "latin", "central", "north", "inter", "pan", "-") {
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// ownCodes are the countries whose two letters need no company: those that a team of the
// region writes so. Elsewhere two capitals are an abbreviation.
var ownCodes = []string{"KZ", "KG", "TJ", "TM", "UZ", "AF", "RU", "US", "UK", "EU"}

// fillsCell reports whether a place stands alone in a cell of a row.
func (r *reader) fillsCell(s spot) bool {
	ends := func(i int) bool { return i < 0 || i >= len(r.toks) || r.toks[i].is("|") || r.toks[i].sort == line }
	return ends(s.from-1) && ends(s.to) && (r.tok(s.from-1).is("|") || r.tok(s.to).is("|"))
}

// isPlain reports whether one of the world's thousands of towns stands where only a
// place can: behind "in" or "г.", under the label of a place, or beside its country.
func (r *reader) isPlain(spots []spot, n int) bool {
	s := spots[n]
	if r.tok(s.to).sort == number && !r.inDate(s.to) {
		return false // a street and its house
	}
	if r.labelled(s.from) == "label_place" || r.fillsCell(s) {
		return true
	}
	if isLowerAdjective(r.toks[s.from]) && s.to-s.from == 1 && r.tok(s.to).sort == word && !r.tok(s.to).capital && len([]rune(r.tok(s.to).low)) > 3 {
		return false // в Московском университете: no town of that name
	}
	if !r.toks[s.from].capital && !r.any {
		return false
	}
	if n+1 < len(spots) && slices.Contains(spots[n+1].place.codes, s.place.codes[0]) && spots[n+1].place.sort == country && (r.adjacent(s, spots[n+1]) || spots[n+1].from == s.to) {
		return true
	}
	if r.inTown(s.to) {
		return true
	}
	before := r.tok(s.from - 1)
	if n > 0 && spots[n-1].to == s.from && spots[n-1].place.sort == adjective && slices.Equal(spots[n-1].place.codes, s.place.codes) {
		return true // в латвийской Елгаве
	}
	if r.any {
		return false
	}
	if before.is("in", "at") && !r.hasAt("verb", s.to) {
		return true
	}
	if before.is("uc") && before.caps || before.is(",") && r.tok(s.from-2).is("university", "universität", "institute", "college") && r.has("at", max(0, s.from-10), s.from-2) {
		return true // at the Riga Technical University, Riga
	}
	if before.is("г", "гор", "городе", "город", "city") || before.is(".") && r.tok(s.from-2).is("г", "гор") && !before.gap {
		return true
	}
	if before.is("в", "во") && r.isRussian(s.from) {
		return true
	}
	if r.inDate(s.to) && (before.sort == mark || before.sort == line) {
		return true
	}
	// Urgench, Ferghana and Samarkand: beside a town that is known to be meant.
	return n > 0 && r.adjacent(spots[n-1], s) && spots[n-1].place.sort == city && spots[n-1].place.codes[0] == s.place.codes[0]
}
