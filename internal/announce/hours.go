package announce

import (
	"fmt"

	"jarchy/internal/programme"
)

// readHours fills in the hours of the event: those under their label, else
// those beside its days. The hours of an agenda are not the event's.
func (r *reader) readHours(d *programme.Draft) error {
	best, bestScore := -1, 5.0
	for n, h := range r.times {
		if s := r.hourScore(h); s > bestScore {
			best, bestScore = n, s
		}
	}
	if best < 0 {
		return nil
	}
	h := r.times[best]
	if h.bad != nil {
		return h.bad
	}
	r.note(h.from, h.to, programme.FieldTimes)
	d.From, d.To = h.start, h.end
	if d.To != "" && d.To <= d.From {
		r.doubt(d, programme.FieldTimes)
	}
	return nil
}

// hourScore says how likely an hour is the event's.
func (r *reader) hourScore(h hour) float64 {
	s := 10.0 - r.aside[h.from] - 0.01*float64(h.from)
	switch r.labelled(h.from) {
	case "label_time", "label_date":
		s += 10
	case "label_deadline", "label_other", "label_partners":
		s -= 20
	}
	if len(r.times) > 4 {
		s -= 4
	}
	if h.end != "" {
		s++
	}
	near := false
	for _, m := range r.dates {
		if r.sentence[m.from] != r.sentence[h.from] {
			continue
		}
		if r.isDeadline(m) && (h.from-m.to < 4 && m.to <= h.from || m.from-h.to < 4 && h.to <= m.from) {
			return -10
		}
		near = true
	}
	if near {
		s += 4
	}
	if r.tok(h.from-1).is("by", "until", "till", "before", "до") && h.end == "" {
		s -= 20
	}
	if h.bad != nil && !near && r.labelled(h.from) == "" {
		return 0
	}
	return s
}

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

// yearNear returns the year that stands in the name of the event or above it:
// "Annual Conference 2026".
func (r *reader) yearNear(above int) int {
	if r.main < 0 {
		return above
	}
	k := r.kinds[r.main]
	from, to := r.sentenceRange(k.from)
	for i := from; i < to; i++ {
		t := r.toks[i]
		if t.sort != number || t.digits() != 4 || t.n < 1990 || t.n > 2100 || r.aside[i] > 0 {
			continue
		}
		if r.inDate(i) && !r.inCoarse(i) {
			continue
		}
		if r.hasAt("heads", i+1) || r.tok(i-1).is("-", "/") && r.tok(i-2).sort == number || r.tok(i+1).is("-", "/") || r.tok(i-1).is("since", "of", "с") {
			continue
		}
		if d := i - k.to; d >= -8 && d <= 8 {
			return t.n
		}
	}
	return above
}

// inCoarse reports whether token i belongs to a month without a day.
func (r *reader) inCoarse(i int) bool {
	for _, m := range r.dates {
		if i >= m.from && i < m.to {
			return m.coarse
		}
	}
	return false
}

// deadline returns the day until which people may apply, if its year is
// written: the event is not before it.
func (r *reader) deadline(f frame) programme.Date {
	for _, m := range r.dates {
		if m.bad == nil && len(m.readings) == 1 && m.readings[0].first.year != 0 && !m.coarse && (r.labelled(m.from) == "label_deadline" || r.isDeadline(m)) {
			s, _ := f.resolve(m, m.readings[0])
			return s.Start
		}
	}
	return programme.Date{}
}
