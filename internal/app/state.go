package app

import (
	"context"
	"sync"
	"time"

	"jarchy/internal/web"
)

// problem is what keeps a bot from working, in words; empty: nothing.
type problem struct {
	mu   sync.Mutex
	what string
}

func (p *problem) set(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what = what
}

func (p *problem) get() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.what
}

// Ready tells whether the bot can do its work: the database answers, Telegram
// answered lately or another process is active, and sending has not stood still for
// long.
func (a *App) Ready(ctx context.Context) web.Readiness {
	r := a.ready(ctx)
	if why := a.still.get(); r.Ready && why != "" {
		r.Ready, r.Problems = false, []string{why}
	}
	return r
}

// ready tells what can be seen at once.
func (a *App) ready(ctx context.Context) web.Readiness {
	var r web.Readiness
	active, lease := a.lease.Holder()
	r.Active, r.Host, r.Since = active, lease.Host, lease.Since
	status := a.intake.Status()
	r.LastPoll = status.LastPoll
	if what := a.problem.get(); what != "" {
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
	if err := a.readSending(ctx, &r); err != nil {
		r.Problems = append(r.Problems, "the database does not answer")
	}
	r.Ready = len(r.Problems) == 0
	return r
}

// readSending adds what the database knows of sending. Anybody may ask, so nothing is
// counted for it.
func (a *App) readSending(ctx context.Context, r *web.Readiness) error {
	if err := a.db.Ping(ctx); err != nil { // a transaction would wait for longer on a line that goes nowhere
		return err
	}
	s, err := a.db.Sending(ctx)
	if err != nil {
		return err
	}
	r.Database, r.OldestDue, r.TooMany = true, s.OldestDue.Seconds(), s.TooMany
	return nil
}

// Figures tells what Ready does, and what waits.
func (a *App) Figures(ctx context.Context) (r web.Readiness, queue []web.Waiting) {
	if r = a.Ready(ctx); !r.Database {
		return r, nil
	}
	counts, err := a.db.QueueCounts(ctx)
	if err != nil {
		r.Database = false
	}
	for _, c := range counts {
		queue = append(queue, web.Waiting(c))
	}
	return r, queue
}
