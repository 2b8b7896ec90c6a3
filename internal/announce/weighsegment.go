package announce

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
