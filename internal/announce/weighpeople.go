package announce

import "strings"

// weighFrom weighs "from X": people come from there.
func (r *reader) weighFrom(s *spot, before int) {
	s.audience = 3
	if r.hasAt("came_back", before-1) {
		s.host, s.audience = perhaps, 0 // the delegation returned from Riga
		return
	}
	if r.isGuest(before) || r.isCounterpart(before-1) {
		s.audience = 2
		return
	}
	if r.tok(before-2).is("by") && r.areTeachers(before) {
		s.audience = 2
		return
	}
	if t := r.tok(before - 1); isAgent(t) || r.tok(before-2).is("group", "team", "группа", "группы", "команда", "команды", "группу") {
		s.audience = 8
		return
	}
	if j, ok := r.headBefore(before); ok && r.areTeachers(j) {
		s.audience = 2
		return
	}
	if r.listAhead(s.to) && s.place.sort == country {
		s.audience = surely // activists of all sorts from Armenia, Georgia and …
	}
	if _, ok := r.headBefore(before); ok || r.hasAt("seats", before-1) || r.hasAt("audience", before-1) || r.short {
		s.audience = 8
	}
}

// areTeachers reports whether people at token i are those who teach: "прошли обучение у
// трёх тренеров из", "taught by officers from".
func (r *reader) areTeachers(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if r.toks[j].is("by") && r.has("teaches", max(0, j-7), j) {
			return true // were trained in Riga by instructors from
		}
		if r.toks[j].is("у") || r.toks[j].is("by") && r.tok(j-1).is("trained", "taught", "led", "delivered", "facilitated", "instructed") {
			return true
		}
	}
	return false
}

// hasNumeral reports whether token i is a number in words.
func (r *reader) hasNumeral(i int) bool {
	_, ok := numerals[r.tok(i).low]
	return ok
}

// weighOf weighs "of X": the country of agencies and officers, or of an
// institute.
func (r *reader) weighOf(s *spot, before int) {
	if r.tok(before-1).is("capital", "city", "town", "столица") {
		s.host = perhaps
		return
	}
	if r.hasAt("institute", before-1) || r.tok(before-1).capital && !r.hasAt("people", before-1) && !(r.starts[before-1] && r.hasAt("agency", before-1)) {
		r.weighInstitute(s)
		return
	}
	if r.isGuest(before) {
		s.audience = 2
		return
	}
	if _, ok := r.headBefore(before); ok {
		s.audience = 7
	} else if r.hasAgency(before) {
		s.audience = 7
	}
}

// weighInstitute weighs the country of an institute: it hosts if the text says
// so, its people are invited if people are named before it.
func (r *reader) weighInstitute(s *spot) {
	if r.tok(s.from-2).is("embassy", "consulate") || r.tok(s.from-1).is("посольство", "посольства", "посольстве", "консульство") {
		return
	}
	if r.isGuest(s.from) {
		s.audience = 2
		return
	}
	if _, ok := r.cueBefore("counterpart", s.from, 8); ok {
		s.audience = 2 // talks with the Atomic Energy Organization of Iran
		return
	}
	if j := s.from - 4; s.place.sort == city && r.tok(j).is("at") && r.tok(j+1).is("the") && (r.hasAt("verb", j-1) || r.hasAt("past", j-1) || r.inDate(j-1) || r.isKind(j-1)) {
		s.host = surely // held at the University of Oslo
		return
	}
	if j := r.houseFrom(s.from - 3); s.place.sort <= city && j < s.from-3 && r.tok(j-1).is("the") && r.tok(j-2).is("at") && (r.hasAt("verb", j-3) || r.hasAt("past", j-3) || r.inDate(j-3) || r.isKind(j-3)) {
		s.host = surely // held at the Canadian International School of Hong Kong
		return
	}
	from, to := r.sentenceRange(s.from)
	for i := s.to; i < to; i++ {
		if r.toks[i].is("hosted", "hosting", "hosts", "принял", "приняла", "принимал") && r.aside[i] == 0 {
			s.host = 8
			return
		}
	}
	for i := from; i < s.from; i++ {
		if r.hasAt("people", i) && s.from-i <= 20 || r.toks[i].is("for", "для") && s.from-i <= 12 {
			s.audience = 6
			return
		}
	}
	if _, ok := r.cueBefore("host", s.from, 10); ok || r.tok(from).is("at") {
		s.host = surely
		return
	}
	s.host = 1.5
}

// weighAdjective weighs "Tajik colleagues", "узбекские таможенники".
func (r *reader) weighAdjective(s *spot) {
	if r.tok(s.to).is("speaking", "language", "languages", "course", "courses", "lesson", "lessons", "classes") || r.tok(s.to).is("-") && r.tok(s.to+1).is("speaking") {
		return
	}
	if r.isCounterpart(s.from) && r.has("people", s.to, min(s.to+3, len(r.toks))) {
		s.audience = 2 // with their Kyrgyz colleagues
		return
	}
	if r.isReceivingHouse(s) {
		s.host = surely + 1
		return
	}
	if s.place.city.Name != "" { // в Ташкентском университете
		for i := s.to; i < s.to+6 && i < len(r.toks) && r.toks[i].sort == word; i++ {
			if r.isVenue(i) && r.tok(s.from-1).is("в", "на") {
				s.host = surely + 0.5
			}
		}
		if r.tok(s.from-1).is("базе", "при") {
			s.host = surely + 0.5
		}
		for i := s.to; i < s.to+4 && r.tok(i).sort == word && s.host < perhaps; i++ {
			if r.isKind(i) && r.toks[s.from].capital && r.main >= 0 && r.kinds[r.main].from == i {
				s.host = perhaps + 0.5 // Ташкентский международный форум
			}
		}
		return
	}
	if r.isHouseOfOther(s) {
		return
	}
	start := s.to
	for r.isPlace(start) || r.tok(start).is(",", "and", "и") && r.isPlace(start+1) || r.tok(start).is(",") && r.tok(start+1).is("and") && r.isPlace(start+2) {
		start++ // British, Dutch and French partners
	}
	for i := start; i < start+7 && i < len(r.toks) && r.sentence[i] == r.sentence[s.from]; i++ {
		if r.toks[i].is("and", "и", ",") && i+1 < len(r.toks) && r.toks[i+1].sort == word && !r.toks[i+1].capital {
			continue
		}
		if r.toks[i].capital && (r.hasAt("institute", i) || r.hasAt("agency", i)) {
			if j := s.from - 2; r.tok(s.from-1).is("the", "of") && (r.hasAt("people", j-1) && r.tok(j).is("of", "from") || r.hasAt("people", j) && r.tok(s.from-1).is("of")) {
				s.audience = surely // members of the Bosnian Parliament
				return
			}
			if r.tok(s.from-1).sort == number || r.hasNumeral(s.from-1) {
				s.audience = surely // ten Tajik Border Troops
				return
			}
			if r.tok(s.from-1).is("of") && r.tok(s.from-2).is("group", "team", "delegation") {
				s.audience = surely // a group of Kazakh Academy trainers
				return
			}
			if r.has("at", max(0, s.from-4), s.from) {
				s.host = surely + 0.5
			}
			return
		}
		if r.hasAt("speaker", i) && !r.hasAt("join_in", i+1) {
			s.audience = 2
			return
		}
		if i > start && r.hasAt("teaches", i) {
			s.audience = min(s.audience, 2) // Russian doctors trained colleagues
			return
		}
		if i > start && (r.hasAt("verb", i) || r.hasAt("past", i)) && !r.isRussian(i) {
			return // the Kazakh side presented …
		}
		if r.toks[i].is("official") && r.tok(i+1).sort == word && !r.tok(i+1).capital && !r.hasAt("verb", i+1) && !r.hasAt("past", i+1) {
			continue // Kazakhstan's official development assistance
		}
		if r.hasAt("people", i) || r.hasAt("agency", i) && !r.toks[i].capital {
			if s.audience = surely; r.isGuest(s.from) || r.hasAt("teaches", i+1) {
				s.audience = 2 // led by experts of the Latvian customs
			}
			return
		}
		if r.toks[i].is("city", "capital", "столице", "городе", "town", "port", "порт", "порту", "порте", "городок", "городке", "селе", "поселке", "курорте") {
			s.host = surely
			return
		}
		if r.toks[i].sort != word {
			return
		}
	}
}

// isPossessive reports whether a country is written as an owner: Latvia's customs service.
func (r *reader) isPossessive(s *spot) bool {
	raw := r.raw(s.to-1, s.to)
	return strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s")
}
