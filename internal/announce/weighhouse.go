package announce

// isHouseOfOther reports whether an adjective belongs to the name of a house that is said to
// be elsewhere: "the Canadian School of Hong Kong".
func (r *reader) isHouseOfOther(s *spot) bool {
	for i := s.to; i < s.to+4 && r.tok(i).sort == word && r.toks[i].capital; i++ {
		if r.toks[i].is("school", "university", "college", "academy", "institute") && r.tok(i+1).is("of", "in") {
			values, end := r.places.at(r.toks, min(i+2, len(r.toks)-1), r.any)
			return end > i+2 && values[0].sort <= city && values[0].codes[0] != s.place.codes[0]
		}
	}
	return false
}

// isReceivingHouse reports whether an adjective belongs to the name of a university that
// receives the event: "Гродненский аграрный университет принимал конференцию", "Kazakh
// National University hosts the conference".
func (r *reader) isReceivingHouse(s *spot) bool {
	if !r.toks[s.from].capital || r.any {
		return false
	}
	for i, house := s.to, false; i < s.to+14 && i < len(r.toks) && r.sentence[i] == r.sentence[s.from]; i++ {
		t := r.toks[i]
		switch {
		case house && (r.hasAt("receives", i) && !r.tok(i+1).is("участие") || t.is("hosts", "hosted") && !r.tok(i+1).is("by") || t.is("host") && r.tok(i-1).is("will", "to")):
			return true
		case r.hasAt("institute", i) && !house:
			house = true
		case house && (r.inDate(i) || t.sort == number || t.is("will", "to", "is", "в", "году", "года", "г")):
		case t.sort != word || t.is("and", "и") || r.hasAt("verb", i) || !house && !t.capital && !r.isRussian(i):
			return false
		}
	}
	return false
}

// houseFrom returns where the capitalised words of a house's name begin that end before
// token i+1.
func (r *reader) houseFrom(i int) int {
	for i > 0 && r.tok(i).capital && r.tok(i-1).capital {
		i--
	}
	return i
}
