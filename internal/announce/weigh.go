package announce

import "slices"

// weighSpot weighs spot n; the ones before it are weighed already.
func (r *reader) weighSpot(spots []spot, n int) {
	s := &spots[n]
	s.chain = n
	if n > 0 && spots[n-1].to == s.from && spots[n-1].place.sort == adjective && s.place.sort == city && slices.Equal(spots[n-1].place.codes, s.place.codes) {
		r.weighAlone(s) // в грузинском Телави
		return
	}
	if n > 0 && r.adjacent(spots[n-1], *s) && !(spots[n-1].place.sort == city && s.place.sort == adjective) {
		before := spots[n-1]
		own := *s
		r.weighAlone(&own)
		isCountry := before.place.sort == city && s.place.sort == country && before.place.side == plainly
		if isCountry && (r.tok(before.to).is(",", "(") || before.to == s.from) && slices.Contains(before.place.codes, s.place.codes[0]) {
			s.host, s.audience, s.chain, s.beside = before.host, before.audience, before.chain, true
			return
		}
		if before.place.side != plainly && before.to == s.from { // O'zbekistonda Ozarbayjon markazi
			s.host, s.audience = own.host, own.audience
			return
		}
		led := r.tok(s.from-1).is("in", "from", "of", "to", "в", "из", "для")
		comma := r.tok(before.to).is(",") || r.tok(before.to).is(")") && r.tok(before.to+1).is(",")
		// at the University of Ghana, Accra
		ofHouse := before.place.sort == country && s.place.sort == city && comma && r.tok(before.from-1).is("of") && r.hasAt("institute", before.from-2)
		ofPeople := before.place.sort != city && s.place.sort == city && before.audience >= perhaps && comma // for the police of Mongolia, Ulaanbaatar
		if !led && !ofPeople && !ofHouse && !(isCountry && !r.tok(before.to).is("and", "и")) && !(before.beside && s.place.sort == country && own.audience >= perhaps) {
			s.host, s.audience, s.chain = before.host, before.audience, before.chain
			return
		}
		s.host, s.audience = own.host, own.audience
		if ofHouse {
			spots[n-1].audience = 0
		}
		return
	}
	r.weighAlone(s)
}

// weighAlone weighs a spot by the words around it.
func (r *reader) weighAlone(s *spot) {
	switch r.labelled(s.from) {
	case "label_place":
		s.host = 10
		return
	case "label_audience":
		s.audience = 9
		return
	case "label_partners", "label_other", "label_deadline":
		return
	}
	before := s.from - 1
	if s.place.sort == group && before > 0 && r.toks[before].sort == word && (r.hasNumeral(before) || r.toks[before].is("all", "всех")) {
		before-- // of the five Central Asian countries
	}
	for r.tok(before).is("the", "г", "гор", "пос", "пгт", "поселке", ".", "city", "городе", "город", "town", "capital", "столице", "столица", "столицы", "города", "шаҳри", "шахри", "south", "north", "east", "west", "southern", "northern", "eastern", "western", "central", "downtown") && r.tok(before).sort != line && before > 0 && (!r.tok(before).is(".") || r.tok(before-1).is("г", "гор", "пос")) {
		before--
	}
	if r.tok(before).is("of") && r.tok(before-1).is("city", "town", "capital") {
		for before -= 2; r.tok(before).is("the"); before-- {
		}
	}
	for r.tok(before).is("of") && r.tok(before-1).is("republic", "kingdom") { // of the Republic of Chad
		for before -= 2; r.tok(before).is("the", "islamic", "federal", "democratic"); before-- {
		}
	}
	if before > 0 && s.place.sort == city && r.isPlace(before) && isLowerAdjective(r.toks[before]) && !r.toks[before].capital {
		before-- // в грузинском Телави
	}
	p := r.tok(before)
	switch {
	case s.place.side != plainly:
		r.weighEnding(s)
	case s.place.sort == adjective, s.place.sort == country && r.isPossessive(s) && !p.is("in", "в"):
		r.weighAdjective(s)
	case p.is("across") && r.tok(before-1).is("from"):
		r.weighFrom(s, before-1)
	case p.is("in", "в", "во", "дар", "near", "at", "под", "близ", "возле", "across", "throughout", "outside", "inside"):
		r.weighIn(s, before)
	case p.is("to") || p.is("on") && s.place.sort == city:
		r.weighTo(s, before)
	case p.is("by") && r.tok(before-1).is("hosted"):
		s.host = 9
	case p.is("from", "из"):
		r.weighFrom(s, before)
	case p.is("for") && r.tok(before-1).is("departed", "left", "leaves", "leave", "bound", "heading", "headed"):
		s.host = perhaps
	case p.is("for", "для", "among", "среди"):
		s.audience = 7
	case p.is("of"):
		r.weighOf(s, before)
	default:
		r.weighBare(s, before)
	}
	if j, ok := r.cueAfter("host", s.to, 2); ok && !r.tok(j-1).is("took", "take", "takes", "taking", "taken") && s.place.sort != adjective && !r.tok(s.from-2).is("embassy") && !r.tok(s.to).is("г", "гор", "place", "location", "venue") {
		s.host = max(s.host, 9)
	}
	receives := s.to
	for receives < s.to+5 && (r.inDate(receives) || r.tok(receives).sort == number || r.tok(receives).is("в", "году", "in", "г")) {
		receives++ // Минск в 2027 году принимает съезд
	}
	if r.hasAt("receives", receives) && !r.tok(receives+1).is("участие") {
		s.host = max(s.host, 9)
	}
	if s.place.sort != adjective && (r.tok(before).is("visited", "visit", "visiting", "visits") || hasStem(p.low, "посетил") || hasStem(p.low, "посетят") || hasStem(p.low, "посетит") || hasStem(p.low, "посещени")) {
		s.host, s.audience = max(s.host, 7), 0
	}
	if r.tok(s.to).is(",") && r.tok(s.to+1).is("where", "где") && s.place.sort == city {
		s.host = max(s.host, 7)
	}
	if s.place.sort == city && r.inTown(s.to) {
		s.host, s.audience = max(s.host, 7), 0
	}
	if r.tok(s.from-1).is("города", "city") && s.place.sort == city {
		s.host, s.audience = max(s.host, surely), 0
	}
	if s.place.sort == city && r.tok(s.from-1).is(".") && r.tok(s.from-2).is("г") && r.tok(s.from-3).is("(") && r.tok(s.to).is(")", ",") && s.audience < surely {
		s.host = max(s.host, perhaps+1) // на базе Центра здоровья животных (г. Владимир)
	}
	if j, ok := r.cueBefore("together", s.from, 9); ok && s.place.sort != city && s.audience > 0 && !r.has("people", j, s.from) && !r.has("people", s.to, min(s.to+3, len(r.toks))) {
		s.audience = 2 // with the support of the Government of Japan
	}
	if s.place.sort != city && s.audience > 2 && (r.isOfficial(s) || r.isOrganiser(s) || r.inProject(s) || r.inTitle(s) || r.ofWorks(s) || r.ofBody(s) || r.ofNation(s)) {
		s.audience = 2
	}
	if s.place.sort == group && s.audience == 0 && r.hasAt("people", s.to) && !r.toks[s.to].capital && !r.isGuest(s.from) {
		s.audience = surely // the meeting of the Central Asian leaders
	}
	if r.inName(s) {
		s.audience = min(s.audience, 2)
	}
	if w := r.aside[s.from]; w > 0 {
		s.host, s.audience = s.host-w, s.audience-w
	}
	if s.place.sort == group {
		s.host = min(s.host, 1)
	}
	if r.isOfNews(s) {
		s.host = min(s.host, perhaps+1)
	}
	if r.isZone(s.from, s.to) { // a zone, not a place
		s.host, s.audience = 0, 0
	}
}
