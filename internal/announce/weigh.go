package announce

import (
	"slices"
	"strings"
)

// weighSpot weighs spot n; the ones before it are weighed already.
func (r *reader) weighSpot(spots []spot, n int) {
	s := &spots[n]
	s.chain = n
	if n > 0 && r.adjacent(spots[n-1], *s) {
		before := spots[n-1]
		own := *s
		r.weighAlone(&own)
		isCountry := before.place.sort == city && s.place.sort == country
		if isCountry && (r.tok(before.to).is(",", "(") || before.to == s.from) && slices.Contains(before.place.codes, s.place.codes[0]) {
			s.host, s.audience, s.chain, s.beside = before.host, before.audience, before.chain, true
			return
		}
		led := r.tok(s.from-1).is("in", "from", "of", "to", "в", "из", "для")
		ofPeople := before.place.sort == country && s.place.sort == city && before.audience >= perhaps && r.tok(before.to).is(",") // for the police of Mongolia, Ulaanbaatar
		if !led && !ofPeople && !(isCountry && !r.tok(before.to).is("and", "и")) && !(before.beside && s.place.sort == country && own.audience >= perhaps) {
			s.host, s.audience, s.chain = before.host, before.audience, before.chain
			return
		}
		s.host, s.audience = own.host, own.audience
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
	for r.tok(before).is("the", "г", "гор", ".", "city", "городе", "город", "town", "capital", "столице", "столица", "столицы", "города", "south", "north", "east", "west", "southern", "northern", "eastern", "western", "central", "downtown") && r.tok(before).sort != line && before > 0 && (!r.tok(before).is(".") || r.tok(before-1).is("г", "гор")) {
		before--
	}
	if r.tok(before).is("of") && r.tok(before-1).is("city", "town", "capital") {
		for before -= 2; r.tok(before).is("the"); before-- {
		}
	}
	p := r.tok(before)
	switch {
	case s.place.sort == adjective, s.place.sort == country && r.isPossessive(s) && !p.is("in", "в"):
		r.weighAdjective(s)
	case p.is("across") && r.tok(before-1).is("from"):
		r.weighFrom(s, before-1)
	case p.is("in", "в", "во", "near", "at", "под", "близ", "возле", "across", "throughout", "outside", "inside"):
		r.weighIn(s, before)
	case p.is("to") || p.is("on") && s.place.sort == city:
		r.weighTo(s, before)
	case p.is("by") && r.tok(before-1).is("hosted"):
		s.host = 9
	case p.is("from", "из"):
		r.weighFrom(s, before)
	case p.is("for", "для", "among", "среди"):
		s.audience = 7
	case p.is("of"):
		r.weighOf(s, before)
	default:
		r.weighBare(s, before)
	}
	if _, ok := r.cueAfter("host", s.to, 2); ok && s.place.sort != adjective && !r.tok(s.from-2).is("embassy") && !r.tok(s.to).is("г", "гор", "place", "location", "venue") {
		s.host = max(s.host, 9)
	}
	if r.tok(s.to).is("принял", "приняла", "примет", "принимает", "welcomes", "hosting") {
		s.host = max(s.host, 9)
	}
	if s.place.sort != adjective && (r.tok(before).is("visited", "visit", "visiting", "visits") || hasStem(p.low, "посетил") || hasStem(p.low, "посетят") || hasStem(p.low, "посетит") || hasStem(p.low, "посещени")) {
		s.host, s.audience = max(s.host, 7), 0
	}
	if r.tok(s.to).is(",") && r.tok(s.to+1).is("where", "где") && s.place.sort == city {
		s.host = max(s.host, 7)
	}
	if r.tok(s.from-1).is("города", "city") && s.place.sort == city {
		s.host, s.audience = max(s.host, surely), 0
	}
	if j, ok := r.cueBefore("together", s.from, 9); ok && s.place.sort != city && s.audience > 0 && !r.has("people", j, s.from) && !r.has("people", s.to, min(s.to+3, len(r.toks))) {
		s.audience = 2 // with the support of the Government of Japan
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
	if r.isZone(s.from, s.to) { // a zone, not a place
		s.host, s.audience = 0, 0
	}
}

// weighIn weighs "in X": near the event's own words it is held there.
func (r *reader) weighIn(s *spot, before int) {
	s.host = perhaps
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
	if r.tok(before-1).is("embassy", "office", "ambassador", "посольстве", "посольство", "посол", "offices", "delegation", "mission", "representation", "представительство", "представительства", "представительстве", "офис", "офиса", "бюро", "миссии") {
		s.host = min(s.host, 3)
		if r.heldAt(before - 1) {
			s.host = 7 // held at the office in Bishkek
		} else if s.place.sort == city {
			s.host = perhaps
		}
	}
	if r.hasAt("people", before-1) || r.hasAt("agency", before-1) && !r.isVenue(before-1) {
		s.audience, s.host = 5, min(s.host, 5)
	} else if r.main >= 0 && !sameAs(r.kinds[r.main].from) && r.worksThere(before) {
		s.audience, s.host = 5, min(s.host, 3)
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

// kindWeightAt reports whether no other word names what the event is: then "Mission to
// Minsk" is an office, not a tour.
func (r *reader) kindWeightAt(i int) bool {
	return r.main < 0 || i < r.kinds[r.main].from || i >= r.kinds[r.main].to
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
