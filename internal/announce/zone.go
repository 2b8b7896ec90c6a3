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
		for r.tok(i).is("(", ",", "по", "на", "времени", "время", "local", "-", "in", "the") && r.tok(i).sort != line {
			i++
		}
		if zone, next := r.zoneAt(i); zone != "" {
			d.Zone = zone
			r.note(i, next, programme.FieldTimes)
		}
		return
	}
}

// isZone reports whether the name of a place at tokens [from,to) tells the zone of an
// hour: "Almaty time", "(время Астаны)", "в 15:00 по Алматы".
func (r *reader) isZone(from, to int) bool {
	if r.tok(to).is("time", "timezone", "времени", "время") && !r.tok(to+1).is("of", "and", "was", "is", "проведения", "начала") || r.tok(to).is("standard", "summer", "local") && r.tok(to+1).is("time") {
		return true
	}
	if r.tok(from-1).is("времени", "время") {
		return true
	}
	return r.tok(from-1).is("по") && (r.inHour(from-2) || r.tok(from-2).is("(") && r.inHour(from-3))
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
	timeWord := func(j int) bool { return r.tok(j).is("time", "timezone", "времени", "время") }
	if values, end := r.places.at(r.toks, i, true); len(values) > 0 && r.isZone(i, end) {
		if values[0].city.Zone != "" {
			return values[0].city.Zone, end
		}
		return r.country[values[0].codes[0]], end
	}
	if !t.caps && !timeWord(i+1) && !r.tok(i-1).is("времени", "время", "по") {
		return "", i
	}
	return r.zones[t.low], i + 1
}
