package programme

import "time"

// Clocks are the places whose clocks an event's messages to a reader go by.
type Clocks struct {
	Reader, Venue *time.Location
}

// OnSite reports whether people go somewhere for the event; of a hybrid one,
// some do.
func (e Event) OnSite() bool { return e.Mode != Online }

// VenueZone is the zone of the place where people go, else the event's.
func (e Event) VenueZone() string {
	for _, p := range e.Places {
		if p.Zone != "" {
			return p.Zone
		}
	}
	return e.When.Zone
}

// On returns the place where a reader is on a day: on the days of an event that
// people go to it is the venue.
func (c Clocks) On(e Event, d Date) *time.Location {
	if e.OnSite() && e.When.Known() && !d.Before(e.When.First()) && !e.When.Last().Before(d) {
		return c.Venue
	}
	return c.Reader
}

// At is On at an instant, by the venue's calendar.
func (c Clocks) At(e Event, t time.Time) *time.Location { return c.On(e, DateOf(t.In(c.Venue))) }

// Next is Hours.Next where a reader is. Who will be at the venue by then is
// reckoned to be there already: nobody is woken on the morning of an event by the
// clocks of home.
func (c Clocks) Next(e Event, h Hours, t time.Time, waits bool) time.Time {
	at := h.Next(t, c.At(e, t), waits)
	return h.Next(t, c.At(e, at), waits)
}

// NextAt is the next time that it is that hour where a reader is.
func (c Clocks) NextAt(e Event, clock Clock, t time.Time) time.Time {
	for d := DateOf(t.In(c.Reader)).AddDays(-1); ; d = d.AddDays(1) {
		if at := d.At(clock, c.On(e, d)); !at.Before(t) {
			return at
		}
	}
}
