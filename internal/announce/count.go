package announce

import (
	"jarchy/internal/programme"
)

// people is a number of people in the text.
type people struct {
	from, to int
	n        int
	about    bool // over, around: not a limit
	limit    bool // seats, up to
	part     bool // including 12 women
	each     bool // per country
	score    float64
}

// peopleAt reads a number of people at token i.
func (r *reader) peopleAt(i int) (people, bool) {
	if r.inDate(i) || r.inHour(i) {
		return people{}, false
	}
	n, next, ok := r.amount(i)
	if !ok || n < 1 || n > 100000 {
		return people{}, false
	}
	p := people{from: i, n: n}
	if r.tok(next).is("-") && r.tok(next+1).sort == number { // 15-20 people
		p.n, next, p.about = r.tok(next+1).n, next+2, true
	}
	if r.tok(next).is("+") {
		p.about = true
		next++
	}
	if r.tok(next).is("-") && !r.tok(next).gap && r.tok(next+1).sort == word && len([]rune(r.tok(next+1).low)) <= 2 { // 24-х
		next += 2
	}
	if r.tok(next).is("%", "percent", "-") {
		return people{}, false
	}
	for skip := 0; skip <= 6; skip++ {
		j := next + skip
		if r.tok(j).is("countries", "states", "years", "days", "страны", "стран", "лет", "дней", "годам", "hours", "часов", "institutions", "organisations", "organizations", "agencies", "организаций") {
			break
		}
		if j >= len(r.toks) || r.hasAt("verb", j) || r.toks[j].sort == number || skip > 0 && r.toks[j].is("of", "from", "in", "to", ".", ":", ";", "(", "-", "countries", "стран", "из") && !r.tok(j-1).is("mid") {
			break
		}
		seats, isSeats := r.cue("seats", j)
		heads, isHeads := r.cue("heads", j)
		if isHeads && r.hasAt("heads", heads) && r.tok(heads).sort == word && !r.tok(heads).is("из") { // customs officers, police officers
			continue
		}
		switch {
		case isSeats && skip <= 2:
			p.to, p.limit = seats, true
			r.qualify(&p)
			return p, true
		case isHeads:
			p.to = heads
			r.qualify(&p)
			return p, true
		}
	}
	return people{}, false
}

// amount reads a number of people: 24, 1,500, 1 500, twenty-five, двадцать пять.
func (r *reader) amount(i int) (n, next int, ok bool) {
	t := r.tok(i)
	if t.sort == number {
		if i > 0 && !t.gap && !r.toks[i-1].is("(", "-", ",", "~", ":", "+", `"`) {
			return 0, i, false
		}
		n, next = t.n, i+1
		for r.tok(next+1).digits() == 3 && r.tok(next+1).sort == number && r.tok(next).is(",") && !r.tok(next).gap && !r.tok(next+1).gap {
			n, next = n*1000+r.tok(next+1).n, next+2
		}
		if t.digits() <= 3 && r.tok(next).sort == number && r.tok(next).digits() == 3 && r.tok(next).gap {
			n, next = n*1000+r.tok(next).n, next+1
		}
		if r.tok(next).is(".", "/") && r.tok(next+1).sort == number && !r.tok(next+1).gap {
			return 0, i, false
		}
		if r.tok(next).is("thousand", "тыс", "тысяч", "тысячи") {
			n, next = n*1000, r.over(next+1, ".")
		}
		return n, next, true
	}
	n, ok = numerals[t.low]
	if !ok || t.sort != word {
		return 0, i, false
	}
	next = i + 1
	if n >= 20 && n < 100 {
		j := next
		if r.tok(j).is("-") {
			j++
		}
		if u, ok := numerals[r.tok(j).low]; ok && u < 10 {
			n, next = n+u, j+1
		}
	}
	if n < 10 && r.tok(next).is("hundred") {
		n, next = n*100, next+1
	}
	return n, next, true
}

// inHour reports whether token i belongs to an hour.
func (r *reader) inHour(i int) bool { return i >= 0 && i < len(r.clocked) && r.clocked[i] }

// qualify reads what stands around a number of people.
func (r *reader) qualify(p *people) {
	for j := p.from - 1; j >= p.from-4 && j >= 0 && r.sentence[j] == r.sentence[p.from]; j-- {
		if end, ok := r.cue("over", j); ok && end == p.from {
			p.about, p.from = true, j
		}
		if end, ok := r.cue("up_to", j); ok && end == p.from {
			p.limit, p.from = true, j
		}
		if r.hasAt("including", j) {
			p.part = true
		}
	}
	if _, ok := r.cueAfter("including", p.to, 1); ok && r.tok(p.to).is("among", "из") {
		p.part = false
	}
	for j := p.to; j < p.to+4; j++ {
		if r.tok(j).is("per", "each", "every", "каждой", "каждого", "от") && r.hasCountryWord(j) {
			p.each = true
		}
	}
}

// hasCountryWord reports whether "per country" or the like stands at token i.
func (r *reader) hasCountryWord(i int) bool {
	return r.tok(i+1).is("country", "страны", "каждой", "state") || r.tok(i+2).is("country", "страны")
}

// readPeople fills in the seats or the expected number.
func (r *reader) readPeople(d *programme.Draft, t tense) {
	var best people
	for i := 0; i < len(r.toks); {
		p, ok := r.peopleAt(i)
		if !ok {
			i++
			continue
		}
		p.score = r.peopleScore(p)
		if p.score > best.score {
			best = p
		}
		i = p.to
	}
	if best.score < 3 {
		r.readBareSeats(d)
		if d.Seats == 0 && d.Expected == 0 {
			r.readLimit(d)
		}
		return
	}
	n := best.n
	if best.each {
		if len(d.Audience) == 0 {
			return
		}
		n *= len(d.Audience)
		r.doubt(d, programme.FieldSeats)
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

// readLimit takes a number after its noun: "Seats are limited to 30".
func (r *reader) readLimit(d *programme.Draft) {
	for i := range r.toks {
		end, ok := r.cue("up_to", i)
		if !ok {
			continue
		}
		n, next, ok := r.amount(end)
		if !ok || n < 2 || r.inDate(end) || r.inHour(end) {
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
	if p.n <= 3 && !p.each && !p.limit {
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
