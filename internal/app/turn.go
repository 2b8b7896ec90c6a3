package app

import (
	"context"
	"fmt"
	"time"
)

// Quiet reports whether nothing is left to do at this instant of programme time:
// no rule or job is due, nothing queued may leave. Updates that Telegram still
// holds are Telegram's.
func (a *App) Quiet(ctx context.Context) (bool, error) {
	due, err := a.db.Due(ctx)
	if err != nil || due {
		return false, err
	}
	quiet, err := a.db.Quiet(ctx)
	if err != nil || !quiet {
		return false, err
	}
	due, err = a.db.Due(ctx) // a mark may have left a job meanwhile
	return !due, err
}

// longestLook is the longest time between two looks whether the bot is quiet.
const longestLook = 10 * time.Millisecond

// Settle waits until the bot is quiet and, if given, settled says so too.
func (a *App) Settle(ctx context.Context, settled func() bool) error {
	for wait := time.Millisecond; ; wait = min(2*wait, longestLook) {
		if settled == nil || settled() {
			quiet, err := a.Quiet(ctx)
			if err != nil {
				return err
			}
			if quiet && (settled == nil || settled()) {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the bot did not come to rest: %w", context.Cause(ctx))
		case <-time.After(wait):
		}
	}
}

// Turn turns programme time on to an instant. On the way it stops wherever
// something waits for its hour, until that is done: what would have come on the
// way comes.
func (a *App) Turn(ctx context.Context, to time.Time, settled func() bool) error {
	for {
		next, waits, err := a.db.NextDue(ctx)
		if err != nil {
			return err
		}
		if !waits || next.After(to) {
			next = to
		}
		if next.After(a.config.Clock.Now()) {
			a.config.Clock.Set(next)
		}
		a.Wake()
		if err := a.Settle(ctx, settled); err != nil {
			return err
		}
		if !next.Before(to) {
			return nil
		}
	}
}

// Wake says that the clock was turned, or that rows were written behind the
// rooms' backs.
func (a *App) Wake() {
	a.planner.Wake()
	a.intake.Wake()
	a.sender.Wake()
}
