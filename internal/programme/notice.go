package programme

import "time"

// Change notices go at once, whatever the hour, if the old or the new start is
// so near to the hour at which they would arrive.
const (
	urgentOnSite = 72 * time.Hour
	urgentOnline = 24 * time.Hour
)

// ChangeAt says when a reader is told of a change of an event: at the next civil
// hour where they are, or at once if the old or the new start is near it.
func (h Hours) ChangeAt(old, e Event, c Clocks, now time.Time) time.Time {
	at := c.Next(old, h, now, false)
	within := urgentOnline
	if old.OnSite() || e.OnSite() {
		within = urgentOnSite
	}
	for _, begins := range []time.Time{old.Begins, e.Begins} {
		if !begins.IsZero() && begins.Sub(at).Abs() <= within {
			return now
		}
	}
	return at
}

// PromotionAt says when a reader is told of a seat: at the next civil hour of a
// day that is not quiet, or at once if the start is within 72 hours.
func (h Hours) PromotionAt(e Event, c Clocks, now time.Time) time.Time {
	if !e.Begins.IsZero() && e.Begins.Sub(now) <= urgentOnSite {
		return now
	}
	return c.Next(e, h, now, true)
}

// MassUntil is the instant from which a mass send of an event is of no use: the
// start; once it has begun, the end. Zero: no such instant lies ahead.
func (e Event) MassUntil(now time.Time) time.Time {
	for _, t := range []time.Time{e.Begins, e.Ends} {
		if t.After(now) {
			return t
		}
	}
	return time.Time{}
}
