package workplan

import (
	"cmp"
	"slices"
	"time"

	"jarchy/internal/programme"
)

// days are those on which an event begins that repeats from a first day and hour, but
// for some.
func (r repeat) days(first moment, but []programme.Date) ([]programme.Date, error) {
	var days []programme.Date
	began := walked{Date: first.day, weekday: first.day.Weekday(), length: lengthOf(first.day)}
	n := 0
	for d := began; d.after < repeatYears*366; d.on() {
		if r.count > 0 && n == r.count || r.count == 0 && r.behind(d.Date, first.clock) {
			return days, nil
		}
		if !r.falls(began, d) {
			continue
		}
		if n++; n > maxRepeats {
			return nil, programme.Refuse(programme.Invalid, "plan_repeats_often", "max", maxRepeats)
		}
		if !slices.Contains(but, d.Date) {
			days = append(days, d.Date)
		}
	}
	return nil, programme.Refuse(programme.Invalid, "plan_repeats_long", "years", repeatYears)
}

// walked is a day of those that are tried one by one.
type walked struct {
	programme.Date
	after   int // so many days after the first
	weekday time.Weekday
	length  int // of its month
}

func (d *walked) on() {
	d.after++
	d.weekday = (d.weekday + 1) % 7
	if d.Day++; d.Day > d.length {
		if d.Day = 1; d.Month == time.December {
			d.Year, d.Month = d.Year+1, time.January
		} else {
			d.Month++
		}
		d.length = lengthOf(d.Date)
	}
}

func lengthOf(d programme.Date) int {
	return programme.Date{Year: d.Year, Month: d.Month + 1}.AddDays(0).Day
}

// behind reports whether a day and hour come after the last instant.
func (r repeat) behind(d programme.Date, c programme.Clock) bool {
	if d == r.until.day {
		return r.until.clock != "" && r.until.clock < c
	}
	return cmp.Or(d.Year-r.until.day.Year, int(d.Month-r.until.day.Month), d.Day-r.until.day.Day) > 0
}

// falls reports whether the event that began on a first day is held on a later one.
func (r repeat) falls(first, d walked) bool {
	var periods int
	switch r.every {
	case "DAILY":
		periods = d.after
	case "WEEKLY":
		periods = (d.after + int(first.weekday-r.weekStart+7)%7) / 7
	case "MONTHLY":
		periods = (d.Year-first.Year)*12 + int(d.Month-first.Month)
	case "YEARLY":
		periods = d.Year - first.Year
	}
	if periods%r.interval != 0 || len(r.months) > 0 && !slices.Contains(r.months, int(d.Month)) {
		return false
	}
	if len(r.weekdays) == 0 && len(r.monthDays) == 0 {
		switch r.every {
		case "WEEKLY":
			return d.weekday == first.weekday
		case "MONTHLY":
			return d.Day == first.Day
		case "YEARLY":
			return d.Day == first.Day && (len(r.months) > 0 || d.Month == first.Month)
		}
		return true
	}
	return (len(r.monthDays) == 0 || slices.Contains(r.monthDays, d.Day) || slices.Contains(r.monthDays, d.Day-d.length-1)) &&
		(len(r.weekdays) == 0 || slices.ContainsFunc(r.weekdays, func(w weekday) bool {
			return w.day == d.weekday && (w.nth == 0 || w.nth == (d.Day-1)/7+1 || w.nth == -((d.length-d.Day)/7+1))
		}))
}
