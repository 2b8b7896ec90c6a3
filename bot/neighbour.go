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

// twin is what a draft tells of once more: an event that is here, or the one of an earlier
// draft of the same text.
type twin struct {
	programme.Event
	Row int // the draft's number in the text; 0: the event is here
}

// hereAlready are the twins of the sender's drafts of new events: of the same title and days,
// and in no other city. Drafts of one text that differ in the hour are two events.
func hereAlready(ctx context.Context, tx *postgres.Tx, req Request, rows ...postgres.Draft) (map[int64]twin, error) {
	var days []programme.Date
	waits := func(r postgres.Draft) bool { return mine(req, r) && !r.Fields.Start.IsZero() }
	for _, r := range rows {
		if waits(r) {
			days = append(days, r.Fields.Start)
		}
	}
	if len(days) == 0 {
		return nil, nil
	}
	events, err := tx.BeginAbout(ctx, rows[0].Programme, days)
	here := map[int64]twin{}
	var before []programme.Event // of the drafts, by their number
	for _, r := range rows {
		var e programme.Event
		apply(req, r.Fields, &e)
		for i, o := range before {
			if waits(r) && waits(rows[i]) && r.Fields.From == rows[i].Fields.From && sameEvent(&r.Fields, e, o) {
				here[r.ID] = twin{Row: i + 1}
				break
			}
		}
		for _, o := range events {
			if waits(r) && sameEvent(&r.Fields, e, o) {
				here[r.ID] = twin{Event: o}
			}
		}
		before = append(before, e)
	}
	return here, err
}

// sameEvent reports whether a draft, which would become e, tells of another event.
func sameEvent(d *programme.Draft, e, o programme.Event) bool {
	return e.SameTitle(o) && sameDays(d, &o) && !otherCity(d, &o)
}
