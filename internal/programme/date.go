package programme

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a day of the calendar, without a zone. The zero Date is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t falls on in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD; a day that does not exist is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: %w", s, err)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Exists reports whether the calendar has such a day: 31 February does not.
func (d Date) Exists() bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && DateOf(d.utc()) == d
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String is YYYY-MM-DD, or nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.utc().Before(e.utc()) }

// DaysUntil counts the days from d to e: 0 for the same day.
func (d Date) DaysUntil(e Date) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// At returns the instant of clock c on day d in loc, or midnight without a
// clock. A time that a change of the clocks leaves out is moved on by Go as the
// clocks were; Clock.ExistsOn tells.
func (d Date) At(c Clock, loc *time.Location) time.Time {
	h, m := c.HourMinute()
	return time.Date(d.Year, d.Month, d.Day, h, m, 0, 0, loc)
}

// MarshalText and UnmarshalText make a Date YYYY-MM-DD in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD or nothing.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d = Date{}
	if len(b) > 0 {
		*d, err = ParseDate(string(b))
	}
	return err
}

// Value and Scan make a Date a column of type date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a column of type date; null is no date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = DateOf(v)
		return nil
	}
	return fmt.Errorf("a date cannot be read from a %T", src)
}

// Clock is a time of day, "09:00", without a zone. The empty Clock is none.
type Clock string

// NewClock returns the clock of an hour and minute that exist.
func NewClock(hour, minute int) Clock { return Clock(fmt.Sprintf("%02d:%02d", hour, minute)) }

// ClockOf returns the time of day of t in t's own location.
func ClockOf(t time.Time) Clock { return NewClock(t.Hour(), t.Minute()) }

// HourMinute returns the clock's parts; 0 and 0 for none.
func (c Clock) HourMinute() (hour, minute int) {
	if t, err := time.Parse("15:04", string(c)); err == nil {
		return t.Hour(), t.Minute()
	}
	return 0, 0
}

// ExistsOn reports whether the clocks in loc show c on day d: some nights leave
// an hour out.
func (c Clock) ExistsOn(d Date, loc *time.Location) bool {
	return c == "" || ClockOf(d.At(c, loc)) == c
}

// Value and Scan make a Clock a column of type time.
func (c Clock) Value() (driver.Value, error) {
	if c == "" {
		return nil, nil
	}
	return string(c), nil
}

// Scan reads a column of type time; null is none.
func (c *Clock) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*c = ""
	case time.Time:
		*c = ClockOf(v)
	case []byte:
		*c = Clock(v[:min(5, len(v))])
	case string:
		*c = Clock(v[:min(5, len(v))])
	default:
		return fmt.Errorf("a time of day cannot be read from a %T", src)
	}
	return nil
}
