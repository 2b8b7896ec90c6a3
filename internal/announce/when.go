package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readDates fills in the days. A text whose only day does not exist is an
// error.
func (r *reader) readDates(d *programme.Draft, f frame) error {
	line := r.dateline()
	if line >= 0 {
		if s, _ := f.resolve(r.dates[line], r.dates[line].readings[0]); !r.dates[line].fixed {
			f.today = s.Start
			if r.onlyFixed(line) {
				r.now = s.Start.At("12:00", r.now.Location())
				r.setDates(r.mentions())
			}
		}
	}
	best, bestScore := -1, 2.0
	for n, m := range r.dates {
		s := r.datedScore(m)
		if s > bestScore {
			best, bestScore = n, s
		}
	}
	if best < 0 {
		return nil
	}
	said := r.dates[best]
	best = r.fuller(best)
	m := r.dates[best]
	if m.bad != nil {
		for n, o := range r.dates { // another day that exists may be meant
			if o.bad == nil && !o.coarse && r.datedScore(o) > 2 && n != line {
				r.doubt(d, programme.FieldDates)
				m, best = o, n
				break
			}
		}
		if m.bad != nil {
			return m.bad
		}
	}
	r.note(m.from, m.to, programme.FieldDates)
	if m.coarse {
		d.Rough = f.roughly(m)
		r.doubt(d, programme.FieldDates)
		return nil
	}
	var span Span
	open := r.headsNews(m) && r.labelled(m.from) == "" || r.aside[m.from] >= hanging || r.isArrival(m) || r.isStage(m) || r.isOfPart(m) || r.isOfBefore(m) || r.isNowadays(m) || r.isOfAnother(m)
	for _, reading := range m.readings {
		if f.tense == past && m.loose && m.fixed { // "on Friday" of news is the last one
			reading = reading.weekBefore(f.today)
		}
		if line >= 0 && m.loose && m.fixed && reading.last.day == 0 && reading.day().Weekday() == f.today.Weekday() {
			reading, m.loose = dates{first: writtenOf(f.today)}, false // "on Friday" of news that was written on a Friday
		}
		s, more := f.resolve(m, reading)
		if err := checkSpan(s, programme.DateOf(r.now)); err != nil {
			return err
		}
		open = open || more || len(m.readings) > 1
		d.DateChoices = append(d.DateChoices, s.Start)
		span = s
	}
	if len(m.readings) == 1 {
		d.DateChoices = nil
		d.Start, d.End = span.Start, span.End
		if d.Start == d.End {
			r.readUntil(d, f)
		}
		if d.Start == d.End {
			open = r.addLength(d, m) || open
		} else if n, at := r.length(m); n > 0 && d.Start.DaysUntil(d.End)+1 != n && at {
			open = true
		}
	}
	if d.Start == d.End {
		r.readClose(d, f, best)
	}
	if d.Start == d.End && r.isEnd(m) && r.readBegin(d, f, best) {
		open = false
	}
	open = r.join(d, f, best, bestScore, line) || open || r.isOfOtherYear(m, f)
	if open || m.fixed && r.tellsOtherDay(d, f, best, line) || r.hasRival(d, f, best, line) || !r.isBacked(m) && !r.isBacked(said) && !r.isBelowName(d, m) || r.isOnlyStart(d, m) {
		r.doubt(d, programme.FieldDates)
	}
	return nil
}

// join looks at the other days that may be the event's: the days next to it
// belong to it, others leave it open which is meant.
func (r *reader) join(d *programme.Draft, f frame, best int, bestScore float64, line int) (open bool) {
	for n, m := range r.dates {
		if n == best || n == line || line >= 0 && m.from < r.dates[line].from && r.isExplained(m, true) || r.isUntil(m) || m.coarse || m.bad != nil || len(m.readings) != 1 || m.loose || r.datedScore(m) < 4 || r.datedScore(m) < bestScore-5 && !(r.starts[m.from] && r.starts[r.dates[best].from]) {
			continue
		}
		if d.Start.IsZero() {
			return true
		}
		of := f
		of.year = d.Start.Year
		s, _ := of.resolve(m, m.readings[0])
		switch {
		case !s.Start.Before(d.Start) && !d.End.Before(s.End): // within
			open = open || s.Start != s.End && (s.Start != d.Start || s.End != d.End) && !r.isOfPart(m)
		case !s.End.Before(d.End) && !d.Start.Before(s.Start): // around: the longer one is the event
			d.Start, d.End, open = s.Start, s.End, true
		case s.Start == d.End.AddDays(1) && (r.isArrival(m) || r.isOfPart(m)): // departure, excursions
		case s.Start == d.End.AddDays(1):
			d.End, open = s.End, open || !r.standsAlone(m) || !r.standsAlone(r.dates[best])
		case r.datedScore(m) >= bestScore-5 && !r.isHistory(m, s, d, f.tense) && !r.isRow(m, best) && !r.isOfIntake(m) && !r.isArrival(m) && !r.isOfPart(m):
			open = true
		}
	}
	return open
}

// tellsOtherDay reports whether a text that says "on Friday" also writes a day that is no
// deadline: that one may be meant.
func (r *reader) tellsOtherDay(d *programme.Draft, f frame, best, line int) bool {
	for n, m := range r.dates {
		if r.sameDay(d, f, m) || line >= 0 && m.from < r.dates[line].from && r.isExplained(m, true) {
			continue // tomorrow, 7 August; a clock above the news
		}
		if n != best && n != line && !m.fixed && !m.coarse && !m.old && m.bad == nil && r.labelled(m.from) != "label_deadline" && !r.isDeadline(m) && !r.isReference(m) {
			return true
		}
	}
	return false
}

// isNowadays reports whether "today" ends a Russian sentence, where it may say no day: "о том,
// чем живёт хозяйство сегодня".
func (r *reader) isNowadays(m mention) bool {
	return m.fixed && r.tok(m.from).is("сегодня") && r.tok(m.to).is(".") && !r.inDate(m.from-1)
}

// isOfAnother reports whether a day is told in a clause on an event of another kind than the
// one that the text is about: "the council met and heard of the congress that will be held on".
func (r *reader) isOfAnother(m mention) bool {
	if r.main < 0 || r.sentence[m.from] <= r.sentence[r.kinds[r.main].from] {
		return false
	}
	j, ok := r.cueBefore("relative", m.from, 8)
	if !ok {
		return false
	}
	for n := len(r.kinds) - 1; n >= 0; n-- {
		if k := r.kinds[n]; k.to <= j && r.sentence[k.from] == r.sentence[m.from] {
			return k.value.weight > 3 && k.value.kind != r.kinds[r.main].value.kind
		}
	}
	return false
}

// isIntakeOf reports whether the verb at token i tells of the intake for an event: "the
// registration for the course ends on".
func (r *reader) isIntakeOf(i int) bool {
	j, ok := r.cueBefore("apply", i, 12)
	return ok && !slices.ContainsFunc(r.kinds, func(k hit[kindWord]) bool {
		before := k.from - 1
		for r.tok(before).is("the", "a", "an", "this", "этот", "данный") {
			before--
		}
		return k.from > j && k.to <= i && !r.tok(before).is("for", "to", "of", "in", "на", "для", "в", "по")
	})
}

// doubt adds a field to what a person should confirm.
func (r *reader) doubt(d *programme.Draft, f programme.Field) {
	for _, u := range d.Uncertain {
		if u == f {
			return
		}
	}
	d.Uncertain = append(d.Uncertain, f)
}
