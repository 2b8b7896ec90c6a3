package locale

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

func (p *Printer) month(d programme.Date) string      { return p.names.months[d.Month-1] }
func (p *Printer) shortMonth(d programme.Date) string { return p.names.shortMonths[d.Month-1] }
func (p *Printer) weekday(d programme.Date) string    { return p.names.weekdays[d.Weekday()] }
func (p *Printer) shortWeekday(d programme.Date) string {
	return p.names.shortWeekdays[d.Weekday()]
}

// WeekdayShort is "Wed", for a column's head.
func (p *Printer) WeekdayShort(d programme.Date) string { return p.shortWeekday(d) }

// Day is "Wed 9 December 2026", nothing for no date.
func (p *Printer) Day(d programme.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.Say("locale.day", "weekday", p.shortWeekday(d), "day", d.Day, "month", p.month(d), "year", d.Year)
}

// DayLong is "Wednesday 9 December".
func (p *Printer) DayLong(d programme.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.Say("locale.day_long", "weekday", p.weekday(d), "day", d.Day, "month", p.month(d))
}

// OnDay is DayLong inside a sentence: "on Wednesday 9 December".
func (p *Printer) OnDay(d programme.Date) string {
	if d.IsZero() {
		return ""
	}
	on := p.Say("on_weekday." + strings.ToLower(d.Weekday().String()))
	return p.Say("locale.on_day", "on_weekday", on, "day", d.Day, "month", p.month(d))
}

// Days is a range that says everything once, "Wed 9 – Fri 11 December 2026", or
// one day.
func (p *Printer) Days(from, to programme.Date) string {
	if from == to || to.IsZero() {
		return p.Day(from)
	}
	key := "locale.days_over_years"
	switch {
	case from.Year == to.Year && from.Month == to.Month:
		key = "locale.days_in_month"
	case from.Year == to.Year:
		key = "locale.days_in_year"
	}
	return p.Say(key,
		"weekday", p.shortWeekday(from), "day", from.Day, "month", p.month(from), "year", from.Year,
		"to_weekday", p.shortWeekday(to), "to_day", to.Day, "to_month", p.month(to), "to_year", to.Year)
}

// DaysShort is a range for lists and buttons, "9–11 Dec"; the year is said only
// if it is not today's.
func (p *Printer) DaysShort(from, to, today programme.Date) string {
	if from.IsZero() {
		return ""
	}
	if to.IsZero() {
		to = from
	}
	key := "locale.short_over_years"
	switch {
	case from == to:
		key = "locale.short"
	case from.Year == to.Year && from.Month == to.Month:
		key = "locale.short_in_month"
	case from.Year == to.Year:
		key = "locale.short_in_year"
	}
	days := p.Say(key,
		"day", from.Day, "month", p.shortMonth(from), "year", from.Year,
		"to_day", to.Day, "to_month", p.shortMonth(to), "to_year", to.Year)
	if from.Year == to.Year && to.Year != today.Year {
		return p.Say("locale.short_with_year", "days", days, "year", to.Year)
	}
	return days
}

// Instant is "Wed 9 December, 10:00" as clocks in loc show it. It does not name
// the zone: the sentence does.
func (p *Printer) Instant(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	d := programme.DateOf(t)
	return p.Say("locale.instant", "weekday", p.shortWeekday(d), "day", d.Day, "month", p.month(d),
		"clock", string(programme.ClockOf(t)))
}

// DayAndClock is "20 November 18:00" as clocks in loc show it.
func (p *Printer) DayAndClock(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	d := programme.DateOf(t)
	return p.Say("locale.day_and_clock", "day", d.Day, "month", p.month(d), "clock", string(programme.ClockOf(t)))
}

// MonthName is a month by itself, for headings.
func (p *Printer) MonthName(m time.Month) string {
	return p.Say("month." + strings.ToLower(m.String()))
}
