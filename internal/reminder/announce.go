package reminder

import (
	"context"
	"slices"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// The kinds of announcements.
const (
	Change = postgres.SendChange // moved, postponed, cancelled …: old -> new
	Mass   = postgres.SendMass   // staff's own words, or a reminder out of turn
	Nudge  = postgres.SendNudge  // asks for the answers that are missing
)

// Announcement is something to tell some of an event's people, outside the rules.
type Announcement struct {
	Event        programme.Event
	Old          *programme.Event // of a Change: the event before it
	Kind         postgres.SendKind
	Audience     programme.Audience
	AlsoWaiting  bool
	AlsoDeclined bool
	AllNow       bool            // whatever the hour
	At           programme.Clock // when it is next that hour where the reader is; empty: at once, or at the next civil hour
	Words        programme.Words // staff's own by language, of a Change why; under "" as typed, for all others
	Send         int64           // its row; 0: one is made
	By           int64           // the person who does it, for the row that is made
	Promoted     []int64         // of a Change: persons whom it tells of their seat as well
	Untold       []postgres.Send // of a Change: those before it that were told to nobody; who does not know one of them is told from there
	Late         bool            // of a Change: it is for those alone
}

// Screen is the message as one of its readers sees it who gets it at the instant.
func (a Announcement) Screen(p *locale.Printer, part view.Part, at time.Time) view.Screen {
	switch {
	case a.Kind == Nudge:
		return view.Nudge(p, a.Event, part, a.WordsIn(p.Language()), a.Event.Open(at))
	case a.Kind == Change && a.Old != nil:
		e := a.Event
		if !e.Status.Off() && a.Words[""] != "" {
			e.Reason, e.Reasons = a.Words[""], a.Words
		}
		return view.ChangeNotice(p, *a.Old, e, part, e.Open(at))
	}
	return view.Reminder(p, a.Event, part, a.WordsIn(p.Language()), a.Event.TakesPlace(at))
}

// WordsIn are staff's own words as a reader of a language reads them; where there are
// none for them, as typed.
func (a Announcement) WordsIn(language string) string {
	return a.Words.In(language, a.Words[""])
}

// Preview says whom an announcement would reach, and when.
func Preview(ctx context.Context, tx *postgres.Tx, a Announcement) (view.Reach, error) {
	r := view.Reach{Languages: map[string]int{}, Unaware: map[int64]int{}}
	hours, err := tx.Hours(ctx, a.Event.Programme)
	if err != nil {
		return r, err
	}
	crowds, err := tx.Crowds(ctx, a.audience())
	if err != nil {
		return r, err
	}
	for _, c := range crowds {
		if !a.concerns(c.Member) {
			continue
		}
		count(&r, a.groupOf(c.Member, hours, tx.Now()), c.N, hours, tx.Now())
	}
	return r, nil
}

// Announce queues a message for each of an event's people whom an announcement is
// for, each for its hour, with the delivery that reports it, and says whom it
// will reach. The event is shared and read anew: of one that is off meanwhile
// only its change is told.
// It returns a Conflict programme.Error if the event is over or does not take
// place, and of a Nudge if answers are closed.
func Announce(ctx context.Context, tx *postgres.Tx, a Announcement) (view.Reach, error) {
	r := view.Reach{Languages: map[string]int{}, Unaware: map[int64]int{}}
	var err error
	if a.Event, err = tx.ShareEvent(ctx, a.Event.ID); err != nil {
		return r, err
	}
	if a.Kind != Change && !a.Event.TakesPlace(tx.Now()) || a.Kind == Nudge && a.Event.Closed {
		return r, programme.Refuse(programme.Conflict, "event_off", "code", a.Event.Code)
	}
	hours, err := tx.Hours(ctx, a.Event.Programme)
	if err != nil {
		return r, err
	}
	if a.Send == 0 {
		before, err := a.known(ctx, tx)
		if err != nil {
			return r, err
		}
		s := postgres.Send{Programme: a.Event.Programme, Event: a.Event.ID, Kind: a.Kind, Audience: a.Audience,
			AlsoWaiting: a.AlsoWaiting, Words: a.Words, Before: before, By: a.By, Schedule: a.Event.Schedule, State: postgres.SendGoing}
		if err := tx.AddSend(ctx, &s); err != nil {
			return r, err
		}
		a.Send = s.ID
		if err := tx.CarrySeats(ctx, a.Event.ID, a.Send, a.Promoted); err != nil {
			return r, err
		}
	}
	for after := int64(0); ; {
		members, err := tx.Members(ctx, a.audience(), after, batch)
		if err != nil || len(members) == 0 {
			return r, err
		}
		after = members[len(members)-1].Person
		groups, order := map[group][]int64{}, []group{}
		for _, m := range members {
			if !a.concerns(m) {
				continue
			}
			g := a.groupOf(m, hours, tx.Now())
			if groups[g] == nil {
				order = append(order, g)
			}
			groups[g] = append(groups[g], m.Person)
		}
		for _, g := range order {
			if err := a.send(ctx, tx, g, groups[g]); err != nil {
				return r, err
			}
			count(&r, g, len(groups[g]), hours, tx.Now())
		}
	}
}

func (a Announcement) groupOf(m postgres.Member, hours programme.Hours, now time.Time) group {
	g := group{instant: now, language: m.Language, skip: unreachable(m.Reach), unaware: m.Unaware}
	if g.skip != "" {
		return g
	}
	g.part = view.Part{State: m.State, Confirm: m.Confirm, Zone: m.Zone, Promoted: slices.Contains(a.Promoted, m.Person)}
	a, _ = a.forWhom(m.Unaware)
	g.leaves, g.expires = a.hour(Clocks(a.Event, m.Zone), hours, now)
	if !g.expires.IsZero() && !g.leaves.Before(g.expires) {
		g.skip = programme.SkipLate
	}
	return g
}

// hour says when it goes to a reader, and from when it is of no use.
func (a Announcement) hour(clocks programme.Clocks, hours programme.Hours, now time.Time) (leaves, expires time.Time) {
	leaves = clocks.Next(a.Event, hours, now, false)
	expires = a.Event.MassUntil(now)
	if a.Kind == Change {
		old := a.Event
		if a.Old != nil {
			old = *a.Old // people are where the old plan put them
		}
		if programme.Told(programme.Differences(old, a.Event)) { // nobody is woken for what they need not act on
			leaves = hours.ChangeAt(old, a.Event, clocks, now)
		}
		expires = latest(old.Ends, a.Event.Ends)
	}
	switch {
	case a.AllNow:
		leaves = now
	case a.At != "":
		leaves = clocks.NextAt(a.Event, a.At, now)
	}
	if !expires.After(now) {
		expires = time.Time{}
	}
	return leaves.UTC(), expires.UTC()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (a Announcement) send(ctx context.Context, tx *postgres.Tx, g group, people []int64) error {
	a, unaware := a.forWhom(g.unaware)
	if unaware { // who is not reached is told from there when they come back
		if _, err := tx.Skip(ctx, 0, g.unaware, a.Event.ID, a.Event.Schedule, g.instant, people, postgres.WithdrawnNewer); err != nil {
			return err
		}
	}
	if g.skip != "" {
		_, err := tx.Skip(ctx, 0, a.Send, a.Event.ID, a.Event.Schedule, g.instant, people, g.skip)
		return err
	}
	class := programme.Mass
	if a.Kind == Change {
		class = programme.Notice
	}
	p := locale.For(g.language)
	_, err := tx.Fan(ctx, postgres.Fan{
		Message: programme.Message{
			Programme: a.Event.Programme, Event: a.Event.ID, Class: class, Params: a.Screen(p, g.part, g.leaves).Params(),
			NotBefore: g.leaves, ExpiresAt: g.expires, Repeat: repeat(p),
		},
		Send: a.Send, Schedule: a.Event.Schedule, Instant: g.instant, People: people,
	})
	return err
}

func count(r *view.Reach, g group, n int, hours programme.Hours, now time.Time) {
	r.Unaware[g.unaware] += n
	switch {
	case g.skip == programme.SkipNotLinked:
		r.NotLinked += n
		return
	case g.skip != "" && g.skip != programme.SkipLate:
		r.Unreachable += n
		return
	case g.skip != "":
		return // nobody is told how few hours are left; the report says it
	case g.leaves.After(now):
		r.Later += n
		r.LaterAt = hours.From
	default:
		r.Now += n
	}
	r.Languages[g.language] += n
}
