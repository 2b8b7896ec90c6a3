package announce

import (
	"time"

	"jarchy/internal/programme"
)

// written is a day as it is written: what is not there is zero, a weekday -1.
type written struct {
	year    int
	month   time.Month
	day     int
	weekday time.Weekday
}

const noWeekday time.Weekday = -1

// dates is one reading of a mention: a day, or the first and last of a range.
type dates struct{ first, last written }

// mention is a place in the text that tells of days: tokens [from,to).
type mention struct {
	from, to int
	readings []dates // two for 03/04/2027, else one
	series   bool    // several days that do not follow each other: 5 and 12 May
	coarse   bool    // a month without a day
	fixed    bool    // tomorrow, next Tuesday: the year is not open
	loose    bool    // a bare weekday or "next week": to be asked
	bad      error   // a day that no calendar has
}

// grammar reads days and hours at a token.
type grammar struct {
	*knowledge
	toks []token
	cued [][]cueEnd // the cues that begin at each token
	now  time.Time
	any  bool // the text is written without capitals
}

// grammarOf prepares tokens to be read.
func grammarOf(k *knowledge, toks []token, now time.Time) grammar {
	g := grammar{knowledge: k, toks: toks, cued: make([][]cueEnd, len(toks)), now: now, any: withoutCapitals(toks)}
	for i := range toks {
		g.cued[i] = k.cuesAt(toks, i)
	}
	return g
}

// cue reports whether a phrase of a cue begins at token i, and where the
// longest such phrase ends.
func (g grammar) cue(name string, i int) (end int, ok bool) {
	if i < 0 || i >= len(g.cued) {
		return 0, false
	}
	for _, c := range g.cued[i] {
		if c.name == name {
			return c.end, true
		}
	}
	return 0, false
}

// date reads the longest date or range that begins at token i.
func (g grammar) date(i int) (mention, bool) {
	if !g.mayBegin(i) {
		return mention{}, false
	}
	if m, ok := g.relative(i); ok {
		return m, true
	}
	start := i
	var between bool
	if g.tok(i).is("between", "from", "с", "со", "между") {
		between = g.tok(i).is("between", "между")
		i = g.article(i + 1)
	}
	weekday, j := g.weekday(i)
	j = g.article(j)
	for _, read := range []func(int, bool) (mention, bool){g.iso, g.yearFirst, g.dayFirst, g.monthFirst, g.numeric} {
		m, ok := read(j, between)
		if !ok {
			continue
		}
		m.from = start
		if weekday != noWeekday {
			for k := range m.readings {
				if m.readings[k].first.weekday == noWeekday {
					m.readings[k].first.weekday = weekday
				}
			}
		}
		g.weekdayAfter(&m)
		return m, true
	}
	return g.bareWeekday(start)
}

// mayBegin reports whether a date may begin at token i at all.
func (g grammar) mayBegin(i int) bool {
	t := g.tok(i)
	switch t.sort {
	case number:
		return true
	case word:
		if leads[t.low] {
			return true
		}
		if _, ok := g.months.of(t.low); ok {
			return true
		}
		_, ok := g.weekdays.of(t.low)
		return ok
	}
	return false
}

// leads are the other words that a date may begin with.
var leads = map[string]bool{
	"between": true, "from": true, "с": true, "со": true, "между": true, "on": true, "в": true, "во": true, "in": true, "через": true,
	"next": true, "this": true, "coming": true, "day": true, "the": true, "следующий": true, "следующую": true, "следующее": true,
	"эту": true, "этот": true, "ближайший": true, "ближайшую": true, "это": true, "today": true, "сегодня": true, "бугин": true, "bugun": true,
	"имруз": true, "tomorrow": true, "завтра": true, "ертен": true, "эртен": true, "ertaga": true, "ertir": true, "пагох": true,
	"послезавтра": true, "yesterday": true, "вчера": true,
}

// mentions returns all dates of the text.
func (g grammar) mentions() []mention {
	var all []mention
	for i := 0; i < len(g.toks); {
		if m, ok := g.date(i); ok {
			all = append(all, m)
			i = m.to
			continue
		}
		i++
	}
	return all
}

// tok is token i, or an empty one past the ends.
func (g grammar) tok(i int) token {
	if i < 0 || i >= len(g.toks) {
		return token{sort: line}
	}
	return g.toks[i]
}

// article steps over what may stand before a day.
func (g grammar) article(i int) int {
	for g.tok(i).is("the", ",", "числа") && g.tok(i).sort != line {
		i++
	}
	return i
}

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
	if open {
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
	if g.tok(next).is("-") && !g.tok(next).gap && !g.tok(next+1).gap {
		ending++
	}
	if e := g.tok(ending); e.sort == word && !e.gap && e.is("st", "nd", "rd", "th", "го", "е", "ое", "ого", "й", "му", "м", "ого", "nji", "njy", "чи", "нчи", "ші", "шы", "inchi", "ум", "юм") {
		next = ending + 1
	}
	return t.n, next, true
}

// month reads the name of a month.
func (g grammar) month(i int) (time.Month, int, bool) {
	t := g.tok(i)
	if t.sort != word {
		return 0, i, false
	}
	m, ok := g.months.of(t.low)
	if !ok || t.is("may", "march", "mar") && !t.capital && !g.any {
		return 0, i, false
	}
	i++
	if g.tok(i).is(".") && !g.tok(i).gap && len([]rune(t.low)) <= 5 {
		i++
	}
	return m, i, true
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
	if t.sort != number || t.digits() != 4 || t.n < 1900 || t.n > 2199 || !t.gap && !g.tok(i-1).is("-", ",", ".") {
		return 0, i, false
	}
	if _, people := g.cue("heads", i+1); people || g.tok(i+1).is(":") && !g.tok(i+1).gap && g.tok(i+2).sort == number {
		return 0, i, false
	}
	return t.n, g.yearWord(i + 1), true
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
	case t.is("to", "through", "thru", "until", "till", "по", "до") && t.sort == word:
		return i + 1, false, true
	case t.is(",") && g.tok(i+1).is("and", "и", "&"):
		return i + 2, true, true
	case t.is(",", "and", "и", "&", "/", "+"):
		return i + 1, true, true
	}
	return i, false, false
}

// exists refuses a day that no year has.
func exists(w written) error {
	if w.month < 1 || w.month > 12 {
		return programme.Refuse(programme.Invalid, "month_not_exist", "month", int(w.month))
	}
	if w.day >= 1 && w.day <= daysOf(w.month, w.year) {
		return nil
	}
	return programme.Refuse(programme.Invalid, "date_not_exist", "day", w.day, "month", int(w.month))
}

// daysOf returns the length of a month; without a year February has 29 days.
func daysOf(m time.Month, year int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// count reads a number in figures or in a word up to twelve.
func (g grammar) count(i int) (n, next int, ok bool) {
	if t := g.tok(i); t.sort == number {
		return t.n, i + 1, true
	}
	n, ok = numerals[g.tok(i).low]
	return n, i + 1, ok && g.tok(i).sort == word
}

// numerals are the numbers that people write in words, with their cases.
var numerals = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
	"один": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5,
	"шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
	"двенадцать": 12, "двенадцати": 12, "пятнадцать": 15, "пятнадцати": 15,
	"двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30, "сорок": 40, "сорока": 40, "пятьдесят": 50, "пятидесяти": 50,
	"шестьдесят": 60, "шестидесяти": 60, "семьдесят": 70, "семидесяти": 70, "восемьдесят": 80, "восьмидесяти": 80, "девяносто": 90, "сто": 100, "ста": 100,
}
