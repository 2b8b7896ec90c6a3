package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readHours fills in the hours of the event: those under their label, else
// those beside its days. The hours of an agenda are not the event's.
func (r *reader) readHours(d *programme.Draft) error {
	best, bestScore := -1, 5.0
	line := r.dateline()
	for n, h := range r.times {
		if s := r.hourScore(h, line); s > bestScore && !r.isHourOfOther(h, d) {
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
	if d.To == "" {
		d.To = r.endBehind(h)
	}
	if d.To != "" && d.To <= d.From {
		r.doubt(d, programme.FieldTimes)
	}
	return nil
}

// isHourOfOther reports whether an hour stands right behind a day that is none of the
// event's: "Sent: 18 November 2026 09:15".
func (r *reader) isHourOfOther(h hour, d *programme.Draft) bool {
	for _, m := range r.dates {
		if m.to > h.from || h.from-m.to > 1 || m.coarse || m.fixed || len(m.readings) != 1 || d.Start.IsZero() || m.readings[0].last.day != 0 {
			continue
		}
		w := m.readings[0].first
		day := programme.Date{Year: w.year, Month: w.month, Day: w.day}
		return w.year != 0 && (day.Before(d.Start) || d.End.Before(day))
	}
	return false
}

// hourScore says how likely an hour is the event's.
func (r *reader) hourScore(h hour, line int) float64 {
	s := 10.0 - r.aside[h.from] - 0.01*float64(h.from)
	switch r.labelled(h.from) {
	case "label_time", "label_date":
		s += 10
	case "label_deadline", "label_other", "label_partners":
		s -= 20
	}
	if line >= 0 && (h.from >= r.dates[line].to && h.from < r.overStamp(r.dates[line].to) || h.to <= r.dates[line].from && r.lineOf(h.from) && h.to+2 > r.dates[line].from) {
		return -10 // when the news was published
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
	if _, ok := r.cueBefore("before_start", h.from, 6); ok && r.hourBehind(h) {
		s -= 8 // registration at 08:30, start at 09:00
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

// endBehind is the hour that the words behind one say is the end: "start at 09:00, end at
// 17:00"; empty if they say none.
func (r *reader) endBehind(h hour) programme.Clock {
	for _, o := range r.times {
		if o.from < h.to || o.from > h.to+8 || o.bad != nil || o.end != "" || r.sentence[o.from] != r.sentence[h.from] {
			continue
		}
		if _, ok := r.cueBefore("ends_at", o.from, 3); ok && h.start < o.start {
			return o.start
		}
	}
	return ""
}

// hourBehind reports whether another hour follows within a few words.
func (r *reader) hourBehind(h hour) bool {
	return slices.ContainsFunc(r.times, func(o hour) bool { return o.from >= h.to && o.from < h.to+12 })
}
