package announce

import (
	"slices"
	"strings"
)

// isOfficial reports whether a country belongs to the title of one person, who opened the
// event or speaks of it: "Coordinator for Central Asia", "Министра … Российской Федерации";
// or of one who led it.
func (r *reader) isOfficial(s *spot) bool {
	if _, ok := r.cueAfter("leads", s.to, 5); ok && !r.listAhead(s.to) {
		_, delegation := r.cueBefore("delegation", s.from, 6)
		return !delegation // the delegation of Chad, led by its minister
	}
	for j := s.from - 1; j >= 0 && j >= s.from-13 && r.sentence[j] == r.sentence[s.from]; j-- {
		if r.toks[j].is(",", ";", "(", ":") || r.inDate(j) || r.hasAt("people", j) && !r.hasAt("post", j) {
			return false
		}
		if r.hasAt("post", j) && (r.toks[j].capital || r.isRussian(j)) {
			return !r.any && !r.tok(j-1).is("two", "three", "and", "и")
		}
	}
	return false
}

// isOrganiser reports whether a country belongs to who holds the event: "organised by
// WCO and Qatar Customs".
func (r *reader) isOrganiser(s *spot) bool {
	j, ok := r.cueBefore("organiser", s.from, 9)
	from, _ := r.sentenceRange(s.from)
	for from < s.from && r.toks[from].sort == line {
		from++
	}
	if r.hasAt("organisers", from) && !r.has("people", from+1, s.from) {
		return true
	}
	if !ok {
		return r.tok(s.from-1).is("правительством", "посольством", "government") && !r.has("people", max(0, s.from-4), s.from-1) && !r.tok(s.from-2).is("of", "and")
	}
	return !r.has("people", j, s.from) && !slices.ContainsFunc(r.toks[j:s.from], func(t token) bool { return t.is("for", "для", "from", "из") })
}

// ofBody reports whether a region belongs to the name of one body of it, whose members need
// not all come: "experts of the water commission of Central Asia", "исполком СНГ".
func (r *reader) ofBody(s *spot) bool {
	if s.place.sort != group {
		return false
	}
	i := s.from - 1
	for r.tok(i).is("the", "of") {
		i--
	}
	return r.hasAt("body", i) || i == s.from-1 && r.tok(i).sort == word && r.tok(i).caps && len(r.tok(i).low) > 3 && !r.any
}

// ofNation reports whether a country is named for what it is or has, not for its people:
// "the anniversary of the independence of Kenya", "the practices of German organisations".
func (r *reader) ofNation(s *spot) bool {
	if r.tok(s.from-1).is("fund", "foundation") && r.tok(s.from-1).capital {
		return true // the Cooperation Fund Germany
	}
	i := s.from - 1
	for r.tok(i).is("the", "of", "republic", "республики") {
		i--
	}
	return r.hasAt("of_nation", i) && (i < s.from-1 || r.isRussian(s.from))
}

// ofWorks reports whether a project works in a country, whose people need not come:
// "activities in nine countries".
func (r *reader) ofWorks(s *spot) bool {
	j, ok := r.cueBefore("works", s.from, 9)
	return ok && !r.has("people", j, s.from)
}

// inProject reports whether a country stands in the name of a project: "the project
// «Training for Afghanistan and Pakistan»".
func (r *reader) inProject(s *spot) bool {
	from, _ := r.sentenceRange(s.from)
	open := -1
	for j := from; j < s.from; j++ {
		if r.toks[j].is(`"`) {
			if open < 0 {
				open = j
			} else {
				open = -1
			}
		}
	}
	return open > 0 && (r.hasAt("project", open-1) || r.hasAt("project", open-2))
}

// inTitle reports whether a country stands in the quoted name of the event, which does
// not say for whom it is: «People of Kazakhstan: past and future».
func (r *reader) inTitle(s *spot) bool {
	from, _ := r.sentenceRange(s.from)
	open, forWhom := -1, false
	for j := from; j < s.from; j++ {
		switch {
		case !r.toks[j].is(`"`):
			forWhom = forWhom || r.toks[j].is("for", "для", "from", "из", "among")
		case open < 0:
			open, forWhom = j, false
		default:
			open = -1
		}
	}
	return open > 0 && !forWhom && (r.isKind(open-1) || r.isKind(open-2) || r.hasAt("topic_word", open-1) || r.tok(open-1).is(":") && r.hasAt("topic_word", open-2))
}

// inName reports whether a place ends a name in quotation marks: the organisation «Youth
// of Latvia», which says nothing of who is invited.
func (r *reader) inName(s *spot) bool {
	if !r.tok(s.to).is(`"`) {
		return false
	}
	for i := s.from - 1; i > 0 && i >= s.from-6 && r.sentence[i] == r.sentence[s.from]; i-- {
		if r.toks[i].is(`"`) {
			return r.toks[i-1].sort == word
		}
	}
	return false
}

// livesThere reports whether "in X" says where the invited live or work: "researchers based
// in Chad", "экологов, работающих в Чаде".
func (r *reader) livesThere(before int) bool {
	t := r.tok(before - 1)
	if t.sort != word || t.capital {
		return false
	}
	if t.is("based", "residing", "living", "resident", "registered") {
		return r.tok(before-2).sort == word || r.tok(before-2).is(",")
	}
	for _, end := range []string{"ающих", "ающие", "ающим", "ающими", "ующих", "ующие", "ущих", "ущие", "ущим"} {
		if strings.HasSuffix(t.low, end) {
			return true
		}
	}
	return false
}
