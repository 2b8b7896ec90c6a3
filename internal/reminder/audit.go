package reminder

import (
	"context"
	"fmt"
	"time"

	"jarchy/internal/postgres"
)

// Overlooked is a rule that somebody waits for and that will not be looked at in time.
type Overlooked struct {
	Code string // of its event
	Rule int64
	Owed time.Time // when it is due to the first who waits for it
	Next time.Time // when it will be looked at; zero: never
}

// Audit reckons anew when each rule is due next, and lists those that the planner
// would come to too late or never; it says how many it looked at. Events are shared
// meanwhile, one at a time. A healthy database has none: whatever makes somebody due
// says so in its own transaction.
func Audit(ctx context.Context, db *postgres.DB) (found []Overlooked, rules int, err error) {
	events, err := db.RuledEvents(ctx)
	if err != nil {
		return nil, 0, err
	}
	for _, id := range events {
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			of, n, err := audit(ctx, tx, id)
			found, rules = append(found, of...), rules+n
			return err
		}); err != nil {
			return found, rules, fmt.Errorf("audit the rules of event %d: %w", id, err)
		}
	}
	return found, rules, nil
}

func audit(ctx context.Context, tx *postgres.Tx, id int64) (found []Overlooked, n int, err error) {
	e, err := tx.ShareEvent(ctx, id)
	if err != nil {
		return nil, 0, err
	}
	p := planning{tx: tx, event: e}
	if p.rules, err = tx.EventRules(ctx, e.ID); err != nil {
		return nil, 0, err
	}
	if p.hours, err = tx.Hours(ctx, e.Programme); err != nil {
		return nil, 0, err
	}
	next, err := tx.NextOf(ctx, e.ID)
	if err != nil {
		return nil, 0, err
	}
	for _, p.rule = range p.rules {
		due, owed, err := p.instants(ctx)
		if err != nil {
			return nil, 0, err
		}
		for _, at := range due {
			if owed.IsZero() || at.Before(owed) {
				owed = at
			}
		}
		if at := next[p.rule.ID]; !owed.IsZero() && (at.IsZero() || at.After(owed)) {
			found = append(found, Overlooked{Code: e.Code, Rule: p.rule.ID, Owed: owed, Next: at})
		}
	}
	return found, len(p.rules), nil
}
