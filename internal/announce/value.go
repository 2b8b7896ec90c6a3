package announce

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Value is the field that a text is the value of and nothing else: how many people, the
// hours, the days, the place or the kind. None if it may be that of several. A value that cannot be,
// as 31 April, is one as well: the field's own reader says what is wrong with it.
func Value(text string, now time.Time) (f programme.Field, ok bool) {
	if strings.ContainsAny(text, "\n?") {
		return "", false
	}
	var fits, wrong []programme.Field
	for field, read := range map[programme.Field]func() error{
		programme.FieldSeats: func() error { return countAlone(text) },
		programme.FieldTimes: func() error { _, _, err := Times(text); return err },
		programme.FieldDates: func() error { _, err := Dates(text, now); return err },
		programme.FieldPlace: func() error { return placeAlone(text, now) },
		programme.FieldKind:  func() error { return kindAlone(text) },
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

// Said is a field with the text that tells it.
type Said struct {
	Field programme.Field
	Text  string
}

// mostSaid is how many parts a line of values has at most.
const mostSaid = 6

// Values are the fields that a text tells, and nothing beside them: the one that all of it is
// the value of, or one of each part between commas. Parts of which one is a kind are none:
// they tell of an event.
func Values(text string, now time.Time) (all []Said) {
	parts := strings.Split(text, ",")
	if len(parts) > mostSaid {
		return nil
	}
	for from := 0; from < len(parts); {
		said, to := Said{}, len(parts)
		for ; to > from && said.Field == ""; to-- { // a place has commas of its own
			said.Text = strings.TrimSpace(strings.Join(parts[from:to], ","))
			said.Field, _ = Value(said.Text, now)
		}
		if said.Field == "" || slices.ContainsFunc(all, func(s Said) bool { return s.Field == said.Field }) {
			return nil
		}
		all, from = append(all, said), to+1
	}
	if len(all) > 1 && slices.ContainsFunc(all, func(s Said) bool { return s.Field == programme.FieldKind }) {
		return nil
	}
	return all
}

// noValue are the refusals of what is no value of a field at all.
var noValue = map[string]bool{"headcount_unclear": true, "time_unclear": true, "date_unclear": true, "place_unknown": true, "kind_unknown": true, "text_long": true}

// countAlone reads how many people. A year is no number of them where nobody asked for one.
func countAlone(text string) error {
	if aYear.MatchString(text) {
		return programme.Refuse(programme.Invalid, "headcount_unclear", "text", clip(text))
	}
	_, _, err := Headcount(text)
	return err
}

var aYear = regexp.MustCompile(`^\s*(19|20|21)\d\d[\s.]*$`)

// kindAlone reads a kind's words, with nothing else beside them.
func kindAlone(text string) error {
	g := newGrammar(text, time.Time{})
	if hits := g.kinds.all(g.toks, true); len(hits) == 1 && hits[0].from == 0 && g.over(hits[0].to, ".") == len(g.toks) {
		return nil
	}
	return programme.Refuse(programme.Invalid, "kind_unknown", "text", clip(text))
}

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
