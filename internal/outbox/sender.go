// Package outbox is the single sender: it claims rows of the outbox, sends them
// at the pace that Telegram allows, and marks what became of them. It never
// renders and does not know what a row is about.
package outbox

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Wire carries one call to Telegram and says what became of it. It gives up when
// ctx ends.
type Wire interface {
	Call(ctx context.Context, c programme.Call) programme.Outcome
}

// Options are what a Sender needs.
type Options struct {
	Wire        Wire
	DB          *postgres.DB  // a pool of its own, of three connections or more
	Run         string        // uuid of this process run, as it stands in the lease
	Rate        int           // calls per second over all chats; 0 lifts all paces
	ResendAfter time.Duration // first wait before an unknown send is repeated
	Workers     int           // calls on the wire at once; 0: as many as gain something, see crew
	Asked       func() bool   // reports whether a reader waits for an answer; nil: nobody ever does
	Log         *slog.Logger  // nil: none
	OnFatal     func(string)  // told once, with Telegram's words, that the token is no good; must not block
}

// Sender sends what stands in the outbox, alone, while its run has the lease.
type Sender struct {
	o    Options
	wake chan struct{}

	unmarked   []postgres.Mark // that the last Run could not store
	finishTime time.Duration   // how long the end waits for calls on the wire

	mu     sync.Mutex
	status Status
}

// Status is where a sender stands.
type Status struct {
	OnWire    int       // calls without an answer yet
	Unmarked  int       // calls with an answer that the database has not taken yet
	Active    bool      // its run has the lease
	Fatal     string    // Telegram's words when it refused the token; empty: it did not
	TooMany   time.Time // machine time of the last 429 or the like; zero: none
	OldestDue time.Time // programme time since which the oldest waiting row might have gone; zero: none waits

	Results map[programme.Result]int // how often each came, since the start
}

// New makes a sender; Run makes it work.
func New(o Options) *Sender {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Asked == nil {
		o.Asked = func() bool { return false }
	}
	if o.OnFatal == nil {
		o.OnFatal = func(string) {}
	}
	return &Sender{o: o, wake: make(chan struct{}, 1), finishTime: finishTime}
}

// Wake says that something may be to be sent: call it after a COMMIT that queued
// rows, when the lease was taken, when a pause ended, when the clock was turned.
// It never blocks.
func (s *Sender) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // the wake before is still to come
	}
}

// Status reports where the sender stands.
func (s *Sender) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.status
	st.Results = make(map[programme.Result]int, len(s.status.Results))
	for k, v := range s.status.Results {
		st.Results[k] = v
	}
	return st
}

func (s *Sender) update(f func(*Status)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.status)
}
