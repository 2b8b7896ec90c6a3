package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// dateline returns the index of the date that heads a piece of news:
// "DUSHANBE, 5 March 2024 – …", or a line of its own; -1 without one.
func (r *reader) dateline() int {
	for n, m := range r.dates {
		if r.headsNews(m) && r.labelled(m.from) == "" {
			return n
		}
	}
	return -1
}

// headsNews reports whether a day is the one on which a text was published.
func (r *reader) headsNews(m mention) bool {
	if m.coarse || len(m.readings) != 1 || m.readings[0].last.day != 0 || m.bad != nil || m.fixed || len(r.toks)-m.to < 16 || r.sentence[m.from] > 7 {
		return false
	}
	w := m.readings[0].first
	if w.year != 0 && programme.DateOf(r.now).AddDays(1).Before(programme.Date{Year: w.year, Month: w.month, Day: w.day}) {
		return false // not published yet
	}
	if m.from == 0 && w.year != 0 && r.inDate(m.to) { // 19.06.2002 26 июня состоится …
		return true
	}
	if r.opensLine(m.from-1) && w.year != 0 && r.tok(m.from-1).is("date", "дата") && !r.tok(m.to).is("-") && r.tok(m.to).sort != line {
		return len(r.dates) > 2 || r.tellsBefore(w) || r.leadsHeadline(m) // date 2027-05-15 RIGA, 15 May. The workshop …
	}
	if r.isBelowStamp(m) {
		return false
	}
	if w.year != 0 && (r.leadsHeadline(m) || r.isBehindCaps(m)) {
		return true
	}
	if r.standsAlone(m) {
		return w.year != 0 && len(r.toks)-m.to > 25
	}
	if r.isTownAndDay(m) || r.leadsTown(m) {
		return true
	}
	named := false // words that are no known place
	for i := m.from - 1; i >= 0 && r.toks[i].sort != line; i-- {
		t := r.toks[i]
		if m.from-i > 12 || t.sort == word && !t.capital && !t.is("of") {
			return false
		}
		named = named || t.sort == word && !t.caps && !r.isPlace(i) && !t.is("of")
	}
	if named && (r.kindIn(0, m.from) || r.signed(m.to) < 0) {
		return false
	}
	if end := r.signed(m.to); end >= 0 && !r.kindIn(m.to, end) {
		return true
	}
	end := r.overStamp(m.to)
	if r.tok(end).is(")", "]") {
		end++
	}
	return r.tok(end-1).is("]") || m.from == 0 && r.tok(end).sort == mark && !r.tok(end).is(",") || r.tok(end).is("-", ".", ":", "|", "/", "(") || r.tok(end).sort == line || r.tok(m.to-1).is(".") && (!r.starts[m.from] || m.from > 1 && r.toks[m.from-1].sort != line)
}

// signed returns the token behind the agency that signs a piece of news: "(ANI):",
// ", Asia-Plus —"; -1 if none does.
func (r *reader) signed(i int) int {
	if r.tok(i).is(".") {
		i++
	}
	end := i + 7
	inside := r.tok(i).is("(", ",", "/")
	for ; inside && i < end && r.tok(i).sort != line; i++ {
		t := r.tok(i)
		if t.is(")", "/") && r.tok(i+1).is(":", ".", "-") {
			return i + 2
		}
		if t.is("-") && t.gap && r.tok(i+1).gap {
			return i + 1
		}
		if t.sort == word && (!t.capital || r.isVenue(i)) || t.sort == number {
			return -1
		}
	}
	return -1
}

// overStamp steps over the hour at which a text was published: 15 September 2018, 17:42.
func (r *reader) overStamp(i int) int {
	hour := i
	if r.tok(hour).is(",", "-", "|") {
		hour++
	}
	if r.tok(hour).sort == number && r.tok(hour+1).is(":", ".") && r.tok(hour+2).sort == number {
		told := hour + 3
		if r.tok(told).is("am", "pm") {
			told++
		}
		end := told
		for end < hour+9 && r.tok(end).sort != line {
			end++
		}
		counted := r.tok(hour+4).is(":") || r.tok(hour+3).is("|") // 12:40   Views: 214
		if r.tok(end).sort == line && (end == told || counted && !r.kindIn(hour, end)) {
			return end
		}
	}
	return i
}

// standsAlone reports whether a date fills its line: above a piece of news that
// is the day on which it was published.
func (r *reader) standsAlone(m mention) bool {
	ends := func(i int) bool { return i < 0 || i >= len(r.toks) || r.toks[i].sort == line }
	return ends(m.from-1) && (ends(r.overStamp(m.to)) || r.tok(m.to).is("|", "-") || r.tok(m.to).is(".") && ends(m.to+1))
}

// onlyFixed reports whether the only days beside the dateline are told from
// the day of the text: today, on Friday.
func (r *reader) onlyFixed(line int) bool {
	for n, m := range r.dates {
		if n != line && (m.fixed || r.isYearSpoken(m)) {
			return true
		}
	}
	return false
}

// isYearSpoken reports whether the year of a day is told from the day of the text.
func (r *reader) isYearSpoken(m mention) bool {
	for i := m.from; i < m.to; i++ {
		if _, _, ok := r.spokenYear(i); ok {
			return true
		}
	}
	return false
}

// isBelowStamp reports whether the text was written, by a full day in a line above, before
// another day, which then is not that of the news: "13.10.2027 / Riga, 14 October: …".
func (r *reader) isBelowStamp(m mention) bool {
	w := m.readings[0].first
	return w.year == 0 && slices.ContainsFunc(r.dates, func(o mention) bool {
		if o.from >= m.from || o.coarse || o.fixed || o.bad != nil || len(o.readings) != 1 || !r.standsAlone(o) {
			return false
		}
		of := o.readings[0].first
		return of.year != 0 && (of.month < w.month || of.month == w.month && of.day < w.day)
	})
}

// opensLine reports whether token i begins a line.
func (r *reader) opensLine(i int) bool { return i == 0 || i > 0 && r.toks[i-1].sort == line }

// tellsBefore reports whether the text tells of several days that were over a few days
// before one.
func (r *reader) tellsBefore(w written) bool {
	day := programme.Date{Year: w.year, Month: w.month, Day: w.day}
	return slices.ContainsFunc(r.dates, func(m mention) bool {
		if m.coarse || len(m.readings) != 1 || m.readings[0].last.day == 0 {
			return false
		}
		last := m.readings[0].last
		if last.year == 0 {
			last.year = w.year
		}
		over := programme.Date{Year: last.year, Month: last.month, Day: last.day}
		return over.Exists() && over.Before(day) && over.DaysUntil(day) < 10
	})
}
