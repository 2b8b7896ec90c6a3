package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// answer prepares a short answer about places and people.
func answer(text string) *reader {
	r := newReader(clean(text), time.Time{})
	r.any = true
	r.spots = nil
	for i := 0; i < len(r.toks); {
		values, end := r.places.at(r.toks, i, true)
		if end == i {
			i++
			continue
		}
		r.spots = append(r.spots, spot{from: i, to: end, place: r.pick(values, end), audience: surely})
		i = end
	}
	return r
}

// Places reads an answer that tells where an event is held: a venue, cities,
// countries, in any order: "Rixos Hotel, Almaty". An unknown city is taken if
// its country is named: "Rezina, Moldova".
// Several venues are parted by semicolons: "Rixos Hotel, Almaty; Border Academy,
// Bishkek"; those of cities after the first stand with their city.
func Places(text string) (venue string, cities []programme.City, hosts []string, err error) {
	parts := strings.Split(text, ";")
	parts = slices.DeleteFunc(parts, func(part string) bool { return strings.TrimSpace(part) == "" })
	if len(parts) < 2 || len(text) > maxAnswer {
		return onePlace(text)
	}
	for _, part := range parts {
		v, cs, hs, err := onePlace(part)
		if err != nil {
			return "", nil, nil, err
		}
		if v != "" && len(cs) == 0 { // there is no telling where it is
			return "", nil, nil, programme.Refuse(programme.Invalid, "place_unknown", "text", clip(part))
		}
		for i, c := range cs {
			if i == 0 {
				c.Venue = v
			}
			cities = append(cities, c)
		}
		hosts = append(hosts, hs...)
	}
	if len(cities) > 0 {
		venue, cities[0].Venue = cities[0].Venue, ""
	}
	return venue, cities, unique(hosts), nil
}

func onePlace(text string) (venue string, cities []programme.City, hosts []string, err error) {
	unknown := programme.Refuse(programme.Invalid, "place_unknown", "text", clip(text))
	if len(text) > maxAnswer {
		return "", nil, nil, tooLong(text, maxAnswer)
	}
	r := answer(text)
	last := 0 // the end of the last place
	var loose []string
	for n, s := range r.spots {
		if n > 0 && r.isState(r.spots[n-1], s) {
			last = s.to
			continue
		}
		if s.place.code && !r.toks[s.from].caps || s.place.sort == group || s.place.sort == adjective {
			continue
		}
		if w := r.between(last, s.from); w != "" {
			loose = append(loose, w)
		}
		last = s.to
		if s.place.sort == city && !slices.Contains(cities, s.place.city) {
			cities = append(cities, s.place.city)
		}
		for _, c := range s.place.codes {
			if !slices.Contains(hosts, c) {
				hosts = append(hosts, c)
			}
		}
	}
	if len(hosts) == 0 {
		return "", nil, nil, unknown
	}
	if w := r.between(last, len(r.toks)); w != "" {
		loose = append(loose, w)
	}
	if len(cities) == 0 && len(hosts) == 1 && len(loose) > 0 { // a city that is not known
		name := loose[len(loose)-1]
		if first, rest, ok := strings.Cut(name, ","); ok {
			loose = []string{strings.TrimSpace(first)}
			name = strings.TrimSpace(rest)
		} else {
			loose = nil
		}
		cities = append(cities, programme.City{Name: name, Country: hosts[0], Zone: know().country[hosts[0]]})
	}
	return strings.Join(loose, ", "), cities, hosts, nil
}

// between is what is written in tokens [from,to), without what only joins.
func (r *reader) between(from, to int) string {
	joins := func(i int) bool {
		return r.toks[i].is(",", ";", "/", "(", ")", ".", "and", "и", "in", "в", "г", "city", "of", "the", "at", "-", "&", "город", "городе", ":", "venue", "place", "место") || r.toks[i].sort == line
	}
	for from < to && joins(from) {
		from++
	}
	for to > from && joins(to-1) {
		to--
	}
	return strings.Join(strings.Fields(r.raw(from, to)), " ")
}

// Countries reads a list of countries, by name, by code or by group. Every
// word of it has to be understood.
func Countries(text string) ([]string, error) {
	if len(text) > maxAnswer {
		return nil, tooLong(text, maxAnswer)
	}
	r := answer(text)
	last := 0
	var codes []string
	for _, s := range r.spots {
		if w := r.between(last, s.from); w != "" && !r.toks[s.from-1].is("countries", "states", "страны", "стран", "республики", "all", "все") {
			return nil, unknownCountry(w)
		}
		if s.place.sort == city {
			return nil, unknownCountry(r.raw(s.from, s.to))
		}
		last = s.to
		codes = append(codes, s.place.codes...)
	}
	if w := r.between(last, len(r.toks)); w != "" || len(codes) == 0 {
		return nil, unknownCountry(text)
	}
	return unique(codes), nil
}

func unknownCountry(text string) error {
	return programme.Refuse(programme.Invalid, "country_unknown", "text", clip(text))
}

// Audience reads whom an event invites: countries, sorts of agencies, or both.
func Audience(text string) (countries, agencies []string, err error) {
	if len(text) > maxAnswer {
		return nil, nil, tooLong(text, maxAnswer)
	}
	r := answer(text)
	for _, s := range r.spots {
		if s.place.sort != city {
			countries = append(countries, s.place.codes...)
		}
	}
	for i := 0; i < len(r.toks); {
		values, end := r.agencies.at(r.toks, i, true)
		if end == i {
			i++
			continue
		}
		if !slices.Contains(agencies, values[0].name) {
			agencies = append(agencies, values[0].name)
		}
		i = end
	}
	if len(countries) == 0 && len(agencies) == 0 {
		return nil, nil, programme.Refuse(programme.Invalid, "audience_unknown", "text", clip(text))
	}
	return unique(countries), agencies, nil
}
