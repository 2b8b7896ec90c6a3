package announce

import (
	"time"

	"jarchy/internal/programme"
)

// relative reads days that are told from today: tomorrow, in three days, next
// Tuesday, from Monday to Wednesday.
func (g grammar) relative(i int) (mention, bool) {
	today := programme.DateOf(g.now)
	t := g.tok(i)
	if t.sort != word || t.to-t.from > len(t.low) && !t.is("tomorrow") { // not "yesterday's"
		return mention{}, false
	}
	for _, r := range []struct {
		days  int
		words []string
	}{
		{0, []string{"today", "сегодня", "бугин", "bugun", "имруз"}},
		{1, []string{"tomorrow", "завтра", "ертен", "эртен", "ertaga", "ertir", "пагох"}},
		{2, []string{"послезавтра"}},
		{-1, []string{"yesterday", "вчера"}},
	} {
		if !t.is(r.words...) {
			continue
		}
		m := g.fixed(i, i+1, today.AddDays(r.days))
		if next, _, ok := g.joint(i + 1); ok && r.days < 1 && g.tok(next).is("tomorrow", "завтра", "today", "сегодня") { // today and tomorrow
			if last, ok := g.relative(next); ok && last.readings[0].last.day == 0 && last.readings[0].first != m.readings[0].first {
				m.readings[0].last, m.to = last.readings[0].first, last.to
			}
		}
		return m, true
	}
	if hasStem(t.low, "завтрашн") && !g.tok(i+1).is("день", "дня", "дне") {
		return g.fixed(i, i+1, today.AddDays(1)), true
	}
	if t.is("day") && g.tok(i+1).is("after") && g.tok(i+2).is("tomorrow") {
		return g.fixed(i, i+3, today.AddDays(2)), true
	}
	if t.is("in", "через") {
		if n, next, ok := g.count(i + 1); ok && n < 400 {
			switch {
			case g.tok(next).is("days", "day", "дня", "дней", "день"):
				return g.fixed(i, next+1, today.AddDays(n)), true
			case g.tok(next).is("weeks", "week", "недели", "недель", "неделю"):
				return g.fixed(i, next+1, today.AddDays(7*n)), true
			}
		}
	}
	return g.weekdayAhead(i)
}

// fixed makes a mention of a day that is known.
func (g grammar) fixed(from, to int, d programme.Date) mention {
	return mention{from: from, to: to, fixed: true, readings: []dates{{first: writtenOf(d)}}}
}

func writtenOf(d programme.Date) written { return written{d.Year, d.Month, d.Day, noWeekday} }

// weekdayAhead reads "next Tuesday", "this Friday", "в следующий вторник".
// Said on a Monday, "next Tuesday" may be tomorrow or a week later: both
// readings are kept.
func (g grammar) weekdayAhead(i int) (mention, bool) {
	start := i
	if g.tok(i).is("on", "в", "во") {
		i++
	}
	next := g.tok(i).is("next", "следующий", "следующую", "следующее", "следующей")
	if !next && !g.tok(i).is("this", "coming", "эту", "этот", "ближайший", "ближайшую", "это") {
		return mention{}, false
	}
	w, after := g.weekday(i + 1)
	if after == i+1 {
		return mention{}, false
	}
	if _, dated := g.date(after); dated {
		return mention{}, false
	}
	today := programme.DateOf(g.now)
	day := ahead(today, w)
	m := g.fixed(start, i+2, day)
	if sunday := today.AddDays((7 - int(today.Weekday())) % 7); next && !sunday.Before(day) {
		m.readings = append(m.readings, dates{first: writtenOf(day.AddDays(7))})
	}
	return m, true
}

// bareWeekday reads "on Friday" and "from Monday to Wednesday": the coming
// ones, which a person should confirm.
func (g grammar) bareWeekday(i int) (mention, bool) {
	if !g.tok(i).is("on", "в", "во", "from", "с", "со") || g.tok(i+1).sort != word || len([]rune(g.tok(i+1).low)) < 4 {
		return mention{}, false
	}
	if m, ok := g.date(i + 1); ok && !m.loose && !m.fixed && !m.coarse {
		return mention{}, false // on Monday 16 November: it begins at the next word
	}
	w, next := g.weekday(i + 1)
	if next == i+3 && g.tok(next).sort != number { // "… on Tuesday." or "On Tuesday, the …"
		if _, _, isMonth := g.month(next); !isMonth {
			next = i + 2
		}
	}
	if next != i+2 {
		return mention{}, false
	}
	day := ahead(programme.DateOf(g.now), w)
	m := g.fixed(i, next, day)
	m.loose = true
	if after, list, ok := g.joint(next); ok && !list {
		if w, end := g.weekday(after); end == after+1 {
			m.readings[0].last, m.to = writtenOf(ahead(day, w)), end
		}
	}
	return m, true
}

// day is the first day of a reading whose year is known.
func (r dates) day() programme.Date {
	return programme.Date{Year: r.first.year, Month: r.first.month, Day: r.first.day}
}

// weekBefore moves a weekday that lies ahead of today to the last one.
func (r dates) weekBefore(today programme.Date) dates {
	move := func(w written) written {
		if w.day == 0 {
			return w
		}
		return writtenOf(programme.Date{Year: w.year, Month: w.month, Day: w.day}.AddDays(-7))
	}
	if first := (programme.Date{Year: r.first.year, Month: r.first.month, Day: r.first.day}); !today.Before(first) {
		return r
	}
	return dates{move(r.first), move(r.last)}
}

// ahead returns the next day w after d.
func ahead(d programme.Date, w time.Weekday) programme.Date {
	return d.AddDays((int(w)-int(d.Weekday())+6)%7 + 1)
}
