package programme

import "slices"

// DayHours are the hours of one day of a draft that has others than the first day.
type DayHours struct {
	Day  int   `json:"day"` // 2 is the second
	From Clock `json:"from,omitempty"`
	To   Clock `json:"to,omitempty"`
}

// SetHours gives days of a draft hours of their own; Day 1 is the first. The other
// days keep theirs.
func (d *Draft) SetHours(hours ...DayHours) {
	days := d.days()
	for _, h := range hours {
		if h.Day >= 1 && h.Day <= len(days) {
			days[h.Day-1].From, days[h.Day-1].To = h.From, h.To
		}
	}
	d.hoursOf(days)
}

// hoursOf takes a draft's hours from days: the first day's, and those of days that
// have others.
func (d *Draft) hoursOf(days []Day) {
	d.DayHours = nil
	for i, day := range days {
		if i == 0 {
			d.From, d.To = day.From, day.To
		} else if day.From != d.From || day.To != d.To {
			d.DayHours = append(d.DayHours, DayHours{Day: d.Start.DaysUntil(day.Date) + 1, From: day.From, To: day.To})
		}
	}
}

func (d Draft) days() (days []Day) {
	if d.Start.IsZero() {
		return nil
	}
	for day := d.Start; !d.End.Before(day); day = day.AddDays(1) {
		days = append(days, Day{Date: day, From: d.From, To: d.To})
	}
	for _, h := range d.DayHours {
		if h.Day >= 1 && h.Day <= len(days) {
			days[h.Day-1].From, days[h.Day-1].To = h.From, h.To
		}
	}
	return days
}

// SameEachDay reports whether every day has the same hours.
func (w When) SameEachDay() bool {
	return !slices.ContainsFunc(w.Days, func(d Day) bool { return d.From != w.Days[0].From || d.To != w.Days[0].To })
}
