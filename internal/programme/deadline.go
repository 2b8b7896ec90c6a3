package programme

import (
	"cmp"
	"slices"
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

// byDay are deadlines in the order of their days.
func byDay(ds []Deadline) []Deadline {
	sorted := slices.Clone(ds)
	slices.SortFunc(sorted, func(a, b Deadline) int {
		return cmp.Or(cmp.Compare(a.Date.String(), b.Date.String()), cmp.Compare(a.Purpose, b.Purpose))
	})
	return sorted
}
