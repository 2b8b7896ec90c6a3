package outbox

import (
	"context"
	"time"

	"jarchy/internal/failpoint"
)

// sweep looks after rows that another run left, before the first claim and then
// every second. It reports whether the lease was just found to be this run's.
func (r *run) sweep(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, statementTime)
	defer cancel()
	r.swept = time.Now()
	was := r.active
	failpoint.Hit(failpoint.Sweep, nil)
	active, err := r.look(ctx)
	if active {
		failpoint.Hit(failpoint.Swept, nil)
	}
	r.trouble.note(r.o.Log, "sending waits for the database", err)
	if err != nil {
		return false
	}
	r.active = active
	if due, err := r.queue.OldestDue(ctx); err == nil {
		r.update(func(s *Status) { s.OldestDue = due })
	}
	return active && !was
}

// look is the sweep itself, the first being one of its own kind.
func (r *run) look(ctx context.Context) (active bool, err error) {
	if r.heir {
		return r.queue.Sweep(ctx, r.holding(), r.claiming)
	}
	r.heir, err = r.queue.Inherit(ctx, r.holding())
	return r.heir, err
}

// holding are the rows that no sweep may give back: they went, or are about to. Those that
// the Run before could not mark are among them, as long as this one lasts.
func (r *run) holding() []int64 {
	ids := append(make([]int64, 0, len(r.inherited)+len(r.held)), r.inherited...)
	for id := range r.held {
		ids = append(ids, id)
	}
	return ids
}
