package app

import (
	"sync"
	"time"
)

// Clock is programme time: the machine's clock, plus what the database's differs
// from it, plus the turn that a rehearsal, a demo or a test gave it.
type Clock struct {
	machine func() time.Time

	mu     sync.Mutex
	offset time.Duration
	turn   time.Duration
	last   time.Time // that was told
}

// NewClock tells programme time by a machine's clock.
func NewClock(machine func() time.Time) *Clock { return &Clock{machine: machine} }

// Now is programme time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.machine().Add(c.offset + c.turn)
	// A newer measure of the offset must not put what was just queued into the future.
	if back := c.last.Sub(now); back > 0 && back < time.Second {
		return c.last
	}
	c.last = now
	return now
}

// Set turns the clock to an instant; it goes on from there.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn += t.Sub(c.machine().Add(c.offset + c.turn))
}

// SetOffset notes by how much the database's clock is ahead of the machine's.
func (c *Clock) SetOffset(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = d
}
