package programme

import (
	"slices"
	"time"
)

// AgendaDay is what is on during one day of an event, by its number: 1 is the first.
// 0 is what stands before the days, or all of an agenda that is not parted by them.
type AgendaDay struct {
	Day  int    `json:"day,omitempty"`
	Text string `json:"text"`
}

// Agenda is what is on day by day, in the language in which it was sent. Days have
// numbers, so that it moves with the event.
type Agenda []AgendaDay

// On is what is on during a day; empty if nothing is told of it.
func (a Agenda) On(day int) string {
	for _, d := range a {
		if d.Day == day {
			return d.Text
		}
	}
	return ""
}

// With is the agenda with days that were sent anew: those that they do not name stay.
// What is not parted by days, or was not, takes the place of all.
func (a Agenda) With(sent Agenda) Agenda {
	if !a.Parted() || !sent.Parted() {
		return sent
	}
	with := slices.Clone(sent)
	for _, d := range a {
		if with.On(d.Day) == "" {
			with = append(with, d)
		}
	}
	slices.SortFunc(with, func(x, y AgendaDay) int { return x.Day - y.Day })
	return with
}

// Parted reports whether it tells of any day by itself.
func (a Agenda) Parted() bool { return len(a) > 0 && a[len(a)-1].Day > 0 }

// CountAgenda gives an event that was changed the next version of its agenda, if that
// is another.
func (e *Event) CountAgenda(old Event, at time.Time) {
	if !slices.Equal(old.Agenda, e.Agenda) {
		e.AgendaVersion, e.AgendaSince = old.AgendaVersion+1, at
	}
}
