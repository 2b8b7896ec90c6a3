package announce

import "time"

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
	readings []dates  // two for 03/04/2027, else one
	series   bool     // several days that do not follow each other: 5 and 12 May
	coarse   bool     // a month without a day, or another rough date
	rough    *roughly // of a coarse one; nil: the month of its reading
	fixed    bool     // tomorrow, next Tuesday: the year is not open
	loose    bool     // a bare weekday or "next week": to be asked
	old      bool     // the day before a move: another one took its place
	said     bool     // told in somebody's words, who may have said it on another day
	bad      error    // a day that no calendar has
}

// date reads the longest date or range that begins at token i.
func (g grammar) date(i int) (mention, bool) {
	if !g.mayBegin(i) {
		return mention{}, false
	}
	if m, ok := g.relative(i); ok {
		return m, true
	}
	if m, ok := g.rough(i); ok {
		return m, true
	}
	start := i
	var between bool
	if g.tok(i).is("от") { // от 7 до 11 декабря; от 7 декабря is the day of a paper
		m, ok := g.date(i + 1)
		ok = ok && g.tok(i+1).sort == number && m.bad == nil && m.readings[0].last.day != 0
		m.from = i
		return m, ok
	}
	if g.tok(i).is("between", "from", "с", "со", "между", "аз") {
		between = g.tok(i).is("between", "между")
		i = g.article(i + 1)
	}
	weekday, j := g.weekday(i)
	j = g.article(j)
	for _, read := range [...]func(grammar, int, bool) (mention, bool){grammar.iso, grammar.yearFirst, grammar.dayFirst, grammar.monthFirst, grammar.numeric} {
		m, ok := read(g, j, between)
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
		m.to = g.overDaysWord(m.to)
		m.loose = g.tok(start-1).is("of", "beginning", "starting") && g.tok(start-2).is("week") || g.tok(start-1).is("неделю", "неделе", "неделя")
		return m, true
	}
	return g.bareWeekday(start)
}

// mayBegin reports whether a date may begin at token i at all.
func (g grammar) mayBegin(i int) bool {
	t := g.tok(i)
	switch t.sort {
	case number:
		if g.ages(i-1) || g.tok(i-1).is("-", "to") && g.ages(i-3) {
			return false
		}
		// not the end of a code: activity 2.3.1, 9-10 February
		return t.gap || !g.tok(i-1).is(".") || g.tok(i-1).gap || g.tok(i-2).sort != number || g.tok(i-2).gap && g.tok(i-3).sort != mark || g.tok(i-3).sort != mark
	case word:
		if leads[t.low] || hasStem(t.low, "завтрашн") {
			return true
		}
		if _, _, ok := g.ordinal(i); ok {
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

// ages reports whether the word at token i says that no day follows: children aged 7-12.
func (g grammar) ages(i int) bool {
	_, ok := g.cue("ages", i)
	return ok
}

// leads are the other words that a date may begin with.
var leads = map[string]bool{
	"от": true, "between": true, "from": true, "с": true, "со": true, "между": true, "on": true, "в": true, "во": true, "in": true, "через": true,
	"next": true, "this": true, "coming": true, "day": true, "the": true, "следующий": true, "следующую": true, "следующее": true,
	"эту": true, "этот": true, "ближайший": true, "ближайшую": true, "это": true, "today": true, "сегодня": true, "аз": true, "моҳи": true, "бугин": true, "bugun": true,
	"имруз": true, "tomorrow": true, "завтра": true, "ертен": true, "эртен": true, "ertaga": true, "ertir": true, "пагох": true,
	"послезавтра": true, "yesterday": true, "вчера": true,
	"during": true, "на": true, "week": true, "неделе": true, "неделю": true, "early": true, "beginning": true, "start": true, "начале": true,
	"начало": true, "mid": true, "middle": true, "середине": true, "середина": true, "late": true, "end": true, "конце": true, "конец": true,
	"q": true, "quarter": true, "h": true, "spring": true, "summer": true, "autumn": true, "fall": true, "весной": true, "летом": true, "осенью": true,
	"следующей": true, "этой": true, "текущей": true, "первых": true,
}

// mentions returns all dates of the text.
func (g grammar) mentions() []mention {
	var all []mention
	for i := 0; i < len(g.toks); {
		n := len(all)
		again := n > 1 && all[n-2].old && i-all[n-1].to < 9 && i > all[n-1].to // and the panel from 4 December to 11 December
		if old, to, ok := g.shifted(i, again); ok {
			all = append(all, old)
			i = to
			continue
		}
		if m, ok := g.date(i); ok {
			all = append(all, m)
			i = m.to
			continue
		}
		i++
	}
	return all
}
