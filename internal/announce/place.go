package announce

import (
	"slices"
	"strings"

	"jarchy/internal/programme"
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
		if end == i || !r.properName(i) {
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
	return spots
}

// properName reports whether token i may begin a name: it is written with a
// capital, or capitals tell nothing here.
func (r *reader) properName(i int) bool {
	t := r.toks[i]
	return t.capital || r.any || r.tok(i-1).is("in", "from") && len(t.low) > 4 || isLowerAdjective(t)
}

// isLowerAdjective reports whether a word is written small by rule: Russian
// adjectives of nationality are.
func isLowerAdjective(t token) bool {
	return t.sort == word && (strings.Contains(t.low, "ск") || strings.Contains(t.low, "цк"))
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
		if n > 0 && r.isState(spots[n-1], s) {
			continue
		}
		if _, ok := r.cue("instrument", s.to); ok && r.tok(s.to).capital && s.place.sort != adjective {
			continue
		}
		before := r.tok(s.from - 1)
		if s.place.code && s.to-s.from == 1 {
			t := r.toks[s.from]
			beside := n > 0 && r.adjacent(spots[n-1], s) || n+1 < len(spots) && r.adjacent(s, spots[n+1])
			led := before.is("of", "from", "for", "из", "in") || r.agencyBefore(s.from)
			if !t.caps && !(r.any && beside && !t.is("in", "is", "it", "no", "to", "so", "be", "at", "am", "as", "do", "me", "my", "by")) || !beside && !led {
				continue
			}
		}
		if s.place.weak {
			follows := n+1 < len(spots) && r.adjacent(s, spots[n+1]) && r.tok(s.to).is(",", "(")
			if !before.is("in", "в", "во", "г", "city", "at", ".", ",", ":") && !follows || s.from == 0 && !follows {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// isState reports whether a spot is not the country but the American state of
// that name: Atlanta, Georgia.
func (r *reader) isState(before, s spot) bool {
	return before.place.sort == city && before.place.codes[0] == "US" && s.place.codes[0] == "GE" && r.adjacent(before, s)
}

// adjacent reports whether two spots are neighbours of one list.
func (r *reader) adjacent(a, b spot) bool {
	for i := a.to; i < b.from; i++ {
		if !r.toks[i].is(",", "and", "и", "/", "&", "(", "-", "the", "as", "well", "also", "+", "или", "or", "а", "также", "г", ".", "both") {
			return false
		}
	}
	return b.from-a.to <= 4 && r.sentence[a.from] == r.sentence[b.from]
}

// agencyBefore reports whether an agency is named right before token i.
func (r *reader) agencyBefore(i int) bool {
	if i == 0 {
		return false
	}
	_, ok := r.cue("agency", i-1)
	return ok
}

// weighSpot weighs spot n; the ones before it are weighed already.
func (r *reader) weighSpot(spots []spot, n int) {
	s := &spots[n]
	s.chain = n
	if n > 0 && r.adjacent(spots[n-1], *s) {
		before := spots[n-1]
		own := *s
		r.weighAlone(&own)
		isCountry := before.place.sort == city && s.place.sort == country
		if isCountry && r.tok(before.to).is(",", "(") && slices.Contains(before.place.codes, s.place.codes[0]) {
			s.host, s.audience, s.chain, s.beside = before.host, before.audience, before.chain, true
			return
		}
		led := r.tok(s.from-1).is("in", "from", "of", "to", "в", "из", "для")
		if !led && !(isCountry && !r.tok(before.to).is("and", "и")) && !(before.beside && s.place.sort == country && own.audience >= perhaps) {
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
	for r.tok(before).is("the", "г", "гор", ".", "city", "городе", "город", "town", "capital", "столице", "столица", "столицы", "города") && r.tok(before).sort != line && before > 0 && (!r.tok(before).is(".") || r.tok(before-1).is("г", "гор")) {
		before--
	}
	if r.tok(before).is("of") && r.tok(before-1).is("city", "town", "capital") {
		for before -= 2; r.tok(before).is("the"); before-- {
		}
	}
	p := r.tok(before)
	switch {
	case s.place.sort == adjective:
		r.weighAdjective(s)
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
	if _, ok := r.cueAfter("host", s.to, 2); ok && s.place.sort != adjective && !r.tok(s.to).is("г", "гор", "place", "location", "venue") {
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
	if w := r.aside[s.from]; w > 0 {
		s.host, s.audience = s.host-w, s.audience-w
	}
	if s.place.sort == group {
		s.host = min(s.host, 1)
	}
	if r.tok(s.to).is("time") || r.tok(s.from-1).is("времени") { // a zone, not a place
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
	if r.tok(before-1).is("embassy", "office", "ambassador", "посольстве", "посольство", "посол", "offices") {
		s.host = min(s.host, 3)
	}
	if r.hasAt("people", before-1) || r.hasAt("agency", before-1) && !r.isVenue(before-1) {
		s.audience, s.host = 5, min(s.host, 5)
	}
	if r.tok(before).is("across", "throughout") {
		s.host = min(s.host, 5)
	}
	if s.place.sort == city {
		s.host += 0.5
	}
}

// hasAt reports whether a phrase of a cue begins at token i.
func (r *reader) hasAt(name string, i int) bool {
	_, ok := r.cue(name, i)
	return ok
}

// isVenue reports whether token i names a sort of building.
func (r *reader) isVenue(i int) bool { return r.hasAt("venue", i) }

// weighTo weighs "to X": a tour goes there.
func (r *reader) weighTo(s *spot, before int) {
	if !r.tok(before).is("to") {
		return
	}
	if r.isKind(before-1) || r.tok(before-1).is("visit", "tour", "trip", "travelled", "traveled", "travel", "mission", "went", "visits", "tours") {
		s.host = 8
	} else if s.place.sort == city {
		s.host = perhaps
	}
}

// weighFrom weighs "from X": people come from there.
func (r *reader) weighFrom(s *spot, before int) {
	s.audience = 3
	if r.isGuest(before) {
		s.audience = 2
		return
	}
	if _, ok := r.headBefore(before); ok || r.hasAt("seats", before-1) || r.hasAt("audience", before-1) || r.short {
		s.audience = 8
	}
}

// isGuest reports whether those who come are speakers, not the invited.
func (r *reader) isGuest(i int) bool {
	for j := i - 1; j >= i-3 && j >= 0 && r.sentence[j] == r.sentence[i]; j-- {
		if r.hasAt("speaker", j) {
			_, join := r.cueAfter("join_in", i, 25)
			return !join && !r.has("gather", max(0, j-14), j)
		}
	}
	return false
}

// headBefore finds the people or agencies that "of X" hangs on, within one
// noun phrase: no verb, no date between.
func (r *reader) headBefore(i int) (at int, ok bool) {
	for j := i - 1; j >= 0 && j >= i-22 && r.sentence[j] == r.sentence[i]; j-- {
		if r.inDate(j) || r.toks[j].is(";", ":") {
			return 0, false
		}
		if r.hasAt("people", j) || r.hasAt("agency", j) && !r.toks[j].capital {
			return j, true
		}
		if i-j > 6 && r.hasAt("verb", j) {
			return 0, false
		}
	}
	return 0, false
}

// weighOf weighs "of X": the country of agencies and officers, or of an
// institute.
func (r *reader) weighOf(s *spot, before int) {
	if r.tok(before-1).is("capital", "city", "town", "столица") {
		s.host = perhaps
		return
	}
	if r.hasAt("institute", before-1) || r.tok(before-1).capital && !r.hasAt("people", before-1) {
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

// hasAgency reports whether an agency is named within three tokens before i.
func (r *reader) hasAgency(i int) bool {
	for j := max(0, i-3); j < i; j++ {
		if _, end := r.agencies.at(r.toks, j, true); end > j && !(r.toks[j].capital && r.hasAt("institute", j)) {
			return true
		}
	}
	return false
}

// weighInstitute weighs the country of an institute: it hosts if the text says
// so, its people are invited if people are named before it.
func (r *reader) weighInstitute(s *spot) {
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
	if s.place.city.Name != "" { // в Ташкентском университете
		for i := s.to; i < s.to+6 && i < len(r.toks) && r.toks[i].sort == word; i++ {
			if r.isVenue(i) && r.tok(s.from-1).is("в", "на") {
				s.host = surely + 0.5
			}
		}
		return
	}
	for i := s.to; i < s.to+4 && i < len(r.toks) && r.sentence[i] == r.sentence[s.from]; i++ {
		if r.toks[i].capital && r.hasAt("institute", i) {
			if r.has("at", max(0, s.from-4), s.from) {
				s.host = surely + 0.5
			}
			return
		}
		if r.hasAt("speaker", i) && !r.hasAt("join_in", i+1) {
			s.audience = 2
			return
		}
		if r.hasAt("people", i) || r.hasAt("agency", i) && !r.toks[i].capital {
			s.audience = surely
			return
		}
		if r.toks[i].is("city", "capital", "столице", "городе", "town") {
			s.host = surely
			return
		}
		if r.toks[i].sort != word {
			return
		}
	}
}

// weighBare weighs a place without a preposition: after its venue, at the head
// of news, in a list of commas, or in the Russian genitive.
func (r *reader) weighBare(s *spot, before int) {
	p := r.tok(before)
	if r.hasAt("listing", before) {
		if _, ok := r.cueBefore("people", before, 25); ok {
			s.audience = 7
			return
		}
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
	if s.place.sort == city && p.is(",") && (r.venueBefore(before) || r.headOfLine(s)) {
		s.host = 7
	}
	if s.place.sort == city && p.is(":") && r.labelled(s.from) == "" {
		s.host = surely
	}
	if s.from < 6 && s.place.sort != group && r.headOfLine(s) && r.tok(s.to).is(",", "-", ".", ":", "(") {
		s.host = max(s.host, 5)
	}
	if r.atInstitute(s) {
		s.host = surely + 0.5
		return
	}
	if r.agencyBefore(s.from) || r.hasAgency(s.from) && !p.is(",", ".") {
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
	if s.place.sort == city && r.isKind(s.to) && s.host == 0 {
		s.host = perhaps
	}
	if _, ok := r.cueAfter("join_in", s.to, 6); ok && s.host < perhaps && s.place.sort != city {
		s.audience = max(s.audience, surely)
	}
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
	if _, ok := r.cueBefore("host", s.from, 9); ok && r.isRussian(s.from) {
		if j, people := r.headBefore(s.from); !people || s.from-j > 9 {
			s.host = 7
			return
		}
	}

	if !r.isRussian(s.from) {
		return
	}
	if r.isGuest(s.from) {
		s.audience = 2
		return
	}
	if _, ok := r.headBefore(s.from); ok {
		s.audience = 7
	} else if r.hasAt("institute", before) {
		r.weighInstitute(s)
	}
}

func (r *reader) isRussian(i int) bool { return r.toks[i].low[0] >= 0xd0 }

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
	for j := s.from - 1; j >= 0 && r.toks[j].sort != line && r.sentence[j] == r.sentence[s.from]; j-- {
		if !r.toks[j].is(",", "(", "г", ".", "-", `"`, "•", "*", ")") && !r.inDate(j) && !r.isPlace(j) && r.toks[j].sort != number {
			return false
		}
	}
	return true
}

// inListLine reports whether the spot's sentence is a line of short parts
// without a verb.
func (r *reader) inListLine(s *spot) bool {
	from, to := r.sentenceRange(s.from)
	return to-from <= 30 && !r.has("verb", from, to) && r.has("verb", 0, len(r.toks)) == false
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

// readPlaces fills in where the event is held and who is invited.
func (r *reader) readPlaces(d *programme.Draft) {
	best := 0.0
	for _, s := range r.spots {
		if s.host >= s.audience {
			best = max(best, s.host)
		}
	}
	least := max(perhaps, best-2.5)
	for _, s := range r.spots {
		if s.host < least || s.host < s.audience || s.place.sort == group {
			continue
		}
		r.addTown(d, s)
		if s.place.city.Name != "" && !slices.ContainsFunc(d.Cities, func(c programme.City) bool { return c.Name == s.place.city.Name }) {
			d.Cities = append(d.Cities, s.place.city)
		}
		for _, c := range s.place.codes {
			if !slices.Contains(d.Hosts, c) {
				d.Hosts = append(d.Hosts, c)
			}
		}
		r.note(s.from, s.to, programme.FieldPlace)
	}
	if best > 0 && best < surely && len(d.Hosts) > 0 {
		r.doubt(d, programme.FieldPlace)
	}
	if len(d.Hosts) == 0 {
		r.onlyCountry(d)
	}
	r.readAudience(d)
}

// onlyCountry takes the one country that a text speaks of, if it says nowhere
// where the event is held; a person should confirm it.
func (r *reader) onlyCountry(d *programme.Draft) {
	only := ""
	for _, s := range r.spots {
		if r.aside[s.from] > 0 || s.place.sort == group || len(s.place.codes) != 1 {
			continue
		}
		if only != "" && only != s.place.codes[0] {
			return
		}
		only = s.place.codes[0]
	}
	if only == "" || r.has("online", 0, len(r.toks)) || r.short || d.Kind == programme.OnlineSession {
		return
	}
	d.Hosts = []string{only}
	r.doubt(d, programme.FieldPlace)
}

// addTown takes a town that is not known, by its country: in Mollina (Spain).
func (r *reader) addTown(d *programme.Draft, s spot) {
	i := s.from - 1
	if s.place.sort != country || s.beside || !r.tok(i).is("(", ",") || s.from-i != 1 {
		return
	}
	to := i
	for i > 0 && r.toks[i-1].sort == word && r.toks[i-1].capital && !r.isVenue(i-1) && !r.isPlace(i-1) && to-i < 3 {
		i--
	}
	if i == to || !r.tok(i-1).is("in", "at", ",") || r.isRussian(i) || r.toks[i].caps {
		return
	}
	d.Cities = append(d.Cities, programme.City{Name: r.raw(i, to), Country: s.place.codes[0], Zone: r.country[s.place.codes[0]]})
	r.note(i, to, programme.FieldPlace)
}

// readAudience fills in the invited countries: the ones named one by one
// before the groups that contain them.
func (r *reader) readAudience(d *programme.Draft) {
	var single, grouped []string
	for _, s := range r.spots {
		if s.audience < 5 || s.audience <= s.host || s.place.sort == city && s.audience < surely {
			continue
		}
		to := &single
		if s.place.sort == group {
			to = &grouped
		}
		for _, c := range s.place.codes {
			if !slices.Contains(*to, c) {
				*to = append(*to, c)
			}
		}
		r.note(s.from, s.to, programme.FieldAudience)
	}
	d.Audience = grouped
	if len(single) > 1 || len(grouped) == 0 {
		d.Audience = single
		for _, c := range single {
			if len(grouped) > 0 && !slices.Contains(grouped, c) { // Central Asia and Afghanistan
				d.Audience = append(slices.Clone(grouped), single...)
				break
			}
		}
	} else {
		for _, c := range single {
			if !slices.Contains(d.Audience, c) {
				d.Audience = append(d.Audience, c)
			}
		}
	}
	d.Audience = unique(d.Audience)
	if len(d.Audience) == 0 && r.isNational(d) {
		d.Audience = slices.Clone(d.Hosts)
	}
}

func unique(codes []string) []string {
	var kept []string
	for _, c := range codes {
		if !slices.Contains(kept, c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// isNational reports whether an event that names no audience is for the people
// of its host country: it says so, or speaks of the country's own affairs.
func (r *reader) isNational(d *programme.Draft) bool {
	if len(d.Hosts) == 0 || d.Mode == programme.Online {
		return false
	}
	if r.main >= 0 {
		k := r.kinds[r.main]
		from, _ := r.sentenceRange(k.from)
		if r.has("national", max(from, k.from-6), k.to+1) {
			return true
		}
		if r.has("international", max(from, k.from-6), k.to) {
			return false
		}
	}
	if len(d.Hosts) > 1 {
		return false
	}
	for _, s := range r.spots {
		if s.place.sort == country && s.place.codes[0] == d.Hosts[0] && !s.beside && s.host > 0 && r.aside[s.from] == 0 && r.main >= 0 && r.sentence[s.from] > r.sentence[r.kinds[r.main].from] && !r.tok(s.from-1).is("(", ",") {
			if _, ok := r.headBefore(s.from - 1); ok {
				return true
			}
		}
	}
	return false
}
