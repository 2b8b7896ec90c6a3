package announce

import "strings"

// weighIn weighs "in X": near the event's own words it is held there.
func (r *reader) weighIn(s *spot, before int) {
	s.host = perhaps
	if r.has("cancelled", max(0, before-4), before) && r.has("online", s.to, min(len(r.toks), s.to+12)) {
		s.host = 0 // will not take place in Brno, but online
		return
	}
	from := max(0, before-9)
	sameAs := func(i int) bool { return r.sentence[i] == r.sentence[s.from] }
	for i := before - 1; i >= from && sameAs(i); i-- {
		if _, ok := r.cue("verb", i); ok || r.isKind(i) || r.inDate(i) || r.isVenue(i) {
			s.host = 8
			break
		}
	}
	if s.host < 8 {
		for i := s.to; i < s.to+6 && i < len(r.toks) && sameAs(i); i++ {
			if r.inDate(i) || i < s.to+3 && (r.isKind(i) || r.hasAt("verb", i)) {
				s.host = 7
			}
		}
	}
	if r.main >= 0 && sameAs(r.kinds[r.main].from) {
		s.host++
		if before == 0 || r.starts[before] {
			s.host += 2 // "In Vienna, experts met …"
		}
	} else if r.main >= 0 {
		s.host -= min(3.5, 0.4+0.7*float64(max(0, r.sentence[s.from]-r.sentence[r.kinds[r.main].from]-1)))
	}
	if r.livesThere(before) {
		s.audience, s.host = surely, min(s.host, 2)
		return
	}
	if seat, ok := r.cueBefore("seat", before, 4); ok && (seat == before-1 || r.isPlace(seat+1)) { // at the consulate of Latvia in Vitebsk
		s.host = min(s.host, 3)
		if r.heldAt(seat) {
			s.host = 7 // held at the office in Bishkek
		} else if s.place.sort == city {
			s.host = perhaps
		}
	}
	if _, ok := r.cueBefore("premises", before, 8); ok {
		s.host, s.audience = max(s.host, 7), 0 // на базе Академии таможенной службы в Бишкеке
	} else if r.hasAt("people", before-1) || r.hasAt("agency", before-1) && !r.isVenue(before-1) {
		s.audience, s.host = 5, min(s.host, 5)
	} else if r.main >= 0 && !sameAs(r.kinds[r.main].from) && r.worksThere(before) {
		s.audience, s.host = 5, min(s.host, 3)
	}
	if s.place.sort == country && r.listAhead(s.to) && r.has("join_in", max(0, before-40), before) {
		if _, ok := r.headBefore(before); ok {
			s.audience, s.host = 7, 0 // attended by officers of ministries in Aruba, Barbados, …
		}
	}
	if r.tok(before).is("across", "throughout") {
		s.host = min(s.host, 5)
	}
	if s.place.sort == country && r.sentence[s.from] == 0 && r.inHeading(s) && !r.isKind(before-1) && !r.dateInSentence(s.from) && !r.short {
		s.host = min(s.host, surely-0.5) // a heading may tell what the event is on
	}
	if s.place.sort == city {
		s.host += 0.5
	}
	if r.isRussian(s.from) && s.place.sort == country && strings.HasSuffix(r.tok(s.to-1).low, "ю") && !r.has("visiting", max(0, before-12), before) {
		s.host = min(s.host, 2) // переселение в Российскую Федерацию: whither, not where
	}
}

// worksThere reports whether "in X" behind a participle says where people or
// organisations work: "организации, работающие в Иране", "NGOs active in Chad".
func (r *reader) worksThere(before int) bool {
	for j := before - 1; j >= 0 && j >= before-6 && r.sentence[j] == r.sentence[before]; j-- {
		low := r.toks[j].low
		if r.toks[j].is("working", "active", "based", "operating", "engaged") || strings.Contains(low, "ющ") && (strings.HasSuffix(low, "ся") || strings.HasSuffix(low, "их") || strings.HasSuffix(low, "ие")) || strings.Contains(low, "ящ") {
			_, ok := r.headBefore(j)
			return ok
		}
		if r.hasAt("verb", j) || r.inDate(j) {
			return false
		}
	}
	return false
}

// heldAt reports whether an office at token i is the house in which the event is held.
func (r *reader) heldAt(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5 && r.sentence[j] == r.sentence[i]; j-- {
		if r.toks[j].is("in", "at", "в", "на") && (r.hasAt("verb", j-1) || r.hasAt("verb", j-2) || r.hasAt("past", j-1) || r.inDate(j-1)) {
			return true
		}
	}
	return false
}

// weighTo weighs "to X": a tour goes there.
func (r *reader) weighTo(s *spot, before int) {
	if !r.tok(before).is("to") {
		return
	}
	if r.tok(before-1).is("mission", "delegation") && r.tok(before-1).capital && !r.any && r.kindWeightAt(before-1) {
		s.host = perhaps // the house that stays there, such as the OSCE Mission to Skopje
	} else if r.isKind(before-1) || r.tok(before-1).is("visit", "tour", "trip", "travelled", "traveled", "travel", "mission", "went", "visits", "tours") {
		s.host = 8
	} else if s.place.sort == city {
		s.host = perhaps
	}
}

// kindWeightAt reports whether no other word names what the event is: then "Mission to
// Minsk" is an office, not a tour.
func (r *reader) kindWeightAt(i int) bool {
	return r.main < 0 || i < r.kinds[r.main].from || i >= r.kinds[r.main].to
}
