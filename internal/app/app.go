// Package app puts the rooms together into a bot that runs. The program, the demo
// and the end-to-end tests start the same one.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"jarchy/bot"
	"jarchy/internal/intake"
	"jarchy/internal/locale"
	"jarchy/internal/outbox"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/telegram"
)

// Config is what a bot needs to run.
type Config struct {
	Token    telegram.Secret
	APIURL   string           // Bot API server, without a path; empty: Telegram's own
	Database string           // its address
	Through  postgres.Through // between its pools and the driver; nil: nothing

	First  programme.Programme // name, zone and language of the first programme
	Owners []int64             // Telegram ids that own it, exactly as long as they stand here
	NewBot bool                // another bot's token takes this database over

	Webhook       string          // https address that Telegram brings updates to; empty: they are polled
	WebhookSecret telegram.Secret // of Webhook

	Rate        int           // calls per second; 0 lifts all paces
	Lease       time.Duration // the lease's term
	ResendAfter time.Duration // first wait before an unknown send is repeated
	Pulse       time.Duration // how often it is noted that sending works; 0: each minute

	Host  string // this machine's name, for people to read
	Clock *Clock
	Maker postgres.Maker
	Log   *slog.Logger
}

// lanes is how many updates are handled at once.
const lanes = 16

// flood is how many updates of one chat are handled at once: into a chat an answer may
// go each second, so the last of them has its answer after a minute.
func (c Config) flood() int {
	if c.Rate == 0 {
		return 0
	}
	return 60
}

// App is a bot that was put together.
type App struct {
	config  Config
	run     string
	self    telegram.Bot
	client  *telegram.Client
	bot     *bot.Bot
	db      *postgres.DB // handlers, planner, questions about the state
	sending *postgres.DB // sender and planner
	leasing *postgres.DB
	lease   *intake.Lease
	intake  *intake.Runner
	sender  *outbox.Sender
	planner *reminder.Planner
	problem problem
	still   problem // sending stands still
}

// New opens and migrates the database, asks Telegram who the bot is, checks that
// database and bot belong together, and puts the rooms together. It waits for a
// Telegram that cannot be reached, until ctx ends. Close undoes it.
func New(ctx context.Context, c Config) (*App, error) {
	if err := locale.CheckZones(); err != nil {
		return nil, fmt.Errorf("zone data: %w", err)
	}
	if _, err := locale.Zone(c.First.Zone); err != nil {
		return nil, fmt.Errorf("the programme's time zone %q is not known; for example Asia/Almaty", c.First.Zone)
	}
	a := &App{config: c, run: newRun()}
	var err error
	if a.client, err = telegram.New(telegram.Options{Token: c.Token, APIURL: c.APIURL, Log: c.Log, Now: c.Clock.Now}); err != nil {
		return nil, err
	}
	if err := a.open(ctx); err != nil {
		a.Close()
		return nil, err
	}
	if a.self, err = a.whoAmI(ctx); err != nil {
		a.Close()
		return nil, err
	}
	if err := a.prepare(ctx); err != nil {
		a.Close()
		return nil, err
	}
	a.assemble(bot.New(a.self.Username, c.Log))
	return a, nil
}

// open opens the pools. Handlers, sender and lease have connections of their own,
// so that none waits for another's.
func (a *App) open(ctx context.Context) (err error) {
	c := a.config
	if a.db, err = postgres.OpenThrough(ctx, c.Database, lanes+4, c.Clock.Now, c.Maker, c.Through); err != nil {
		return err
	}
	if a.sending, err = a.db.ByIndexes(ctx, 6); err != nil {
		return err
	}
	if a.leasing, err = a.db.Again(ctx, 2); err != nil {
		return err
	}
	return a.db.Migrate(ctx)
}

// whoAmI asks Telegram until it answers: a bot must start while Telegram, or the
// line to it, is down.
func (a *App) whoAmI(ctx context.Context) (telegram.Bot, error) {
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		self, err := a.client.Self(ctx)
		var fatal interface{ Fatal() bool }
		if err == nil || ctx.Err() != nil || errors.As(err, &fatal) && fatal.Fatal() {
			return self, err
		}
		a.config.Log.WarnContext(ctx, "Telegram does not answer; trying again", "err", err, "wait", wait)
		if !sleep(ctx, wait) {
			return self, ctx.Err()
		}
	}
}

// prepare makes sure that this database belongs to this bot, and that there is a
// programme with its owners.
func (a *App) prepare(ctx context.Context) error {
	c := a.config
	if err := a.identify(ctx); err != nil {
		return err
	}
	if err := a.db.FirstProgramme(ctx, c.First, programme.DefaultPlan(), c.Owners); err != nil {
		return err
	}
	return a.db.Do(ctx, func(tx *postgres.Tx) error { return a.deriveInstants(ctx, tx) })
}

// deriveInstants derives instants anew if the zone data changed since the last
// start.
func (a *App) deriveInstants(ctx context.Context, tx *postgres.Tx) error {
	changed, err := tx.Remember(ctx, "zones", locale.ZoneVersion())
	if err != nil || !changed {
		return err
	}
	moved, err := tx.DeriveInstants(ctx, func(w programme.When) (begins, ends time.Time) {
		loc, err := locale.Zone(w.Zone)
		if err != nil {
			loc = time.UTC
		}
		return w.Begins(loc), w.Ends(loc)
	})
	if moved > 0 {
		a.config.Log.WarnContext(ctx, "newer zone data moved events", "events", moved)
	}
	return err
}

func (a *App) assemble(b *bot.Bot) {
	c := a.config
	a.bot = b
	a.lease = intake.NewLease(a.leasing, a.run, c.Host, c.Lease, c.Log)
	a.sender = outbox.New(outbox.Options{Wire: a.client, DB: a.sending, Run: a.run, Rate: c.Rate, ResendAfter: c.ResendAfter,
		Asked: func() bool { return a.intake.Asked() }, Log: c.Log, OnFatal: func(why string) { a.problem.set("Telegram refuses the token: " + why) }})
	a.planner = reminder.New(a.sending, c.Log, a.sender.Wake)
	a.intake = intake.New(intake.Options{Source: a.client, Pushed: c.Webhook != "", Handler: b, Prepare: b.Prepare, DB: a.db, Lanes: lanes, Flood: c.flood(), Log: c.Log,
		Committed: a.committed,
		OnFatal:   func(why string) { a.problem.set("Telegram refuses the token: " + why) }})
}

// committed wakes those whom a transaction left something to do.
func (a *App) committed(left postgres.Left) {
	if left.Messages {
		a.sender.Wake()
	}
	if left.Rules {
		a.planner.Wake()
	}
}

// Close closes the pools.
func (a *App) Close() {
	for _, db := range []*postgres.DB{a.db, a.sending, a.leasing} {
		if db != nil {
			_ = db.Close()
		}
	}
}

// Self is the bot as Telegram knows it.
func (a *App) Self() telegram.Bot { return a.self }

// SetupLink makes the link by which the programme gets its first owner; empty if it
// has one. Whoever prints it keeps it out of logs.
func (a *App) SetupLink(ctx context.Context) (link string, err error) {
	err = a.db.Do(ctx, func(tx *postgres.Tx) (err error) {
		link, err = bot.SetupLink(ctx, tx, a.self.Username)
		return err
	})
	return link, err
}

// DB is the pool for questions about the state.
func (a *App) DB() *postgres.DB { return a.db }

// Run polls, plans and sends while this process has the lease, and stands by
// while another has it, until ctx ends.
func (a *App) Run(ctx context.Context) error {
	return a.lease.Hold(ctx, func(ctx context.Context) error {
		for {
			err := a.work(ctx)
			if ctx.Err() != nil || !postgres.Lost(err) {
				return err
			}
			a.config.Log.WarnContext(ctx, "the database is gone; trying again", "err", err)
			sleep(ctx, time.Second)
		}
	})
}

// work is what the one active process does.
func (a *App) work(ctx context.Context) error {
	a.config.Clock.SetOffset(a.lease.Offset())
	if err := a.db.Do(ctx, func(tx *postgres.Tx) error {
		if err := a.bot.Menus(ctx, tx); err != nil {
			return err
		}
		if err := a.bot.Daily(ctx, tx); err != nil {
			return err
		}
		return a.bot.Introduce(ctx, tx)
	}); err != nil {
		return stopped(ctx, err)
	}
	if err := a.askOwners(ctx); err != nil {
		return stopped(ctx, err)
	}
	a.ownLine(ctx)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.sender.Run(ctx) })
	g.Go(func() error { return a.planner.Run(ctx) })
	g.Go(func() error { a.take(ctx); return nil })
	g.Go(func() error { a.keepTime(ctx); return nil })
	g.Go(func() error { a.keepTidy(ctx); return nil })
	g.Go(func() error { a.keepPulse(ctx); return nil })
	g.Go(func() error { a.keepLine(ctx); return nil })
	return g.Wait()
}

// stopped is ctx's error in place of that of a statement which was broken off because ctx
// ended.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// take polls and handles until ctx ends. If Telegram refuses the token there is
// nothing to do but stay, so that readiness says why and the queue is kept: a process
// that ended would be started again and again.
func (a *App) take(ctx context.Context) {
	if err := a.intake.Run(ctx); err != nil {
		<-ctx.Done()
	}
}

// keepTime follows what the database's clock differs from this machine's.
func (a *App) keepTime(ctx context.Context) {
	for sleep(ctx, 5*time.Second) {
		a.config.Clock.SetOffset(a.lease.Offset())
	}
}

// keepTidy lets go of what is kept for a while only, and has all rules looked at anew.
func (a *App) keepTidy(ctx context.Context) {
	for sleep(ctx, time.Hour) {
		err := a.db.Tidy(ctx)
		if err == nil {
			err = a.db.Do(ctx, func(tx *postgres.Tx) error { return tx.ReplanAll(ctx) })
			a.planner.Wake()
		}
		if err != nil && ctx.Err() == nil {
			a.config.Log.WarnContext(ctx, "could not tidy up", "err", err)
		}
	}
}

// sleep waits; it reports false if ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
