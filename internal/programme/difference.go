package programme

import "slices"

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
	add(FieldTitle, false, !slices.Equal(old.Texts, e.Texts))
	add(FieldKind, false, old.Kind != e.Kind)
	add(FieldDates, true, !slices.Equal(dates(old.When), dates(e.When)))
	add(FieldTimes, true, old.When.Known() && e.When.Known() && !sameHours(old.When, e.When))
	add(FieldMode, true, old.Mode != e.Mode)
	add(FieldPlace, true, !samePlaces(old, e))
	add(FieldLink, true, old.Link != e.Link)
	add(FieldAudience, false, !slices.Equal(old.Invited, e.Invited) || !slices.Equal(old.Agencies, e.Agencies))
	add(FieldSeats, false, old.Seats != e.Seats || old.Expected != e.Expected)
	add(FieldPartners, false, !slices.Equal(old.Partners, e.Partners))
	return ds
}

// Told reports whether any of the differences is told to everyone concerned.
func Told(ds []Difference) bool {
	return slices.ContainsFunc(ds, func(d Difference) bool { return d.Told })
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

func sameHours(a, b When) bool {
	x, y := a.Days[0], b.Days[0]
	return x.From == y.From && x.To == y.To && (a.Zone == b.Zone || x.From == "")
}

func samePlaces(a, b Event) bool {
	return slices.Equal(a.Places, b.Places) && slices.Equal(a.Hosts, b.Hosts)
}
