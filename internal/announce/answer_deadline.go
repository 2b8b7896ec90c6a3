package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Deadlines reads an answer that is until when people may do what: "registration 27
// November; nominations 20 November 18:00". A day alone is that of registration.
// What is not wholly understood is refused.
func Deadlines(text string, now time.Time) ([]programme.Deadline, error) {
	if len(text) > maxAnswer {
		return nil, tooLong(text, maxAnswer)
	}
	r := newReader(clean(text), now)
	var all []programme.Deadline
	for from := 0; from < len(r.toks); {
		to := from + 1
		for to < len(r.toks) && !r.partsDeadlines(to) {
			to++
		}
		if r.between(from, to) != "" {
			l, err := r.deadlineOf(from, to, now)
			if err != nil {
				return nil, err
			}
			if slices.ContainsFunc(all, func(o programme.Deadline) bool { return o.Purpose == l.Purpose }) {
				return nil, deadlineUnclear(text)
			}
			all = append(all, l)
		}
		from = to
	}
	if len(all) == 0 {
		return nil, deadlineUnclear(text)
	}
	return all, nil
}

func deadlineUnclear(text string) error {
	return programme.Refuse(programme.Invalid, "deadline_unclear", "text", clip(text))
}

// partsDeadlines reports whether another deadline begins behind token i.
func (r *reader) partsDeadlines(i int) bool {
	if r.toks[i].is(";") || r.toks[i].sort == line {
		return true
	}
	return r.toks[i].is(",", "and", "и") && (r.purposeAt(i+1) != "" || r.hasAt("deadline", i+1))
}

// deadlineOf reads one deadline of an answer: what for, and the day behind it.
func (r *reader) deadlineOf(from, to int, now time.Time) (programme.Deadline, error) {
	l := programme.Deadline{Purpose: programme.ToRegister}
	day := from
	for day < to && r.toks[day].sort != number {
		if _, ok := r.date(day); ok && r.purposeAt(day) == "" && !r.hasAt("deadline", day) {
			break
		}
		if p := r.purposeAt(day); p != "" {
			l.Purpose = p
		} else if !r.hasAt("deadline", day) && !r.hasAt("label_deadline", day) && !r.toks[day].is(deadlineWords...) && r.toks[day].sort != line {
			return l, deadlineUnclear(r.raw(from, to))
		}
		day++
	}
	if day == to {
		return l, deadlineUnclear(r.raw(from, to))
	}
	span, err := Dates(strings.TrimSpace(r.raw(day, to)), now)
	switch {
	case err != nil:
		return l, err
	case span.Start.IsZero() || span.Start != span.End || span.To != "":
		return l, deadlineUnclear(r.raw(from, to))
	}
	l.Date, l.Clock = span.Start, span.From
	return l, nil
}

// deadlineWords may stand beside what a deadline is for.
var deadlineWords = []string{
	",", ";", ":", "-", "and", "for", "of", "the", "on", "to", "is", "participants", "candidates", "and", "и", "на", "для", "по", "участников", "кандидатов", "участие", "выдвижение", "подача", "прием", "окончание",
}
