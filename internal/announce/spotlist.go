package announce

import "slices"

// labelsOfCountry weighs "Country: Kyrgyzstan" anew where a sentence says that the event
// is held in another: then it is the one of those who travel.
func (r *reader) labelsOfCountry(spots []spot) {
	bare := func(s spot) bool {
		l, ok := r.labelOver(s.from)
		return ok && l.name == "label_place" && r.has("of_country", l.head, l.start)
	}
	listed := 0
	for _, s := range spots {
		if s.place.sort != city && bare(s) {
			listed++
		}
	}
	for n, s := range spots {
		if s.place.sort == city || !bare(s) {
			continue
		}
		if listed > 2 || slices.ContainsFunc(spots, func(o spot) bool {
			return o.host >= surely && o.host >= o.audience && !bare(o) && !slices.Contains(o.place.codes, s.place.codes[0])
		}) {
			spots[n].host, spots[n].audience = 0, 7
		}
	}
}

// isAmericanState reports whether two letters are a state of America: Lemont, IL, USA.
func (r *reader) isAmericanState(spots []spot, n int) bool {
	s := spots[n]
	if !s.place.code || s.place.codes[0] == "US" || !r.tok(s.from-1).is(",") {
		return false
	}
	american := func(n int) bool {
		return n >= 0 && n < len(spots) && spots[n].place.codes != nil && slices.Contains(spots[n].place.codes, "US")
	}
	return american(n+1) && r.adjacent(s, spots[n+1]) || american(n-1) && r.adjacent(spots[n-1], s)
}

// isState reports whether a spot is not the country but the American state of
// that name: Atlanta, Georgia.
func (r *reader) isState(before, s spot) bool {
	return before.place.sort == city && s.place.sort == country && before.place.codes[0] == "US" && s.place.codes[0] == "GE" && r.adjacent(before, s)
}

// adjacent reports whether two spots are neighbours of one list.
func (r *reader) adjacent(a, b spot) bool {
	from := a.to
	if r.toks[from].is("(") { // from Kenya (Ms Achieng) and Ghana
		for from < b.from && !r.toks[from].is(")") {
			from++
		}
	}
	for i := from; i < b.from; i++ {
		if !r.toks[i].is(",", ";", "and", "и", "/", "&", "(", "-", "the", "as", "well", "also", "+", ")", "или", "or", "а", "также", "г", ".", "both", "мен", "менен", "жана", "және", "va", "ва", "we", "bilen", "билан") {
			return false
		}
	}
	return b.from-from <= 4 && r.sentence[a.from] == r.sentence[b.from]
}
