package announce

// weighBare weighs a place without a preposition: after its venue, at the head
// of news, in a list of commas, or in the Russian genitive.
func (r *reader) weighBare(s *spot, before int) {
	p := r.tok(before)
	if p.is("(", ":", "-") && r.tok(before-1).is("countries", "states", "nations", "nationalities", "стран", "страны", "странами", "государств") && r.labelled(s.from) != "label_place" {
		s.audience = 8
		return
	}
	if j, ok := r.cueBefore("join_in", s.from, 3); ok && s.place.sort == country {
		if end, _ := r.cue("join_in", j); end == s.from { // примут участие Чехия и Польша
			s.audience = 7
			return
		}
	}
	if p.is("(") && (r.tok(before-1).sort == number || r.hasNumeral(before-1)) && r.tok(before-2).is("from", "of", "из") {
		s.audience = 8 // from four (Kazakhstan, …) of the five countries
		return
	}
	if r.hasAt("listing", before) && !(p.is(":") && s.place.sort == city) || p.is("-") && p.gap && s.place.sort == country && r.listAhead(s.to) || p.is(",") && r.tok(before-1).is("namely", "именно") {
		if _, ok := r.cueBefore("people", before, 25); ok {
			s.audience = 7
			return
		}
	}
	if _, ok := r.headBefore(s.from); ok && s.place.sort == country && r.hasAt("agency", s.to) && r.tok(s.to).capital {
		s.audience = surely // representatives of Bahrain Customs
		return
	}
	if s.place.sort == country && p.is(",") && r.tok(before-1).capital && r.tok(before-2).is(",") && r.inDate(before-3) {
		s.host = surely // 19 March 2014, Tanga, Tanzania
		return
	}
	if s.place.sort == country && p.is("(", ",") && r.tok(before-1).capital && r.tok(before-2).is("in", "в", "во", "at") && !r.isPlace(before-1) {
		own := *s // a town that is not known: in Rezina (Moldova)
		r.weighIn(&own, before-2)
		s.host = own.host
		return
	}
	if s.place.sort == city && p.is(",", "-") && (r.venueBefore(before) || r.headOfLine(s)) {
		s.host = 7
	}
	if s.place.sort == city && p.is(",", "-", "(") && r.sentence[s.from] < 3 && r.inHeading(s) {
		s.host = max(s.host, surely)
	}
	if s.place.sort == city && p.sort == word && p.capital && r.isVenue(before-1) && r.sentence[before-1] == r.sentence[s.from] {
		s.host = 7 // at the Hotel Nikko Hanoi
		return
	}
	if s.place.sort == city && p.is(`"`) && r.sentence[before] == r.sentence[s.from] && (r.isVenue(before-1) || r.isVenue(before-2)) {
		s.host = 7 // в комплексе «Баку Экспо Центр»
		return
	}
	if s.place.sort == city && p.sort == number && p.digits() > 3 && !r.inDate(before) && r.tok(before-1).is(",", "-") {
		s.host = max(s.host, surely) // Rue Haute 175, 1070 Brussels
	}
	if s.place.sort == city && p.is(":") && r.labelled(s.from) == "" {
		s.host = surely
	}
	if s.place.sort == city && r.starts[s.from] && r.inHeading(s) && r.dateInSentence(s.from) {
		s.host = max(s.host, 7) // Almaty, Kazakhstan 9-11 December.
	}
	if n := s.from - 1; s.place.sort == country && n > 0 && p.sort == word && p.capital && r.tok(before-1).is("in", "at") && !r.isPlace(before) {
		own := *s
		r.weighIn(&own, before-1) // in Edirne Turkey
		s.host = own.host
		return
	}
	if s.from < 6 && s.place.sort != group && r.headOfLine(s) && r.tok(s.to).is(",", "-", ".", ":", "(") {
		s.host = max(s.host, 5)
	}
	if r.atInstitute(s) {
		s.host = surely + 0.5
		return
	}
	if (r.agencyBefore(s.from) || r.hasAgency(s.from) && !p.is(",", ".")) && !r.isCounterpart(before) {
		s.audience = 7
	}
	if p.sort == word && s.audience == 0 {
		r.weighGenitive(s, before)
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
	if _, ok := r.cueAfter("join_in", s.to, 6); ok && s.host < perhaps && s.place.sort != city {
		s.audience = max(s.audience, surely)
	}
}

// listAhead reports whether another place follows after a comma: a list of countries.
func (r *reader) listAhead(i int) bool { return r.tok(i).is(",") && r.isPlace(i+1) && !r.inDate(i+1) }

// endsAddress reports whether the comma at token i stands behind the capitalised parts
// of an address: "21-24 April, SEARCA Auditorium, Los Baños, Philippines", "Naivasha,
// Kenya –" at the head of news.
func (r *reader) endsAddress(i int) bool {
	parts := 0
	for j := i - 1; j >= 0 && j >= i-14 && r.sentence[j] == r.sentence[i]; j-- {
		t := r.toks[j]
		switch {
		case r.inDate(j):
			return parts > 0 && parts < 4 // not "in February 2017, Kyrgyzstan and …"
		case r.isVenue(j) && parts > 0:
			return parts < 4
		case t.is(","):
			parts++
		case t.sort != word || !t.capital || r.isPlace(j):
			return false
		case r.starts[j]:
			return parts == 0 && (r.tok(i+2).is("-", ":", "|") || r.inDate(i+2))
		}
	}
	return false
}

// dateInSentence reports whether a day is told in the sentence of token i.
func (r *reader) dateInSentence(i int) bool {
	from, to := r.sentenceRange(i)
	return r.dateIn(from, to)
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

// venueBefore reports whether a building is named in the part of the sentence
// that ends before token i.
func (r *reader) venueBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-9 && r.sentence[j] == r.sentence[i] && !r.toks[j].is(";"); j-- {
		if r.isVenue(j) || r.inDate(j) {
			return true
		}
	}
	return false
}

// headOfLine reports whether only places and dates stand before the spot in
// its line.
func (r *reader) headOfLine(s *spot) bool {
	for j := s.from - 1; j >= max(0, s.from-40) && r.toks[j].sort != line && r.sentence[j] == r.sentence[s.from]; j-- {
		if !r.toks[j].is(",", "(", "г", ".", "-", `"`, "•", "*", ")") && !r.inDate(j) && !r.isPlace(j) && r.toks[j].sort != number {
			return false
		}
	}
	return true
}

// inHeading reports whether the spot stands in a heading, which tells nothing
// by a verb.
func (r *reader) inHeading(s *spot) bool {
	from, to := r.sentenceRange(s.from)
	return to-from <= 25 && !r.has("verb", from, to) && !r.has("past", from, to)
}

// inListLine reports whether the spot's sentence is a line of short parts
// without a verb.
func (r *reader) inListLine(s *spot) bool {
	from, to := r.sentenceRange(s.from)
	return to-from <= 30 && !r.has("verb", from, to) && !r.verbs
}

// weighSegment weighs a place that fills a part between commas: the first is
// where it is held, a country after that is invited.
func (r *reader) weighSegment(s *spot) {
	a, b := s.from, s.to
	for a > 0 && !r.toks[a-1].is(",", ";", "-", "|", "/", "(", ".", ":") && r.toks[a-1].sort != line {
		a--
	}
	for b < len(r.toks) && !r.toks[b].is(",", ";", "-", "|", "/", ")", ".") && r.toks[b].sort != line {
		b++
	}
	only := true
	for i := a; i < b; i++ {
		if !r.isPlace(i) && !r.toks[i].is("and", "и", "г", ".", "the", "&") && !r.inDate(i) && r.toks[i].sort != number {
			only = false
		}
	}
	if !only && !(s.place.sort == city && s.to == b) && !(s.place.sort != adjective && s.from == a && r.inDate(min(s.to, len(r.toks)-1))) {
		return
	}
	if s.audience < surely && s.place.sort != adjective && s.place.sort != group && !s.place.code {
		s.host = max(s.host, 7)
	}
	if s.place.sort == group || s.place.code {
		s.audience = max(s.audience, surely)
	}
}
