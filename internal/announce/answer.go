package announce

import (
	"time"

	"jarchy/internal/programme"
)

// farYears is how many years ahead an event may lie.
const farYears = 10

// maxAnswer is the length in bytes of an answer that is read at all.
const maxAnswer = 1000

// newGrammar prepares a short text to be read.
func newGrammar(text string, now time.Time) grammar {
	text = clean(text)
	toks := tokens(text)
	return grammarOf(know(), toks, now)
}

// Dates reads an answer that is a day or a range of days, with its hours if
// they stand there. What is not wholly understood is refused; a date with two
// readings (03/04/2027) is returned as Choices.
func Dates(text string, now time.Time) (Span, error) { return daysTold(text, now, untold) }

// PastDates is Dates of what has been: without a year a day is the last such.
func PastDates(text string, now time.Time) (Span, error) { return daysTold(text, now, past) }

func daysTold(text string, now time.Time, t tense) (Span, error) {
	if len(text) > maxAnswer {
		return Span{}, tooLong(text, maxAnswer)
	}
	g := newGrammar(text, now)
	unclear := programme.Refuse(programme.Invalid, "date_unclear", "text", clip(text))
	i := g.over(0, "date", "dates", "дата", "даты", ":", "on", "на", "в")
	m, ok := g.date(i)
	if !ok && i > 0 {
		i = 0
		m, ok = g.date(0)
	}
	if !ok {
		return Span{}, unclear
	}
	if m.coarse {
		if g.over(m.to, ".") < len(g.toks) {
			return Span{}, unclear
		}
		rough := frame{today: programme.DateOf(now)}.roughly(m)
		if rough.Last.Before(programme.DateOf(now)) {
			return Span{}, unclear
		}
		return Span{Rough: rough}, nil
	}
	if m.bad != nil {
		return Span{}, m.bad
	}
	var h hour
	if end := g.over(m.to, ",", "."); end < len(g.toks) {
		if h, end, ok = g.clockRange(end); !ok || g.over(end, ".") < len(g.toks) {
			return Span{}, unclear
		}
		if h.bad != nil {
			return Span{}, h.bad
		}
	}
	if m.series {
		return Span{}, programme.Refuse(programme.Invalid, "dates_several", "text", clip(text))
	}
	f := frame{today: programme.DateOf(now), tense: t}
	var spans []Span
	for _, r := range m.readings {
		s, _ := f.resolve(m, r)
		if err := checkSpan(s, f.today); err != nil {
			return Span{}, err
		}
		s.From, s.To = h.start, h.end
		spans = append(spans, s)
	}
	if len(spans) > 1 {
		return Span{Choices: spans, YearGuessed: spans[0].YearGuessed}, nil
	}
	if err := weekdayFits(m.readings[0], spans[0]); err != nil {
		return Span{}, err
	}
	return spans[0], checkHours(h)
}

// checkSpan refuses days out of order or too far ahead.
func checkSpan(s Span, today programme.Date) error {
	for _, d := range []programme.Date{s.Start, s.End} {
		if !d.Exists() {
			return noSuchDay(d.Day, d.Month, d.Year)
		}
	}
	if s.End.Before(s.Start) {
		return programme.Refuse(programme.Invalid, "end_before_start", "start", s.Start, "end", s.End)
	}
	if limit := (programme.Date{Year: today.Year + farYears, Month: today.Month, Day: min(today.Day, 28)}); limit.Before(s.End) {
		return programme.Refuse(programme.Invalid, "date_far", "date", s.End.String(), "years", farYears)
	}
	return nil
}

// weekdayFits refuses a weekday that the day does not have.
func weekdayFits(r dates, s Span) error {
	for _, w := range []struct {
		weekday time.Weekday
		day     programme.Date
		written bool
	}{{r.first.weekday, s.Start, true}, {r.last.weekday, s.End, r.last.day != 0}} {
		if w.written && w.weekday != noWeekday && w.day.Weekday() != w.weekday {
			return programme.Refuse(programme.Invalid, "weekday_wrong", "date", w.day.String(), "written", int(w.weekday), "weekday", int(w.day.Weekday()))
		}
	}
	return nil
}

// Times reads an answer that is an hour, or the hours from … to.
func Times(text string) (from, to programme.Clock, err error) {
	unclear := programme.Refuse(programme.Invalid, "time_unclear", "text", clip(text))
	if len(text) > maxAnswer {
		return "", "", tooLong(text, maxAnswer)
	}
	g := newGrammar(text, time.Time{})
	i := g.over(0, "time", "время", "начало", "start", ":", "at", "from", "в", "с", "со", "between")
	a, ok := g.clockAt(i)
	if !ok {
		return "", "", unclear
	}
	h := hour{from: i, to: a.until}
	end := g.over(a.until, ".")
	if end < len(g.toks) {
		if !g.tok(end).is("-", "to", "until", "till", "до", "по", "and") {
			return "", "", unclear
		}
		b, ok := g.clockAt(end + 1)
		if !ok || g.over(b.until, ".") < len(g.toks) {
			return "", "", unclear
		}
		if a.half == "" && b.half == "pm" && a.h < b.h && b.h != 12 {
			a.half = "pm"
		}
		h.to = b.until
		if h.end, ok = b.clock(); !ok {
			return "", "", g.noSuchTime(h)
		}
	}
	if h.start, ok = a.clock(); !ok {
		return "", "", g.noSuchTime(h)
	}
	return h.start, h.end, checkHours(h)
}

// checkHours refuses an end that is not after the start.
func checkHours(h hour) error {
	if h.end != "" && h.end <= h.start {
		return programme.Refuse(programme.Invalid, "time_end_before_start", "start", string(h.start), "end", string(h.end))
	}
	return nil
}

// over steps over any of the given words from token i on.
func (g grammar) over(i int, lows ...string) int {
	for i < len(g.toks) && (g.toks[i].is(lows...) || g.toks[i].sort == line) {
		i++
	}
	return i
}

// Kind reads an answer that is a kind of event.
func Kind(text string) (programme.Kind, error) {
	unknown := programme.Refuse(programme.Invalid, "kind_unknown", "text", clip(text))
	if len(text) > maxAnswer {
		return "", tooLong(text, maxAnswer)
	}
	for _, k := range programme.Kinds() {
		if fold(clean(text)) == string(k) {
			return k, nil
		}
	}
	g := newGrammar(text, time.Time{})
	best := kindWord{}
	for _, h := range g.kinds.all(g.toks, true) {
		if h.value.words > best.words || h.value.words == best.words && h.value.weight > best.weight {
			best = h.value
		}
	}
	if best.kind == "" {
		if g.tok(0).is("other", "другое", "прочее", "иное") {
			return programme.OtherKind, nil
		}
		return "", unknown
	}
	return best.kind, nil
}
