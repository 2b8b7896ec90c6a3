package bot

import (
	"fmt"
	"strings"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// askFor is how long a question waits for its answer.
const askFor = 15 * time.Minute

// data joins a button's verb and what belongs to it.
func data(verb string, parts ...any) string {
	var b strings.Builder
	b.WriteString(verb)
	for _, p := range parts {
		fmt.Fprintf(&b, ":%v", p)
	}
	return b.String()
}

// readTime is where and when staff's words are read.
func (req Request) readTime() time.Time { return req.Now.In(req.programmeLocation()) }

// readKind reads a filter such as "study tours".
func readKind(s string) (programme.Kind, bool) {
	k, err := announce.Kind(s)
	return k, err == nil
}

// readPlace reads a filter such as "almaty" or "Latvia".
func readPlace(s string) (city, country string, ok bool) {
	if countries, err := announce.Countries(s); err == nil && len(countries) == 1 {
		return "", countries[0], true
	}
	venue, cities, _, err := announce.Places(s)
	if err != nil || venue != "" || len(cities) != 1 || cities[0].Country == "" {
		return "", "", false
	}
	return cities[0].Name, "", true
}

// readPeriod reads a filter such as "december", "2025", "9-11 December": the days
// on which an event may begin.
func readPeriod(s string, req Request) (from, to time.Time, ok bool) {
	first, last, ok := announce.Period(s, req.readTime())
	if !ok {
		return from, to, false
	}
	loc := req.programmeLocation()
	return first.At("", loc), last.AddDays(1).At("", loc), true
}

// readZone reads an IANA name, or a city or country whose zone is known.
func readZone(s string) (string, error) {
	zone, err := announce.Zone(s)
	if err != nil {
		return "", err
	}
	if _, err := locale.Zone(zone); err != nil {
		return "", programme.Refuse(programme.Invalid, "zone_unknown", "text", s)
	}
	return zone, nil
}
