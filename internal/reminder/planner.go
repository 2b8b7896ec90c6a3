// Package reminder decides what is due now and makes of it deliveries and rows
// of the outbox. It cannot reach Telegram.
package reminder

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	tick  = time.Second
	batch = 1000 // people a transaction plans for, at most
	list  = 100  // due rules read at once
	tries = 3    // of a transaction that was in another's way
)

// Planner plans the rules that are due. It may run in several processes at once:
// what is planned twice is planned once.
type Planner struct {
	db        *postgres.DB
	log       *slog.Logger
	committed func()
	wake      chan struct{}
}

// New makes a planner that calls committed whenever there may be something new
// in the outbox.
func New(db *postgres.DB, log *slog.Logger, committed func()) *Planner {
	return &Planner{db: db, log: log, committed: committed, wake: make(chan struct{}, 1)}
}

// Wake has the planner look now instead of at its next tick.
func (p *Planner) Wake() {
	select {
	case p.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Run plans each second and whenever it is woken, until ctx ends; it returns
// ctx's error. It begins by reckoning all instants anew: a newer program may know
// newer zone data. A database that cannot be reached is waited for.
func (p *Planner) Run(ctx context.Context) error {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	fresh := false
	for {
		if !fresh {
			err := p.db.Do(ctx, func(tx *postgres.Tx) error { return tx.ReplanWaiting(ctx) })
			if fresh = err == nil; !fresh && ctx.Err() == nil {
				p.log.Error("reckoning instants anew", "err", err)
			}
		}
		if _, err := p.Plan(ctx); err != nil && ctx.Err() == nil {
			p.log.Error("planning reminders", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		case <-p.wake:
		}
	}
}

// Plan makes one pass, until no rule is due, and says how many deliveries it
// made, those skipped included. A rule that cannot be planned waits and does not
// keep the others; an error is the database's.
func (p *Planner) Plan(ctx context.Context) (planned int, err error) {
	for {
		due, err := p.db.DueRules(ctx, list)
		if err != nil {
			return planned, err
		}
		if len(due) == 0 {
			return planned, nil
		}
		for _, d := range due {
			n, err := p.planRule(ctx, d)
			planned += n
			if err != nil {
				if ctx.Err() != nil || postgres.Lost(err) {
					return planned, err
				}
				if err := p.failed(ctx, d, err); err != nil {
					return planned, err
				}
			}
		}
	}
}

// planRule plans a rule's people, batch of them a transaction.
func (p *Planner) planRule(ctx context.Context, d postgres.DueRule) (int, error) {
	w := walk{event: programme.Event{ID: d.Event}}
	for !w.over {
		before := w.made
		var err error
		if w, err = p.step(ctx, d, w); err != nil {
			return w.made, err
		}
		failpoint.Hit(failpoint.Planned, func() string { return strconv.FormatInt(d.Rule, 10) })
		if w.made > before {
			p.committed()
		}
	}
	return w.made, nil
}

// step is one transaction of a rule's planning. If it fails the walk stands where it
// stood.
func (p *Planner) step(ctx context.Context, d postgres.DueRule, w walk) (next walk, err error) {
	for range tries {
		err = p.db.Do(ctx, func(tx *postgres.Tx) (err error) {
			next, err = plan(ctx, tx, d, w)
			if err == nil {
				failpoint.Hit(failpoint.Plan, func() string { return strconv.FormatInt(d.Rule, 10) })
			}
			return err
		})
		if !postgres.Repeatable(err) {
			break
		}
	}
	if err != nil {
		return w, err
	}
	return next, nil
}

// failed has a rule wait and tells its programme's staff the first time.
func (p *Planner) failed(ctx context.Context, d postgres.DueRule, why error) error {
	p.log.Error("planning a reminder", "rule", d.Rule, "event", d.Event, "error", why)
	err := p.db.Do(ctx, func(tx *postgres.Tx) error {
		failures, err := tx.RuleFailed(ctx, d.Rule)
		if err != nil || failures != 1 {
			return err
		}
		e, err := tx.Event(ctx, d.Event)
		if _, gone := programme.AsError(err); gone {
			return nil
		}
		if err != nil {
			return err
		}
		return tellStaff(ctx, tx, e)
	})
	if err != nil {
		return errors.Join(why, err)
	}
	p.committed()
	return nil
}
