package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

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
		if err := tellMissed(ctx, tx, p.ID, 0); err != nil {
			return err
		}
	}
	return nil
}

// tellMissed tells somebody what did not come to them and still concerns them: the newest
// change of each event, and of the seat that they have there; of one event alone, if that is
// not 0, which they are taken back to or which was changed again.
func tellMissed(ctx context.Context, tx *postgres.Tx, person, event int64) error {
	sends, err := tx.MissedChanges(ctx, person, event)
	if err != nil {
		return err
	}
	events, err := tx.UntoldSeatsOf(ctx, person)
	if err != nil {
		return err
	}
	missed := map[int64]postgres.Send{}
	for _, s := range sends {
		missed[s.Event], events = s, append(events, s.Event)
	}
	slices.Sort(events) // several are held by their ids
	for _, id := range slices.Compact(events) {
		if event != 0 && id != event {
			continue
		}
		if err := tellMissedOf(ctx, tx, person, id, missed[id]); err != nil {
			return err
		}
	}
	return nil
}

// tellMissedOf tells somebody a change of an event that they missed, if its send is one, and
// of their seat if they do not know of it: with the change, or else by itself.
func tellMissedOf(ctx context.Context, tx *postgres.Tx, person, event int64, s postgres.Send) error {
	e, err := tx.ShareEvent(ctx, event)
	if err != nil {
		return err
	}
	seats, err := tx.UntoldSeats(ctx, event, person)
	if err != nil {
		return err
	}
	if s.ID != 0 {
		a, err := missedChange(ctx, tx, e, s)
		if err != nil {
			return err
		}
		a.Promoted = append(a.Promoted, seats...)
		told, err := reminder.Again(ctx, tx, a, person)
		switch {
		case err != nil:
			return err
		case told:
			if seats, err = tx.UntoldSeats(ctx, event, person); err != nil { // what it does not carry
				return err
			}
		case slices.Contains(a.Promoted, person): // the seat is all that they do not know
			seats = []int64{person}
		}
	}
	return tellPromotedAnew(ctx, tx, e, seats)
}
