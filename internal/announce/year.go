package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// tense is how a text tells of an event.
type tense int8

const (
	untold tense = iota
	past
	future
	present // takes place: near today, on either side
)

// frame is what helps to find a year that was not written.
type frame struct {
	today programme.Date // of the reader, or of the text if it is dated
	tense tense
	year  int            // written elsewhere in the text: "Annual Conference 2026"
	after programme.Date // the event cannot be earlier: a deadline before it
}

// near is the number of days within which both this year's and another year's
// day are possible.
const near = 45

// resolve turns a written day or range into days of the calendar. open says
// that another year, or another reading, is possible too.
func (f frame) resolve(m mention, r dates) (s Span, open bool) {
	first, last := r.first, r.last
	if last.day != 0 && first.year == 0 && last.year != 0 {
		first.year = last.year
		if first.month > last.month {
			first.year--
		}
	} else if last.day != 0 && first.year != 0 && last.year != 0 && first.year == last.year && first.month > last.month {
		first.year-- // 30 December - 2 January 2027
	}
	if first.year == 0 {
		first.year, open = f.guess(first)
		if year := f.goingOn(first, last); year != 0 {
			first.year, open = year, false
		}
		s.YearGuessed = true
	}
	s.Start = programme.Date{Year: first.year, Month: first.month, Day: first.day}
	s.End = s.Start
	if last.day != 0 {
		if last.year == 0 || last.year < first.year {
			last.year = first.year
			if last.month < first.month {
				last.year++
			}
		}
		s.End = programme.Date{Year: last.year, Month: last.month, Day: last.day}
	}
	open = open || !fits(first, s.Start) || last.day != 0 && !fits(last, s.End)
	s.Past = s.End.Before(f.today)
	return s, open || m.series || m.loose
}

// goingOn returns the year of days that are on today, while the text tells of them neither
// as past nor as to come; 0 if they are not.
func (f frame) goingOn(first, last written) int {
	if last.day == 0 || f.tense == past || f.year != 0 {
		return 0
	}
	start := programme.Date{Year: f.today.Year, Month: first.month, Day: first.day}
	end := programme.Date{Year: f.today.Year, Month: last.month, Day: last.day}
	if !start.Exists() || !end.Exists() || f.today.Before(start) || end.Before(f.today) || start.DaysUntil(end) > 30 {
		return 0
	}
	return f.today.Year
}

// fits reports whether the day has the weekday that was written, if one was.
func fits(w written, d programme.Date) bool {
	return w.weekday == noWeekday || d.Weekday() == w.weekday
}

// guess finds the year of a day written without one.
func (f frame) guess(w written) (year int, open bool) {
	y := f.today.Year
	var before, next programme.Date // the nearest such days: not after today, not before today
	for _, year := range []int{y - 8, y - 4, y - 3, y - 2, y - 1, y, y + 1, y + 2, y + 3, y + 4, y + 8} {
		d := programme.Date{Year: year, Month: w.month, Day: w.day}
		if !d.Exists() {
			continue
		}
		if !f.today.Before(d) {
			before = d
		}
		if next.IsZero() && !d.Before(f.today) && !d.Before(f.after) {
			next = d
		}
	}
	chosen, other := next, before
	if f.tense == past || f.tense == present && !before.IsZero() && before.DaysUntil(f.today) < near {
		chosen, other = before, next
	}
	if chosen.Year-y > 1 || y-chosen.Year > 1 { // 29 February of a year that has none
		return chosen.Year, true
	}
	if f.year != 0 {
		if d := (programme.Date{Year: f.year, Month: w.month, Day: w.day}); d.Exists() && d != chosen {
			likely := f.tense == untold || f.tense == present || f.tense == past && !f.today.Before(d) || f.tense == future && !d.Before(f.today)
			return f.year, !likely
		}
		return chosen.Year, false
	}
	gap := f.today.DaysUntil(other)
	if gap < 0 {
		gap = -gap
	}
	open = gap <= near && other != chosen && f.after.IsZero()
	if w.weekday != noWeekday && chosen.Weekday() != w.weekday {
		if d := f.fitting(w, chosen); !d.IsZero() {
			return d.Year, true
		}
		return chosen.Year, true
	}
	if w.weekday != noWeekday && other.Weekday() != w.weekday {
		open = false // the weekday decides
	}
	return chosen.Year, open
}

// fitting returns the year's day on which the written weekday is right, the
// nearest that the tense allows.
func (f frame) fitting(w written, chosen programme.Date) programme.Date {
	for _, step := range []int{1, -1, 2, -2, 3, -3, 4, 5, 6} {
		d := programme.Date{Year: chosen.Year + step, Month: w.month, Day: w.day}
		if !d.Exists() || d.Weekday() != w.weekday || f.tense == past && f.today.Before(d) || f.tense == future && d.Before(f.today) {
			continue
		}
		return d
	}
	return programme.Date{}
}

// yearNear returns the year that stands in the name of the event or above it:
// "Annual Conference 2026".
func (r *reader) yearNear(above int) int {
	if r.main < 0 {
		return above
	}
	k := r.kinds[r.main]
	for _, m := range r.dates {
		from, to := r.sentenceRange(m.from)
		if !m.coarse && r.has("this_year", from, to) && r.datedScore(m) > 8 {
			return r.now.Year()
		}
	}
	from, to := r.sentenceRange(k.from)
	for i := from; i < to; i++ {
		t := r.toks[i]
		if t.sort != number || t.digits() != 4 || t.n < 1990 || t.n > 2100 || r.aside[i] > 0 {
			continue
		}
		if r.inDate(i) && !r.isMonthOfDays(i) {
			continue
		}
		if r.hasAt("heads", i+1) || r.tok(i-1).is("-", "/") && r.tok(i-2).sort == number || r.tok(i+1).is("-", "/") || r.tok(i-1).is("since", "of", "с") {
			continue
		}
		if d := i - k.to; d >= -8 && d <= 8 {
			return t.n
		}
	}
	return above
}

// isMonthOfDays reports whether token i belongs to a month without a day, in which no day
// that the text names lies outside: "a camp planned for July 2027" tells no year of
// 16 November.
func (r *reader) isMonthOfDays(i int) bool {
	n := slices.IndexFunc(r.dates, func(m mention) bool { return i >= m.from && i < m.to })
	if n < 0 || !r.dates[n].coarse {
		return false
	}
	own := r.dates[n].readings[0].first.month
	return r.dates[n].rough != nil || !slices.ContainsFunc(r.dates, func(m mention) bool {
		return !m.coarse && !m.fixed && m.bad == nil && m.readings[0].first.year == 0 && m.readings[0].first.month != own && r.datedScore(m) > 8
	})
}

// deadline returns the day until which people may apply, if its year is
// written: the event is not before it.
func (r *reader) deadline(f frame) programme.Date {
	for _, m := range r.dates {
		if m.bad == nil && len(m.readings) == 1 && m.readings[0].first.year != 0 && !m.coarse && (r.labelled(m.from) == "label_deadline" || r.isDeadline(m)) {
			s, _ := f.resolve(m, m.readings[0])
			return s.Start
		}
	}
	return programme.Date{}
}
