package programme

import (
	"maps"
	"slices"
)

// Difference is a field in which two states of an event differ.
type Difference struct {
	Field Field
	Told  bool // everyone concerned is told of it; all else is minor
}

// Differences lists the fields in which an event differs from what it was.
// Told are status, days, hours, zone, place and link.
func Differences(old, e Event) (ds []Difference) {
	add := func(f Field, told, differ bool) {
		if differ {
			ds = append(ds, Difference{f, told})
		}
	}
	add(FieldStatus, true, old.Status != e.Status)
	add(FieldTitle, false, !sameWords(old, e, func(t Text) string { return t.Title }))
	add(FieldKind, false, old.Kind != e.Kind)
	add(FieldDates, true, !slices.Equal(dates(old.When), dates(e.When)))
	add(FieldTimes, true, old.When.Known() && e.When.Known() && !sameHours(old.When, e.When))
	add(FieldMode, true, old.Mode != e.Mode)
	add(FieldPlace, true, !samePlaces(old, e))
	add(FieldLink, true, old.Link != e.Link)
	add(FieldAudience, false, !slices.Equal(old.Invited, e.Invited) || !slices.Equal(old.Agencies, e.Agencies))
	add(FieldSeats, false, old.Seats != e.Seats || old.Expected != e.Expected)
	add(FieldPartners, false, !slices.Equal(old.Partners, e.Partners))
	add(FieldLanguages, false, !slices.Equal(old.Languages, e.Languages) || !slices.Equal(old.Interpretation, e.Interpretation))
	add(FieldDeadline, false, !slices.Equal(old.Deadlines, e.Deadlines))
	add(FieldDescription, false, !sameWords(old, e, func(t Text) string { return t.Description }))
	add(FieldInfo, false, !maps.Equal(old.Info, e.Info))
	add(FieldAgenda, false, !slices.Equal(old.Agenda, e.Agenda))
	add(FieldContact, false, old.Contact != e.Contact)
	add(FieldComponent, false, old.Component != e.Component)
	return ds
}

// Told reports whether any of the differences is told to everyone concerned.
func Told(ds []Difference) bool {
	return slices.ContainsFunc(ds, func(d Difference) bool { return d.Told })
}

// Shown reports whether those coming, who see the most of an event's people, would see
// a change.
func Shown(old, e Event) bool {
	return len(Differences(old.SeenBy(Coming), e.SeenBy(Coming))) > 0
}

// Moves reports whether the change gives the event another schedule: date, time
// or zone changed, or it entered or left postponed or cancelled.
func Moves(old, e Event) bool {
	return old.Status.Off() != e.Status.Off() ||
		!slices.Equal(old.When.Days, e.When.Days) ||
		old.When.Known() && e.When.Known() && old.When.Zone != e.When.Zone
}

// NewDays reports whether people are asked to confirm: the days are others, not
// only the hours.
func NewDays(old, e Event) bool {
	return e.When.Known() && !slices.Equal(dates(old.When), dates(e.When))
}

func dates(w When) []Date {
	ds := make([]Date, len(w.Days))
	for i, d := range w.Days {
		ds[i] = d.Date
	}
	return ds
}

// sameHours reports whether the days of two events have the same hours, be they as
// many or not.
func sameHours(a, b When) bool {
	x, y := hoursEach(a), hoursEach(b)
	return slices.Equal(x, y) && (a.Zone == b.Zone || !slices.ContainsFunc(x, func(d Day) bool { return d.From != "" }))
}

// hoursEach are the hours day by day; of the first alone where all have the same.
func hoursEach(w When) []Day {
	var hours []Day
	for _, d := range w.Days {
		hours = append(hours, Day{From: d.From, To: d.To})
	}
	if w.SameEachDay() {
		return hours[:1]
	}
	return hours
}

func samePlaces(a, b Event) bool {
	return slices.Equal(a.Places, b.Places) && slices.Equal(a.Hosts, b.Hosts)
}

// sameWords reports whether two events say the same in every language.
func sameWords(a, b Event, of func(Text) string) bool {
	in := func(e Event) map[string]string {
		words := map[string]string{}
		for _, t := range e.Texts {
			if w := of(t); w != "" {
				words[t.Language] = w
			}
		}
		return words
	}
	return maps.Equal(in(a), in(b))
}
