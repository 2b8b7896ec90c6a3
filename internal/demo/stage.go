package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"jarchy/internal/app"
	"jarchy/internal/pgdev"
	"jarchy/internal/postgres"
	"jarchy/internal/simulator"
	"jarchy/internal/telegram"
)

// patience is how long the bot may take to come to rest.
const patience = 20 * time.Second

// folder is what the folders of throw-away clusters begin with.
const folder = "jarchydemo"

// stage is where the story plays: a throw-away Postgres, a simulated Telegram with
// the people, and the bot.
type stage struct {
	sim    *simulator.Server
	app    *app.App
	clock  *app.Clock
	people map[part]*simulator.Person
	config app.Config     // of the bot, each time that it starts
	halt   func()         // stops the bot; nil: it does not run
	undo   []func() error // what ends the parts, in the order in which they began
}

// open starts the parts; close ends them.
func open(ctx context.Context, o Options) (_ *stage, err error) {
	s := &stage{clock: app.NewClock(o.Machine), people: map[part]*simulator.Person{}}
	s.clock.Set(opening)
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close())
		}
	}()
	database, err := s.database(ctx, o)
	if err != nil {
		return nil, err
	}
	s.sim = simulator.New(simulator.Options{Now: s.clock.Now})
	if err := s.sim.Start(""); err != nil {
		return nil, err
	}
	s.atEnd(func() error { s.sim.Close(); return nil })
	for _, p := range people {
		s.people[p.part] = s.sim.Person(p.id, string(p.part), p.language)
	}
	s.config = app.Config{
		Host:  "demo",
		Token: telegram.Secret(s.sim.Token()), APIURL: s.sim.URL(), Database: database,
		First: setting, Owners: []int64{s.people[coordinator].ID()},
		Lease: 15 * time.Second, ResendAfter: time.Second,
		Clock: s.clock, Maker: postgres.NewSeeded(1), Log: o.Log,
	}
	s.atEnd(func() error {
		s.stop()
		if s.app != nil {
			s.app.Close()
		}
		return nil
	})
	return s, nil
}

// database starts a Postgres that goes with the demo, and returns its address.
func (s *stage) database(ctx context.Context, o Options) (string, error) {
	dir, err := pgdev.Work(folder)
	if err != nil {
		return "", err
	}
	s.atEnd(func() error { return os.RemoveAll(dir) })
	server, err := pgdev.Start(ctx, pgdev.Options{
		Dir: filepath.Join(dir, "postgres"), Bin: o.Bin, FetchDir: o.Fetched,
		Log: func(line string) { o.Log.WarnContext(ctx, line) },
	})
	if err != nil {
		return "", err
	}
	s.atEnd(server.Stop)
	return server.URL("postgres"), nil
}

func (s *stage) atEnd(f func() error) { s.undo = append(s.undo, f) }

func (s *stage) close() error {
	var errs []error
	for _, f := range slices.Backward(s.undo) {
		errs = append(errs, f())
	}
	s.undo = nil
	return errors.Join(errs...)
}

// run starts the bot, which runs until stop or close. The context it returns ends
// when the bot does, and its cause says why.
func (s *stage) run(ctx context.Context) (context.Context, error) {
	a, err := app.New(ctx, s.config)
	if err != nil {
		return ctx, err
	}
	if s.app != nil {
		s.app.Close()
	}
	s.app = a
	ctx, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		err := a.Run(ctx)
		if err == nil {
			err = errors.New("the bot ended")
		}
		cancel(err)
	}()
	s.halt = func() {
		cancel(nil)
		<-ended
	}
	return ctx, nil
}

// stop stops the bot in good order, if it runs. Its database can still be asked.
func (s *stage) stop() {
	if s.halt != nil {
		s.halt()
		s.halt = nil
	}
}

// settle waits until the bot has nothing left to do.
func (s *stage) settle(ctx context.Context) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.app.Settle(ctx, s.heard)
}

// turn turns the clock on, stopping wherever something waits for its hour.
func (s *stage) turn(ctx context.Context, to time.Time) error {
	ctx, cancel := s.limit(ctx)
	defer cancel()
	return s.app.Turn(ctx, to, s.heard)
}

func (s *stage) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, patience, fmt.Errorf("it took more than %s", patience))
}

// heard says whether the bot has had all that people did.
func (s *stage) heard() bool { return s.sim.Pending() == 0 && s.sim.Unanswered() == 0 }
