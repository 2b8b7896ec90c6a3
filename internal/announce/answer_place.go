package announce

import (
	"strings"

	"jarchy/internal/programme"
)

// Places reads an answer that tells where an event is held. An unknown city is
// taken if its country is named: "Rezina, Moldova".
func Places(text string) (venue string, cities []programme.City, hosts []string, err error) {
	return "", nil, nil, programme.Refuse(programme.Invalid, "place_unknown", "text", clip(strings.TrimSpace(text)))
}

// Countries reads a list of countries.
func Countries(text string) ([]string, error) {
	return nil, programme.Refuse(programme.Invalid, "country_unknown", "text", text)
}

// Audience reads whom an event invites.
func Audience(text string) (countries, agencies []string, err error) {
	return nil, nil, programme.Refuse(programme.Invalid, "country_unknown", "text", text)
}

// Headcount reads a number of people.
func Headcount(text string) (seats, expected int, err error) {
	return 0, 0, programme.Refuse(programme.Invalid, "headcount_unclear", "text", text)
}

// Zone reads a time zone.
func Zone(text string) (string, error) {
	return "", programme.Refuse(programme.Invalid, "zone_unknown", "text", text)
}
