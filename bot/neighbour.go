package bot

import (
	"cmp"
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// An event that is about to be saved is held against the others: it may be here
// already, or get into the way of one.

const (
	// neighbours is how many events a draft is held against for each question.
	neighbours = 20
	// mostAlike is how many events with a word of its title a draft is held against.
	mostAlike = 100
	// longestEvent is how many days before another's first an event may have begun that
	// still goes on then.
	longestEvent = 31
)

// holdAgainst looks for what stands beside an event that a draft would become: other
// events, and public holidays.
func holdAgainst(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (n view.Neighbours, err error) {
	q := postgres.EventQuery{Programmes: []int64{e.Programme}, Staff: true, Limit: neighbours}
	if n.Alike, err = alike(ctx, tx, e); err != nil {
		return n, err
	}
	if !e.When.Known() {
		return n, nil
	}
	n.Holidays = holidays(req, e)
	venue := location(e.VenueZone())
	q.From, q.To = e.When.First().AddDays(-longestEvent).At("00:00", venue), e.When.Last().AddDays(2).At("00:00", venue)
	found, _, err := tx.Events(ctx, q)
	for _, o := range found {
		if why := e.Clashes(o); why != "" && o.ID != e.ID && !e.SameSeries(o) {
			n.Clashes = append(n.Clashes, view.Clash{Event: &o, Why: why})
		}
	}
	return n, err
}

// alike looks for events that one may be the next of: those that look like others of its
// series, the newest first, of those that are one series already the newest alone.
func alike(ctx context.Context, tx *postgres.Tx, e programme.Event) (found []programme.Event, err error) {
	words := programme.SeriesWords(e.Title(""))
	if len(words) == 0 {
		return nil, nil
	}
	longest := slices.MaxFunc(words, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for _, past := range []bool{false, true} {
		some, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: []int64{e.Programme}, Staff: true, Kind: e.Kind, Text: longest, Past: past, Limit: mostAlike})
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	found = slices.DeleteFunc(found, func(o programme.Event) bool { return o.ID == e.ID || !e.SameSeries(o) })
	slices.SortStableFunc(found, func(a, b programme.Event) int { return b.Begins.Compare(a.Begins) })
	seen := map[int64]bool{}
	var newest []programme.Event
	for _, o := range found {
		if seen[o.ID] {
			continue
		}
		newest = append(newest, o)
		series, err := tx.Series(ctx, o.ID)
		if err != nil {
			return nil, err
		}
		for _, s := range series {
			seen[s.ID] = true
		}
	}
	return newest, nil
}

// hereAlready are, by the sender's drafts of new events, the events that they tell of once
// more: of the same title and days, and in no other city.
func hereAlready(ctx context.Context, tx *postgres.Tx, req Request, rows ...postgres.Draft) (map[int64]programme.Event, error) {
	var days []programme.Date
	rows = slices.DeleteFunc(slices.Clone(rows), func(r postgres.Draft) bool { return !mine(req, r) || r.Fields.Start.IsZero() })
	for _, r := range rows {
		days = append(days, r.Fields.Start)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	events, err := tx.BeginAbout(ctx, rows[0].Programme, days)
	here := map[int64]programme.Event{}
	for _, r := range rows {
		var e programme.Event
		apply(req, r.Fields, &e)
		for _, o := range events {
			if e.SameTitle(o) && sameDays(&r.Fields, &o) && !otherCity(&r.Fields, &o) {
				here[r.ID] = o
			}
		}
	}
	return here, err
}
