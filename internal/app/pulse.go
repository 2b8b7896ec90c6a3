package app

import (
	"context"
	"strings"
	"time"

	"jarchy/internal/postgres"
)

const (
	// pulseEvery is how often it is noted that sending works.
	pulseEvery = time.Minute
	// standstill is how long sending may stand still before that is told.
	standstill = 10 * time.Minute
)

// keepPulse notes from time to time that sending works. While it does not, the log
// says so, as readiness does; once it works again, the team is told what the time
// without it did: the process that was away, or its line, cannot tell by itself.
func (a *App) keepPulse(ctx context.Context) {
	last, told := a.config.Clock.machine(), time.Time{}
	for first := true; first || sleep(ctx, pulseEvery); first = false {
		why, err := a.beat(ctx)
		now := a.config.Clock.machine()
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			why = err.Error()
		case why == "":
			last = now
			continue
		}
		if now.Sub(last) >= standstill && now.Sub(told) >= standstill {
			told = now
			a.config.Log.ErrorContext(ctx, "sending stands still", "for", now.Sub(last).Round(time.Second), "why", why)
		}
	}
}

// beat notes that sending works, or says why it does not.
func (a *App) beat(ctx context.Context) (why string, err error) {
	if r := a.Ready(ctx); !r.Ready {
		return strings.Join(r.Problems, "; "), nil
	}
	stuck, err := a.db.Stuck(ctx, standstill)
	if err != nil || stuck {
		return "what is due does not leave", err
	}
	return "", a.db.Do(ctx, func(tx *postgres.Tx) error {
		gap, err := tx.Pulse(ctx)
		if err != nil || gap < standstill {
			return err
		}
		a.config.Log.WarnContext(ctx, "sending works again", "after", gap.Round(time.Second))
		return a.bot.Recovered(ctx, tx, gap)
	})
}
