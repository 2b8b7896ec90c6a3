package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"jarchy/bot"
	"jarchy/internal/postgres"
)

// newRun names this process run: a uuid, so that nobody mistakes it for another.
func newRun() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// identify refuses a database of another bot unless told to take it over, and
// pauses all but answers in one that was taken over, restored or promoted: what
// it remembers as unsent may long have gone.
func (a *App) identify(ctx context.Context) error {
	same, why, err := a.db.Identity(ctx, a.self.ID)
	another := errors.Is(err, postgres.ErrAnotherBot)
	switch {
	case another && !a.config.NewBot:
		return fmt.Errorf("%w. Is the token right, and the database? To let this bot take the database over, start once with --new-bot", err)
	case another:
		why = "another bot took this database over"
	case err != nil || same:
		return err
	}
	a.config.Log.WarnContext(ctx, "all but answers is paused until an owner resumes (a button in the chat, or `jarchy resume`)", "why", why)
	return a.db.Do(ctx, func(tx *postgres.Tx) error {
		if another {
			if err := tx.SetNewBot(ctx, a.self.ID); err != nil {
				return err
			}
		} else if err := tx.AdoptIdentity(ctx); err != nil {
			return err
		}
		return tx.Pause(ctx, postgres.PauseAllButAnswers, why) // askOwners asks, once it knows what there is to decide
	})
}

// askOwners asks the owners of a database that came from a backup, or whose copy may be
// at work, what becomes of what waits in it. The reminders that fell due meanwhile are
// planned first: they are part of what waits.
func (a *App) askOwners(ctx context.Context) error {
	restored, paused := false, false
	if err := a.db.Do(ctx, func(tx *postgres.Tx) (err error) {
		if _, restored, err = tx.Restored(ctx); err != nil {
			return err
		}
		if _, paused, err = tx.HeldBack(ctx); err != nil || !restored && !paused {
			return err
		}
		return tx.ReplanAll(ctx)
	}); err != nil || !restored && !paused {
		return err
	}
	if _, err := a.planner.Plan(ctx); err != nil {
		return err
	}
	if !restored {
		return a.db.Do(ctx, func(tx *postgres.Tx) error { return bot.AskToResume(ctx, tx) })
	}
	a.config.Log.WarnContext(ctx, "this database was restored from a backup: all but answers is paused until an owner decides (a button in the chat, or `jarchy resume`)")
	return a.db.Do(ctx, func(tx *postgres.Tx) error { return bot.AskAfterRestore(ctx, tx) })
}
