package announce

import "jarchy/internal/programme"

// Headcount reads a number of people: "24", "up to 24", "24 seats" are seats,
// a limit; "about 100", "over 100" are expected.
func Headcount(text string) (seats, expected int, err error) {
	unclear := programme.Refuse(programme.Invalid, "headcount_unclear", "text", clip(text))
	if len(text) > maxAnswer {
		return 0, 0, tooLong(text, maxAnswer)
	}
	r := answer(text)
	for i := range r.toks {
		if p, ok := r.peopleAt(i); ok {
			if r.tok(p.from-1).is("-") || p.to < len(r.toks) && r.between(p.to, len(r.toks)) != "" || r.between(0, p.from) != "" {
				return 0, 0, unclear
			}
			if p.about {
				return 0, p.n, nil
			}
			return p.n, 0, nil
		}
	}
	for i := range r.toks {
		n, next, ok := r.amount(i)
		if !ok {
			continue
		}
		p := people{from: i, to: next, n: n}
		r.qualify(&p)
		if r.tok(next).is("+") {
			p.about, next = true, next+1
		}
		if n < 1 || n > 100000 || r.tok(i-1).is("-") || next < len(r.toks) || r.between(0, p.from) != "" {
			return 0, 0, unclear
		}
		if p.about {
			return 0, n, nil
		}
		return n, 0, nil
	}
	return 0, 0, unclear
}
