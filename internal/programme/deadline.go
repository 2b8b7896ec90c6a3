package programme

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
