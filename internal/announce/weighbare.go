package announce

// weighBare weighs a place without a preposition: after its venue, at the head
// of news, in a list of commas, or in the Russian genitive.
func (r *reader) weighBare(s *spot, before int) {
	if r.weighListed(s, before) || s.place.sort == country && r.weighBehindTown(s, before) || s.place.sort == city && r.weighTown(s, before) {
		return
	}
	p := r.tok(before)
	if s.place.sort == country && r.joinsList(s) {
		s.audience = 7
		return
	}
	if s.from < 6 && s.place.sort != group && r.headOfLine(s) && r.tok(s.to).is(",", "-", ".", ":", "(") {
		s.host = max(s.host, 5)
	}
	if r.atInstitute(s) || r.inHouse(s.to) {
		s.host = surely + 0.5
		return
	}
	if (r.agencyBefore(s.from) || r.hasAgency(s.from) && !p.is(",", ".")) && !r.isCounterpart(before) && !r.has("as_speaker", max(0, s.from-10), s.from) {
		s.audience = 7
	}
	if p.sort == word && s.audience == 0 {
		r.weighGenitive(s, before)
	}
	if s.place.sort == country && r.areParties(s) {
		s.audience = 7
	}
	if r.short || r.inListLine(s) {
		r.weighSegment(s)
	}
	if r.short && s.place.sort == city && s.audience < surely {
		s.host = max(s.host, surely)
	}
	if s.place.sort == city && (r.isKind(s.to) || r.isKind(s.from-1)) && s.host == 0 {
		s.host = perhaps
	}
	if s.place.sort == country && p.is(",") && r.endsAddress(before) {
		s.host = max(s.host, 7.5)
	}
	if j, ok := r.cueAfter("join_in", s.to, 6); ok && s.host < perhaps && s.place.sort != city && !r.has("teacher", j+1, min(j+4, len(r.toks))) {
		s.audience = max(s.audience, surely)
	}
}

// weighBehindTown weighs a country behind a town that is not known.
func (r *reader) weighBehindTown(s *spot, before int) bool {
	p := r.tok(before)
	if p.sort == word && p.capital && r.isVenue(before) && r.tok(before-1).is("the", "at") && (r.tok(before-1).is("at") || r.tok(before-2).is("at")) {
		s.host = 7 // at the Hilton Barbados
		return true
	}
	if p.is(",") && r.tok(before-1).capital && r.tok(before-2).is(",") && r.inDate(before-3) {
		s.host = surely // 19 March 2014, Tanga, Tanzania
		return true
	}
	in := before - 2
	for r.tok(in).is("-") && !r.tok(in).gap && r.tok(in-1).capital { // на Иссык-Куле (Кыргызстан)
		in -= 2
	}
	if p.is("(", ",") && r.tok(before-1).capital && (r.tok(in).is("in", "в", "во", "at") || r.tok(in).is("на") && p.is("(")) && (p.is("(") || !r.isPlace(before-1)) {
		own := *s // a town that is not known: in Rezina (Moldova)
		r.weighIn(&own, in)
		s.host = own.host
		return true
	}
	if n := s.from - 1; n > 0 && p.sort == word && p.capital && r.tok(before-1).is("in", "at") && !r.isPlace(before) {
		own := *s
		r.weighIn(&own, before-1) // in Edirne Turkey
		s.host = own.host
		return true
	}
	return false
}

// weighTown weighs a town by its venue, its line and its day.
func (r *reader) weighTown(s *spot, before int) bool {
	p := r.tok(before)
	if p.is(",", "-") && (r.venueBefore(before) || r.headOfLine(s)) {
		s.host = 7
	}
	if p.is(",", "-", "(") && r.sentence[s.from] < 3 && r.inHeading(s) {
		s.host = max(s.host, surely)
	}
	if p.sort == word && p.capital && r.isVenue(before-1) && r.sentence[before-1] == r.sentence[s.from] {
		s.host = 7 // at the Hotel Nikko Hanoi
		return true
	}
	if p.is(`"`) && r.sentence[before] == r.sentence[s.from] && (r.isVenue(before-1) || r.isVenue(before-2)) {
		s.host = 7 // в комплексе «Баку Экспо Центр»
		return true
	}
	if p.sort == number && p.digits() > 3 && !r.inDate(before) && r.tok(before-1).is(",", "-") {
		s.host = max(s.host, surely) // Rue Haute 175, 1070 Brussels
	}
	if p.is(":") && r.labelled(s.from) == "" {
		s.host = surely
	}
	if r.starts[s.from] && r.inHeading(s) && r.dateInSentence(s.from) {
		s.host = max(s.host, 7) // Almaty, Kazakhstan 9-11 December.
	}
	return false
}

// atInstitute reports whether the spot is the country of the house where it is
// held: "в институте … Туркменистана".
func (r *reader) atInstitute(s *spot) bool {
	if !r.isRussian(s.from) {
		return false
	}
	for j := s.from - 1; j >= 0 && j >= s.from-9 && r.sentence[j] == r.sentence[s.from]; j-- {
		if r.hasAt("people", j) || r.toks[j].is(",") {
			return false
		}
		if r.toks[j].is("в") && j == s.from-2 && r.tok(j+1).caps && !r.any {
			return true // в НАН Беларуси
		}
		if r.toks[j].is("в") && r.tok(j+1).capital && !r.any && r.hasAt("agency", s.from-1) && r.hasAt("verb", s.to) {
			return true // в Федеральной таможенной службе России состоялась
		}
		if r.toks[j].is("в", "на") && r.tok(j+1).sort == word && (r.isVenue(j+1) || r.isVenue(j+2) || r.isVenue(j+3)) {
			return true
		}
	}
	return false
}

// weighGenitive weighs "представители таможенных служб Казахстана", "на базе
// Академии Казахстана".
func (r *reader) weighGenitive(s *spot, before int) {
	if h, ok := r.cueBefore("host", s.from, 9); ok && r.isRussian(s.from) {
		if j, people := r.headBefore(s.from); !people || s.from-j > 9 || j < h && !r.isVenue(j) {
			s.host = 7
			return
		}
	}
	if !r.isRussian(s.from) {
		return
	}
	if r.isGuest(s.from) || r.isCounterpart(before) {
		s.audience = 2
		return
	}
	if _, ok := r.headBefore(s.from); ok {
		s.audience = 7
	} else if r.hasAt("institute", before) {
		r.weighInstitute(s)
	}
}
