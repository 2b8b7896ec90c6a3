package announce

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Zone reads a time zone: an IANA name, UTC+5, or a city or country that has
// one.
func Zone(text string) (string, error) {
	if len(text) > maxAnswer {
		return "", tooLong(text, maxAnswer)
	}
	s := strings.Join(strings.Fields(clean(text)), " ")
	if strings.Contains(s, "/") && !strings.HasPrefix(s, "/") {
		if l, err := time.LoadLocation(s); err == nil {
			return l.String(), nil
		}
		if z := properZone(s); z != "" {
			return z, nil
		}
	}
	k := know()
	if z := k.zones[fold(s)]; z != "" {
		return z, nil
	}
	r := answer(s)
	for _, s := range r.spots {
		if s.place.sort == city {
			return s.place.city.Zone, nil
		}
	}
	for _, s := range r.spots {
		if s.place.sort == group {
			continue
		}
		if z := k.country[s.place.codes[0]]; z != "" {
			return z, nil
		}
	}
	for i := range r.toks {
		if z, next := r.zoneAt(i); z != "" && next == len(r.toks) {
			return z, nil
		}
	}
	return "", programme.Refuse(programme.Invalid, "zone_unknown", "text", clip(text))
}

// properZone finds a zone that is written in other letters: asia/almaty.
func properZone(s string) string {
	parts := strings.Split(strings.ReplaceAll(strings.ToLower(s), " ", "_"), "/")
	for i, p := range parts {
		words := strings.Split(p, "_")
		for j, w := range words {
			words[j] = capitalise(w)
		}
		parts[i] = strings.Join(words, "_")
	}
	name := strings.Join(parts, "/")
	if l, err := time.LoadLocation(name); err == nil {
		return l.String()
	}
	return ""
}
