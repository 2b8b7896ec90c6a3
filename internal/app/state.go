package app

import (
	"context"
	"sync"
	"time"

	"jarchy/internal/web"
)

// problems is what keeps a bot from working, in words; empty: nothing.
type problems struct {
	mu   sync.Mutex
	what string
}

func (p *problems) set(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what = what
}

func (p *problems) get() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.what
}

// Ready tells whether the bot can do its work: the database answers, Telegram
// answered lately or another process is active.
func (a *App) Ready(ctx context.Context) web.Readiness {
	var r web.Readiness
	r.Active, r.Since, _ = a.lease.Holder()
	status := a.intake.Status()
	r.LastPoll = status.LastPoll
	if err := a.db.Ping(ctx); err != nil {
		r.Problems = append(r.Problems, "the database does not answer")
	}
	if what := a.problems.get(); what != "" {
		r.Problems = append(r.Problems, what)
	}
	if status.Contested {
		r.Problems = append(r.Problems, "another copy uses this token; nothing is sent")
	}
	// The first poll of an idle bot takes as long as Telegram waits for updates.
	heard := status.LastPoll
	if r.Since.After(heard) {
		heard = r.Since
	}
	if r.Active && a.config.Webhook == "" && a.config.Clock.machine().Sub(heard) > 90*time.Second {
		r.Problems = append(r.Problems, "Telegram has not answered a poll for 90 s")
	}
	r.Ready = len(r.Problems) == 0
	return r
}
