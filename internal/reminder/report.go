package reminder

import (
	"context"
	"strings"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Report says what became of a send so far.
func Report(ctx context.Context, tx *postgres.Tx, send int64) (view.Report, error) {
	var r view.Report
	tallies, err := tx.SendTally(ctx, send)
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
		case t.Reason == programme.SkipNotLinked:
			r.NotLinked += t.N
		case cannotReach(t.Reason):
			r.Unreachable += t.N
		case t.Outcome == "failed":
			r.Failed += t.N
		default:
			r.Skipped += t.N
		}
	}
	return r, nil
}

// cannotReach reports whether a delivery's reason is that its reader cannot be
// written to: known before it was queued, or told by the attempt.
func cannotReach(reason string) bool {
	switch programme.Reach(strings.TrimPrefix(reason, programme.SkipUnreachable)) {
	case programme.ReachBlocked, programme.ReachDeactivated, programme.ReachNotStarted, "unreachable":
		return true
	}
	return false
}
