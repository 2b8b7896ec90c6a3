package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// newsroom takes the town that heads a piece of news, "ASTANA – The Ministry …", where
// nothing else says where the event was held; a person should confirm it.
func (r *reader) newsroom(d *programme.Draft) {
	for _, s := range r.spots {
		if s.place.sort == city && s.place.city.Name != "" && r.starts[s.from] && r.sentence[s.from] < 3 && r.tok(s.to).is("-") && r.tok(s.to).gap && r.tok(s.to+1).capital && r.verbs && !r.has("online", 0, len(r.toks)) {
			d.Hosts, d.Cities = slices.Clone(s.place.codes), []programme.City{s.place.city}
			r.note(s.from, s.to, programme.FieldPlace)
			r.doubt(d, programme.FieldPlace)
			return
		}
	}
}

// countryOfNews takes the country that stands in the head of a piece of news, before its
// day, where nothing else says where the event was held; a person should confirm it.
func (r *reader) countryOfNews(d *programme.Draft) {
	line := r.dateline()
	if line < 0 || r.has("online", 0, len(r.toks)) {
		return
	}
	for _, s := range r.spots {
		if (s.place.sort == city || s.place.sort == country) && s.from < r.dates[line].from && r.sentence[s.from] == r.sentence[r.dates[line].from] {
			d.Hosts = slices.Clone(s.place.codes)
			r.note(s.from, s.to, programme.FieldPlace)
			r.doubt(d, programme.FieldPlace)
			return
		}
	}
}

// isOfNews reports whether a town stands behind the day of a piece of news: where it was
// written, "5 March, Riga. The ministry said …".
func (r *reader) isOfNews(s *spot) bool {
	return slices.ContainsFunc(r.dates, func(m mention) bool { return m.to == s.from-1 && r.leadsTown(m) })
}

// isNewsroom reports whether a place only heads a piece of news while the text says
// elsewhere where the event was held.
func (r *reader) isNewsroom(s spot) bool {
	heads := slices.IndexFunc(r.dates, func(m mention) bool {
		return s.from < m.from && r.sentence[s.from] == r.sentence[m.from] && r.headsNews(m) && r.labelled(m.from) == ""
	})
	if heads < 0 {
		return false
	}
	for _, o := range r.spots {
		if o.host >= surely && o.host >= o.audience && o.from > r.dates[heads].to && o.place.sort != group {
			return true
		}
	}
	return false
}

// onlyNewsroom reports whether a text names no place of the event but the town that heads
// the news.
func (r *reader) onlyNewsroom() bool {
	line := r.dateline()
	return line >= 0 && !slices.ContainsFunc(r.spots, func(s spot) bool {
		return s.host >= perhaps && s.host >= s.audience && s.place.sort != group && s.from > r.dates[line].from
	})
}

// cityOfNews takes the town that heads a piece of news, if the event was held in its
// country and the text names no other town.
func (r *reader) cityOfNews(d *programme.Draft) {
	line := r.dateline()
	if line < 0 {
		return
	}
	for _, s := range r.spots {
		day := r.dates[line].from
		if s.place.sort == city && s.from < day && (r.sentence[s.from] == r.sentence[day] || s.to == day-1) && slices.Equal(d.Hosts, s.place.codes) {
			d.Cities = []programme.City{s.place.city}
			r.note(s.from, s.to, programme.FieldPlace)
			return
		}
	}
}
