package app_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"jarchy/internal/app"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
	"jarchy/internal/programme"
	"jarchy/internal/simulator"
	"jarchy/internal/telegram"
)

// A bot that polls and answers nobody tells the operator, by what still works: the log
// and readiness. Once messages leave again both are well, and the team hears of it.
func TestStandstillIsTold(t *testing.T) {
	t.Parallel()
	const owner = 101
	sim := simulator.New(simulator.Options{})
	if err := sim.Start(""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sim.Close)
	var log processtest.Output
	database := postgrestest.URL(t)
	a, err := app.New(t.Context(), app.Config{
		Host: "machine", Token: telegram.Secret(sim.Token()), APIURL: sim.URL(), Database: database,
		First: programme.Programme{Name: "Border Management Programme", Zone: "Asia/Almaty", Language: "en"}, Owners: []int64{owner},
		Lease: 5 * time.Second, ResendAfter: time.Second, Pulse: 30 * time.Millisecond,
		Clock: app.NewClock(time.Now), Maker: postgres.NewSeeded(1), Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	ready := func() bool { return a.Ready(t.Context()).Ready }
	processtest.Until(t, "a bot that works", func() bool { return ready() && a.Ready(t.Context()).Active })

	sim.SetFault(simulator.Schedule(simulator.Step{Method: "sendMessage", Fault: simulator.TooManyRequests(1)}))
	sim.Person(owner, "Coordinator", "en").Start("") // one chat alone would be that chat's trouble
	sim.Person(102, "Participant", "en").Start("")
	processtest.Until(t, "readiness that says so", func() bool {
		r := a.Ready(t.Context())
		return !r.Ready && strings.Contains(strings.Join(r.Problems, ""), "sending stands still: what is due does not leave")
	})
	r, queue := a.Figures(t.Context())
	if r.Host != "machine" || r.Since.IsZero() || r.LastPoll.IsZero() || r.OldestDue <= 0 || len(queue) == 0 || r.TooMany.IsZero() {
		t.Errorf("readiness beside it: got %+v and %v, want the holder, its last poll, what waits and the last 429", r, queue)
	}
	if !strings.Contains(log.String(), "sending stands still") {
		t.Errorf("the log does not say so:\n%s", log.String())
	}

	sim.SetFault(nil)
	processtest.Until(t, "readiness once messages leave", ready)
	processtest.Until(t, "the log once messages leave", func() bool { return strings.Contains(log.String(), "sending works again") })
	jobs := postgrestest.SQL(t, database)
	processtest.Until(t, "the message to the team, left for when the news has settled", func() bool {
		var n int
		if err := jobs.Get(&n, `SELECT count(*) FROM job WHERE kind = 'downtime'`); err != nil {
			t.Fatal(err)
		}
		return n > 0
	})

	// A pause for an owner is another thing than a queue that does not move.
	pause := func(do string) {
		if _, err := jobs.Exec(do); err != nil {
			t.Fatal(err)
		}
	}
	pause(`INSERT INTO pause (scope, why) VALUES ('all_but_answers', 'a copy')`)
	processtest.Until(t, "readiness that says who is waited for", func() bool {
		r := a.Ready(t.Context())
		return !r.Ready && strings.Contains(strings.Join(r.Problems, ""), "until an owner resumes it")
	})
	pause(`DELETE FROM pause`)
	processtest.Until(t, "readiness once an owner has resumed", ready)
}
