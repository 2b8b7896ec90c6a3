package reminder

import (
	"context"
	"slices"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Ahead lists when somebody who comes to an event will be reminded of it from now
// on, if they read by a zone and nothing changes: each instant in the zone in which they
// are by then.
func Ahead(ctx context.Context, tx *postgres.Tx, e programme.Event, zone string) ([]time.Time, error) {
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	hours, err := tx.Hours(ctx, e.Programme)
	if err != nil {
		return nil, err
	}
	rules = slices.DeleteFunc(rules, func(r programme.Rule) bool { return !r.Audience.Has(programme.Coming, false) })
	var ahead []time.Time
	clocks := Clocks(e, zone)
	for _, s := range programme.Plan(rules, e, hours, clocks) {
		if s.Skip == "" && s.At.After(tx.Now()) {
			ahead = append(ahead, s.At.In(clocks.At(e, s.At)))
		}
	}
	slices.SortFunc(ahead, time.Time.Compare)
	return ahead, nil
}
