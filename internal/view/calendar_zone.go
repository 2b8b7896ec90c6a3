package view

import (
	"fmt"
	"sort"
	"time"

	ics "github.com/arran4/golang-ical"
)

// addZone tells a calendar what a zone's clocks show in the years from one instant
// to another, both in the zone, by our own zone data: an app whose data are older
// than a country's last change then still has the right hour. What they showed
// before is nothing to an event; the first line holds since the day that apps
// count from.
func addZone(cal *ics.Calendar, name string, from, to time.Time) {
	zone := cal.AddTimezone(name)
	t, until := newYear(from.Year(), from.Location()), newYear(to.Year()+1, to.Location())
	_, offset := t.Zone()
	zone.Components = append(zone.Components, observance(t, "19700101T000000", offset))
	for t = nextChange(t, until); t.Before(until); t = nextChange(t, until) {
		_, offset = t.Add(-time.Second).Zone()
		onset := t.In(time.FixedZone("", offset)) // by the clocks that are to be put on
		zone.Components = append(zone.Components, observance(t, onset.Format(calendarTime), offset))
	}
}

func newYear(year int, loc *time.Location) time.Time {
	return time.Date(year, time.January, 1, 0, 0, 0, 0, loc)
}

// nextChange is the second at which clocks cease to show what they do at t; until
// or later if they go on till then. It looks for itself: Time.ZoneBounds also ends
// where the years of a yearly rule do, and in a leap year a day before, for good.
func nextChange(t, until time.Time) time.Time {
	const day = 24 * time.Hour
	for ; t.Before(until); t = t.Add(day) {
		if next := t.Add(day); !alike(t, next) {
			return t.Add(time.Second * time.Duration(sort.Search(int(day/time.Second), func(s int) bool {
				return !alike(t, t.Add(time.Duration(s)*time.Second))
			})))
		}
	}
	return t
}

// alike reports whether clocks show the same at both instants.
func alike(a, b time.Time) bool {
	name, offset := a.Zone()
	other, same := b.Zone()
	return name == other && offset == same && a.IsDST() == b.IsDST()
}

// observance is what clocks show at t, since an onset by the offset before.
func observance(t time.Time, onset string, before int) ics.Component {
	var of interface {
		ics.Component
		SetProperty(ics.ComponentProperty, string, ...ics.PropertyParameter)
	} = ics.NewStandard()
	if t.IsDST() {
		of = &ics.Daylight{}
	}
	name, offset := t.Zone()
	of.SetProperty(ics.ComponentPropertyDtStart, onset)
	of.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), utcOffset(before))
	of.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), utcOffset(offset))
	of.SetProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	return of
}

// utcOffset writes an offset in seconds as +0500, with seconds only if it has some.
func utcOffset(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	s := fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		s += fmt.Sprintf("%02d", seconds%60)
	}
	return s
}
