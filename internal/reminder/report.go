package reminder

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/view"
)

// Report says what became of a send or a rule so far.
func Report(ctx context.Context, tx *postgres.Tx, c postgres.Cause) (view.Report, error) {
	var r view.Report
	tallies, err := tx.Tally(ctx, c)
	if err != nil {
		return r, err
	}
	for _, t := range tallies {
		switch {
		case t.Outcome == "":
			r.OnTheWay += t.N
		case t.Outcome == "sent":
			r.Reached += t.N
			r.Repeated += t.Repeated
		default:
			r.Miss(view.Missed{Failed: t.Outcome == "failed", Reason: t.Reason}, t.N)
		}
	}
	return r, nil
}
