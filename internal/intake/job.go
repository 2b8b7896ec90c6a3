package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

const (
	jobLimit      = 30 * time.Second // of one run, without its download
	downloadLimit = time.Minute
	firstRetry    = 10 * time.Second // doubling
	triesOfJob    = 3
	largestFile   = 20 << 20 // bytes; Telegram hands bots no larger one
)

// errLeft says that a job was not run because the runner stops.
var errLeft = errors.New("left for the next run")

// job runs a job once and sees to what became of it.
func (r *Runner) job(ctx context.Context, j programme.Job) {
	after := context.WithoutCancel(ctx)
	if j.Tries >= triesOfJob { // begun, and this process or the last did not end it
		r.parkJob(after, j, errKills)
		return
	}
	ok, err := r.DB.BeginJob(after, &j)
	if err != nil || !ok {
		return // what is due is looked for again
	}
	err = r.tryJob(ctx, j)
	switch {
	case err == nil:
	case errors.Is(err, errLeft):
		r.leaveJob(after, j)
	case isLost(err):
		r.Log.WarnContext(ctx, "the database is lost, a job waits for it", "job", j.ID, "err", err)
		sleep(ctx, lookEvery)
		r.leaveJob(after, j)
	case j.Tries >= triesOfJob:
		r.parkJob(after, j, err)
	default:
		wait := max(firstRetry<<(j.Tries-1), retryAfter(err))
		r.Log.WarnContext(ctx, "job failed", "job", j.ID, "kind", j.Kind, "try", j.Tries, "wait", wait, "err", err)
		if err := r.DB.RetryJob(after, j, wait); err != nil {
			r.Log.WarnContext(ctx, "job not put off", "job", j.ID, "err", err)
		}
	}
}

// tryJob fetches what the job asks for and has it handled in its lane.
func (r *Runner) tryJob(ctx context.Context, j programme.Job) error {
	file, err := r.download(ctx, j)
	if err != nil {
		return err
	}
	r.lanes.do(laneOf(j), func() {
		if ctx.Err() != nil {
			err = errLeft
			return
		}
		after := context.WithoutCancel(ctx)
		err = r.transact(after, func(tx *postgres.Tx) (bool, error) { return tx.TakeJob(after, j) },
			func(tx *postgres.Tx) error {
				return r.limited(after, jobLimit, "job", j.ID, func(ctx context.Context) error {
					if err := r.Handler.HandleJob(ctx, tx, j, file); err != nil {
						return err
					}
					failpoint.Hit(failpoint.Job, func() string { return j.Kind })
					return nil
				})
			})
		if err == nil {
			failpoint.Hit(failpoint.Jobbed, func() string { return j.Kind })
		}
	})
	return err
}

// download fetches the file that a job's arguments name, if they name one.
func (r *Runner) download(ctx context.Context, j programme.Job) ([]byte, error) {
	var args struct {
		File string `json:"file"`
	}
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return nil, fmt.Errorf("arguments: %w", err)
	}
	if args.File == "" {
		return nil, nil
	}
	limited, cancel := context.WithTimeout(ctx, downloadLimit)
	defer cancel()
	file, err := r.Source.Download(limited, args.File, largestFile)
	if err != nil {
		if ctx.Err() != nil {
			return nil, errLeft
		}
		return nil, fmt.Errorf("download: %w", err)
	}
	return file, nil
}

// leaveJob takes back the try of a job that is not to blame, later if the database
// does not take it now.
func (r *Runner) leaveJob(ctx context.Context, j programme.Job) {
	if err := r.DB.LeaveJob(ctx, j); err != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.toLeave = append(r.toLeave, j)
	}
}

// leaveRest takes back the tries that leaveJob could not.
func (r *Runner) leaveRest(ctx context.Context) error {
	r.mu.Lock()
	rest := r.toLeave
	r.toLeave = nil
	r.mu.Unlock()
	for i, j := range rest {
		if err := r.DB.LeaveJob(ctx, j); err != nil {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.toLeave = append(r.toLeave, rest[i:]...)
			return err
		}
	}
	return nil
}

// parkJob gives a job up and tells its chat; if there is no telling, the park must
// do. What the database does not take now is tried at the next look.
func (r *Runner) parkJob(ctx context.Context, j programme.Job, why error) {
	r.Log.ErrorContext(ctx, "job parked", "job", j.ID, "kind", j.Kind, "why", why)
	park := func(tx *postgres.Tx) (bool, error) { return tx.ParkJob(ctx, j, why.Error()) }
	err := r.transact(ctx, park, func(tx *postgres.Tx) error {
		if j.Chat == 0 {
			return nil
		}
		return r.limited(ctx, r.Limit, "job", j.ID, func(ctx context.Context) error {
			return r.Handler.Apologise(ctx, tx, aboutChat(j.Chat), why)
		})
	})
	if err != nil && !isLost(err) {
		r.Log.ErrorContext(ctx, "apology not given", "job", j.ID, "err", err)
		err = r.transact(ctx, park, func(*postgres.Tx) error { return nil })
	}
	if err != nil {
		r.Log.WarnContext(ctx, "job not parked", "job", j.ID, "err", err)
	}
}

// aboutChat is an update of nothing, that says where an apology belongs. The ids of
// private chats are those of their users; all others are negative.
func aboutChat(chat int64) programme.Update {
	u := programme.Update{Kind: programme.OtherUpdate, Chat: chat}
	if chat > 0 {
		u.Private, u.User = true, chat
	}
	return u
}
