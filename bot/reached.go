package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// jobReached is the job that tells somebody who can be written to again what they missed:
// it holds events, which is not for whoever wrote in passing.
const jobReached = "reached"

type reachedArgs struct {
	User int64 `json:"user"`
}

// reachedLater has an account told of the changes that did not reach it.
func reachedLater(ctx context.Context, tx *postgres.Tx, user int64) error {
	args, err := json.Marshal(reachedArgs{user})
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Kind: jobReached, Args: args, Key: fmt.Sprintf("%s:%d", jobReached, user), NotBefore: tx.Now()})
}

func reachedDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args reachedArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	caller, err := tx.Caller(ctx, args.User)
	if err != nil || caller.Account.Reach != programme.ReachOK {
		return err
	}
	for _, p := range caller.Persons {
		if err := tellMissedChanges(ctx, tx, p.ID, 0); err != nil {
			return err
		}
	}
	return nil
}

// tellMissedChanges tells somebody the newest change of each event where it did not come to them
// and still concerns them; of one event alone, if there is one.
func tellMissedChanges(ctx context.Context, tx *postgres.Tx, person, event int64) error {
	sends, err := tx.MissedChanges(ctx, person)
	if err != nil {
		return err
	}
	for _, s := range sends {
		if event != 0 && s.Event != event {
			continue
		}
		if event != 0 {
			s.Words = nil // why it was another than it is now
		}
		if err := reminder.Again(ctx, tx, announcement(programme.Event{ID: s.Event}, s), person); err != nil {
			return err
		}
	}
	return nil
}
