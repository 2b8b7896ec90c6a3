package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readPlaces fills in where the event is held and who is invited.
func (r *reader) readPlaces(d *programme.Draft) {
	best := 0.0
	for _, s := range r.spots {
		if s.host >= s.audience {
			best = max(best, s.host)
		}
	}
	least := max(perhaps, best-2.5)
	for _, s := range r.spots {
		if s.host < least || s.host < s.audience || s.place.sort == group {
			continue
		}
		r.addTown(d, s)
		if s.place.city.Name != "" && !slices.ContainsFunc(d.Cities, func(c programme.City) bool { return c.Name == s.place.city.Name }) {
			d.Cities = append(d.Cities, s.place.city)
		}
		for _, c := range s.place.codes {
			if !slices.Contains(d.Hosts, c) {
				d.Hosts = append(d.Hosts, c)
			}
		}
		r.note(s.from, s.to, programme.FieldPlace)
	}
	if best > 0 && best < surely && len(d.Hosts) > 0 {
		r.doubt(d, programme.FieldPlace)
	}
	if len(d.Hosts) == 0 {
		r.onlyCountry(d)
	}
	r.readAudience(d)
}

// onlyCountry takes the one country that a text speaks of, if it says nowhere
// where the event is held; a person should confirm it.
func (r *reader) onlyCountry(d *programme.Draft) {
	only := ""
	for _, s := range r.spots {
		if r.aside[s.from] > 0 || s.place.sort == group || len(s.place.codes) != 1 || r.tok(s.to).is("time") || r.tok(s.from-2).is("embassy") {
			continue
		}
		if only != "" && only != s.place.codes[0] {
			return
		}
		only = s.place.codes[0]
	}
	if only == "" || r.has("online", 0, len(r.toks)) || r.short || d.Kind == programme.OnlineSession {
		return
	}
	d.Hosts = []string{only}
	r.doubt(d, programme.FieldPlace)
}

// addTown takes a town that is not known, by its country: in Mollina (Spain).
func (r *reader) addTown(d *programme.Draft, s spot) {
	i := s.from - 1
	if s.place.sort != country || s.beside || !r.tok(i).is("(", ",") || s.from-i != 1 {
		return
	}
	to := i
	for i > 0 && r.toks[i-1].sort == word && r.toks[i-1].capital && !r.isVenue(i-1) && !r.isPlace(i-1) && to-i < 3 {
		i--
	}
	if i == to || !r.tok(i-1).is("in", "at", ",") || r.isRussian(i) || r.toks[i].caps {
		return
	}
	d.Cities = append(d.Cities, programme.City{Name: r.raw(i, to), Country: s.place.codes[0], Zone: r.country[s.place.codes[0]]})
	r.note(i, to, programme.FieldPlace)
}
