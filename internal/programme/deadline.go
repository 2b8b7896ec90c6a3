package programme

import (
	"cmp"
	"slices"
	"time"
)

// Purpose is what people have to do until a deadline.
type Purpose string

// The purposes of a deadline.
const (
	ToRegister Purpose = "registration"
	ToNominate Purpose = "nomination"
	ToSubmit   Purpose = "submission" // of abstracts, papers, proposals
)

// Deadline is the last day on which people may register, nominate or hand in.
type Deadline struct {
	Purpose Purpose `json:"purpose"`
	Date    Date    `json:"date"`
	Clock   Clock   `json:"clock,omitempty"` // empty: the end of the day
}

// over reports whether a deadline is over at an instant, by a clock.
func (d Deadline) over(at time.Time, loc *time.Location) bool {
	end := d.Date.AddDays(1).At("00:00", loc)
	if d.Clock != "" {
		end = d.Date.At(d.Clock, loc)
	}
	return !at.Before(end)
}

// Registration is the deadline until which people may register, if there is one.
func (e Event) Registration() (Deadline, bool) {
	i := slices.IndexFunc(e.Deadlines, func(d Deadline) bool { return d.Purpose == ToRegister })
	if i < 0 {
		return Deadline{}, false
	}
	return e.Deadlines[i], true
}

// Late reports whether somebody cannot say yes to an event any more since registration is
// over: they are nobody in it yet, or have said no to its present days. Who was asked may
// answer, and who said yes may take it back; a nomination that was in time is confirmed
// after its deadline.
func (e Event) Late(p Participation, at time.Time, loc *time.Location) bool {
	d, ok := e.Registration()
	return ok && d.over(at, loc) && (p.State == "" || p.State == Declined && p.Schedule == e.Schedule)
}

// byDay are deadlines in the order of their days.
func byDay(ds []Deadline) []Deadline {
	sorted := slices.Clone(ds)
	slices.SortFunc(sorted, func(a, b Deadline) int {
		return cmp.Or(cmp.Compare(a.Date.String(), b.Date.String()), cmp.Compare(a.Purpose, b.Purpose))
	})
	return sorted
}
