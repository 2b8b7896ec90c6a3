package announce

import "slices"

// datedScore says how likely a mention of days is the event's.
func (r *reader) datedScore(m mention) float64 {
	s := 10.0
	label := r.labelled(m.from)
	switch label {
	case "label_date":
		s += 15
	case "label_deadline":
		if !r.isRowOfEvent(m) {
			s -= 25
		}
	case "label_other", "label_partners":
		s -= 8
	case "label_audience", "label_seats":
		s -= 4
	}
	s -= r.aside[m.from]
	if label != "label_date" && (r.isDeadline(m) || r.isReference(m) || r.isIntake(m)) {
		s -= 25
	}
	if m.coarse {
		s -= 6
	}
	if m.loose {
		s -= 5
	}
	if m.fixed && !m.loose && r.tok(m.from).is("today", "сегодня", "yesterday", "вчера") {
		s -= 4
	}
	if len(m.readings) > 0 && m.readings[0].last.day != 0 {
		s += 2
	}
	if r.main >= 0 {
		k := r.kinds[r.main]
		switch d := r.sentence[m.from] - r.sentence[k.from]; {
		case d == 0:
			s += 6
		case r.sameKindNear(m.from):
			s += 5
		case d > 0 && d <= 2, d == -1:
			s += 2
		}
	}
	if r.headsNews(m) && label == "" || r.isUntil(m) {
		s -= 7
	}
	if _, ok := r.cueBefore("verb", m.from, 10); ok {
		s++
	}
	if r.isOfPart(m) {
		s -= 5
	}
	if r.isMoved(m) {
		s += 7
	}
	if r.isInMonthOfHeading(m) {
		s += 5
	}
	return s - 0.01*float64(m.from)
}

// isInMonthOfHeading reports whether the first line names the month and year of a day.
func (r *reader) isInMonthOfHeading(m mention) bool {
	if m.coarse || len(m.readings) != 1 {
		return false
	}
	w := m.readings[0].first
	return w.year != 0 && slices.ContainsFunc(r.dates, func(o mention) bool {
		return o.coarse && r.sentence[o.from] == 0 && len(o.readings) == 1 && o.readings[0].first.year == w.year && o.readings[0].first.month == w.month
	})
}

// dateIn reports whether another date stands in tokens [from,to).
func (r *reader) dateIn(from, to int) bool {
	for i := from; i < to; i++ {
		if r.inDate(i) {
			return true
		}
	}
	return false
}

// sameKindNear reports whether the sentence of token i names the main kind.
func (r *reader) sameKindNear(i int) bool {
	for _, k := range r.kinds {
		if r.sentence[k.from] == r.sentence[i] && k.value.kind == r.kinds[r.main].value.kind && r.aside[k.from] == 0 {
			return true
		}
	}
	return false
}

// isDeadline reports whether a date says until when people may apply.
func (r *reader) isDeadline(m mention) bool {
	i := m.from
	if r.isMoved(m) { // postponed until 16 December
		return false
	}
	if j, ok := r.cueBefore("shift", i, 14); ok && r.movesDeadline(j) && r.tok(i-1).is("to", "на") {
		return true
	}
	for j := max(0, i-3); j < i; j++ {
		if end, ok := r.cue("until", j); ok && end >= i-1 && r.isIntakeOf(j) {
			return true
		}
	}
	if len(m.readings) > 0 && m.readings[0].last.day == 0 {
		for j := i; j >= i-3 && j >= 0; j-- {
			if r.toks[j].is("by", "until", "till", "before", "до", "due") && !r.tok(j+1).is("to") && r.sentence[j] == r.sentence[i] {
				return true
			}
			if j < i && !r.toks[j].is("the", "on", "to", "at", "is", "-", ":") && r.toks[j].sort != number {
				if w, _ := r.weekday(j); w == noWeekday {
					break
				}
			}
		}
	}
	window := 9
	if r.tok(i-1).is(":", "-") {
		window = 16 // Application deadline for nominees of invited States: 13 August
	}
	for j := i - 1; j >= 0 && j >= i-window && r.sentence[j] == r.sentence[i]; j-- {
		if r.inDate(j) || r.isKind(j) && r.tok(i-1).is("on", "in", "(") || r.toks[j].is("due") && r.tok(j+1).is("to") {
			return false // the deadline for the workshop on 9 December
		}
		if r.toks[j].is("deadline", "deadlines", "дедлайн", "дедлайна", "closes", "closing", "rsvp", "позднее", "позже", "later", "due", "extended", "продлен", "завершается", "close", "opens", "abstracts", "abstract", "paper", "papers", "notification", "submission", "early", "тезисов") {
			return true
		}
		if r.toks[j].is("срок", "сроки", "сроком") && !r.tok(j+1).is("проведения", "обучения", "реализации", "мероприятия", "поездки", "визита", ":", "-") && !r.isKind(j+1) {
			return true
		}
	}
	return false
}

// isReference reports whether a date belongs to a paper or a beginning:
// "Decree of 5 May", "published on 3 March", "since 2 April".
func (r *reader) isReference(m mention) bool {
	if r.tok(m.from-1).is("от", "dated", "since", "№") {
		return true
	}
	if _, ok := r.cueBefore("paper", m.from, 14); ok && r.tok(m.from-1).is("of") {
		return true // the Order of the Minister of Trade of 5 May
	}
	at := m.from - 1
	if r.tok(at).is("on") {
		at--
	}
	if r.tok(m.to).is("to") && r.tok(at).is("agreed", "decided", "pledged", "promised") {
		return true // agreed on Thursday to hold a forum
	}
	if _, ok := r.cueBefore("announced", m.from, 4); ok || r.isOfSpeech(m) {
		return true
	}
	if j, ok := r.cueBefore("said_at", m.from, 8); ok && (!r.tok(m.from-1).is("on", "to", "for", "of") || r.has("press_talk", j, m.from)) {
		return true // was quoted as saying at a briefing May 13
	}
	j, ok := r.cueBefore("admin", m.from, 12)
	return ok && !r.kindIn(j, m.from) // notified of acceptance by 4 May
}

// isOfSpeech reports whether a day is the one on which somebody said what follows: "On
// Monday (18 July) the office said that the meeting …", "18 июля аппарат сообщил, что".
func (r *reader) isOfSpeech(m mention) bool {
	from, to := r.sentenceRange(m.from)
	if r.tok(from).is("об") && r.tok(from+1).is("этом") || r.tok(from).is("this") && r.tok(from+1).is("was") && r.has("speech", from+2, from+4) {
		return true // Об этом сегодня сообщил …
	}
	for i := m.from - 1; m.fixed && i >= from && i > m.from-5; i-- {
		if r.hasAt("speech", i) {
			return true // сказал об этом сегодня журналистам
		}
		if !r.toks[i].is("об", "о", "этом", "журналистам", "reporters", "this", "it", "so", "the", "journalists") {
			break
		}
	}
	for i := m.to; i < min(to, m.to+16); i++ {
		if r.isKind(i) || r.hasAt("verb", i) {
			return false
		}
		if end, ok := r.cue("speech", i); ok {
			if r.tok(end).is(",") {
				end++
			}
			return r.tok(end).is("что", "that", "о")
		}
	}
	return false
}

// isIntake reports whether a day of a table is told by the words behind it: "31 декабря |
// Окончание регистрации", "16.10.2027 Deadline for payment"; or by the end of the line
// above it.
func (r *reader) isIntake(m mention) bool {
	if m.from > 0 && !r.starts[m.from] && r.toks[m.from-1].sort != line {
		return false
	}
	to := m.to
	for r.tok(to).is("-", "|", ":", ".") || r.tok(to).sort == mark && r.tok(to).low == "—" {
		to++
	}
	if to < len(r.toks) && r.toks[to].sort != line && r.hasAt("ends_intake", to) {
		return true
	}
	if to == m.to && r.tok(to).sort == line && r.standsAlone(m) { // the words for it stand below
		end := to + 1
		for end < len(r.toks) && r.toks[end].sort != line {
			end++
		}
		if end < to+12 && !r.dateIn(to+1, end) && (r.has("ends_intake", to+1, end) || r.has("apply", to+1, end)) {
			return true
		}
	}
	above := m.from - 1
	for above > 0 && r.toks[above].sort == line {
		above--
	}
	return above > 0 && above < m.from-1 && r.toks[above].is("deadline", "дедлайн") && (r.tok(m.to).sort == line || m.to >= len(r.toks)) || r.underDeadlines(m)
}
