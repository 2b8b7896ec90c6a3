package bot

import (
	"cmp"
	"context"
	"slices"

	"jarchy/internal/holiday"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
	"jarchy/internal/workplan"
)

// warnings lists the rows that get in the way of something.
func warnings(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	page, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	v, err := importPreview(ctx, tx, req, w, p)
	if err != nil {
		return Reply{}, err
	}
	s := view.WorkplanWarnings(req.P, v, page)
	return Reply{Edit: &s, Card: workplanCardName(w.ID)}, nil
}

// besideRows looks for what stands beside rows that would be taken over, as
// holdAgainst does for one event: by what the plan and the events there would be
// together. It is found by cities and by agencies, each once, so that two thousand
// rows take no time.
func besideRows(req Request, found []finding, events []programme.Event) []view.Neighbours {
	var all []occasion
	rows := make([]int, len(found)) // where each stands in all
	claimed := map[int64]bool{}
	for i, f := range found {
		rows[i] = -1
		if f.old != nil {
			claimed[f.old.ID] = f.verdict == rowChanged
		}
		if taken := f.verdict == rowNew || f.verdict == rowChanged || f.verdict == rowAsk; !taken || !f.event.When.Known() {
			continue
		}
		rows[i] = len(all)
		all = append(all, occasion{event: &f.event, first: f.event.When.First(), last: f.event.When.Last(), row: rowName(req.P, f.row.Sheet, f.row.Number)})
	}
	for i := range events {
		if e := &events[i]; e.When.Known() && !claimed[e.ID] && e.TakesPlace(req.Now) {
			all = append(all, occasion{event: e, first: e.When.First(), last: e.When.Last()})
		}
	}
	by := byWhat(all)
	beside := make([]view.Neighbours, len(found))
	for i, f := range found {
		if rows[i] < 0 || f.verdict == rowChanged && !programme.NewDays(*f.old, f.event) {
			continue
		}
		n := &beside[i]
		for _, j := range by.clashes(all, rows[i], f) {
			o := all[j]
			n.Clashes = append(n.Clashes, view.Clash{Event: o.event, Row: o.row, Why: f.event.Clashes(*o.event)})
		}
		n.Holidays = holidays(req, f.event)
	}
	return beside
}

// holidays are the public holidays in an event's days, where it is held and where
// those come from who are invited.
func holidays(req Request, e programme.Event) (hs []view.Holiday) {
	for _, h := range holiday.Between(e.When.First(), e.When.Last(), append(slices.Clone(e.Hosts), e.Invited...)) {
		hs = append(hs, view.Holiday{First: h.First, Last: h.Last, Name: h.Name(req.P.Language()), Country: h.Country})
	}
	return hs
}

// occasion is an event that is there, or that a row would be.
type occasion struct {
	event       *programme.Event
	first, last programme.Date
	row         string // its name; empty: the event is there
}

// shared is what two events of the same days cannot both have: a city, or an agency of
// a country.
type shared struct{ what, country string }

type occasionsBy map[shared][]int

// byWhat sorts occasions by what they need, and each by its first day.
func byWhat(all []occasion) occasionsBy {
	by := occasionsBy{}
	for i, o := range all {
		for _, s := range needs(o.event) {
			by[s] = append(by[s], i)
		}
	}
	for _, list := range by {
		slices.SortFunc(list, func(a, b int) int { return cmp.Or(all[b].first.DaysUntil(all[a].first), a-b) })
	}
	return by
}

func needs(e *programme.Event) (all []shared) {
	for _, p := range e.Places {
		if s := (shared{p.City, p.Country}); e.OnSite() && p.City != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, agency := range e.Agencies {
		for _, country := range e.Invited {
			all = append(all, shared{agency, country})
		}
	}
	return all
}

// clashes are the first few occasions that get in the way of a row's.
func (by occasionsBy) clashes(all []occasion, of int, f finding) (found []int) {
	o := all[of]
	same := func(p occasion) bool { // it may be the very event
		return p.row == "" && slices.ContainsFunc(f.like, func(e programme.Event) bool { return e.ID == p.event.ID })
	}
	for _, s := range needs(o.event) {
		list := by[s]
		earliest := o.first.AddDays(-workplan.Longest)
		from, _ := slices.BinarySearchFunc(list, earliest, func(i int, d programme.Date) int { return d.DaysUntil(all[i].first) })
		for _, j := range list[from:] {
			p := all[j]
			if o.last.Before(p.first) || len(found) >= view.MostNeighbours {
				break
			}
			if j == of || p.last.Before(o.first) || slices.Contains(found, j) || same(p) || o.event.Clashes(*p.event) == "" {
				continue
			}
			found = append(found, j)
		}
	}
	return found
}
