package announce

import "jarchy/internal/programme"

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
	for i := h.from - 3; i < h.from && h.end == ""; i++ { // when it ends is not when it begins
		if r.tok(i).is("ends", "end", "ending", "finishes", "окончание", "заканчивается", "завершается", "завершится") {
			s -= 20
		}
	}
	if h.bad != nil && !near && r.labelled(h.from) == "" {
		return 0
	}
	return s
}
