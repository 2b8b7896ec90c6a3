package announce

import "time"

// yearFirst reads 2026 жылғы 12 қараша, 2026-yil 12-noyabr, 2026-nji ýylyň noýabr
// aýynyň 12-sine.
func (g grammar) yearFirst(i int, between bool) (mention, bool) {
	t := g.tok(i)
	if t.sort != number || t.digits() != 4 || t.n < 1900 || t.n > 2199 {
		return mention{}, false
	}
	next := g.yearWord(i + 1)
	if next == i+1 && !g.tok(next).is(",") {
		return mention{}, false
	}
	next = g.article(next)
	m, ok := g.dayFirst(next, between)
	if !ok {
		m, ok = g.monthFirst(next, between)
	}
	if month, end, isMonth := g.month(next); !ok && isMonth {
		m, ok = mention{to: end, coarse: true, readings: []dates{{first: written{month: month, weekday: noWeekday}}}}, true
	}
	if !ok {
		return mention{}, false
	}
	for k := range m.readings {
		r := &m.readings[k]
		if r.first.year == 0 {
			r.first.year = t.n
		}
		if r.last.day > 0 && r.last.year == 0 {
			r.last.year = t.n
		}
	}
	m.check()
	return m, true
}

// iso reads 2026-12-09, 2026.12.09 and ranges of them.
func (g grammar) iso(i int, _ bool) (mention, bool) {
	w, next, ok := g.isoDay(i)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i, to: next, readings: []dates{{first: w}}}
	if after, list, ok := g.joint(next); ok && (!list || g.tok(next).is("/")) {
		if end, after, ok := g.isoDay(after); ok {
			m.readings[0].last, m.to = end, after
		} else if d, after, ok := g.day(after); ok && g.tok(next).is("/") && !g.tok(next+1).gap {
			m.readings[0].last, m.to = written{w.year, w.month, d, noWeekday}, after
		}
	}
	m.check()
	return m, true
}

func (g grammar) isoDay(i int) (written, int, bool) {
	sep := g.tok(i + 1)
	if y := g.tok(i); y.sort != number || y.digits() != 4 || y.n < 1900 || y.n > 2199 || !sep.is("-", ".", "/") || !g.tok(i+3).is(sep.low) || !g.glued(i+1, i+4) {
		return written{}, i, false
	}
	month, day := g.tok(i+2), g.tok(i+4)
	if month.sort != number || day.sort != number || month.digits() > 2 || day.digits() > 2 || month.n < 1 || month.n > 12 {
		return written{}, i, false
	}
	return written{g.tok(i).n, time.Month(month.n), day.n, noWeekday}, i + 5, true
}

// glued reports whether no white space stands before tokens from … to.
func (g grammar) glued(from, to int) bool {
	for i := from; i <= to; i++ {
		if g.tok(i).gap || i >= len(g.toks) {
			return false
		}
	}
	return true
}
