package announce

import "jarchy/internal/programme"

// readPeople fills in the seats or the expected number.
func (r *reader) readPeople(d *programme.Draft, t tense) {
	var best people
	twice := false
	for i := 0; i < len(r.toks); {
		p, ok := r.peopleAt(i)
		if !ok {
			i++
			continue
		}
		p.score = r.peopleScore(p)
		if best.to > 0 && p.score > 3 && !p.part && r.sentence[p.from] == r.sentence[best.from] && r.tok(p.from-1).is("and", "и") && p.from-best.to < 9 {
			twice = true // ten officers of Latvia and ten of Estonia
		}
		if p.score > best.score {
			best = p
		}
		i = p.to
	}
	if best.score < 3 {
		r.readBareSeats(d)
		r.readCellSeats(d)
		if d.Seats == 0 && d.Expected == 0 {
			r.readLimit(d)
		}
		return
	}
	n := best.n
	if best.apiece {
		return
	}
	if best.each {
		if len(d.Audience) == 0 {
			return
		}
		n *= len(d.Audience)
		r.doubt(d, programme.FieldSeats)
	}
	if twice {
		r.doubt(d, programme.FieldSeats)
	}
	for j := best.to; j < best.to+8 && j < len(r.toks) && r.sentence[j] == r.sentence[best.from]; j++ {
		if m, next, ok := r.amount(j); ok && r.tok(j-1).is("and", "и") && r.tok(next).is("from", "из") && m < 1000 {
			n += m // eight officers from Moldova and eight from Ukraine
			r.doubt(d, programme.FieldSeats)
			break
		}
	}
	r.note(best.from, best.to, programme.FieldSeats)
	if best.about || t == past && !best.limit {
		d.Expected = n
	} else {
		d.Seats = n
	}
}

// readBareSeats takes a bare number under a label: "Seats: 24".
func (r *reader) readBareSeats(d *programme.Draft) {
	if l, ok := r.labelOf("label_seats"); ok {
		for i := l.start; i < l.end; i++ {
			if n, next, ok := r.amount(i); ok && n > 0 && n <= 100000 {
				p := people{from: i, to: next, n: n}
				r.qualify(&p)
				r.note(i, next, programme.FieldSeats)
				if p.about {
					d.Expected = n
				} else {
					d.Seats = n
				}
				return
			}
		}
	}
}

// readCellSeats takes the one bare number that fills a cell of a row with a day:
// "Risk management | Almaty | 9-11 December | 24".
func (r *reader) readCellSeats(d *programme.Draft) {
	if d.Seats > 0 || d.Expected > 0 || d.Start.IsZero() {
		return
	}
	only := -1
	for i := 1; i < len(r.toks); i++ {
		t := r.toks[i]
		ends := i+1 >= len(r.toks) || r.toks[i+1].is("|") || r.toks[i+1].sort == line
		if t.sort != number || !r.toks[i-1].is("|") || !ends || t.n < 2 || t.digits() > 3 || r.inDate(i) || r.inHour(i) {
			continue
		}
		if from, to := r.sentenceRange(i); !r.dateIn(from, to) || only >= 0 {
			return
		}
		only = i
	}
	if only >= 0 {
		d.Seats = r.toks[only].n
		r.note(only, only+1, programme.FieldSeats)
		r.doubt(d, programme.FieldSeats)
	}
}

// readLimit takes a number after its noun: "Seats are limited to 30".
func (r *reader) readLimit(d *programme.Draft) {
	for i := range r.toks {
		end, ok := r.cue("up_to", i)
		if !ok {
			continue
		}
		n, next, ok := r.amount(end)
		if !ok || n < 2 || r.inDate(end) || r.inHour(end) || r.tok(next).is("лет", "years", "year", "%", "года", "месяцев", "days", "дней", "hours", "часов", "minutes", "минут") {
			continue
		}
		for j := max(0, i-6); j < i; j++ {
			if r.sentence[j] == r.sentence[i] && (r.hasAt("seats", j) || r.hasAt("heads", j)) {
				d.Seats = n
				r.note(j, next, programme.FieldSeats)
				return
			}
		}
	}
}

// peopleScore says how likely a number is that of the event's people.
func (r *reader) peopleScore(p people) float64 {
	s := 10 - 0.01*float64(p.from) - r.aside[p.from]
	if p.part {
		s -= 9
	}
	if p.n <= 3 && !r.short && !p.each && !p.apiece && !p.limit {
		s -= 9
	}
	switch last := r.tok(p.to - 1); {
	case hasStem(last.low, "particip"), hasStem(last.low, "участник"), hasStem(last.low, "attend"), hasStem(last.low, "слушател"), hasStem(last.low, "delegat"):
		s += 3
	case last.is("speakers", "trainers", "instructors", "women", "girls", "experts", "женщин", "экспертов", "экспертами", "тренеров", "teams", "children", "visitors"):
		s--
	}
	switch r.labelled(p.from) {
	case "label_seats", "label_audience":
		s += 4
	case "label_other", "label_partners":
		s -= 6
	}
	if r.main >= 0 && r.sentence[r.kinds[r.main].from] == r.sentence[p.from] {
		s += 2
	}
	return s
}
