package announce

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

// addLength makes the end of an event of which only the first day and the
// number of days are told. It reports whether that leaves a doubt.
func (r *reader) addLength(d *programme.Draft, m mention) (open bool) {
	n, sure := r.length(m)
	if n < 1 || n > 60 {
		return r.isEnd(m)
	}
	if r.isEnd(m) && n > 1 {
		d.Start = d.End.AddDays(1 - n)
		return !sure || n > 3 || d.Start.Weekday() > d.End.Weekday() || d.End.Weekday() == time.Saturday // more days may skip some
	}
	d.End = d.Start.AddDays(n - 1)
	return !sure
}

// isEnd reports whether a day is told as the last one: "concluded on Friday".
func (r *reader) isEnd(m mention) bool {
	from, to := r.sentenceRange(m.from)
	return r.has("ended", max(from, m.from-20), min(to, m.to+6))
}

// length reads the number of days that the event lasts: three-day, over three
// days, трёхдневный, в течение трёх дней. Weeks are not sure: they may end on
// a Friday.
func (r *reader) length(m mention) (days int, sure bool) {
	for i := range r.toks {
		if r.aside[i] > 0 || r.inDate(i) {
			continue
		}
		if days, sure, end := r.lengthAt(i); days > 0 {
			r.note(i, end, programme.FieldDates)
			_, more := r.cueBefore("over", i, 2)
			more = more && !r.tok(i-1).is("over") || r.tok(i-1).is("-") && r.tok(i-2).is("over") // not "over three days"
			return days, sure && !more
		}
	}
	return 0, false
}

func (r *reader) lengthAt(i int) (days int, sure bool, end int) {
	if n := russianDays(r.toks[i].low); n > 0 {
		return n, true, i + 1
	}
	if n := russianWeeks(r.toks[i].low); n > 0 {
		return 7*n - 2, false, i + 1
	}
	if r.toks[i].is("неделю", "недели", "week") && r.tok(i-1).is("продлится", "продлилась", "длится", "течение", "a", "one") && !r.tok(i-2).is("once", "twice", "within", "in", "per", "after") {
		return 5, false, i + 1
	}
	n, next, ok := r.count(i)
	if !ok || n < 1 || n > 60 {
		return 0, false, i
	}
	hyphen := r.tok(next).is("-")
	if hyphen {
		next++
	}
	if r.tok(next).is("х", "ти", "и") && r.tok(next+1).is("-") { // 3-х дневный
		next += 2
	} else if r.tok(next).is("х", "ти") {
		next++
	}
	if r.tok(next).is("working", "рабочих", "full", "consecutive", "intensive") {
		next++
	}
	unit := r.tok(next)
	led := r.tok(i-1).is("over", "for", "lasting", "during", "lasts", "last", "in", "of", "течение", "дней", "продлится", "длится", "продолжался", "продолжительностью", "the", "на", ":")
	switch {
	case unit.is("day") && (hyphen || unit.gap) && r.isEventSoon(next+1):
		return n, true, next + 1
	case unit.is("days") && led && !r.tok(next+1).is("before", "after", "prior", "in", "ago", "of"):
		return n, true, next + 1
	case hasStem(unit.low, "дневн"):
		return n, true, next + 1
	case unit.is("дней", "дня", "день", "суток") && led:
		return n, true, next + 1
	case unit.is("week") && hyphen && r.isEventSoon(next+1), unit.is("weeks") && led:
		return 7*n - 2, false, next + 1
	}
	return 0, false, i
}

// isEventSoon reports whether an event is named right after token i.
func (r *reader) isEventSoon(i int) bool {
	for j := i; j < i+7 && j < len(r.toks); j++ {
		if r.isKind(j) {
			return true
		}
	}
	return r.tok(i).is("agenda", "programme", "program", "event")
}

// russianDays reads двухдневный, трёхдневного, пятидневной …
func russianDays(low string) int {
	if !strings.Contains(low, "дневн") {
		return 0
	}
	for begin, n := range dayLengths {
		if hasStem(low, begin) {
			return n
		}
	}
	return 0
}

// russianWeeks reads недельный, двухнедельного, трёхнедельной …
func russianWeeks(low string) int {
	prefix, _, ok := strings.Cut(low, "недельн")
	if !ok {
		return 0
	}
	return map[string]int{"": 1, "двух": 2, "трех": 3, "четырех": 4}[prefix]
}

func hasStem(low, stem string) bool { return len(low) >= len(stem) && low[:len(stem)] == stem }

// dayLengths are the beginnings of Russian adjectives of length.
var dayLengths = map[string]int{
	"однодневн": 1, "двухдневн": 2, "трехдневн": 3, "четырехдневн": 4, "пятидневн": 5,
	"шестидневн": 6, "семидневн": 7, "десятидневн": 10,
}
