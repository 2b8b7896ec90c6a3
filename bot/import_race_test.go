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

// workplan stores a plan that somebody sent, as its rows were read.
func (o *office) workplan(user int64, drafts []programme.Draft) int64 {
	o.t.Helper()
	var plan workplan.Plan
	for i, d := range drafts {
		plan.Rows = append(plan.Rows, workplan.Row{Number: i + 2, Draft: d})
	}
	rows, err := json.Marshal(plan)
	if err != nil {
		o.t.Fatal(err)
	}
	w := postgres.Workplan{Programme: 1, By: int64(o.int(`SELECT id FROM person WHERE account_id = $1`, user)), Name: "plan.csv", Plan: rows}
	if err := o.pools[0].Do(o.t.Context(), func(tx *postgres.Tx) error { return tx.AddWorkplan(o.t.Context(), &w) }); err != nil {
		o.t.Fatal(err)
	}
	return w.ID
}

// TestPressesWhileAPlanIsSaved: a press on the preview does not wait until all rows are
// saved, and does nothing but say so; other presses of that chat are answered.
func TestPressesWhileAPlanIsSaved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	drafts := []programme.Draft{{Kind: programme.Workshop, Title: "Tariffs", Language: "en"}, {Kind: programme.Training, Title: "Quotas", Language: "en"}}
	id := o.workplan(theOwner, drafts)
	add := fmt.Sprintf("w.add:%d:%d", id, len(drafts))
	o.do(o.pressed(theOwner, add))
	due, err := o.pools[1].DueJobs(t.Context(), 1, postgres.UnderWay{})
	if err != nil || len(due) != 1 || !due[0].Aside {
		t.Fatalf("the job that saves the rows: %+v, %v", due, err)
	}
	job := due[0]
	if ok, err := o.pools[1].BeginJob(t.Context(), &job); err != nil || !ok {
		t.Fatal(ok, err)
	}
	saved, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- o.pools[1].Do(context.Background(), func(tx *postgres.Tx) error {
			defer func() { <-goOn }()
			defer close(saved)
			if ok, err := tx.TakeJob(context.Background(), job); err != nil || !ok {
				return fmt.Errorf("taken: %t, %w", ok, err)
			}
			return o.bot.HandleJob(context.Background(), tx, job, nil)
		})
	}()
	<-saved
	for _, press := range []string{add, fmt.Sprintf("w.more:%d:0", id), fmt.Sprintf("w.left:%d:0:1:0", id), fmt.Sprintf("w.discard:%d", id)} {
		if got, want := o.do(o.pressed(theOwner, press)), o.say("error.plan_busy"); got != want {
			t.Errorf("%s while the rows are saved: %q, want %q", press, got, want)
		}
	}
	o.do(o.said(theOwner, "upcoming", ""))
	close(goOn)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	o.want("what a press after it says", o.do(o.pressed(theOwner, add)), o.say("workplan.outdated"))
	o.want("events", o.int(`SELECT count(*) FROM event`), len(drafts))
	o.want("jobs left", o.int(`SELECT count(*) FROM job WHERE kind = 'import'`), 0)
}

// TestTwoTakeOnePlanOver: two coordinators send the same plan, and both press at once.
// Each event is there once.
func TestTwoTakeOnePlanOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const events = 15
	for round := range rounds {
		var drafts []programme.Draft
		for i := range events {
			drafts = append(drafts, programme.Draft{Kind: programme.Workshop, Title: fmt.Sprintf("Workshop %d of round %d", i, round), Language: "en"})
		}
		for _, user := range []int64{theOwner, theOwner + 1} {
			o.do(o.pressed(user, fmt.Sprintf("w.add:%d:%d", o.workplan(user, drafts), events)))
		}
		var jobs []programme.Job // each process runs one of them
		for range 2 {
			under := postgres.UnderWay{}
			for _, j := range jobs {
				under.IDs = append(under.IDs, j.ID)
			}
			due, err := o.pools[0].DueJobs(t.Context(), 100, under)
			if err != nil {
				t.Fatal(err)
			}
			jobs = append(jobs, due...)
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

// TestPlanAgainstAnswers: a plan that changes several events and people who answer to
// one of them, in another language than before, do not wait for one another in a
// circle: what the plan holds of rules it holds after all its events.
func TestPlanAgainstAnswers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	users := o.crowd(6)
	var events []programme.Event
	for i := range 5 {
		events = append(events, o.event(func(e *programme.Event) { e.Texts[0].Title = fmt.Sprintf("Workshop %d", i) }))
		o.take(events[i], programme.Asked, users...)
	}
	last := events[len(events)-1]
	languages := []string{"en", "ru", "uz"}
	for round := range 2 * rounds {
		var drafts []programme.Draft
		for i, e := range events {
			drafts = append(drafts, programme.Draft{Kind: programme.Workshop, Title: fmt.Sprintf("Workshop %d", i), Language: "en",
				Start: e.When.First(), End: e.When.Last(), From: "09:00", Seats: 30 + round})
		}
		id := o.workplan(theOwner, drafts)
		o.do(o.pressed(theOwner, fmt.Sprintf("w.change:%d:%d", id, len(events))))
		fs := []func() error{later(o.jobsDue)}
		for i, user := range users {
			u := o.pressed(user, fmt.Sprintf("come:%s:%d", last.Code, last.Schedule))
			u.Language = languages[(round+i)%len(languages)]
			fs = append(fs, later(o.handling(i, u)))
		}
		o.atOnce(fs...)
		o.want(fmt.Sprintf("round %d: events with the plan's seats", round), o.int(`SELECT count(*) FROM event WHERE seats = $1`, 30+round), len(events))
	}
	o.want("transactions that were in one another's way", int(o.repeats.Load()), 0)
}
