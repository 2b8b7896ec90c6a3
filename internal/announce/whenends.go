package announce

import "jarchy/internal/programme"

// readUntil takes the last day from "continues until 16 November".
func (r *reader) readUntil(d *programme.Draft, f frame) {
	for _, m := range r.dates {
		if m.coarse || m.bad != nil || len(m.readings) != 1 || !r.isUntil(m) {
			continue
		}
		of := f
		of.tense, of.after = future, d.Start
		if m.readings[0].first.year == 0 {
			of.today = d.Start
		}
		if s, _ := of.resolve(m, m.readings[0]); d.Start.Before(s.Start) && d.Start.DaysUntil(s.Start) < 200 {
			d.End = s.Start
			r.note(m.from, m.to, programme.FieldDates)
		}
		return
	}
}

// readBegin takes the first day of an event from "It had begun on 4 May", where only the last
// one is told with its name.
func (r *reader) readBegin(d *programme.Draft, f frame, best int) bool {
	f.year = d.Start.Year
	for n, m := range r.dates {
		j, ok := r.cueBefore("began", m.from, 7)
		if n == best || !ok || m.coarse || m.fixed || m.bad != nil || len(m.readings) != 1 || m.readings[0].last.day != 0 || r.aside[m.from] > 0 || r.dateIn(j, m.from) {
			continue
		}
		s, _ := f.resolve(m, m.readings[0])
		from, to := r.sentenceRange(m.from)
		if n := s.Start.DaysUntil(d.Start); n > 0 && n < 100 && (!r.kindIn(from, to) || r.nameOf(m.from, d.Kind)) {
			d.Start = s.Start
			r.note(m.from, m.to, programme.FieldDates)
			return true
		}
	}
	return false
}

// readClose takes the last day of an event that opened on another, from a sentence of its
// own: "The seminar ended on 26 June."
func (r *reader) readClose(d *programme.Draft, f frame, best int) {
	if from, to := r.sentenceRange(r.dates[best].from); !r.has("opened", from, to) && !r.has("began", from, to) {
		return
	}
	f.year, f.after = 0, d.Start
	f.tense, f.today = future, d.Start
	for _, m := range r.dates {
		from, to := r.sentenceRange(m.from)
		if m.coarse || m.fixed || m.bad != nil || len(m.readings) != 1 || m.readings[0].last.day != 0 || r.sentence[m.from] == r.sentence[r.dates[best].from] || r.aside[m.from] > 0 || !r.has("ended", from, to) || r.has("apply", from, to) || !r.nameOf(m.from, d.Kind) {
			continue
		}
		if s, _ := f.resolve(m, m.readings[0]); d.Start.Before(s.Start) && d.Start.DaysUntil(s.Start) < 30 {
			d.End = s.Start
			r.note(m.from, m.to, programme.FieldDates)
			return
		}
	}
}

// isUntil reports whether a date says how long the event goes on.
func (r *reader) isUntil(m mention) bool {
	for j := max(0, m.from-3); j < m.from; j++ {
		if end, ok := r.cue("until", j); ok && end >= m.from-1 {
			return !r.isIntakeOf(j) // the call closes, not the event
		}
	}
	return r.isEndOf(m)
}

// isEndOf reports whether a day ends what another day of the same sentence began: "it had
// begun on 26 September and came to its end on 12 October".
func (r *reader) isEndOf(m mention) bool {
	j, ok := r.cueBefore("ended", m.from, 7)
	if !ok || r.dateIn(j, m.from) {
		return false
	}
	began, ok := r.cueBefore("began", j, 16)
	return ok && r.dateIn(began, j)
}
