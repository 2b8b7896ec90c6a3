package outbox

import (
	"context"
	"fmt"
	"time"
)

const (
	finishTime  = 8 * time.Second         // for calls on the wire
	storingTime = 1500 * time.Millisecond // then, for their marks
	releaseTime = 500 * time.Millisecond
)

// finish ends a run: see Run.
func (r *run) finish(giveUp context.CancelFunc) error {
	deadline := time.After(r.finishTime)
	for r.onWire > 0 || r.claiming {
		select {
		case <-r.found: // nothing of it goes: it is released below
			r.claiming = false
		case a := <-r.done:
			r.ended(a)
		case marks := <-r.taken:
			r.stored(marks)
		case <-deadline:
			r.abandon()
			giveUp()
			r.claiming = false
		}
	}
	storing := time.After(storingTime)
	for len(r.held) > 0 {
		select {
		case marks := <-r.taken:
			r.stored(marks)
		case <-storing:
			return fmt.Errorf("stop sending: the database did not take the marks of %d rows", len(r.held))
		}
	}
	if !r.heir {
		return nil // it claimed nothing, and what others left is not its own
	}
	// A claim that the end cut off may have taken rows that nobody holds.
	ctx, cancel := context.WithTimeout(context.Background(), releaseTime)
	defer cancel()
	if err := r.queue.Release(ctx, r.holding()); err != nil {
		return fmt.Errorf("stop sending: %w", err)
	}
	r.publish()
	return nil
}

// abandon marks as unknown what is on the wire still.
func (r *run) abandon() {
	for _, f := range r.held {
		if !f.ended {
			r.mark(f, abandoned(f.row))
		}
	}
	r.onWire = 0
}
