package intake

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"jarchy/internal/postgres"
)

const (
	pingEvery  = 200 * time.Millisecond
	openLimit  = 5 * time.Second // of what is asked while nothing is held
	backLimit  = 2 * time.Second // of giving back
	renewals   = 5               // in a term
	trustParts = 15              // of a term, one of which is not relied upon

	lastReconnect = 1200 * time.Millisecond // between connections that fail

	// How long a holder's connection is gone before its lease is taken: as the holder
	// asks, who believes an answered ping for a little less. On a quick line it is
	// short, so that who is killed is followed soon; the long one lets answers take
	// more than a second.
	shortGrace = 1150 * time.Millisecond
	longGrace  = 5 * time.Second
	graceParts = 20 // of a grace, one of which is not relied upon

	slowAfter = 50 * time.Millisecond // an answer that takes longer may be the first of a line that has become slow
	calmPings = 25                    // answered sooner, until the short grace will do again
)

// Lease is the right to poll and to send, which one process run has at a time.
type Lease struct {
	db   *postgres.DB
	run  string
	host string
	term time.Duration
	log  *slog.Logger

	mu       sync.Mutex
	active   bool
	row      postgres.LeaseRow
	offset   time.Duration
	measured bool
}

// NewLease makes a lease for a process run, a UUID, on a machine. The term is how long a holder
// keeps it that is not heard of any more while its connection stands.
func NewLease(db *postgres.DB, run, host string, term time.Duration, log *slog.Logger) *Lease {
	return &Lease{db: db, run: run, host: host, term: term, log: log}
}

// Holder reports whether this run may act now, and the lease as it was seen last.
func (l *Lease) Holder() (active bool, row postgres.LeaseRow) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.active, l.row
}

// Offset is what to add to this process's clock to have the database's, as last
// measured.
func (l *Lease) Offset() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.offset
}

// Hold waits until this run has the lease and runs work, again and again, with a
// context that ends when the lease is in doubt. It ends when ctx does, or when work
// ends by itself, with work's error; then it gives the lease back. While work winds
// up, the lease is still held.
func (l *Lease) Hold(ctx context.Context, work func(context.Context) error) error {
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	trusts := make(chan context.Context)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		l.keep(keeping, trusts)
	}()
	defer func() {
		stop()
		select { // a connection that goes nowhere must not hold up the end
		case <-kept:
		case <-time.After(backLimit):
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case trust := <-trusts:
			err, again := runTrusted(ctx, trust, work)
			if !again {
				return err
			}
			l.log.Warn("the lease was in doubt, work stopped", "err", err)
		}
	}
}

// runTrusted runs work until ctx or trust ends. It reports whether it was the trust
// that ended it.
func runTrusted(ctx, trust context.Context, work func(context.Context) error) (err error, again bool) {
	working, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(trust, stop)()
	err = work(working)
	return err, ctx.Err() == nil && trust.Err() != nil
}
