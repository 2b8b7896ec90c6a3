package programme

import (
	"cmp"
	"slices"
	"time"
)

// Why a message that was due does not go to somebody: the word stands on the
// delivery, and reports count it.
const (
	SkipNotLinked   = "not_linked"   // not on Telegram
	SkipUnreachable = "unreachable:" // with the Reach behind it
	SkipLate        = "late"         // of no use any more
	SkipBegun       = "begun"        // it was for before the start
	SkipNight       = "night"        // no civil hour left before the start
	SkipNearer      = "nearer"       // another reminder of the event goes that day, nearer the start
)

// Sending is when a rule goes to a reader. The zero Sending is never: the event
// has no day, or no hour for a rule in hours, or the instant lies before the rule.
type Sending struct {
	At      time.Time
	Expires time.Time // it is of no use from then on
	Skip    string    // why it does not go at At; empty: it goes
}

// Plan says for each of an event's rules when it goes to a reader. The rules are
// those that concern the reader: of two that would go on one day, only the one
// nearer the start does, and each is of use at most until the next.
func Plan(rules []Rule, e Event, h Hours, c Clocks) []Sending {
	plan := make([]Sending, len(rules))
	if !e.When.Known() || e.Status.Off() || e.Status == Held {
		return plan
	}
	unmoved := make([]time.Time, len(rules))
	for i, r := range rules {
		s, exact := r.sending(e, h, c)
		if r.Off || s.At.Before(r.Since) || s.At.Before(e.ScheduleSince) {
			continue // also the zero instant
		}
		plan[i], unmoved[i] = s, exact
	}
	order := make([]int, len(rules)) // those that go, in time
	for i := range order {
		order[i] = i
	}
	order = slices.DeleteFunc(order, func(i int) bool { return plan[i].At.IsZero() || plan[i].Skip != "" })
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(plan[a].At.Compare(plan[b].At), unmoved[a].Compare(unmoved[b]), cmp.Compare(rules[a].ID, rules[b].ID), a-b)
	})
	var next *Sending // that goes
	for _, i := range slices.Backward(order) {
		s := &plan[i]
		if next != nil && next.At.Before(e.Begins) && c.sameDay(e, s.At, next.At) {
			s.Skip = SkipNearer
			continue
		}
		if next != nil && rules[i].Kind != AtInstant && next.At.Before(s.Expires) {
			s.Expires = next.At
		}
		next = s
	}
	return plan
}

// Ahead are those of an event's rules that are on and not past already by the clocks, and
// how many of those for who comes are past.
func Ahead(rules []Rule, e Event, h Hours, c Clocks, now time.Time) (ahead []Rule, past int) {
	for _, r := range rules {
		if r.Off {
			continue
		}
		if e.When.Known() {
			if r.Hourless(e, c, now) {
				continue
			}
			if s, _ := r.sending(e, h, c); !s.At.IsZero() && !s.At.After(now) {
				if r.Audience.Has(Coming, false) {
					past++
				}
				continue
			}
		}
		ahead = append(ahead, r)
	}
	return ahead, past
}

// Hourless reports whether a rule goes to nobody any more since the hour of the start was
// not known when its day had passed.
func (r Rule) Hourless(e Event, c Clocks, now time.Time) bool {
	return r.Kind == HoursBefore && e.When.Known() && !e.When.Timed() && e.When.First().Before(DateOf(now.In(c.At(e, now))))
}

func (c Clocks) sameDay(e Event, a, b time.Time) bool {
	return DateOf(a.In(c.At(e, a))) == DateOf(b.In(c.At(e, b)))
}

// Leave says when a sending that is due leaves: at once; if it is late and this
// is no civil hour where the reader is, at the next one. What is of no use then
// is skipped for the reason.
func (s Sending) Leave(e Event, h Hours, c Clocks, now time.Time) (at time.Time, skip string) {
	if s.Skip != "" {
		return now, s.Skip
	}
	at = now
	if now.Sub(s.At) >= time.Minute {
		at = c.Next(e, h, now, false)
	}
	switch {
	case at.Before(s.Expires):
		return at, ""
	case s.At.Before(e.Begins) && e.Begun(now):
		return at, SkipBegun
	}
	return at, SkipLate
}

// sending says when the rule by itself goes to a reader, and when it would if
// there were no night and no quiet days.
func (r Rule) sending(e Event, h Hours, c Clocks) (s Sending, exact time.Time) {
	switch r.Kind {
	case DaysBefore:
		d := e.shownStart(c.Reader).AddDays(-r.N)
		exact = d.At(r.Clock, c.On(e, d))
		travels := r.N == 1 && e.OnSite()
		day, clock := h.earlier(d, r.Clock, !travels)
		s.At = day.At(clock, c.On(e, day))
		if travels {
			if at, ok := c.beforeTravel(h, exact); ok {
				s.At = at
			}
		}
	case HoursBefore:
		if !e.When.Timed() {
			return Sending{}, time.Time{}
		}
		exact = e.Begins.Add(-time.Duration(r.N) * time.Hour)
		s.At, s.Skip = inHours(exact, e.Begins, h, c.At(e, exact))
		s.At, s.Skip = inHours(exact, e.Begins, h, c.At(e, s.At)) // as Clocks.Next
	case DaysAfter:
		d := DateOf(e.Ends.In(c.At(e, e.Ends))).AddDays(r.N)
		exact = d.At(r.Clock, c.On(e, d))
		if exact.Before(e.Ends) {
			exact = e.Ends
		}
		s.At = h.later(exact, c.At(e, exact))
	case AtInstant:
		exact = r.Instant
		s.At = exact
	}
	s.Expires = r.useless(s.At, e.Begins)
	if s.Skip == "" && (r.Kind == DaysBefore || r.Kind == HoursBefore) && !s.At.Before(e.Begins) {
		s.Skip = SkipBegun
	}
	return s, exact
}

// shownStart is the day of the start as a reader is shown it: an online event's
// by the reader's own clock.
func (e Event) shownStart(reader *time.Location) Date {
	if e.Mode == Online && e.When.Timed() {
		return DateOf(e.Begins.In(reader))
	}
	return e.When.First()
}

// earlier moves a clock on a day out of the night, to the evening before it, and
// off quiet days, to the same hour of the last day that is allowed.
func (h Hours) earlier(d Date, clock Clock, quiet bool) (Date, Clock) {
	switch {
	case clock > h.To:
		clock = h.To
	case clock < h.From:
		d, clock = d.AddDays(-1), h.To
	}
	if quiet {
		d = h.allowed(d, -1)
	}
	return d, clock
}

// later moves an instant out of the night, to the next morning, and off quiet
// days, to the same hour of the next day that is allowed.
func (h Hours) later(t time.Time, loc *time.Location) time.Time {
	t = h.Next(t, loc, false)
	if d := DateOf(t.In(loc)); h.quiet(d) {
		return h.allowed(d, 1).At(ClockOf(t.In(loc)), loc)
	}
	return t
}

// beforeTravel is the hour of the last reminder before people travel: the first
// of that day, at or after the rule's, that is civil where the reader is and at
// the venue, else the last before it.
func (c Clocks) beforeTravel(h Hours, t time.Time) (time.Time, bool) {
	if at, ok := h.Both(t, c.Reader, c.Venue); ok {
		return at, true
	}
	return h.LastBoth(t, c.Reader, c.Venue)
}

// inHours moves a rule in hours: before the morning to the morning, if that is
// half an hour or more before the start; after the evening to that evening.
func inHours(t, begins time.Time, h Hours, loc *time.Location) (time.Time, string) {
	d, c := DateOf(t.In(loc)), ClockOf(t.In(loc))
	switch {
	case c > h.To:
		return d.At(h.To, loc), ""
	case c < h.From:
		morning := d.At(h.From, loc)
		if begins.Sub(morning) < 30*time.Minute {
			return t, SkipNight
		}
		return morning, ""
	}
	return t, ""
}

// useless is the instant from which a reminder that was due at t is of no use.
func (r Rule) useless(t, begins time.Time) time.Time {
	const day = 24 * time.Hour
	lead := begins.Sub(t)
	switch {
	case lead <= 0:
		return t.Add(day)
	case r.Kind == AtInstant:
		return begins
	}
	return t.Add(min(day, lead/2))
}
