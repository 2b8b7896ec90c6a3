package announce

import (
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// exists refuses a day that no year has.
func exists(w written) error {
	if w.month < 1 || w.month > 12 {
		return programme.Refuse(programme.Invalid, "month_not_exist", "month", int(w.month))
	}
	if w.day >= 1 && w.day <= daysOf(w.month, w.year) {
		return nil
	}
	return noSuchDay(w.day, w.month, w.year)
}

// noSuchDay refuses a day that its month does not have, and names the last one it has.
func noSuchDay(day int, month time.Month, year int) error {
	return programme.Refuse(programme.Invalid, "date_not_exist", "day", day, "month", month, "last", daysOf(month, max(year, 1)))
}

// daysOf returns the length of a month; without a year February has 29 days.
func daysOf(m time.Month, year int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// check keeps the refusal of a mention none of whose readings the calendar has.
func (m *mention) check() {
	m.bad = nil
	if m.coarse {
		return
	}
	var kept []dates
	for _, r := range m.readings {
		err := exists(r.first)
		if r.last != (written{}) && err == nil {
			err = exists(r.last)
			if err == nil && r.reversed() {
				err = programme.Refuse(programme.Invalid, "end_before_start", "start", r.first.plain(), "end", r.last.plain())
			}
		}
		if err != nil {
			m.bad = err
			continue
		}
		kept = append(kept, r)
	}
	if len(kept) > 0 {
		m.readings, m.bad = kept, nil
	}
}

// reversed reports whether the last day lies before the first in every year.
func (r dates) reversed() bool {
	a, b := r.first, r.last
	if a.year != 0 && b.year != 0 && a.year != b.year {
		return a.year > b.year
	}
	if a.month == b.month {
		return a.day > b.day
	}
	if a.year != 0 && a.year == b.year && a.month > b.month {
		return b.month > 3 || a.month < 10 // "30 December - 2 January 2027" runs over the year's end
	}
	return a.month > b.month && int(b.month)+12-int(a.month) > 3
}

// plain is the day as it was written, in figures.
func (w written) plain() string {
	if w.year != 0 {
		return programme.Date{Year: w.year, Month: w.month, Day: w.day}.String()
	}
	return fmt.Sprintf("%02d.%02d", w.day, int(w.month))
}

// consecutive reports whether each day follows the one before.
func consecutive(days []written) bool {
	for i := 1; i < len(days); i++ {
		if days[i].day != days[i-1].day+1 {
			return false
		}
	}
	return true
}
