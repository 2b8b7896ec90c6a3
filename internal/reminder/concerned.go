package reminder

import (
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
	if a.Late && !unaware {
		return false
	}
	all := programme.Differences(*a.Old, a.Event)
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
