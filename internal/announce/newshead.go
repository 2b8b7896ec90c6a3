package announce

import "slices"

// isTownAndDay reports whether a town and a day fill the first line, and the text tells of
// today: "Riga, 5 March" above "A workshop began here today".
func (r *reader) isTownAndDay(m mention) bool {
	if m.from < 2 || m.from > 6 || !r.tok(m.from-1).is(",") || r.tok(m.to).sort != line || !slices.ContainsFunc(r.toks[m.to:], func(t token) bool { return t.is("today", "сегодня", "yesterday", "вчера") }) {
		return false
	}
	return !slices.ContainsFunc(r.toks[:m.from-1], func(t token) bool { return !t.is("-") && (t.sort != word || !t.capital) }) && !r.kindIn(0, m.from)
}

// leadsTown reports whether a day and a town open a piece of news: "5 March, Riga. The
// ministry said …".
func (r *reader) leadsTown(m mention) bool {
	i := m.to + 1
	if !r.opensLine(m.from) || !r.tok(m.to).is(",") || !r.isPlace(i) {
		return false
	}
	for r.isPlace(i) {
		i++
	}
	return r.tok(i).is(".", "/", "-", "(") && i+1 < len(r.toks) && (r.toks[i+1].capital || r.tok(i).is("-"))
}

// leadsHeadline reports whether a day opens a line and the news itself follows: "2027-04-29
// KARACHI: The embassy …", "05.05.2027 A region learns from its neighbours", and no event is
// named in that line.
func (r *reader) leadsHeadline(m mention) bool {
	next := r.tok(m.to)
	if next.sort != word || !next.capital || !r.opensLine(m.from) && !(r.tok(m.from-1).is("date", "дата") && r.opensLine(m.from-1)) {
		return false
	}
	end := m.to
	for end < len(r.toks) && r.toks[end].sort != line {
		end++
	}
	if _, town := r.places.at(r.toks, m.to, r.any); town > m.to && next.caps && r.tok(town).is(":", "-", "(", "/") {
		return true
	}
	return end-m.to > 4 && len(r.toks)-m.to > 25 && !r.kindIn(m.to, end) && (r.tenseOf(m.to, end) == past || r.tenseOf(m.to, len(r.toks)) == past)
}

// isBehindCaps reports whether a day in brackets stands behind the capitals that open a piece
// of news: "THE UNIVERSITY OF RIGA (Sept. 8, 2027) Seven diplomats …".
func (r *reader) isBehindCaps(m mention) bool {
	if !r.tok(m.from-1).is("(") || !r.tok(m.to).is(")") || m.from < 3 || r.any {
		return false
	}
	for i := m.from - 2; i >= 0; i-- {
		if r.toks[i].sort == line {
			break
		}
		if r.toks[i].sort == word && !r.toks[i].caps {
			return false
		}
	}
	return r.tok(m.to + 1).capital
}
