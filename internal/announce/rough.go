package announce

import (
	"time"

	"jarchy/internal/programme"
)

// roughly is a date that is written no nearer than a week, a month, a quarter …
type roughly struct {
	grain            programme.Grain
	year             int // 0: not written
	from, to         time.Month
	firstDay, endDay int            // of the months; 0: the whole
	week             int            // of month from, -1 the last; 0: none
	day              written        // a day of the week that is meant, if any
	fixed            programme.Date // a day of the week that is meant, told from today
}

// rough reads a rough date at token i: early March, the week of 8 March, Q2 2027,
// второй квартал, в конце февраля.
func (g grammar) rough(i int) (mention, bool) {
	i = g.over1(i, "in", "during", "в", "во", "на")
	i = g.over1(i, "the")
	for _, read := range [...]func(grammar, int) (roughly, int, bool){grammar.roughWeek, grammar.weekOfMonth, grammar.partOfMonth, grammar.months2, grammar.quarter, grammar.halfYear, grammar.season} {
		if q, end, ok := read(g, i); ok {
			found := q // only what is found goes to the heap
			return mention{from: i, to: end, coarse: true, rough: &found, readings: []dates{{first: written{year: q.year, month: q.from, weekday: noWeekday}}}}, true
		}
	}
	return mention{}, false
}

// over1 steps over one word of the given ones.
func (g grammar) over1(i int, lows ...string) int {
	if g.tok(i).sort == word && g.tok(i).is(lows...) {
		i++
	}
	return i
}

// yearOrThis reads the year behind a rough date: 2027, of 2027, этого года, next year.
func (g grammar) yearOrThis(i int) (year, end int) {
	j := g.over1(i, "of", "in", "the")
	if y, end, ok := g.year(j); ok {
		return y, end
	}
	if y, end, ok := g.spokenYear(j); ok {
		return y, end
	}
	return 0, i
}

// roughWeek reads "week of 8 March", "на неделе 8 марта", "next week".
func (g grammar) roughWeek(i int) (roughly, int, bool) {
	if later, end, ok := g.weekFromNow(i); ok {
		return roughly{grain: programme.Week, fixed: programme.DateOf(g.now).AddDays(7 * later)}, end, true
	}
	if !g.tok(i).is("week", "неделе", "неделю", "неделя") {
		return roughly{}, i, false
	}
	j := g.over1(i+1, "of", "commencing", "beginning", "starting", "from", "с", "от", "начиная")
	j = g.over1(j, "с", "on")
	w, j := g.weekday(g.article(j))
	j = g.article(j)
	for _, read := range []func(int, bool) (mention, bool){g.iso, g.dayFirst, g.monthFirst, g.numeric} {
		m, ok := read(j, false)
		if !ok || m.coarse || m.bad != nil || len(m.readings) != 1 || m.readings[0].last.day != 0 {
			continue
		}
		day := m.readings[0].first
		if day.weekday == noWeekday {
			day.weekday = w
		}
		return roughly{grain: programme.Week, year: day.year, from: day.month, day: day}, m.to, true
	}
	return roughly{}, i, false
}

// weekFromNow reads "next week", "на этой неделе": how many weeks from now.
func (g grammar) weekFromNow(i int) (later, end int, ok bool) {
	if !g.tok(i+1).is("week", "неделе") {
		return 0, i, false
	}
	switch {
	case g.tok(i).is("next", "следующей", "будущей"):
		return 1, i + 2, true
	case g.tok(i).is("this", "этой", "текущей") && !g.tok(i+2).is("of"):
		return 0, i + 2, true
	}
	return 0, i, false
}

// ordinal reads first, 2nd, II, втором …
func (g grammar) ordinal(i int) (n, end int, ok bool) {
	t := g.tok(i)
	if t.sort == number && t.digits() == 1 && t.n > 0 {
		if _, next, ok := g.day(i); ok {
			return t.n, next, true
		}
	}
	n, ok = ordinals[t.low]
	return n, i + 1, ok && t.sort == word
}

// ordinals are the words for small ordinals; -1 is the last.
var ordinals = map[string]int{
	"first": 1, "i": 1, "і": 1, "первый": 1, "первого": 1, "первом": 1, "первой": 1, "первую": 1, "первая": 1, "первое": 1,
	"second": 2, "ii": 2, "іі": 2, "второй": 2, "второго": 2, "втором": 2, "вторую": 2, "вторая": 2, "второе": 2,
	"third": 3, "iii": 3, "ііі": 3, "третий": 3, "третьего": 3, "третьем": 3, "третьей": 3, "третью": 3, "третья": 3, "третье": 3,
	"fourth": 4, "iv": 4, "четвертый": 4, "четвертого": 4, "четвертом": 4, "четвертой": 4, "четвертую": 4, "четвертая": 4,
	"last": -1, "final": -1, "последней": -1, "последнюю": -1, "последняя": -1, "последнем": -1,
}

// weekOfMonth reads "first week of March", "в последнюю неделю мая".
func (g grammar) weekOfMonth(i int) (roughly, int, bool) {
	n, j, ok := g.ordinal(i)
	if !ok || !g.tok(j).is("week", "неделе", "неделю", "неделя") {
		return roughly{}, i, false
	}
	month, j, ok := g.month(g.over1(j+1, "of", "in"))
	if !ok {
		return roughly{}, i, false
	}
	year, j := g.yearOrThis(j)
	return roughly{grain: programme.Week, year: year, from: month, week: n}, j, true
}

// partOfMonth reads "early March", "mid-March", "в конце февраля", "second half of May".
func (g grammar) partOfMonth(i int) (roughly, int, bool) {
	q := roughly{}
	j := i + 1
	switch t := g.tok(i); {
	case t.is("early", "beginning", "start", "начале", "начало", "началу"):
		q.grain, q.firstDay, q.endDay = programme.Early, 1, 10
	case t.is("mid", "middle", "середине", "середина"):
		q.grain, q.firstDay, q.endDay = programme.Middle, 11, 20
	case t.is("late", "end", "конце", "конец"):
		q.grain, q.firstDay, q.endDay = programme.Late, 21, 31
	case t.is("первых") && g.tok(j).is("числах"):
		q.grain, q.firstDay, q.endDay, j = programme.Early, 1, 10, j+1
	default:
		n, end, ok := g.ordinal(i)
		if !ok || !g.tok(end).is("half", "половине", "половина", "половину") {
			return q, i, false
		}
		j = end + 1
		if n == 1 {
			q.grain, q.firstDay, q.endDay = programme.Early, 1, 15
		} else {
			q.grain, q.firstDay, q.endDay = programme.Late, 16, 31
		}
	}
	if g.tok(j).is("-", "of", "in") {
		j++
	}
	month, j, ok := g.month(j)
	if !ok {
		return q, i, false
	}
	if d, after, isDay := g.day(j); isDay && d <= 31 && !g.tok(after).is(":") && g.tok(j).digits() < 3 {
		return q, i, false // "at the start of March 5"
	}
	q.from = month
	q.year, j = g.yearOrThis(j)
	return q, j, true
}

// months2 reads "March-April 2027", "from March to May", "в марте-апреле".
func (g grammar) months2(i int) (roughly, int, bool) {
	j := g.over1(i, "between", "from", "с", "между")
	from, j, ok := g.month(j)
	if !ok {
		return roughly{}, i, false
	}
	if y, end, ok := g.year(j); ok && y > 0 {
		j = end // from March 2027 to May 2027: one year is enough
	}
	if !g.tok(j).is("-", "/", "to", "and", "или", "or", "и", "по", "до", "through") {
		return roughly{}, i, false
	}
	to, j, ok := g.month(j + 1)
	if !ok || to == from {
		return roughly{}, i, false
	}
	if _, _, isDay := g.day(j); isDay && g.tok(j).digits() < 3 {
		return roughly{}, i, false
	}
	year, j := g.yearOrThis(j)
	return roughly{grain: programme.Month, year: year, from: from, to: to}, j, true
}

// quarter reads "Q2 2027", "second quarter of 2027", "II квартал", "во 2-м кв. 2027".
func (g grammar) quarter(i int) (roughly, int, bool) {
	n, j := 0, i
	switch {
	case g.tok(i).is("q", "quarter") && g.tok(i+1).sort == number:
		n, j = g.tok(i+1).n, i+2
	case g.tok(i).sort == number && g.tok(i+1).is("q") && !g.tok(i+1).gap:
		n, j = g.tok(i).n, i+2
	default:
		m, end, ok := g.ordinal(i)
		if !ok || !g.tok(end).is("quarter", "квартал", "квартале", "квартала", "кварталу", "кв", "чейрек", "тоқсан") {
			return roughly{}, i, false
		}
		n, j = m, end+1
		if g.tok(end).is("кв") && g.tok(j).is(".") {
			j++
		}
	}
	if n == -1 {
		n = 4
	}
	if n < 1 || n > 4 {
		return roughly{}, i, false
	}
	first := time.Month(3*n - 2)
	year, j := g.yearOrThis(g.over1(j, "of"))
	return roughly{grain: programme.Quarter, year: year, from: first, to: first + 2}, j, true
}

// halfYear reads "first half of 2027", "H2 2027", "I полугодие".
func (g grammar) halfYear(i int) (roughly, int, bool) {
	n, j := 0, i
	if g.tok(i).is("h") && g.tok(i).capital && g.tok(i+1).sort == number && !g.tok(i+1).gap {
		n, j = g.tok(i+1).n, i+2
	} else {
		m, end, ok := g.ordinal(i)
		if !ok || !g.tok(end).is("half", "полугодие", "полугодии", "полугодия", "половине", "половина") {
			return roughly{}, i, false
		}
		n, j = m, end+1
	}
	year, end := g.yearOrThis(j)
	if n < 1 || n > 2 || year == 0 && !g.tok(j-1).is("полугодие", "полугодии", "полугодия") {
		return roughly{}, i, false
	}
	first := time.Month(6*n - 5)
	return roughly{grain: programme.HalfAYear, year: year, from: first, to: first + 5}, end, true
}

// season reads "spring 2027", "осенью 2027 года", "in autumn".
func (g grammar) season(i int) (roughly, int, bool) {
	t := g.tok(i)
	first := time.Month(0)
	switch {
	case t.is("spring", "весной", "весна"):
		first = time.March
	case t.is("summer", "летом", "лето"):
		first = time.June
	case t.is("autumn", "fall", "осенью", "осень"):
		first = time.September
	default:
		return roughly{}, i, false
	}
	year, end := g.yearOrThis(i + 1)
	adverb := t.is("весной", "летом", "осенью") || g.tok(i-1).is("the") && g.tok(i-2).is("in") && g.tok(i+1).sort != word
	if year == 0 && !adverb {
		return roughly{}, i, false
	}
	return roughly{grain: programme.Season, year: year, from: first, to: first + 2}, end, true
}

// roughly turns what was written into days of the calendar.
func (f frame) roughly(m mention) programme.Rough {
	q := m.rough
	if q == nil {
		w := m.readings[0].first
		q = &roughly{grain: programme.Month, year: w.year, from: w.month}
	}
	if !q.fixed.IsZero() {
		return week(q.fixed)
	}
	if q.year != 0 {
		return q.in(q.year)
	}
	if f.year != 0 {
		return q.in(f.year)
	}
	this := q.in(f.today.Year)
	switch {
	case f.tense == past && f.today.Before(this.First):
		return q.in(f.today.Year - 1)
	case f.tense != past && this.Last.Before(f.today):
		return q.in(f.today.Year + 1)
	}
	return this
}

// in is the stretch in a given year.
func (q roughly) in(year int) programme.Rough {
	if q.day.day != 0 {
		d := programme.Date{Year: year, Month: q.day.month, Day: q.day.day}
		if !d.Exists() {
			d.Day--
		}
		return week(d)
	}
	if q.week != 0 {
		d := programme.Date{Year: year, Month: q.from, Day: 1 + 7*(q.week-1)}
		if q.week == -1 {
			d.Day = daysOf(q.from, year)
		}
		return week(d)
	}
	to, endYear := q.to, year
	if to == 0 {
		to = q.from
	}
	if to < q.from {
		endYear++
	}
	r := programme.Rough{Grain: q.grain, First: programme.Date{Year: year, Month: q.from, Day: max(1, q.firstDay)}}
	last := daysOf(to, endYear)
	if q.endDay != 0 {
		last = min(last, q.endDay)
	}
	r.Last = programme.Date{Year: endYear, Month: to, Day: last}
	return r
}

// week is the week, from Monday on, in which a day lies.
func week(d programme.Date) programme.Rough {
	monday := d.AddDays(-(int(d.Weekday()) + 6) % 7)
	return programme.Rough{Grain: programme.Week, First: monday, Last: monday.AddDays(6)}
}
