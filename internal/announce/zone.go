package announce

import (
	"fmt"
	"strings"

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
		} else if r.namesTime(i) {
			r.doubt(d, programme.FieldTimes)
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
	if zones, end := r.zoneWords.at(r.toks, i, false); len(zones) > 0 && (!isAdjective(r.toks[end-1].low) || isTimeWord(r.tok(end))) {
		return zones[0], end
	}
	values, end := r.places.at(r.toks, i, true)
	if len(values) == 0 || !r.isZone(i, end) {
		return "", i
	}
	for _, p := range values {
		switch {
		case p.city.Zone != "":
			return p.city.Zone, end
		case p.sort != group && len(p.codes) > 0 && r.country[p.codes[0]] != "":
			return r.country[p.codes[0]], end
		}
	}
	return "", i
}

func isTimeWord(t token) bool { return t.is("time", "timezone", "времени", "время") }

// isAdjective reports whether a word says whose time is meant, and nothing by itself:
// московскому.
func isAdjective(low string) bool { return len(low) > len("мск") && strings.Contains(low, "ск") }

// namesTime reports whether somebody's time is named at token i: "European Time", "по
// здешнему времени".
func (r *reader) namesTime(i int) bool {
	t := r.tok(i)
	if t.sort != word || !isTimeWord(r.tok(i+1)) || t.is("local") || strings.HasPrefix(t.low, "местн") {
		return false
	}
	return t.capital && r.tok(i+1).is("time", "timezone") || r.tok(i-1).is("по")
}
