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
	least := max(perhaps, best-2)
	others := r.ofOtherDays(d, least)
	var taken []spot
	for n, s := range r.spots {
		if s.host < least || others[n] || s.host < s.audience || s.place.sort == group || r.isNewsroom(s) || s.host < surely && s.place.sort == country && r.comeFrom(s.place.codes[0]) {
			continue
		}
		taken = append(taken, s)
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
	if best > 0 && best < surely && len(d.Hosts) > 0 || r.isScattered(d.Hosts, taken) {
		r.doubt(d, programme.FieldPlace)
	}
	if len(d.Hosts) == 1 && r.isStray(d.Hosts[0]) {
		r.doubt(d, programme.FieldPlace)
	}
	if len(d.Hosts) == 0 {
		r.onlyCountry(d)
	}
	if len(d.Hosts) == 0 {
		r.newsroom(d)
	}
	if len(d.Hosts) == 0 {
		r.countryOfNews(d)
	}
	if len(d.Cities) == 0 {
		r.cityOfHosts(d, others)
	}
	if len(d.Cities) == 0 {
		r.cityOfNews(d)
	}
	r.readAudience(d)
}

// cityOfHosts takes the city of a country that was more surely told than the city itself:
// "The assembly in Mexico" above "a meeting of its members in Mexico City".
func (r *reader) cityOfHosts(d *programme.Draft, others map[int]bool) {
	for n, s := range r.spots {
		if s.place.sort == city && s.place.city.Name != "" && s.host >= perhaps && s.host >= s.audience && !others[n] && !r.isNewsroom(s) && slices.Contains(d.Hosts, s.place.city.Country) {
			d.Cities = append(d.Cities, s.place.city)
			r.note(s.from, s.to, programme.FieldPlace)
			return
		}
	}
}

// isScattered reports whether the hosts are several and no sentence names them together: one
// of them may be the place of something else.
func (r *reader) isScattered(hosts []string, taken []spot) bool {
	if len(hosts) < 2 {
		return false
	}
	together := map[int]map[string]bool{}
	for _, s := range taken {
		n := r.sentence[s.from]
		if together[n] == nil {
			together[n] = map[string]bool{}
		}
		for _, c := range s.place.codes {
			together[n][c] = true
		}
		if len(together[n]) == len(hosts) || r.labelled(s.from) == "label_place" {
			return false
		}
	}
	return true
}

// ofOtherDays finds the places of sentences that tell of events of other days: "The first
// one was hosted in Saint Lucia in April 2013". Places without such days must be left.
func (r *reader) ofOtherDays(d *programme.Draft, least float64) map[int]bool {
	others, left := map[int]bool{}, false
	for n, s := range r.spots {
		if s.host < least || s.place.sort == group {
			continue
		}
		if from, to := r.sentenceRange(s.from); !d.Start.IsZero() && r.onlyLater(d, s.from) {
			others[n] = true
		} else if !d.Start.IsZero() && (r.onlyEarlier(d, from) || !d.Past && r.readTense() == future && r.hasStage(from, to) && !r.dateIn(from, to)) && r.tenseOf(from, to) == past {
			others[n] = true
		} else {
			left = true
		}
	}
	if !left {
		return nil
	}
	return others
}

// hasStage reports whether tokens [from,to) speak of one stage of several: "Первый этап
// проходил в Кувейте".
func (r *reader) hasStage(from, to int) bool {
	return r.has("stage", from, to) || r.has("previous_one", from, to)
}

// onlyEarlier reports whether all days of the sentence that begins at token i lie in
// months before the event's.
func (r *reader) onlyEarlier(d *programme.Draft, i int) bool {
	found := false
	for _, m := range r.dates {
		if r.sentence[m.from] != r.sentence[i] {
			continue
		}
		w := m.readings[0].first
		if w.year == 0 || w.year > d.Start.Year || w.year == d.Start.Year && w.month >= d.Start.Month {
			return false
		}
		found = true
	}
	return found
}

// onlyLater reports whether a month after the event's stands beside token i, behind no word
// of what the event is: "at the conference of the parties in May 2027 in Riga".
func (r *reader) onlyLater(d *programme.Draft, i int) bool {
	for _, m := range r.dates {
		if r.sentence[m.from] != r.sentence[i] || m.to > i+8 || m.to < i-8 || m.fixed || r.main >= 0 && r.sentence[r.kinds[r.main].from] == r.sentence[i] {
			continue
		}
		w := m.readings[0].first
		if w.year > d.End.Year || w.year == d.End.Year && w.month > d.End.Month {
			return true
		}
	}
	return false
}

// onlyCountry takes the one country that a text speaks of, if it says nowhere
// where the event is held; a person should confirm it.
func (r *reader) onlyCountry(d *programme.Draft) {
	only := ""
	for _, s := range r.spots {
		if r.aside[s.from] > 0 || s.place.sort == group || len(s.place.codes) != 1 || s.place.sort == adjective && r.tok(s.from-1).is("in", "на") || r.tok(s.to).is("time", "language", "languages") || r.tok(s.from-2).is("embassy") || r.tok(s.from-1).is("from", "из") && s.audience > 0 && s.audience < 3 || s.place.sort == adjective && r.has("houses", s.to, min(s.to+3, len(r.toks))) {
			continue // an expert from Estonia, a Swiss organisation
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

// isStray reports whether a host is known only by a lesser town, whose name others have
// too, while the text speaks of another country.
func (r *reader) isStray(code string) bool {
	other := false
	for _, s := range r.spots {
		switch {
		case s.place.sort == city && s.place.faint && s.place.codes[0] == code:
		case slices.Contains(s.place.codes, code):
			return false
		case s.place.sort == country && s.audience < surely:
			other = true
		}
	}
	return other
}

// comeFrom reports whether the text says that a country's people are invited.
func (r *reader) comeFrom(code string) bool {
	return slices.ContainsFunc(r.spots, func(s spot) bool { return s.audience >= surely && slices.Contains(s.place.codes, code) })
}

// addTown takes a town that is not known, by its country: in Mollina (Spain).
func (r *reader) addTown(d *programme.Draft, s spot) {
	i := s.from - 1
	if s.place.sort != country || s.beside || !r.tok(i).is("(", ",") || s.from-i != 1 {
		return
	}
	to := i
	for i > 0 && r.toks[i-1].sort == word && r.toks[i-1].capital && !r.isVenue(i-1) && !r.isPlace(i-1) && !r.inDate(i-1) && to-i < 3 {
		i--
	}
	if i == to || i > 0 && !r.starts[i] && !r.inDate(i-1) && !r.tok(i-1).is("in", "at", ",", ":", "|") || r.isRussian(i) || r.toks[i].caps || r.hasAt("institute", to-1) {
		return
	}
	if j := i - 1; r.tok(j).is(",") { // Los Baños, Laguna, Philippines: the town stands before its province
		k := j
		for k > 0 && r.toks[k-1].sort == word && r.toks[k-1].capital && !r.isVenue(k-1) && !r.isPlace(k-1) && j-k < 3 {
			k--
		}
		if k < j && r.tok(k-1).is(",") {
			i, to = k, j
		}
	}
	d.Cities = append(d.Cities, programme.City{Name: r.raw(i, to), Country: s.place.codes[0], Zone: r.country[s.place.codes[0]]})
	r.note(i, to, programme.FieldPlace)
}
