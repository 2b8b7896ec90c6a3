package announce

import (
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// The forms in which dates are written.

// dayFirst reads 9 December, 9-11 December 2026, 9, 10 and 11 December,
// 29 May - 1 June, 9 Dec 2026 - 2 January 2027.
func (g grammar) dayFirst(i int, between bool) (mention, bool) {
	days, next, list, ok := g.days(i)
	if !ok {
		return mention{}, false
	}
	month, next, ok := g.monthAfterDay(next)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i}
	first := written{month: month, day: days[0].day, weekday: days[0].weekday}
	last := days[len(days)-1]
	last.month = month
	year, afterYear, hasYear := g.year(next)
	if hasYear {
		next = afterYear
		first.year, last.year = year, year
	}
	if len(days) == 1 {
		if end, after, ok := g.rangeEnd(next, between); ok {
			m.readings, m.to = []dates{{first, end}}, after
			m.check()
			return m, true
		}
		m.readings, m.to = []dates{{first: first}}, next
		m.check()
		return m, true
	}
	m.series = list && !between && !consecutive(days)
	m.readings, m.to = []dates{{first, last}}, next
	m.check()
	return m, true
}

// days reads the numbers before a month: 9 / 9-11 / 9, 10 and 11 / Wed 9 - Fri 11.
func (g grammar) days(i int) (days []written, next int, list, ok bool) {
	d, next, ok := g.day(i)
	if !ok {
		return nil, i, false, false
	}
	days = []written{{day: d, weekday: noWeekday}}
	for len(days) < 12 {
		after, isList, ok := g.joint(next)
		if !ok {
			break
		}
		w, after := g.weekday(g.article(after))
		d, after, ok := g.day(g.article(after))
		if !ok {
			break
		}
		if _, _, isMonth := g.monthAfterDay(after); !isMonth {
			if _, _, more := g.joint(after); !more {
				break
			}
		}
		days = append(days, written{day: d, weekday: w})
		next, list = after, list || isList
	}
	if _, _, isMonth := g.monthAfterDay(next); !isMonth {
		return nil, i, false, false
	}
	return days, next, list, true
}

// monthAfterDay reads the month after a day: "of May", "-ноябрь", "May".
func (g grammar) monthAfterDay(i int) (time.Month, int, bool) {
	if g.tok(i).is("of", "числа") || g.tok(i).is("-") && !g.tok(i).gap || g.tok(i).is(".") && !g.tok(i).gap {
		i++
	}
	return g.month(i)
}

// rangeEnd reads the second half of a range whose first half has a month.
func (g grammar) rangeEnd(i int, between bool) (written, int, bool) {
	if g.tok(i).is(",") {
		i++
	}
	if _, after, ok := g.clockRange(i); ok && g.tok(after).is("-") { // 9 December, 10:00 - 11 December
		i = after
	}
	next, list, ok := g.joint(i)
	if !ok || list && !between {
		return written{}, i, false
	}
	weekday, next := g.weekday(g.article(next))
	next = g.article(next)
	if d, after, ok := g.day(next); ok {
		if month, after, ok := g.monthAfterDay(after); ok {
			w := written{month: month, day: d, weekday: weekday}
			if y, afterYear, ok := g.year(after); ok {
				w.year, after = y, afterYear
			}
			return w, after, true
		}
	}
	if month, after, ok := g.month(next); ok {
		if d, after, ok := g.day(after); ok && !g.tok(after).is(":") {
			w := written{month: month, day: d, weekday: weekday}
			if y, afterYear, ok := g.year(after); ok {
				w.year, after = y, afterYear
			}
			return w, after, true
		}
	}
	return written{}, i, false
}

// monthFirst reads December 9, December 9-11, 2026, May 29 - June 1, and a
// month alone.
func (g grammar) monthFirst(i int, between bool) (mention, bool) {
	month, next, ok := g.month(i)
	if !ok {
		return mention{}, false
	}
	m := mention{from: i}
	d, after, ok := g.day(g.article(next))
	if !ok || g.tok(after).is(":", "%") || g.clockFollows(after) {
		y, afterYear, hasYear := g.year(next)
		if !hasYear && !g.beforeMonth(i) {
			return mention{}, false
		}
		if hasYear {
			next = afterYear
		}
		m.readings, m.to, m.coarse = []dates{{first: written{year: y, month: month, weekday: noWeekday}}}, next, true
		return m, true
	}
	first := written{month: month, day: d, weekday: noWeekday}
	last, list := written{}, false
	days := []written{first}
	for len(days) < 12 {
		next, isList, ok := g.joint(after)
		if !ok {
			break
		}
		w, next := g.weekday(next)
		d, end, ok := g.day(g.article(next))
		if _, _, isMonth := g.monthAfterDay(end); !ok || isMonth || g.tok(end).is(":", "%") || g.clockFollows(end) {
			break
		}
		if _, people := g.cue("heads", end); people {
			break
		}
		last = written{month: month, day: d, weekday: w}
		days, after, list = append(days, last), end, list || isList
	}
	if y, afterYear, ok := g.year(after); ok {
		first.year, after = y, afterYear
		if last.day > 0 {
			last.year = y
		}
	}
	if len(days) == 1 {
		if end, afterEnd, ok := g.rangeEnd(after, between); ok {
			last, after = end, afterEnd
		}
	}
	m.series = list && !between && !consecutive(days)
	m.readings, m.to = []dates{{first, last}}, after
	m.check()
	return m, true
}

// beforeMonth reports whether the word before token i says that a month
// without a year is meant.
func (g grammar) beforeMonth(i int) bool {
	return g.tok(i-1).is("in", "в", "of", "during", "early", "late", "mid", "-", "начале", "конце", "середине")
}

// clockFollows reports whether the number before token i belongs to an hour.
func (g grammar) clockFollows(i int) bool {
	return g.tok(i).is("am", "pm", "h") || g.tok(i).is(".") && !g.tok(i).gap && g.tok(i+1).sort == number && !g.tok(i+1).gap
}

// yearFirst reads 2026 жылғы 12 қараша, 2026-yil 12-noyabr.
func (g grammar) yearFirst(i int, between bool) (mention, bool) {
	t := g.tok(i)
	if t.sort != number || t.digits() != 4 || t.n < 1900 || t.n > 2199 {
		return mention{}, false
	}
	next := g.yearWord(i + 1)
	if next == i+1 && !g.tok(next).is(",") {
		return mention{}, false
	}
	m, ok := g.dayFirst(g.article(next), between)
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

// consecutive reports whether each day follows the one before.
func consecutive(days []written) bool {
	for i := 1; i < len(days); i++ {
		if days[i].day != days[i-1].day+1 {
			return false
		}
	}
	return true
}

// check keeps the refusal of a mention none of whose readings the calendar has.
func (m *mention) check() {
	m.bad = nil
	if m.coarse {
		return
	}
	var kept []dates
	for _, r := range m.readings {
		err := exists(r.first)
		if r.last != (written{}) && err == nil {
			err = exists(r.last)
			if err == nil && r.reversed() {
				err = programme.Refuse(programme.Invalid, "end_before_start", "start", r.first.plain(), "end", r.last.plain())
			}
		}
		if err != nil {
			m.bad = err
			continue
		}
		kept = append(kept, r)
	}
	if len(kept) > 0 {
		m.readings, m.bad = kept, nil
	}
}

// reversed reports whether the last day lies before the first in every year.
func (r dates) reversed() bool {
	a, b := r.first, r.last
	if a.year != 0 && b.year != 0 && a.year != b.year {
		return a.year > b.year
	}
	if a.month == b.month {
		return a.day > b.day
	}
	if a.year != 0 && a.year == b.year && a.month > b.month {
		return b.month > 3 || a.month < 10 // "30 December - 2 January 2027" runs over the year's end
	}
	return a.month > b.month && int(b.month)+12-int(a.month) > 3
}

// plain is the day as it was written, in figures.
func (w written) plain() string {
	if w.year != 0 {
		return programme.Date{Year: w.year, Month: w.month, Day: w.day}.String()
	}
	return fmt.Sprintf("%02d.%02d", w.day, int(w.month))
}
