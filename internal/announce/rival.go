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
	if r.isOutsideMonth(d, f, best) || r.moves > 1 {
		return true
	}
	f.year = d.Start.Year
	if r.isMoved(r.dates[best]) { // another move that stands is another event's
		return slices.ContainsFunc(r.dates, func(m mention) bool {
			return m.from != r.dates[best].from && !m.coarse && r.isMoved(m) && !r.isDeadline(m) && !r.sameDay(d, f, m)
		})
	}
	if r.toldTwice(d, f) {
		return false
	}
	return slices.ContainsFunc(r.dates, func(m mention) bool {
		if m.from == r.dates[best].from || line >= 0 && m.from == r.dates[line].from || m.coarse || m.bad != nil || len(m.readings) != 1 {
			return false
		}
		s, _ := f.resolve(m, m.readings[0])
		if from, to := r.sentenceRange(m.from); line >= 0 && s.Start == f.today && s.End == s.Start && !r.kindIn(from, to) {
			return false // the day of publication once more
		}
		if !s.Start.Before(d.Start) && !d.End.Before(s.Start) || !s.End.Before(d.Start) && !d.End.Before(s.End) {
			return false // a day of it
		}
		return !r.isRow(m, best) && !r.isExplained(m, s.End.Before(d.Start)) && !r.isHistory(m, s, d, f.tense)
	})
}

// isOutsideMonth reports whether the sentence that names the event gives another month for
// it: "The congress will be held in July 2027. Its committee meets on 11 January".
func (r *reader) isOutsideMonth(d *programme.Draft, f frame, best int) bool {
	if r.main < 0 || r.dates[best].from < r.kinds[r.main].from || r.sentence[r.dates[best].from] == r.sentence[r.kinds[r.main].from] {
		return false
	}
	return slices.ContainsFunc(r.dates, func(m mention) bool {
		if !m.coarse || m.bad != nil || r.aside[m.from] > 0 || r.sentence[m.from] != r.sentence[r.kinds[r.main].from] {
			return false
		}
		q := f.roughly(m)
		return d.End.Before(q.First) || q.Last.Before(d.Start)
	})
}

// isOfOtherYear reports whether the year of a day is only known from the event's name, while
// the day's own sentence names something else: "In 2027 Riga hosts the congress. A
// preparatory meeting is on 10 June".
func (r *reader) isOfOtherYear(m mention, f frame) bool {
	if f.year == 0 || r.main < 0 || m.fixed || m.readings[0].first.year != 0 || m.readings[0].last.year != 0 || r.labelled(m.from) == "label_date" {
		return false
	}
	return f.year != f.today.Year && r.kindIn(r.sentenceRange(m.from)) && !r.nameOf(m.from, r.kinds[r.main].value.kind)
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
	if r.isDeadline(m) && (before || r.purpose(m) != "") || r.isReference(m) || r.isIntake(m) || r.isArrival(m) || r.isOfPart(m) || r.hasAt("elsewhere", m.from-1) {
		return true
	}
	from, to := r.sentenceRange(m.from)
	return r.isOfIntake(m) || to-from < 13 && !r.has("verb", from, to) && !r.kindIn(from, to)
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

// isBelowName reports whether a day fills the line below the one that names the event, and
// is still to come: no text was published on it.
func (r *reader) isBelowName(d *programme.Draft, m mention) bool {
	above := m.from - 1
	for above > 0 && (r.toks[above].sort == line || r.toks[above].is("-", "=", "_", "*")) {
		above--
	}
	return above >= 0 && r.standsAlone(m) && programme.DateOf(r.now).Before(d.Start) && r.kindIn(r.sentenceRange(above))
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
	end := m.to
	for end < len(r.toks) && end < m.to+8 && r.toks[end].sort != line {
		end++
	}
	if r.tok(end).sort == line && r.inHour(end+1) {
		return true // a day above its hours, in a programme
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
