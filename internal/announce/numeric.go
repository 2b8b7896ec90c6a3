package announce

import "time"

// figures is a date in figures as it is written, before anybody says which of
// them is the month.
type figures struct {
	a, b, year int // year 0: not written
	sep        string
	padded     bool // both with two digits
	next       int
}

// isPhone reports whether figures with hyphens at token i are the rest of a phone's number:
// "+7 7172 55-66-77", "tel. 22-10-15".
func (g grammar) isPhone(i int) bool {
	if before := g.tok(i - 1); before.sort == number || before.is(")") && g.tok(i-2).sort == number {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if end, ok := g.cue("contact", j); ok && end <= i {
			return true
		}
		if t := g.tok(j); t.sort == word {
			return false
		}
	}
	return false
}

// numeric reads 9.12.2026, 09.12-11.12.2026, 9-11.12.2026, 03/04/2027.
func (g grammar) numeric(i int, between bool) (mention, bool) {
	if m, ok := g.dayToFigures(i); ok {
		return m, true
	}
	f, ok := g.figures(i)
	if !ok || f.sep == "-" && g.isPhone(i) {
		return mention{}, false
	}
	m := mention{from: i, to: f.next}
	if next, list, ok := g.joint(f.next); ok && (!list || between) && !g.tok(f.next).is("/") {
		_, next = g.weekday(next)
		if end, ok := g.figures(next); ok && end.sep == f.sep {
			if f.year == 0 && end.year == 0 && !g.bare(i, f) {
				return mention{}, false
			}
			m.to = end.next
			m.readings = pairs(f, end)
			m.check()
			return m, true
		}
		if f.year == 0 && g.tok(next).sort == number && g.tok(next+1).is(".", ":") {
			return mention{}, false // 9.10-10.30 are hours
		}
	}
	if f.year == 0 && !g.bare(i, f) {
		return mention{}, false
	}
	m.readings = f.readings()
	m.check()
	return m, true
}

// dayToFigures reads 9-11.12.2026: a day and a whole date.
func (g grammar) dayToFigures(i int) (mention, bool) {
	d, next, ok := g.day(i)
	if !ok {
		return mention{}, false
	}
	if g.tok(next).is(".") && g.tok(next+1).is("-") {
		next++
	}
	next, list, ok := g.joint(next)
	if !ok || list {
		return mention{}, false
	}
	f, ok := g.figures(next)
	if !ok || f.sep == "-" || f.year == 0 && (f.sep != "." || d >= f.a || !g.bare(next, f)) {
		return mention{}, false
	}
	m := mention{from: i, to: f.next}
	for _, r := range f.readings() {
		first := r.first
		first.day = d
		m.readings = append(m.readings, dates{first, r.first})
	}
	m.check()
	return m, true
}

// figures reads two or three numbers joined by one sign.
func (g grammar) figures(i int) (figures, bool) {
	a, sep, b := g.tok(i), g.tok(i+1), g.tok(i+2)
	if a.sort != number || b.sort != number || a.digits() > 2 || b.digits() > 2 || !sep.is(".", "/", "-") || !g.glued(i+1, i+2) {
		return figures{}, false
	}
	f := figures{a: a.n, b: b.n, sep: sep.low, padded: a.digits() == 2 && b.digits() == 2, next: i + 3}
	if y := g.tok(i + 4); g.tok(i+3).is(sep.low) && y.sort == number && g.glued(i+3, i+4) {
		switch {
		case y.digits() == 4 && y.n >= 1900 && y.n < 2200:
			f.year = y.n
		case y.digits() == 2 && (f.padded || g.tok(i-1).is("-") && f.sep == "." && b.digits() == 2):
			f.year = 2000 + y.n
		default:
			return figures{}, false
		}
		f.next = g.yearWord(i + 5)
	}
	if f.a == 0 || f.b == 0 || f.a > 12 && f.b > 12 && f.year == 0 || f.year == 0 && f.sep == "-" {
		return figures{}, false
	}
	return f, true
}

// bare reports whether figures without a year are a date, not an hour, a
// number or a fraction.
func (g grammar) bare(i int, f figures) bool {
	if f.b > 12 && (f.sep == "." || f.a > 12) || f.a > 31 || !f.padded && (f.sep == "/" || g.tok(i+2).digits() != 2) {
		return false
	}
	if t := g.tok(f.next); t.is("%", "am", "pm", "h", "hrs", "hours", "часов", "ч", "час", ":", "eur", "usd", "million", "billion", "млн", "млрд", "тыс") || t.is(".") && g.tok(f.next+1).sort == number && !t.gap {
		return false
	}
	before := g.tok(i - 1)
	return i == 0 || before.sort == line || before.is("on", "from", "с", "со", "до", "by", "по", "to", "-", ",", ":", "(", ";", "until", "between", "date", "дата", "на") || before.sort == number || f.sep == "/"
}

// dayMonth and monthDay are the two readings of figures.
func (f figures) dayMonth() written { return written{f.year, time.Month(f.b), f.a, noWeekday} }
func (f figures) monthDay() written { return written{f.year, time.Month(f.a), f.b, noWeekday} }

// readings returns the ways to read the figures: with full stops the day
// stands first everywhere, otherwise only what cannot be a month tells.
func (f figures) readings() []dates {
	switch {
	case f.sep == "." || f.a > 12 || f.a == f.b:
		return []dates{{first: f.dayMonth()}}
	case f.b > 12:
		return []dates{{first: f.monthDay()}}
	}
	return []dates{{first: f.dayMonth()}, {first: f.monthDay()}}
}

// pairs returns the ways to read a range: both ends alike, and not reversed.
func pairs(from, to figures) []dates {
	both := []dates{{from.dayMonth(), to.dayMonth()}}
	if from.sep != "." {
		both = append(both, dates{from.monthDay(), to.monthDay()})
	}
	var kept []dates
	for _, r := range both {
		if exists(r.first) == nil && exists(r.last) == nil && !r.reversed() {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 || len(kept) == 2 && kept[0] == kept[1] {
		return both[:1]
	}
	return kept
}
