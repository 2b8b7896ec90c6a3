package announce

import "time"

// weekday reads the name of a day of the week, with the comma or full stop
// after it.
func (g grammar) weekday(i int) (time.Weekday, int) {
	t := g.tok(i)
	if t.sort != word {
		return noWeekday, i
	}
	w, ok := g.weekdays.of(t.low)
	if !ok || len([]rune(t.low)) < 3 && g.tok(i+1).sort == word {
		return noWeekday, i
	}
	for i++; g.tok(i).is(",", "."); i++ {
	}
	return w, i
}

// weekdayAfter takes "(Monday)" or ", Monday" behind a single day.
func (g grammar) weekdayAfter(m *mention) {
	i := m.to
	open := g.tok(i).is("(", ",")
	if open || g.tok(i).is("в", "во", "on") { // 16 July, on Saturday; 16 июля в субботу
		i++
	}
	w, next := g.weekday(i)
	if next == i || g.tok(next).sort == number && !open {
		return
	}
	if g.tok(m.to).is("(") {
		if g.tok(next).is("-") { // (Monday - Wednesday)
			if _, after := g.weekday(next + 1); after > next+1 {
				next = after
			}
		}
		if !g.tok(next).is(")") {
			return
		}
		next++
	} else if open || g.tok(next-1).is(",") {
		next = i + 1
	}
	m.to = next
	for k := range m.readings {
		if r := &m.readings[k]; r.first.weekday == noWeekday && r.last == (written{}) {
			r.first.weekday = w
		}
	}
}

// day reads the number of a day with its ending: 9, 9th, 9-го.
func (g grammar) day(i int) (d, next int, ok bool) {
	t := g.tok(i)
	if t.sort != number || t.digits() > 2 || t.n == 0 {
		return 0, i, false
	}
	next = i + 1
	ending := next
	if g.tok(next).is("-") && !g.tok(next+1).gap && (!g.tok(next).gap || g.tok(next+1).is("го", "ое", "е")) {
		ending++
	}
	if e := g.tok(ending); e.sort == word && !e.gap && e.is("st", "nd", "rd", "th", "го", "е", "ое", "ого", "й", "му", "м", "ум", "юм") || e.sort == word && !e.gap && isDayEnding(e) {
		next = ending + 1
	}
	return t.n, next, true
}

// month reads the name of a month.
func (g grammar) month(i int) (time.Month, int, bool) {
	i = g.over1(i, "моҳи")
	t := g.tok(i)
	if t.sort != word {
		return 0, i, false
	}
	m, ok := g.months.of(t.low)
	if !ok || t.is("may", "march", "mar") && !t.capital && !g.any && !(t.is("march", "mar") && g.tok(i-1).sort == number) && !g.isUzbekMay(i) {
		return 0, i, false
	}
	i++
	if g.tok(i).is(".") && !g.tok(i).gap && len([]rune(t.low)) <= 5 {
		i++
	}
	return m, g.overMonthWord(i), true
}

// year reads a year of four digits and the word after it: 2026, 2026 г.
func (g grammar) year(i int) (y, next int, ok bool) {
	if g.tok(i).is(",", "of", "соли", "in") {
		i++
	}
	t := g.tok(i)
	if t.is("'") && g.tok(i+1).sort == number && g.tok(i+1).digits() == 2 && !g.tok(i+1).gap {
		return 2000 + g.tok(i+1).n, i + 2, true
	}
	if y, next, ok := g.spokenYear(i); ok && !g.tok(i-1).is(",") {
		return y, next, true
	}
	if t.sort != number || t.digits() != 4 || t.n < 1900 || t.n > 2199 || !t.gap && !g.tok(i-1).is("-", ",", ".") {
		return 0, i, false
	}
	if _, people := g.cue("heads", i+1); people || g.tok(i+1).is(":") && !g.tok(i+1).gap && g.tok(i+2).sort == number {
		return 0, i, false
	}
	return t.n, g.yearWord(i + 1), true
}

// spokenYear reads a year that is told from today: next year, текущего года, т.г.
func (g grammar) spokenYear(i int) (y, next int, ok bool) {
	t, later := g.tok(i), 0
	switch {
	case t.is("т", "с") && g.tok(i+1).is(".") && g.tok(i+2).is("г"):
		return g.now.Year(), g.yearWord(i + 2), true
	case t.is("this", "current", "текущего", "этого", "нынешнего", "сего"):
	case t.is("next", "coming", "следующего", "будущего"):
		later = 1
	case t.is("last", "прошлого", "минувшего"):
		later = -1
	default:
		return 0, i, false
	}
	if !g.tok(i+1).is("year", "года") {
		return 0, i, false
	}
	return g.now.Year() + later, i + 2, true
}

// yearWord steps over the word for year, with its full stop.
func (g grammar) yearWord(i int) int {
	if g.tok(i).is("-") && !g.tok(i).gap && !g.tok(i+1).gap && g.tok(i+1).sort == word {
		if g.isYearWord(i + 1) {
			i += 2
		} else if g.isYearWord(i + 2) { // 2026-njy ýylyň
			i += 3
		}
	} else if g.isYearWord(i) {
		i++
	}
	if i > 0 && g.tok(i-1).is("г", "ж") && g.tok(i).is(".") && !g.tok(i).gap && g.toks[i-1].sort == word {
		i++
	}
	return i
}

func (g grammar) isYearWord(i int) bool {
	t := g.tok(i)
	if t.is("г", "год", "года", "году", "годом", "ж", "й", "йил") {
		return true
	}
	for _, s := range []string{"жыл", "yil", "йил", "сол", "yyl"} {
		if t.sort == word && len(t.low) >= len(s) && t.low[:len(s)] == s {
			return true
		}
	}
	return false
}

// joint reads what stands between the first and the last day of a range, or
// between the days of a list.
func (g grammar) joint(i int) (next int, list, ok bool) {
	t := g.tok(i)
	switch {
	case t.is("-"):
		return i + 1, false, true
	case t.is("тартып", "бастап", "boshlab", "бошлаб", "baslap") && g.isFrom(i-1):
		return i + 1, false, true
	case t.is("to", "through", "thru", "until", "till", "по", "до", "то") && t.sort == word:
		return i + 1, false, true
	case t.sort == number && g.isFrom(i-1):
		return i, false, true
	case t.is(",") && g.tok(i+1).is("and", "и", "&"):
		return i + 2, true, true
	case t.is("ва", "va", "we", "жана", "және") && g.tok(i+1).sort == number:
		return i + 1, true, true
	case t.is(",", "and", "и", "&", "/", "+"):
		return i + 1, true, true
	}
	return i, false, false
}
