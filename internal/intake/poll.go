package intake

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	carefulUpdates = 100 // how many are handled one by one after the lease was taken
	conflictWait   = 5 * time.Second
	firstWait      = time.Second // after a fetch that failed, doubling
	longestWait    = 30 * time.Second
)

// poll fetches and handles until ctx ends. The next fetch, which confirms a batch,
// waits for the whole of it: whatever happens before that comes again, and what is
// done is passed over.
func (r *Runner) poll(ctx context.Context) error {
	careful, handled, failures, losses := true, 0, 0, 0
	for ctx.Err() == nil {
		updates, err := r.Source.Fetch(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			wait, err := r.fetchFailed(err, failures)
			if err != nil {
				return err
			}
			if r.Status().Contested {
				r.holdSending(ctx)
			}
			failures++
			sleep(ctx, wait)
			continue
		}
		failures = 0
		r.note(func(s *Status) { s.heard(time.Now(), r.Contest) })

		failpoint.Hit(failpoint.Fetched, func() string { return texts(updates) })
		handle := r.batch
		if careful {
			handle = r.oneByOne
		}
		if err := handle(ctx, updates); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			r.Log.WarnContext(ctx, "the database is lost, polling waits for it", "err", err)
			r.awaitDatabase(ctx, losses)
			losses++
			continue
		}
		losses = 0
		if len(updates) > 0 {
			r.Source.Confirm(updates)
		}
		handled += len(updates)
		if careful && (len(updates) == 0 || handled >= carefulUpdates) {
			careful = false
			r.lanes.setLimit(r.Lanes)
		}
	}
	return nil
}

// texts are those of updates, for a failpoint.
func texts(updates []programme.Update) (text string) {
	for _, u := range updates {
		text += u.Text + "\n"
	}
	return text
}

// fetchFailed tells how long to wait after a fetch that failed, or that there is no
// use in waiting.
func (r *Runner) fetchFailed(err error, failures int) (wait time.Duration, fatal error) {
	if f, ok := errors.AsType[interface {
		error
		Fatal() bool
	}](err); ok && f.Fatal() {
		r.note(func(s *Status) { s.Fatal = err.Error() })
		r.Log.Error("polling stopped for good", "err", err)
		r.OnFatal(err.Error())
		return 0, fmt.Errorf("poll: %w", err)
	}
	if c, ok := errors.AsType[interface {
		error
		Conflict() bool
	}](err); ok && c.Conflict() {
		r.note(func(s *Status) { s.conflict(time.Now(), r.Contest) })
		r.Log.Warn("somebody else polls for this bot", "err", err)
		return conflictWait, nil
	}
	wait = min(firstWait<<min(failures, 5), longestWait)
	if after := retryAfter(err); after > 0 {
		wait = after
	}
	r.Log.Warn("fetching updates failed", "err", err, "wait", wait)
	return wait, nil
}

// holdSending stops sending for as long as conflicts go on: whoever else uses this
// token may send the same. It is a pause, which ends by itself.
func (r *Runner) holdSending(ctx context.Context) {
	const why = "another copy uses this token"
	r.Log.ErrorContext(ctx, "nothing is sent: "+why+". Stop it, or give it a token of its own; if it is not yours, revoke the token with @BotFather")
	err := r.DB.Do(ctx, func(tx *postgres.Tx) error { return tx.PauseFor(ctx, postgres.PauseAll, 0, r.Contest, why) })
	if err != nil && ctx.Err() == nil {
		r.Log.WarnContext(ctx, "could not pause sending", "err", err)
	}
}

// retryAfter is how long whoever failed asks to be left alone; 0: does not say.
func retryAfter(err error) time.Duration {
	if a, ok := errors.AsType[interface {
		error
		RetryAfter() time.Duration
	}](err); ok {
		return a.RetryAfter()
	}
	return 0
}

// batch handles updates in their lanes and waits for all. An error says that not
// all are done; those that were not begun yet are left.
func (r *Runner) batch(ctx context.Context, updates []programme.Update) error {
	var all sync.WaitGroup
	var lost atomic.Pointer[error]
	for _, u := range updates {
		all.Add(1)
		r.lanes.add(lane{chat: u.Lane()}, func() {
			defer all.Done()
			err := ctx.Err()
			if err == nil && lost.Load() == nil {
				err = r.update(ctx, u)
			}
			if err != nil {
				lost.CompareAndSwap(nil, &err)
			}
		})
	}
	all.Wait()
	if err := lost.Load(); err != nil {
		return *err
	}
	return nil
}

// oneByOne handles updates one after the other, each counted before it is begun, so
// that one which kills the process is known by its count.
func (r *Runner) oneByOne(ctx context.Context, updates []programme.Update) (err error) {
	for _, u := range updates {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.lanes.do(lane{chat: u.Lane()}, func() { err = r.carefully(ctx, u) })
		if err != nil {
			return err
		}
	}
	return nil
}

// awaitDatabase waits until the database answers, longer the more losses in a row
// there were: it may answer and still not take anything.
func (r *Runner) awaitDatabase(ctx context.Context, losses int) {
	wait := 100 * time.Millisecond << min(losses, 4)
	for {
		sleep(ctx, min(wait, time.Second))
		ping, cancel := context.WithTimeout(ctx, 5*time.Second)
		err := r.DB.Ping(ping)
		cancel()
		if err == nil || ctx.Err() != nil {
			return
		}
		wait = time.Second
	}
}
