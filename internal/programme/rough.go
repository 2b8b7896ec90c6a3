package programme

// Grain is how exactly the days of an event are known.
type Grain string

// The grains of a rough date. Early, Middle and Late are parts of a month.
const (
	Week      Grain = "week"
	Early     Grain = "early"
	Middle    Grain = "middle"
	Late      Grain = "late"
	Month     Grain = "month" // or several months
	Quarter   Grain = "quarter"
	HalfAYear Grain = "half"
	Season    Grain = "season"
)

// Rough is a date that is known only so far: "February 2027", "II квартал", "in the
// week of 8 March". First and Last are the ends of the stretch in which the event
// will lie. The zero Rough is no date.
type Rough struct {
	Grain Grain `json:"grain"`
	First Date  `json:"first"`
	Last  Date  `json:"last"`
}

// IsZero reports whether nothing is known.
func (r Rough) IsZero() bool { return r == Rough{} }
