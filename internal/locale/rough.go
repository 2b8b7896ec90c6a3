package locale

import (
	"fmt"

	"jarchy/internal/programme"
)

// Rough is a date that is known only so far: "February 2027", "week of 8 March 2027",
// "2nd quarter of 2027"; nothing for none.
func (p *Printer) Rough(r programme.Rough) string {
	if r.IsZero() {
		return ""
	}
	args := []any{
		"day", r.First.Day, "month", p.month(r.First), "month_name", p.MonthName(r.First.Month),
		"last_month", p.month(r.Last), "year", r.First.Year, "part", 1,
	}
	key := string(r.Grain)
	switch r.Grain {
	case programme.Month:
		if r.First.Month != r.Last.Month {
			key = "months"
		}
	case programme.Quarter:
		args[len(args)-1] = (int(r.First.Month) + 2) / 3
	case programme.HalfAYear:
		args[len(args)-1] = (int(r.First.Month) + 5) / 6
	case programme.Season:
		key = fmt.Sprintf("season_%d", int(r.First.Month)/3)
	}
	return p.Say("rough."+key, args...)
}
