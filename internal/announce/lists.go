package announce

// weighListed weighs a place of a list of those who come: "countries: …", "participants
// from four (Kazakhstan, …)". It reports whether that is all there is to say.
func (r *reader) weighListed(s *spot, before int) bool {
	p := r.tok(before)
	if p.is("(", ":", "-") && s.place.sort == country && r.listOfGroup(before-1) && (p.is("-") || r.listAhead(s.to)) {
		s.audience = 8
		return true
	}
	if p.is("(", ":", "-") && r.tok(before-1).is("countries", "states", "nations", "nationalities", "стран", "страны", "странами", "государств") && r.labelled(s.from) != "label_place" {
		s.audience = 8
		return true
	}
	if j, ok := r.cueBefore("join_in", s.from, 3); ok && s.place.sort == country {
		if end, _ := r.cue("join_in", j); end == s.from { // примут участие Чехия и Польша
			s.audience = 7
			return true
		}
	}
	if p.is("(") && (r.tok(before-1).sort == number || r.hasNumeral(before-1)) && r.tok(before-2).is("from", "of", "из") {
		s.audience = 8 // from four (Kazakhstan, …) of the five countries
		return true
	}
	if _, people := r.headBefore(before); people && p.is("(") && s.place.sort == country && r.listAhead(s.to) && !r.isGuest(before) {
		s.audience = 7 // representatives of organisations in the programme (Greece, Romania, …)
		return true
	}
	if s.place.sort == country && s.place.side == plainly && r.listOfComers(s.to) {
		s.audience, s.host = 7, 0
		return true
	}
	if _, ok := r.cueBefore("countries", s.from, 6); ok && p.is("as") && r.tok(before-1).is("such") && s.place.sort == country {
		s.audience = 7 // from 13 countries and regions, such as Benin
		return true
	}
	if p.is("include", "includes", "included") && r.hasAt("countries", before-1) {
		s.audience = 7 // participating countries include Fiji and Samoa
		return true
	}
	if r.hasAt("listing", before) && r.hasAt("named_list", before-1) {
		s.audience = 7
		return true
	}
	if r.hasAt("listing", before) && !(p.is(":") && s.place.sort == city) || p.is("-") && p.gap && s.place.sort == country && r.listAhead(s.to) || p.is(",") && r.tok(before-1).is("namely", "именно") {
		if _, ok := r.cueBefore("people", before, 25); ok {
			s.audience = 7
			return true
		}
	}
	if _, ok := r.headBefore(s.from); ok && s.place.sort == country && r.hasAt("agency", s.to) && r.tok(s.to).capital {
		s.audience = surely // representatives of Bahrain Customs
		return true
	}
	return false
}

// listOfGroup reports whether countries are told one by one behind the name of their group,
// which ends at token i: "стран «Восточного партнёрства» (Грузия, …)".
func (r *reader) listOfGroup(i int) bool {
	for n := 0; n < 6 && (r.isPlace(i) || r.tok(i).is(`"`) || r.tok(i).sort == word && r.tok(i).caps); n++ {
		i--
	}
	return r.hasAt("countries", i)
}

// listOfComers reports whether a list of places that goes on at token i ends in the word
// for countries with the ending "from": "Turkiya, Vengriya va boshqa mamlakatlardan".
func (r *reader) listOfComers(i int) bool {
	for n := 0; n < 24 && (r.isPlace(i) || r.tok(i).is(",", "and", "va", "ва", "және", "жана", "we", "boshqa", "бошқа", "басқа", "башка", "beýleki", "сияқты", "сыяктуу", "kabi", "каби", "ýaly")); n++ {
		i++
	}
	for _, stem := range []string{"mamlakatlardan", "davlatlardan", "мамлакатлардан", "давлатлардан", "елдерден", "елдерінен", "мемлекеттерден", "өлкөлөрдөн", "мамлекеттерден", "yurtlardan", "yurtlaryndan", "dowletlerden"} {
		if hasStem(r.tok(i).low, stem) {
			return true
		}
	}
	return false
}

// areParties reports whether two countries met each other: "India and Uzbekistan held the
// first meeting of …", "комиссии Армении и Азербайджана должны встретиться".
func (r *reader) areParties(s *spot) bool {
	if !r.tok(s.to).is("and", "и") || !r.isPlace(s.to+1) {
		return false
	}
	i := s.to + 1
	for r.isPlace(i) {
		i++
	}
	if r.tok(i).is("will", "должны", "to") {
		i++
	}
	return r.hasAt("meet_each_other", i) || r.starts[s.from] && r.tok(i).is("held", "hold", "провели", "проведут", "проводят")
}

// joinsList reports whether a country begins a list of those who took part, before or behind
// the word for it: "took part: Armenia, Georgia and …", "Armaniston, Belarus … qatnashadi".
func (r *reader) joinsList(s *spot) bool {
	if !r.listAhead(s.to) {
		return false
	}
	end, n := s.to, 1
	for r.isPlace(end) || r.tok(end).is(",", "and", "и", "va", "ва", "жана", "және", "the") && r.isPlace(end+1) || r.tok(end).is(",") && r.tok(end+1).is("and", "и", "the") {
		if r.tok(end).is(",") {
			n++
		}
		end++
	}
	if n < 3 {
		return false
	}
	if j, ok := r.cueAfter("join_in", end, 6); ok && !r.has("teacher", end, j) {
		return true
	}
	return r.hasAt("took_the_floor", s.from-1)
}

// listAhead reports whether another place follows after a comma: a list of countries.
func (r *reader) listAhead(i int) bool { return r.tok(i).is(",") && r.isPlace(i+1) && !r.inDate(i+1) }
