package app

import (
	"context"
	"strings"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
)

// standstill is how many pulses sending may miss before that is told.
const standstill = 10

// keepPulse notes from time to time that sending works. While it does not for longer,
// the log says so, and so does readiness; once it works again, the team is told what
// the time without it did: the process that was away, or its line, cannot tell by
// itself.
func (a *App) keepPulse(ctx context.Context) {
	every := a.config.Pulse
	if every == 0 {
		every = time.Minute
	}
	defer a.still.set("")
	last, told := a.config.Clock.machine(), time.Time{}
	for first := true; first || sleep(ctx, every); first = false {
		why, err := a.beat(ctx, every)
		now := a.config.Clock.machine()
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			why = err.Error()
		case why == "":
			last = now
			a.still.set("")
			continue
		}
		if now.Sub(last) < standstill*every {
			continue
		}
		a.still.set("sending stands still: " + why)
		if now.Sub(told) >= standstill*every {
			told = now
			a.config.Log.ErrorContext(ctx, "sending stands still", "for", now.Sub(last).Round(time.Second), "why", why)
		}
	}
}

// beat notes that sending works, or says why it does not.
func (a *App) beat(ctx context.Context, every time.Duration) (why string, err error) {
	if r := a.ready(ctx); !r.Ready {
		return strings.Join(r.Problems, "; "), nil
	}
	stuck, owner, err := a.db.Stuck(ctx, standstill*every, every)
	switch {
	case err != nil:
		return "", err
	case owner:
		return "it waits until an owner resumes it (a button in the chat, or `jarchy resume`)", nil
	case stuck:
		return "what is due does not leave", nil
	}
	err = a.db.Do(ctx, func(tx *postgres.Tx) error {
		gap, err := tx.Pulse(ctx)
		if err == nil && gap >= standstill*every {
			a.config.Log.WarnContext(ctx, "sending works again", "after", gap.Round(time.Second))
			err = a.bot.Recovered(ctx, tx, gap)
		}
		if err == nil {
			failpoint.Hit(failpoint.Pulse, nil)
		}
		return err
	})
	if err == nil {
		failpoint.Hit(failpoint.Pulsed, nil)
	}
	return "", err
}
