package announce

import "time"

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
	if y := g.tok(next + 1); !hasYear && g.tok(i+1).is("-") && g.tok(next).is("-") && y.sort == number && y.digits() == 2 && g.glued(i+1, next+1) {
		year, afterYear, hasYear = 2000+y.n, next+2, true // 23-Jun-19
	}
	if hasYear {
		next = afterYear
		first.year, last.year = year, year
	}
	if len(days) == 1 {
		if end, after, ok := g.rangeEnd(next, between); ok && !g.isTill(i-1) {
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
		if g.tok(next).is(".") && !g.tok(next).gap && g.tok(next+1).is("-") { // 24.-26. November
			next++
		}
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
	if j := g.over1(i, "числа", "of"); j > i && g.tok(j).is("текущего", "этого", "сего", "нынешнего", "this", "the") {
		if k := g.over1(j+1, "current"); g.tok(k).is("месяца", "month") {
			return g.now.Month(), k + 1, true // 16 числа текущего месяца
		}
	}
	if g.tok(i).is("of", "числа") || g.tok(i).is("-") && !g.tok(i).gap || g.tok(i).is(".") && !g.tok(i).gap {
		i++
	}
	return g.month(i)
}

// rangeEnd reads the second half of a range whose first half has a month.
func (g grammar) rangeEnd(i int, between bool) (written, int, bool) {
	i = g.overBrackets(i)
	if g.tok(i).is(",") {
		i++
	}
	if _, after, ok := g.clockRange(i); ok && g.tok(after).is("-", "to", "until", "till", "through", "до", "по") { // 9 December, 10:00 - 11 December
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
			} else if y, afterYear, ok := g.year(g.overBrackets(after)); ok {
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

// isTill reports whether the word at token i leads the end of something: what follows the
// day is no range then, "до 31 января (ранняя) до 28 февраля (обычная)".
func (g grammar) isTill(i int) bool { return g.tok(i).is("до", "until", "till", "by") }

// overBrackets steps over a few words in brackets: 8 December (arrival day).
func (g grammar) overBrackets(i int) int {
	if !g.tok(i).is("(") {
		return i
	}
	for j := i + 1; j < i+5; j++ {
		if g.tok(j).is(")") {
			return j + 1
		}
		if g.tok(j).sort == number || g.tok(j).sort == line {
			break
		}
	}
	return i
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
	if !ok || g.tok(after).is(":", "%") || g.clockFollows(after) || g.headsFollow(after) {
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
		if end, afterEnd, ok := g.rangeEnd(after, between); ok && !g.isTill(i-1) {
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

// headsFollow reports whether the number before token i, or the range that it
// begins, counts people: April, 30-35 people.
func (g grammar) headsFollow(i int) bool {
	if g.tok(i).is("-") && g.tok(i+1).sort == number {
		i += 2
	}
	_, people := g.cue("heads", i)
	return people
}

// clockFollows reports whether the number before token i belongs to an hour.
func (g grammar) clockFollows(i int) bool {
	return g.tok(i).is("am", "pm", "h") || g.tok(i).is(".") && !g.tok(i).gap && g.tok(i+1).sort == number && !g.tok(i+1).gap
}
