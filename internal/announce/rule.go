package announce

import (
	"time"

	"jarchy/internal/programme"
)

const (
	usualClock  = "10:00" // of a rule in days that names no hour
	maxRuleDays = 366
)

// Rule reads when to remind: "3 days before at 10:00", "за 3 дня в 10:00",
// "2 hours before", "day after at 11:00", "5 December 14:00". now is the present in
// the event's zone, by which a fixed instant is read. The rule has nothing but its
// when. What is not wholly understood is refused.
func Rule(text string, now time.Time) (programme.Rule, error) {
	if len(text) > maxAnswer {
		return programme.Rule{}, tooLong(text, maxAnswer)
	}
	g := newGrammar(text, now)
	r, end, ok := g.ruleFromStart(0)
	if !ok {
		return instantRule(text, now)
	}
	unclear := programme.Refuse(programme.Invalid, "rule_unclear", "text", clip(text))
	switch {
	case r.Kind == programme.HoursBefore:
		if r.N < 1 || r.N > programme.MaxHoursBefore {
			return r, programme.Refuse(programme.Invalid, "rule_hours", "max", programme.MaxHoursBefore)
		}
	case r.N > maxRuleDays:
		return r, unclear
	default:
		r.Clock = usualClock
		if at := g.over(end, "at", "в", "во", ",", "by"); at < len(g.toks) {
			c, ok := g.clockAt(at)
			if !ok {
				return r, unclear
			}
			if r.Clock, ok = c.clock(); !ok {
				return r, programme.Refuse(programme.Invalid, "time_unclear", "text", clip(text))
			}
			end = c.until
		}
	}
	if g.over(end, ".") < len(g.toks) {
		return r, unclear
	}
	return r, nil
}

// ruleFromStart reads how far from the event something is: "3 days before", "за 3
// дня", "накануне", "day after".
func (g grammar) ruleFromStart(i int) (r programme.Rule, end int, ok bool) {
	before := func(n, end int) (programme.Rule, int, bool) {
		return programme.Rule{Kind: programme.DaysBefore, N: n}, g.over(end, ruleAround()...), true
	}
	after := func(n, end int) (programme.Rule, int, bool) {
		return programme.Rule{Kind: programme.DaysAfter, N: n}, g.over(end, ruleAround()...), true
	}
	i = g.over(i, "on", "the", "a", "an", "in", "and")
	russian := 0 // за: before; через: after
	switch t := g.tok(i); {
	case t.is("накануне"):
		return before(1, i+1)
	case t.is("в", "на") && g.tok(i+1).is("день") && g.tok(i+2).is("начала", "мероприятия"):
		return before(0, i+2)
	case t.is("same") && g.tok(i+1).is("day"), t.is("day") && g.tok(i+1).is("itself"):
		return before(0, i+2)
	case t.is("на") && g.tok(i+1).is("следующий") && g.tok(i+2).is("день"):
		return after(1, i+3)
	case t.is("за"):
		russian, i = -1, i+1
	case t.is("через"):
		russian, i = 1, i+1
	}
	n, next, counted := g.count(i)
	if !counted {
		n, next = 1, i // за день, day before
	}
	days := 1
	switch t := g.tok(next); {
	case t.is("hour", "hours", "h", "час", "часа", "часов", "ч"):
		end = next + 1
		if russian < 0 {
			return programme.Rule{Kind: programme.HoursBefore, N: n}, g.over(end, ruleAround()...), true
		}
		if !g.tok(end).is("before", "earlier", "до") {
			return r, i, false
		}
		return programme.Rule{Kind: programme.HoursBefore, N: n}, g.over(end+1, ruleAround()...), true
	case t.is("week", "weeks", "неделя", "неделю", "недели", "недель"):
		days = 7
	case !t.is("day", "days", "день", "дня", "дней"):
		return r, i, false
	}
	end = next + 1
	switch t := g.tok(end); {
	case russian < 0:
		return before(n*days, end)
	case russian > 0:
		return after(n*days, end)
	case t.is("before", "earlier", "до"):
		return before(n*days, end+1)
	case t.is("after", "later", "после", "спустя"):
		return after(n*days, end+1)
	}
	return r, i, false
}

// ruleAround are the words between how far and the hour that say nothing new.
func ruleAround() []string {
	return []string{"до", "после", "начала", "окончания", "конца", "мероприятия", "the", "start", "end", "event", "of", "it", "ends", "starts", "begins"}
}

// instantRule reads a fixed instant: a day and an hour.
func instantRule(text string, now time.Time) (programme.Rule, error) {
	span, err := Dates(text, now)
	switch {
	case err != nil:
		if e, ok := programme.AsError(err); ok && e.Key != "date_unclear" {
			return programme.Rule{}, err
		}
		return programme.Rule{}, programme.Refuse(programme.Invalid, "rule_unclear", "text", clip(text))
	case len(span.Choices) > 0:
		return programme.Rule{}, programme.Refuse(programme.Invalid, "date_two_ways", "text", clip(text))
	case span.From == "" || span.To != "" || span.Start != span.End:
		return programme.Rule{}, programme.Refuse(programme.Invalid, "rule_unclear", "text", clip(text))
	}
	r := programme.Rule{Kind: programme.AtInstant, Instant: span.Start.At(span.From, now.Location())}
	if !r.Instant.After(now) {
		return r, programme.Refuse(programme.Invalid, "rule_past")
	}
	return r, nil
}
