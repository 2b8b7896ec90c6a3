package announce

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Hours are those of one day, by its number (1 is the first) or its date; of every
// day if it has neither.
type Hours struct {
	Day      int
	Date     programme.Date
	From, To programme.Clock
}

// EachDay reads an answer that is the hours of all days, or of some: "9:00-17:00; day
// 3 9:00-13:00", "10 December 9-13".
func EachDay(text string, now time.Time) ([]Hours, error) {
	if len(text) > maxAnswer {
		return nil, tooLong(text, maxAnswer)
	}
	r := newReader(clean(text), now)
	var all []Hours
	for from := 0; from < len(r.toks); {
		to := from + 1
		for to < len(r.toks) && !r.partsHours(to) {
			to++
		}
		if piece := r.between(from, to); piece != "" {
			h, err := r.hoursOf(piece, now)
			if err != nil {
				return nil, err
			}
			all = append(all, h)
		}
		from = to
	}
	if len(all) == 0 {
		return nil, programme.Refuse(programme.Invalid, "time_unclear", "text", clip(text))
	}
	return all, nil
}

// partsHours reports whether the hours of another day begin behind token i.
func (r *reader) partsHours(i int) bool {
	if r.toks[i].is(";") || r.toks[i].sort == line {
		return true
	}
	_, day := numbered(r.toks, i+1)
	return r.toks[i].is(",", "and", "и") && day > i+1
}

// hoursOf reads the hours of a day, or of all days.
func (r *reader) hoursOf(piece string, now time.Time) (h Hours, err error) {
	if h.From, h.To, err = Times(piece); err == nil {
		return h, nil
	}
	g := newGrammar(piece, now)
	day, end := numbered(g.toks, 0)
	if end == 0 {
		m, ok := g.date(0)
		if !ok || m.coarse {
			return h, err
		}
		span, err := Dates(piece[:g.toks[m.to-1].to], now)
		switch {
		case err != nil:
			return h, err
		case span.Start.IsZero() || span.Start != span.End:
			return h, programme.Refuse(programme.Invalid, "time_unclear", "text", clip(piece))
		}
		h.Date, end = span.Start, m.to
	}
	h.Day = day
	end = g.over(end, ":", ",", "-")
	if end == len(g.toks) {
		return h, programme.Refuse(programme.Invalid, "time_unclear", "text", clip(piece))
	}
	h.From, h.To, err = Times(strings.TrimSpace(piece[g.toks[end].from:]))
	return h, err
}

// numbered reads "day 2", "2nd day", "день 2", "2-й день" at a token; end is the token
// itself if there is none.
func numbered(toks []token, i int) (day, end int) {
	at := func(j int) token {
		if j < len(toks) {
			return toks[j]
		}
		return token{sort: line}
	}
	if at(i).is("day", "день") && at(i+1).sort == number {
		return at(i + 1).n, i + 2
	}
	if at(i).sort != number {
		return 0, i
	}
	j := i + 1
	for at(j).is("-", "й", "st", "nd", "rd", "th") {
		j++
	}
	if at(j).is("day", "день") {
		return at(i).n, j + 1
	}
	return 0, i
}
