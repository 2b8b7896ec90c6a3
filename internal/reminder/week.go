package reminder

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

const (
	tooMuch  = 3    // messages a day: of more staff are warned
	everyone = 5000 // people of a rule who are looked at by name
)

// Week lists what a programme sends from now until an instant: a line for each rule,
// or message that waits for its hour, and day, by the calendar of those who get it,
// the earliest first; and whom more than three messages reach in one day.
func Week(ctx context.Context, tx *postgres.Tx, programmeID int64, until time.Time) ([]view.OutlookLine, []view.Overload, error) {
	events, err := tx.EventsToRemind(ctx, programmeID, until)
	if err != nil {
		return nil, nil, err
	}
	var lines []view.OutlookLine
	for _, e := range events {
		rules, err := tx.EventRules(ctx, e.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range rules {
			goings, err := goings(ctx, tx, e, r, rules)
			if err != nil {
				return nil, nil, err
			}
			lines = append(lines, linesOf(e, r, goings, until)...)
		}
	}
	waiting, err := tx.WaitingMessages(ctx, programmeID, until, everyone)
	if err != nil {
		return nil, nil, err
	}
	sends, err := sendLines(ctx, tx, waiting)
	if err != nil {
		return nil, nil, err
	}
	lines = append(lines, sends...)
	slices.SortFunc(lines, func(a, b view.OutlookLine) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Send, b.Send))
	})
	overloads, err := overloaded(ctx, tx, lines, waiting)
	return lines, overloads, err
}

// linesOf puts together what goes of a rule on one day.
func linesOf(e programme.Event, r programme.Rule, goings []going, until time.Time) []view.OutlookLine {
	days := map[programme.Date]view.OutlookLine{}
	for _, g := range goings {
		if g.sending.Skip != "" || !g.sending.At.Before(until) {
			continue
		}
		day := programme.DateOf(g.sending.At.In(location(g.zone, time.UTC)))
		l, ok := days[day]
		if !ok || g.sending.At.Before(l.At) {
			l.At, l.Zone = g.sending.At, g.zone
		}
		l.Event, l.Rule, l.Day, l.N = e, r, day, l.N+g.n
		days[day] = l
	}
	return slices.Collect(maps.Values(days))
}

// dayOf is the day on which somebody gets a message, by their calendar.
func dayOf(m postgres.WaitingMessage) programme.Date {
	return programme.DateOf(m.At.In(location(m.Zone, time.UTC)))
}

// sendLines puts together what waits of a send for one day.
func sendLines(ctx context.Context, tx *postgres.Tx, waiting []postgres.WaitingMessage) ([]view.OutlookLine, error) {
	type key struct {
		send int64
		day  programme.Date
	}
	at := map[key]int{}
	events := map[int64]programme.Event{}
	var lines []view.OutlookLine
	for _, m := range waiting { // the earliest first
		k := key{m.Send, dayOf(m)}
		if i, ok := at[k]; ok {
			lines[i].N++
			continue
		}
		e, ok := events[m.Event]
		if !ok {
			var err error
			if e, err = tx.Event(ctx, m.Event); err != nil {
				return nil, err
			}
			events[m.Event] = e
		}
		at[k] = len(lines)
		lines = append(lines, view.OutlookLine{Event: e, Send: m.Send, Kind: string(m.Kind), Day: k.day, At: m.At, Zone: m.Zone, N: 1})
	}
	return lines, nil
}

// overloaded names whom more than tooMuch messages reach in one day. People are
// looked at one by one only for days on which that many go at all.
func overloaded(ctx context.Context, tx *postgres.Tx, lines []view.OutlookLine, waiting []postgres.WaitingMessage) ([]view.Overload, error) {
	byDay := map[programme.Date][]view.OutlookLine{}
	for _, l := range lines {
		byDay[l.Day] = append(byDay[l.Day], l)
	}
	counts := map[view.Overload]int{}
	for _, m := range waiting {
		counts[view.Overload{Person: m.Person, Name: m.Name, Day: dayOf(m)}]++
	}
	for day, ls := range byDay {
		if len(ls) <= tooMuch {
			continue
		}
		for _, l := range ls {
			if l.Send != 0 { // counted by name already
				continue
			}
			rules, err := tx.EventRules(ctx, l.Event.ID)
			if err != nil {
				return nil, err
			}
			p, err := newPlanning(ctx, tx, l.Event, l.Rule, rules)
			if err != nil {
				return nil, err
			}
			people, err := tx.Listeners(ctx, p.audience(), everyone, 0)
			if err != nil {
				return nil, err
			}
			for _, x := range people {
				clocks := Clocks(l.Event, x.Zone)
				s := p.sending(x.Member, clocks)
				if s.Skip == "" && s.At.After(tx.Now()) && unreachable(x.Reach) == "" && programme.DateOf(s.At.In(clocks.At(l.Event, s.At))) == day {
					counts[view.Overload{Person: x.Person, Name: x.Name, Day: day}]++
				}
			}
		}
	}
	var all []view.Overload
	for o, n := range counts {
		if o.N = n; n > tooMuch {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b view.Overload) int {
		return cmp.Or(strings.Compare(a.Day.String(), b.Day.String()), strings.Compare(a.Name, b.Name), cmp.Compare(a.Person, b.Person))
	})
	return all, nil
}
