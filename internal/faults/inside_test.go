package faults

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"jarchy/internal/app"
	"jarchy/internal/postgres"
	"jarchy/internal/processtest"
	"jarchy/internal/programme"
	"jarchy/internal/telegram"
)

// inside is the bot in this process, so that a scene can stand between it and its
// database.
type inside struct {
	*rig
	app      *app.App
	sessions *sessions
	name     string // of its sessions
	cancel   context.CancelFunc
	ended    chan struct{}
}

// runInside starts the bot here. Its first words to the database are heard.
func (r *rig) runInside() *inside {
	r.Helper()
	u, err := url.Parse(r.database)
	if err != nil {
		r.Fatal(err)
	}
	log := &processtest.Output{}
	r.mu.Lock()
	b := &inside{rig: r, sessions: &sessions{}, name: fmt.Sprint("inside", len(r.logs)), ended: make(chan struct{})}
	r.logs = append(r.logs, log)
	r.mu.Unlock()
	q := u.Query()
	q.Set("application_name", b.name)
	u.RawQuery = q.Encode()
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	r.Cleanup(cancel)
	r.seed()
	clock := app.NewClock(time.Now)
	clock.Set(r.now())
	b.app, err = app.New(ctx, app.Config{
		Token: telegram.Secret(r.sim.Token()), APIURL: r.telegram, Database: u.String(), Through: b.sessions.through,
		First:  programme.Programme{Name: programme.UnnamedProgramme, Zone: "Asia/Almaty", Language: "en"},
		Owners: []int64{owner}, Lease: 2 * time.Second, ResendAfter: 200 * time.Millisecond,
		Clock: clock, Maker: postgres.Random{}, Log: slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		r.Fatal(err)
	}
	go func() {
		for ctx.Err() == nil { // who ends by itself is started again, as by a supervisor
			if err := b.app.Run(ctx); ctx.Err() == nil {
				fmt.Fprintln(log, "the bot ended:", err)
			}
		}
		close(b.ended)
	}()
	return b
}

// kill ends the bot as kill -9 does, as far as the database and Telegram can see: its
// sessions are gone, nothing is confirmed, and what it knew is forgotten.
func (b *inside) kill() {
	b.Helper()
	b.sessions.end()
	b.cancel()
	const sessions = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`
	processtest.Until(b, "no session of the killed bot", func() bool { return b.number(sessions, b.name) == 0 })
	// Who comes next waits for no term: that has scenes of its own.
	b.exec(`UPDATE lease SET until = clock_timestamp()`)
	b.inDoubt()
	go func() { // what it still has on the wire may arrive
		<-b.ended
		b.app.Close()
	}()
}

// turn turns programme time on, with what comes on the way.
func (b *inside) turn(to time.Time) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), pick(3*patience, 20*patience))
	defer cancel()
	if err := b.app.Turn(ctx, to, nil); err != nil {
		b.Fatal(err)
	}
	b.rig.turn(to)
}

// stop ends the bot in good order.
func (b *inside) stop() {
	b.Helper()
	b.cancel()
	select {
	case <-b.ended:
	case <-time.After(patience):
		b.Fatal("the bot does not end")
	}
	b.app.Close()
}
