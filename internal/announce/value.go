package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Value is the field that a text is the value of and nothing else: how many people, the
// hours, the days or the place. None if it may be that of several. A value that cannot be,
// as 31 April, is one as well: the field's own reader says what is wrong with it.
func Value(text string, now time.Time) (f programme.Field, ok bool) {
	if strings.ContainsAny(text, "\n?") {
		return "", false
	}
	var fits, wrong []programme.Field
	for field, read := range map[programme.Field]func() error{
		programme.FieldSeats: func() error { _, _, err := Headcount(text); return err },
		programme.FieldTimes: func() error { _, _, err := Times(text); return err },
		programme.FieldDates: func() error { _, err := Dates(text, now); return err },
		programme.FieldPlace: func() error { return placeAlone(text, now) },
	} {
		switch mistake, is := programme.AsError(read()); {
		case !is:
			fits = append(fits, field)
		case !noValue[mistake.Key]:
			wrong = append(wrong, field)
		}
	}
	if len(fits) == 0 {
		fits = wrong
	}
	if len(fits) != 1 {
		return "", false
	}
	return fits[0], true
}

// noValue are the refusals of what is no value of a field at all.
var noValue = map[string]bool{"headcount_unclear": true, "time_unclear": true, "date_unclear": true, "place_unknown": true, "text_long": true}

// placeAlone reads a place. A town and a house that nobody knows are taken from an answer to
// a question for them, but words that nobody asked for tell something else.
func placeAlone(text string, now time.Time) error {
	venue, cities, _, err := Places(text)
	if err != nil {
		return err
	}
	var d programme.Draft
	newReader(clean(text), now).readVenue(&d)
	known := func(s spot) bool { return s.place.sort == city }
	if venue == d.Venue && (len(cities) == 0 || slices.ContainsFunc(answer(text).spots, known)) {
		return nil
	}
	return programme.Refuse(programme.Invalid, "place_unknown", "text", clip(text))
}
