package announce

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

// maxAgendaDays is the greatest number of a day while an event's days are not known.
const maxAgendaDays = 60

// Agenda parts what is on by the lines that name a day of the event: "Day 1", "День
// 2: поездка", "Wednesday, 9 December". start and end are its first and last day, zero
// if they are not known. A date that is none of its days stays in the text, like an
// evening of arrival; if there is no other, it is refused.
func Agenda(text string, start, end programme.Date) (programme.Agenda, error) {
	days := maxAgendaDays
	if !start.IsZero() {
		days = start.DaysUntil(end) + 1
	}
	var agenda programme.Agenda
	lines := map[int][]string{}
	at, strange := 0, ""
	for _, l := range strings.Split(clean(text), "\n") {
		h, ok := dayHeading(l, start, days)
		switch {
		case h.err != nil:
			return nil, h.err
		case ok && h.day > days:
			return nil, programme.Refuse(programme.Invalid, "agenda_day", "text", clip(l), "n", days)
		case ok && h.day > 0:
			at, l = h.day, h.rest
		case ok && strange == "":
			strange = l
		}
		if ok && l == "" {
			continue
		}
		lines[at] = append(lines[at], strings.TrimRight(l, " "))
	}
	for day := 0; day <= days; day++ {
		if text := strings.Trim(strings.Join(lines[day], "\n"), "\n"); visible(text) {
			agenda = append(agenda, programme.AgendaDay{Day: day, Text: text})
		}
	}
	switch {
	case strange == "" || len(lines) > 1 || lines[0] == nil:
		return agenda, nil
	case start.IsZero():
		return nil, programme.Refuse(programme.Invalid, "agenda_no_days", "text", clip(strange))
	}
	return nil, programme.Refuse(programme.Invalid, "agenda_dates", "text", clip(strange), "start", start, "end", end)
}

// dayHead is a line that names a day: its number, 0 if it is none of the event's, -1 if
// there are several, and what else stands there.
type dayHead struct {
	day  int
	rest string
	err  error
}

// dayHeading reads a line that names a day by number, by date or by both. Behind it
// there is nothing, a sign that parts it from the rest, or an hour.
func dayHeading(l string, start programme.Date, days int) (h dayHead, ok bool) {
	l = strings.TrimLeft(l, "#*-–—•▪►📅🗓\ufe0f📌🔹 ")
	g := newGrammar(l, time.Time{})
	i, parted := 0, true
	for i < len(g.toks) && !(ok && !parted) {
		d, next, found := g.dayNamed(i, start, days)
		switch {
		case d.err != nil:
			return d, true
		case d.day < 0:
			return dayHead{}, false
		case !found:
			if !ok || g.tok(i).sort != number && !parted {
				return dayHead{}, false
			}
			h.rest = strings.TrimSpace(l[g.toks[i].from:])
			return h, true
		case ok && h.day > 0 && d.day > 0 && d.day != h.day:
			h.err = programme.Refuse(programme.Invalid, "agenda_unlike", "text", clip(l))
			return h, true
		}
		h.day, ok = max(h.day, d.day), true
		i = g.over(next, ",", "(", ")", ":", "-", "|", "/", ".", "·", ";", "*", "г", "года")
		parted = i > next
	}
	if !ok || i == len(g.toks) {
		return h, ok
	}
	if g.tok(i).sort == number { // 09:00 Opening
		h.rest = strings.TrimSpace(l[g.toks[i].from:])
		return h, true
	}
	return dayHead{}, false
}

// dayNamed reads a day at token i.
func (g grammar) dayNamed(i int, start programme.Date, days int) (h dayHead, next int, ok bool) {
	if day, next := g.numberedDay(i); next > i {
		if g.tok(next).is("-", "and", "и", "&") && g.tok(next+1).sort == number && !g.clocks(next+1) {
			day = -1
		}
		return dayHead{day: day}, next, day != 0
	}
	if w, next := g.weekday(i); next > i && (g.tok(next).sort == line || g.tok(next).is(":")) && days <= 7 {
		for n := range days {
			if start.AddDays(n).Weekday() == w {
				return dayHead{day: n + 1}, next, true
			}
		}
	}
	m, ok := g.date(i)
	if !ok || m.coarse || m.fixed || m.loose || m.bad != nil || !g.spelt(m) {
		return h, i, false
	}
	for _, r := range m.readings {
		if r.last.day != 0 {
			return dayHead{day: -1}, m.to, true
		}
		for n := 0; !start.IsZero() && n < days; n++ {
			d := start.AddDays(n)
			if d.Day == r.first.day && d.Month == r.first.month && (r.first.year == 0 || r.first.year == d.Year) {
				return dayHead{day: n + 1, err: weekdayFits(r, Span{Start: d, End: d})}, m.to, true
			}
		}
	}
	return h, m.to, true
}

// spelt reports whether a date cannot be an hour: it names the month, or the year.
func (g grammar) spelt(m mention) bool {
	for _, t := range g.toks[m.from:m.to] {
		if _, ok := g.months.of(t.low); ok && t.sort == word {
			return true
		}
	}
	return m.readings[0].first.year != 0
}

// clocks reports whether an hour stands at token i.
func (g grammar) clocks(i int) bool {
	_, ok := g.clockAt(i)
	return ok && g.tok(i+1).is(":", ".") && g.tok(i+2).sort == number
}

// numberedDay reads "day 2" and "2nd day" as numbered does, in words too, and in the
// other languages of the region.
func (g grammar) numberedDay(i int) (day, next int) {
	if day, next = numbered(g.toks, i); next > i {
		return day, next
	}
	a, b := g.tok(i), g.tok(i+1)
	switch {
	case dayWords[a.low] && b.sort == number:
		return b.n, i + 2
	case dayWords[a.low] && dayNumbers[b.low] > 0:
		return dayNumbers[b.low], i + 2
	case dayNumbers[a.low] > 0 && dayWords[b.low]:
		return dayNumbers[a.low], i + 2
	case a.sort == number:
		j := i + 1
		for g.tok(j).is("-", "ші", "чи", "чу", "nji", "njy", "inchi") {
			j++
		}
		if dayWords[g.tok(j).low] {
			return a.n, j + 1
		}
	}
	return 0, i
}

var dayWords = map[string]bool{"day": true, "день": true, "күн": true, "kun": true, "gun": true, "рузи": true, "рӯзи": true, "рӯз": true}

var dayNumbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5,
	"первый": 1, "второй": 2, "третий": 3, "четвертый": 4, "пятый": 5, "шестой": 6, "седьмой": 7,
	"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5,
}
