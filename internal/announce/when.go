package announce

import (
	"jarchy/internal/programme"
)

// datedScore says how likely a mention of days is the event's.
func (r *reader) datedScore(m mention) float64 {
	s := 10.0
	label := r.labelled(m.from)
	switch label {
	case "label_date":
		s += 15
	case "label_deadline":
		s -= 25
	case "label_other", "label_partners":
		s -= 8
	case "label_audience", "label_seats":
		s -= 4
	}
	s -= r.aside[m.from]
	if label != "label_date" && (r.isDeadline(m) || r.isReference(m)) {
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
	return s - 0.01*float64(m.from)
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
	if len(m.readings) > 0 && m.readings[0].last.day == 0 {
		for j := i; j >= i-3 && j >= 0; j-- {
			if r.toks[j].is("by", "until", "till", "before", "до", "due") && r.sentence[j] == r.sentence[i] {
				return true
			}
			if j < i && !r.toks[j].is("the", "on", "to", "at", "is", "-", ":") && r.toks[j].sort != number {
				if w, _ := r.weekday(j); w == noWeekday {
					break
				}
			}
		}
	}
	if _, ok := r.cueBefore("deadline", i, 9); !ok {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-9 && r.sentence[j] == r.sentence[i]; j-- {
		if r.inDate(j) {
			return false
		}
		if r.toks[j].is("deadline", "deadlines", "дедлайн", "дедлайна", "срок", "сроки", "closes", "closing", "rsvp", "позднее", "позже", "later", "due", "extended", "продлен", "завершается", "close", "opens", "abstracts", "abstract", "тезисов") {
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
	_, ok := r.cueBefore("announced", m.from, 4)
	return ok
}

// dateline returns the index of the date that heads a piece of news:
// "DUSHANBE, 5 March 2024 – …", or a line of its own; -1 without one.
func (r *reader) dateline() int {
	for n, m := range r.dates {
		if r.headsNews(m) && r.labelled(m.from) == "" {
			return n
		}
	}
	return -1
}

// headsNews reports whether a day is the one on which a text was published.
func (r *reader) headsNews(m mention) bool {
	if m.coarse || len(m.readings) != 1 || m.readings[0].last.day != 0 || m.bad != nil || m.fixed || len(r.toks)-m.to < 16 || r.sentence[m.from] > 7 {
		return false
	}
	w := m.readings[0].first
	if w.year != 0 && programme.DateOf(r.now).AddDays(1).Before(programme.Date{Year: w.year, Month: w.month, Day: w.day}) {
		return false // not published yet
	}
	if r.standsAlone(m) {
		return w.year != 0 && len(r.toks)-m.to > 25
	}
	for i := m.from - 1; i >= 0 && r.toks[i].sort != line; i-- {
		t := r.toks[i]
		if m.from-i > 8 || t.sort == word && !t.caps && !r.isPlace(i) && !t.is("of") {
			return false
		}
	}
	end := m.to
	if r.tok(end).is(")") {
		end++
	}
	return r.tok(end).is("-", ".", ":", "|", "/", "(") || r.tok(end).sort == line
}

// standsAlone reports whether a date fills its line: above a piece of news that
// is the day on which it was published.
func (r *reader) standsAlone(m mention) bool {
	ends := func(i int) bool { return i < 0 || i >= len(r.toks) || r.toks[i].sort == line }
	return ends(m.from-1) && (ends(m.to) || r.tok(m.to).is("|", "-") || r.tok(m.to).is(".") && ends(m.to+1))
}

// isPlace reports whether token i belongs to the name of a place.
func (r *reader) isPlace(i int) bool { return i >= 0 && i < len(r.placed) && r.placed[i] }

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
		r.doubt(d, programme.FieldDates)
		return nil
	}
	var span Span
	open := best == line || r.aside[m.from] >= hanging
	for _, reading := range m.readings {
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
	open = r.join(d, f, best, bestScore, line) || open
	if open {
		r.doubt(d, programme.FieldDates)
	}
	return nil
}

// onlyFixed reports whether the only days beside the dateline are told from
// the day of the text: today, on Friday.
func (r *reader) onlyFixed(line int) bool {
	for n, m := range r.dates {
		if n != line && m.fixed {
			return true
		}
	}
	return false
}

// join looks at the other days that may be the event's: the days next to it
// belong to it, others leave it open which is meant.
func (r *reader) join(d *programme.Draft, f frame, best int, bestScore float64, line int) (open bool) {
	for n, m := range r.dates {
		if n == best || n == line || r.isUntil(m) || m.coarse || m.bad != nil || len(m.readings) != 1 || m.loose || r.datedScore(m) < bestScore-5 || r.datedScore(m) < 4 {
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
		case !s.End.Before(d.End) && !d.Start.Before(s.Start): // around: the longer one is the event
			d.Start, d.End, open = s.Start, s.End, true
		case s.Start == d.End.AddDays(1):
			d.End, open = s.End, true
		default:
			open = true
		}
	}
	return open
}

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
		if s, _ := of.resolve(m, m.readings[0]); d.Start.Before(s.Start) && d.Start.DaysUntil(s.Start) < 60 {
			d.End = s.Start
			r.note(m.from, m.to, programme.FieldDates)
		}
		return
	}
}

// isUntil reports whether a date says how long the event goes on.
func (r *reader) isUntil(m mention) bool {
	for j := max(0, m.from-3); j < m.from; j++ {
		if end, ok := r.cue("until", j); ok && end >= m.from-1 {
			return true
		}
	}
	return false
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

// addLength makes the end of an event of which only the first day and the
// number of days are told. It reports whether that leaves a doubt.
func (r *reader) addLength(d *programme.Draft, m mention) (open bool) {
	n, sure := r.length(m)
	if n < 1 || n > 60 {
		return r.isEnd(m)
	}
	if r.isEnd(m) {
		d.Start = d.End.AddDays(1 - n)
		return true
	}
	d.End = d.Start.AddDays(n - 1)
	return !sure
}

// isEnd reports whether a day is told as the last one: "concluded on Friday".
func (r *reader) isEnd(m mention) bool {
	from, to := r.sentenceRange(m.from)
	return r.has("ended", max(from, m.from-20), min(to, m.to+6))
}

// length reads the number of days that the event lasts: three-day, over three
// days, трёхдневный, в течение трёх дней. Weeks are not sure: they may end on
// a Friday.
func (r *reader) length(m mention) (days int, sure bool) {
	for i := range r.toks {
		if r.aside[i] > 0 || r.inDate(i) {
			continue
		}
		if days, sure, end := r.lengthAt(i); days > 0 {
			r.note(i, end, programme.FieldDates)
			return days, sure
		}
	}
	return 0, false
}

func (r *reader) lengthAt(i int) (days int, sure bool, end int) {
	if n := russianDays(r.toks[i].low); n > 0 {
		return n, true, i + 1
	}
	n, next, ok := r.count(i)
	if !ok || n < 1 || n > 60 {
		return 0, false, i
	}
	hyphen := r.tok(next).is("-")
	if hyphen {
		next++
	}
	if r.tok(next).is("х", "ти", "и") && r.tok(next+1).is("-") { // 3-х дневный
		next += 2
	} else if r.tok(next).is("х", "ти") {
		next++
	}
	if r.tok(next).is("working", "рабочих", "full", "consecutive", "intensive") {
		next++
	}
	unit := r.tok(next)
	led := r.tok(i-1).is("over", "for", "lasting", "during", "lasts", "last", "in", "of", "течение", "дней", "продлится", "длится", "продолжался", "продолжительностью", "the", "на", ":")
	switch {
	case unit.is("day") && (hyphen || unit.gap) && r.isEventSoon(next+1):
		return n, true, next + 1
	case unit.is("days") && led && !r.tok(next+1).is("before", "after", "prior", "in", "ago", "of"):
		return n, true, next + 1
	case hasStem(unit.low, "дневн"):
		return n, true, next + 1
	case unit.is("дней", "дня", "день", "суток") && led:
		return n, true, next + 1
	case unit.is("week") && hyphen && r.isEventSoon(next+1), unit.is("weeks") && led:
		return 7*n - 2, false, next + 1
	}
	return 0, false, i
}

// isEventSoon reports whether an event is named right after token i.
func (r *reader) isEventSoon(i int) bool {
	for j := i; j < i+7 && j < len(r.toks); j++ {
		if r.isKind(j) {
			return true
		}
	}
	return r.tok(i).is("agenda", "programme", "program", "event")
}

// russianDays reads двухдневный, трёхдневного, пятидневной …
func russianDays(low string) int {
	for begin, n := range dayLengths {
		if hasStem(low, begin) {
			return n
		}
	}
	return 0
}

func hasStem(low, stem string) bool { return len(low) >= len(stem) && low[:len(stem)] == stem }

// dayLengths are the beginnings of Russian adjectives of length.
var dayLengths = map[string]int{
	"однодневн": 1, "двухдневн": 2, "трехдневн": 3, "четырехдневн": 4, "пятидневн": 5,
	"шестидневн": 6, "семидневн": 7, "десятидневн": 10,
}
