package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/workplan"
)

// TestTwoTakeOnePlanOver: two coordinators send the same plan, and both press at once.
// Each event is there once.
func TestTwoTakeOnePlanOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const events = 15
	for round := range rounds {
		var plan workplan.Plan
		for i := range events {
			plan.Rows = append(plan.Rows, workplan.Row{Number: i + 2, Draft: programme.Draft{
				Kind: programme.Workshop, Title: fmt.Sprintf("Workshop %d of round %d", i, round), Language: "en"}})
		}
		rows, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		for _, user := range []int64{theOwner, theOwner + 1} {
			w := postgres.Workplan{Programme: 1, By: int64(o.int(`SELECT id FROM person WHERE account_id = $1`, user)), Name: "plan.csv", Plan: rows}
			if err := o.pools[0].Do(t.Context(), func(tx *postgres.Tx) error { return tx.AddWorkplan(t.Context(), &w) }); err != nil {
				t.Fatal(err)
			}
			o.do(o.pressed(user, fmt.Sprintf("w.add:%d:%d", w.ID, events)))
		}
		jobs, err := o.pools[0].DueJobs(t.Context(), 100, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		o.want("jobs", len(jobs), 2)
		var fs []func() error
		for i, j := range jobs {
			if ok, err := o.pools[i].BeginJob(t.Context(), &j); err != nil || !ok {
				t.Fatal(ok, err)
			}
			fs = append(fs, later(func() error {
				ctx := context.Background()
				return o.pools[i].Do(ctx, func(tx *postgres.Tx) error {
					if ok, err := tx.TakeJob(ctx, j); err != nil || !ok {
						return err
					}
					return o.bot.HandleJob(ctx, tx, j, nil)
				})
			}))
		}
		o.atOnce(fs...)
		o.want(fmt.Sprintf("round %d: events", round), o.int(`SELECT count(*) FROM event_text WHERE title LIKE '%of round ' || $1`, fmt.Sprint(round)), events)
	}
}
