package reminder

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// audience is whom it may be for.
func (a Announcement) audience() postgres.Audience {
	return postgres.Audience{Event: a.Event, Word: a.Audience, AlsoWaiting: a.AlsoWaiting, AlsoDeclined: a.AlsoDeclined, Send: a.Send, Untold: len(a.Untold) > 0}
}

// concerns reports whether it is for somebody of its audience. A change of what only
// those coming see is told to them alone.
func (a Announcement) concerns(m postgres.Member) bool {
	if a.Kind != Change || a.Old == nil {
		return true
	}
	a, unaware := a.forWhom(m.Unaware)
	all := programme.Differences(*a.Old, a.Event)
	switch {
	case a.Late && (!unaware || !programme.Told(all)):
		return false
	case unaware && !programme.Shown(*a.Old, a.Event): // it is again what they know
		return slices.Contains(a.Promoted, m.Person)
	}
	seen := programme.Differences(a.Old.SeenBy(programme.Asked), a.Event.SeenBy(programme.Asked))
	return m.State == programme.Coming || len(seen) > 0 && (programme.Told(seen) || !programme.Told(all))
}

// forWhom is it for those whose oldest change that they do not know is one, if it tells
// them from there.
func (a Announcement) forWhom(unaware int64) (Announcement, bool) {
	i := slices.IndexFunc(a.Untold, func(s postgres.Send) bool { return s.ID == unaware })
	if i < 0 {
		return a, false
	}
	if a.Old = a.Untold[i].Before; a.Late {
		a.Words = a.Untold[i].Words
	}
	return a, true
}

// known is the event as it is known to those for whom it is and who cannot be reached, else
// to all for whom it is; of several the oldest. The text to pass on tells from there.
func (a Announcement) known(ctx context.Context, tx *postgres.Tx) (*programme.Event, error) {
	if len(a.Untold) == 0 {
		return a.Old, nil
	}
	crowds, err := tx.Crowds(ctx, a.audience())
	if err != nil {
		return nil, err
	}
	crowds = slices.DeleteFunc(crowds, func(c postgres.Crowd) bool { return !a.concerns(c.Member) })
	if out := func(c postgres.Crowd) bool { return unreachable(c.Reach) != "" }; slices.ContainsFunc(crowds, out) {
		crowds = slices.DeleteFunc(crowds, func(c postgres.Crowd) bool { return !out(c) })
	}
	for _, s := range a.Untold {
		if slices.ContainsFunc(crowds, func(c postgres.Crowd) bool { return c.Unaware == s.ID }) {
			return s.Before, nil
		}
	}
	return a.Old, nil
}
