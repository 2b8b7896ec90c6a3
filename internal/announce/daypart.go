package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// isOfBefore reports whether a sentence tells of the past while the one that names the
// event tells what is to come: "The lecture will begin at 11. The season started on 1
// February".
func (r *reader) isOfBefore(m mention) bool {
	if r.hasAt("eve", m.from-1) || r.tok(m.from-1).is(",") && r.hasAt("eve", m.from-2) { // накануне, 11 октября
		return true
	}
	if r.main < 0 || r.sentence[m.from] == r.sentence[r.kinds[r.main].from] {
		return false
	}
	from, to := r.sentenceRange(m.from)
	if r.tenseOf(from, to) != past {
		return false
	}
	from, to = r.sentenceRange(r.kinds[r.main].from)
	return r.tenseOf(from, to) == future
}

// isArrival reports whether a day tells when people came or left, not when the event was.
func (r *reader) isArrival(m mention) bool {
	from, to := r.sentenceRange(m.from)
	if r.tok(m.from).is("yesterday", "вчера", "today", "сегодня") && r.has("arrive", from, to) {
		return true
	}
	j, ok := r.cueBefore("arrive", m.from, 8)
	return ok && !r.dateIn(j, m.from)
}

// isStage reports whether a day belongs to one part of the event: "the second round takes
// place on 8 October".
func (r *reader) isStage(m mention) bool {
	if j, ok := r.cueBefore("edge", m.from, 12); ok && (m.from-j < 5 || !r.has("past", j, m.from-2)) { // at the closing ceremony on 29 August
		return true
	}
	if r.isDayOf(m) {
		return true
	}
	j, ok := r.cueBefore("stage", m.from, 7)
	_, _, numbered := r.ordinal(j - 1)
	return ok && !r.tok(j+1).is("table") && (numbered || r.tok(j-1).is("qualifying", "preliminary", "online", "заочный", "очный", "финальный", "отборочный"))
}

// isOfPart reports whether a day belongs to what is only a part of an event: "a banquet is
// planned on 20 June", "экскурсия состоится 22 июня".
func (r *reader) isOfPart(m mention) bool {
	if r.main >= 0 && r.hasAt("part", r.kinds[r.main].from) || r.labelled(m.from) == "label_date" {
		return false
	}
	j, ok := r.cueBefore("part", m.from, 14)
	return ok && !r.dateIn(j, m.from) && !slices.ContainsFunc(r.kinds, func(k hit[kindWord]) bool {
		return k.from > j && k.to <= m.from && !r.hasAt("part", k.from)
	})
}

// isDayOf reports whether a day is one of several, by its number: "прошёл третий рабочий
// день школы".
func (r *reader) isDayOf(m mention) bool {
	from, to := r.sentenceRange(m.from)
	for i := max(from, m.from-20); i < min(to, m.to+14); i++ {
		if _, next, ok := r.ordinal(i); ok && !r.inDate(i) {
			if r.tok(next).is("working", "рабочий", "training", "учебный", "конкурсный") {
				next++
			}
			if r.tok(next).is("day", "день") && !r.tok(next).is("days") && !r.tok(i-1).is("for", "на") {
				return true
			}
		}
	}
	return false
}

// sentenceOf returns the tokens of the sentence in which the word for an event stands.
func (r *reader) sentenceOf(kind int) [2]int {
	if kind < 0 {
		return [2]int{}
	}
	return r.bounds[r.sentence[r.kinds[kind].from]]
}

// isOnlyStart reports whether a day is told as the one on which a longer event begins, and
// nothing tells how long it lasts: "the course started on 5 May".
func (r *reader) isOnlyStart(d *programme.Draft, m mention) bool {
	if d.Start != d.End || m.series {
		return false
	}
	switch d.Kind {
	case programme.Training, programme.TrainingOfTrainers, programme.StudyTour, programme.ExpertMission, programme.Workshop:
	default:
		if !r.namesLaterDay(m) { // a conference may open and close on one day
			return false
		}
	}
	from, to := r.sentenceRange(m.from)
	if k := r.sentenceOf(r.main); r.has("lasts_long", k[0], k[1]) {
		return true // a year-long course
	}
	return r.has("began", max(from, m.from-7), min(to, m.to+7))
}

// namesLaterDay reports whether a day of the week stands below a day, by its name alone: "kicks
// off Friday, 25 January … Saturday will feature a panel".
func (r *reader) namesLaterDay(m mention) bool {
	for i := m.to; i < len(r.toks); i++ {
		if w, _ := r.weekday(i); w != noWeekday && !r.inDate(i) && !r.inDate(i+1) && r.sentence[i] > r.sentence[m.from] {
			return true
		}
	}
	return false
}
