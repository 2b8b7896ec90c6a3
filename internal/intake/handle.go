package intake

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	attempts   = 3 // of a transaction that others were in the way of
	killsTaken = 3 // how often an update or a job may take the process down with it
)

// lostError says that the database did not take it: nothing is done, or nothing is
// known of it.
type lostError struct{ err error }

func (e lostError) Error() string { return e.err.Error() }
func (e lostError) Unwrap() error { return e.err }

func isLost(err error) bool {
	_, ok := errors.AsType[lostError](err)
	return ok
}

var errKills = fmt.Errorf("it ended the process %d times", killsTaken)

// carefully counts the try before it handles an update.
func (r *Runner) carefully(ctx context.Context, u programme.Update) error {
	if !r.counted(u.ID) { // else it comes again, and this process lives
		tries, err := r.DB.BeginUpdate(ctx, u.ID)
		switch {
		case err != nil:
			return lostError{err}
		case tries == 0:
			return nil
		case tries > killsTaken:
			r.Log.ErrorContext(ctx, "update parked", "update", u.ID, "why", errKills)
			return r.giveUp(ctx, u, errKills, true)
		}
		r.count(u.ID, true)
		failpoint.Hit(failpoint.Begun, func() string { return u.Text })
	}
	err := r.update(ctx, u)
	if err == nil {
		r.count(u.ID, false)
	}
	return err
}

func (r *Runner) counted(update int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.begun[update]
}

func (r *Runner) count(update int64, begun bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if begun {
		r.begun[update] = true
	} else {
		delete(r.begun, update)
	}
}

// update handles an update, for good: it returns an error only if the database is
// lost. What has begun is finished, whatever becomes of ctx.
func (r *Runner) update(ctx context.Context, u programme.Update) error {
	ctx = context.WithoutCancel(ctx)
	r.asked.Add(1)
	defer r.asked.Add(-1)
	if u.Kind == programme.Unreadable {
		why := errors.New(u.Problem)
		r.Log.ErrorContext(ctx, "update parked", "update", u.ID, "why", why)
		return r.giveUp(ctx, u, why, true)
	}
	mark := func(tx *postgres.Tx) (bool, error) { return tx.MarkUpdate(ctx, u.ID) }
	if tooFast, tell := r.flood.tooFast(u, time.Now()); tell != nil {
		r.Log.WarnContext(ctx, "somebody writes too fast", "update", u.ID)
		return r.giveUp(ctx, u, tell, false)
	} else if tooFast {
		return r.pass(ctx, mark)
	}
	if r.Prepare != nil {
		r.Prepare(u)
	}
	err := r.transact(ctx, mark,
		func(tx *postgres.Tx) error {
			return r.limited(ctx, r.Limit, "update", u.ID, func(ctx context.Context) error {
				failpoint.Hit(failpoint.Handle, func() string { return u.Text })
				if err := r.Handler.Handle(ctx, tx, u); err != nil {
					return err
				}
				failpoint.Hit(failpoint.Handled, func() string { return u.Text })
				return nil
			})
		})
	if err == nil {
		failpoint.Hit(failpoint.Committed, func() string { return u.Text })
	}
	if err == nil || isLost(err) {
		return err
	}
	r.Log.ErrorContext(ctx, "update not handled", "update", u.ID, "err", err)
	return r.giveUp(ctx, u, err, false)
}

// giveUp marks an update done and apologises; if there is no apologising either,
// the mark must do.
func (r *Runner) giveUp(ctx context.Context, u programme.Update, why error, parked bool) error {
	ctx = context.WithoutCancel(ctx)
	mark := func(tx *postgres.Tx) (bool, error) {
		if parked {
			return tx.ParkUpdate(ctx, u.ID, why.Error())
		}
		return tx.MarkUpdate(ctx, u.ID)
	}
	err := r.transact(ctx, mark, func(tx *postgres.Tx) error {
		return r.limited(ctx, r.Limit, "update", u.ID, func(ctx context.Context) error {
			return r.Handler.Apologise(ctx, tx, u, why)
		})
	})
	if err == nil || isLost(err) {
		return err
	}
	r.Log.ErrorContext(ctx, "apology not given", "update", u.ID, "err", err)
	return r.pass(ctx, mark)
}

// pass marks, and does no more.
func (r *Runner) pass(ctx context.Context, mark func(*postgres.Tx) (bool, error)) error {
	if err := r.transact(ctx, mark, func(*postgres.Tx) error { return nil }); err != nil {
		return lostError{err}
	}
	return nil
}

// transact marks and works in one transaction, and does neither if the mark says
// that there is nothing to do. Where another transaction was in the way, the whole is
// done again. A failure of the database before work begins is the database's; later
// it is what it says it is.
func (r *Runner) transact(ctx context.Context, mark func(*postgres.Tx) (bool, error), work func(*postgres.Tx) error) (err error) {
	for range attempts {
		if err = r.transactOnce(ctx, mark, work); !postgres.Repeatable(err) {
			break
		}
	}
	if err != nil && postgres.Lost(err) {
		return lostError{err}
	}
	return err
}

func (r *Runner) transactOnce(ctx context.Context, mark func(*postgres.Tx) (bool, error), work func(*postgres.Tx) error) error {
	tx, err := r.DB.Begin(ctx)
	if err != nil {
		return lostError{err}
	}
	defer func() { _ = tx.Rollback() }()
	fresh, err := mark(tx)
	switch {
	case postgres.Repeatable(err):
		return err
	case err != nil:
		return lostError{err}
	case !fresh:
		return nil
	}
	if err := work(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	r.committed(tx.Left())
	return nil
}

// limited runs f under a time limit and makes its panic an error. If f does not
// return within the grace past the limit, it ends the process: nothing else could free the lane.
func (r *Runner) limited(ctx context.Context, limit time.Duration, what string, id int64, f func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ended := make(chan struct{})
	defer close(ended)
	stuck := time.AfterFunc(limit+r.grace, func() { r.stuck(ended, what, id) })
	defer stuck.Stop()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if ctx.Err() != nil {
			// A statement that it cut short broke the connection, which is no loss of the
			// database and no reason to try again.
			err = errors.Join(fmt.Errorf("over the limit of %s: %w", limit, context.DeadlineExceeded), err)
		}
	}()
	return f(ctx)
}

// stuck ends the process, unless it is the database that does not answer: the limits
// of its connections end that.
func (r *Runner) stuck(ended <-chan struct{}, what string, id int64) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := r.DB.Ping(ctx); err != nil {
		select {
		case <-ended:
			return
		case <-time.After(15 * time.Second):
		}
	}
	select {
	case <-ended:
		return
	default:
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	r.Log.Error("a handler does not end, so the process does", what, id, "stacks", string(stacks))
	r.Exit(1)
}
