package announce

import (
	"fmt"

	"jarchy/internal/programme"
)

// readZone fills in the zone that is written behind the hour: 10:00 CET, GMT+5,
// Almaty time.
func (r *reader) readZone(d *programme.Draft) {
	for _, h := range r.times {
		if d.From == "" || h.start != d.From {
			continue
		}
		i := h.to
		for r.tok(i).is("(", ",", "по", "времени", "local") {
			i++
		}
		if zone, next := r.zoneAt(i); zone != "" {
			d.Zone = zone
			r.note(i, next, programme.FieldTimes)
		}
		return
	}
}

// zoneAt reads a zone at token i.
func (r *reader) zoneAt(i int) (zone string, next int) {
	t := r.tok(i)
	if t.sort != word {
		return "", i
	}
	if t.is("utc", "gmt") {
		sign := r.tok(i + 1)
		if n := r.tok(i + 2); sign.is("+", "-") && n.sort == number && n.n <= 14 && !n.gap {
			if sign.is("+") {
				return fmt.Sprintf("Etc/GMT-%d", n.n), i + 3
			}
			return fmt.Sprintf("Etc/GMT+%d", n.n), i + 3
		}
		return "UTC", i + 1
	}
	timeWord := func(j int) bool { return r.tok(j).is("time", "времени", "времени)", "времени,") }
	if values, end := r.places.at(r.toks, i, r.any); len(values) > 0 && (timeWord(end) || r.tok(i-1).is("времени")) {
		if values[0].sort == city {
			return values[0].city.Zone, end
		}
		return r.country[values[0].codes[0]], end
	}
	if !t.caps && !timeWord(i+1) {
		return "", i
	}
	return r.zones[t.low], i + 1
}
