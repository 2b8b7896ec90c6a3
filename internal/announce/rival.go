package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// hasRival reports whether the text tells of days outside the event's that nothing
// explains: no deadline, no day of publication, no history, no part of the event. They may
// be those of the event, or of a second one, so that a person has to say.
func (r *reader) hasRival(d *programme.Draft, f frame, best, line int) bool {
	if d.Start.IsZero() {
		return false
	}
	f.year = d.Start.Year
	if r.isMoved(r.dates[best]) || r.toldTwice(d, f) {
		return false
	}
	return slices.ContainsFunc(r.dates, func(m mention) bool {
		if m.from == r.dates[best].from || line >= 0 && m.from == r.dates[line].from || m.coarse || m.bad != nil || len(m.readings) != 1 {
			return false
		}
		s, _ := f.resolve(m, m.readings[0])
		if !s.Start.Before(d.Start) && !d.End.Before(s.Start) || !s.End.Before(d.Start) && !d.End.Before(s.End) {
			return false // a day of it
		}
		return !r.isExplained(m, s.End.Before(d.Start)) && !r.isHistory(m, s, d, f.tense)
	})
}

// isExplained reports whether the words around a day say what it is, or nothing at all is
// told of it. before says that the day lies before the event.
func (r *reader) isExplained(m mention, before bool) bool {
	if from, to := r.sentenceRange(m.from); m.fixed && !r.kindIn(from, to) {
		return true // today there are many of them
	}
	if m.loose || r.aside[m.from] > 0 || r.headsNews(m) || r.isUntil(m) {
		return true
	}
	switch r.labelled(m.from) {
	case "label_deadline", "label_other", "label_partners":
		return true
	case "label_date":
		return false
	}
	if r.isDeadline(m) && (before || r.purpose(m) != "") || r.isReference(m) || r.isIntake(m) || r.isArrival(m) || r.hasAt("elsewhere", m.from-1) {
		return true
	}
	from, to := r.sentenceRange(m.from)
	return to-from < 10 && !r.has("verb", from, to) && !r.kindIn(from, to)
}

// isHistory reports whether days lie before the event and are told as past, while it is
// told as to come, or lie in an earlier year.
func (r *reader) isHistory(m mention, s Span, d *programme.Draft, t tense) bool {
	if !s.End.Before(d.Start) {
		return false
	}
	if m.readings[0].first.year != 0 && s.Start.Year < d.Start.Year {
		return true
	}
	from, to := r.sentenceRange(m.from)
	return t != past && r.tenseOf(from, to) == past
}

// toldTwice reports whether the text tells the event's days more than once where it names
// what it is.
func (r *reader) toldTwice(d *programme.Draft, f frame) bool {
	times := 0
	for _, m := range r.dates {
		from, to := r.sentenceRange(m.from)
		if r.sameDay(d, f, m) && r.aside[m.from] == 0 && (r.kindIn(from, to) || r.labelled(m.from) == "label_date" || r.starts[m.from] || d.Start != d.End) {
			times++
		}
	}
	return times > 1
}

// sameDay reports whether a mention tells just the days that were read.
func (r *reader) sameDay(d *programme.Draft, f frame, m mention) bool {
	if m.coarse || m.bad != nil || len(m.readings) != 1 {
		return false
	}
	f.year = d.Start.Year
	s, _ := f.resolve(m, m.readings[0])
	return s.Start == d.Start && s.End == d.End
}

// isBacked reports whether the words around a day say that the event is on it: its name, a
// verb, a label; or the place beside it in a line without verbs.
func (r *reader) isBacked(m mention) bool {
	from, to := r.sentenceRange(m.from)
	if r.short || r.labelled(m.from) == "label_date" || r.isMoved(m) || len(r.toks) < 25 {
		return true
	}
	above := from - 1
	for above > 0 && r.toks[above].sort == line {
		above--
	}
	for _, k := range r.kinds {
		if k.from >= from && k.to <= to && r.aside[k.from] == 0 || r.tok(above).is(":") && r.sentence[k.from] == r.sentence[above] {
			return true
		}
	}
	if m.fixed {
		return false // what was today is not said
	}
	if m.readings[0].first.weekday != noWeekday && slices.Contains(r.clocked[from:to], true) {
		return true // Thursday, 3 December, 14:00 CET, via Zoom
	}
	if r.has("verb", from, to) || r.has("future", from, to) || r.has("past", from, to) || m.readings[0].last.day != 0 {
		return true
	}
	return slices.ContainsFunc(r.spots, func(s spot) bool { return s.from >= from && s.to <= to })
}
