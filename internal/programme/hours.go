package programme

import (
	"slices"
	"time"
)

// Hours are the civil hours of a programme: when a message may arrive.
type Hours struct {
	From, To Clock          // both included
	Quiet    []time.Weekday // days on which nothing is sent that can wait
}

// Civil reports whether the clocks in loc show a civil hour at t; the last
// minute counts whole.
func (h Hours) Civil(t time.Time, loc *time.Location) bool {
	c := ClockOf(t.In(loc))
	return h.From <= c && c <= h.To
}

// Next returns t if it is a civil hour in loc, else the next instant that is. If
// waits says so, a quiet day is waited out too.
func (h Hours) Next(t time.Time, loc *time.Location, waits bool) time.Time {
	d := DateOf(t.In(loc))
	switch c := ClockOf(t.In(loc)); {
	case c > h.To:
		d = d.AddDays(1)
		t = d.At(h.From, loc)
	case c < h.From:
		t = d.At(h.From, loc)
	}
	if waits && h.quiet(d) {
		t = h.allowed(d, 1).At(h.From, loc)
	}
	return t
}

// Last returns t if it is a civil hour in loc, else the last instant before it
// that is.
func (h Hours) Last(t time.Time, loc *time.Location) time.Time {
	d := DateOf(t.In(loc))
	switch c := ClockOf(t.In(loc)); {
	case c > h.To:
		return d.At(h.To, loc)
	case c < h.From:
		return d.AddDays(-1).At(h.To, loc)
	}
	return t
}

// Both returns the first instant at or after t that is civil in two places, ok
// only if there is one on the day that t falls on in the first of them.
func (h Hours) Both(t time.Time, a, b *time.Location) (_ time.Time, ok bool) {
	day := DateOf(t.In(a))
	for DateOf(t.In(a)) == day {
		if h.Civil(t, a) && h.Civil(t, b) {
			return t, true
		}
		t = h.Next(h.Next(t, a, false), b, false)
	}
	return time.Time{}, false
}

// LastBoth returns the last instant before t, on its day in the first place or
// the day before, that is civil in two places; ok only if there is one.
func (h Hours) LastBoth(t time.Time, a, b *time.Location) (_ time.Time, ok bool) {
	earliest := DateOf(t.In(a)).AddDays(-1)
	for !DateOf(t.In(a)).Before(earliest) {
		if h.Civil(t, a) && h.Civil(t, b) {
			return t, true
		}
		t = h.Last(h.Last(t, a), b)
	}
	return time.Time{}, false
}

// WorkdayAt returns the next instant after t at which clocks in loc show an hour on a
// day that is not quiet.
func (h Hours) WorkdayAt(clock Clock, t time.Time, loc *time.Location) time.Time {
	for d := h.allowed(DateOf(t.In(loc)), 1); ; d = h.allowed(d.AddDays(1), 1) {
		if at := d.At(clock, loc); at.After(t) {
			return at
		}
	}
}

func (h Hours) quiet(d Date) bool { return slices.Contains(h.Quiet, d.Weekday()) }

// allowed returns d, or the nearest day in steps of step that is not quiet. A
// week of quiet days only has none.
func (h Hours) allowed(d Date, step int) Date {
	for i := range 7 {
		if a := d.AddDays(i * step); !h.quiet(a) {
			return a
		}
	}
	return d
}
