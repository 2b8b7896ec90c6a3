package intake

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"jarchy/internal/failpoint"
	"jarchy/internal/postgres"
)

// keep gets the lease and keeps it until ctx ends, connecting anew whenever the
// connection fails, and offers the context of each time of trust.
func (l *Lease) keep(ctx context.Context, trusts chan<- context.Context) {
	failures := 0
	for ctx.Err() == nil {
		began := time.Now()
		err := l.connected(ctx, trusts)
		if ctx.Err() != nil {
			return
		}
		l.log.Warn("the lease's connection failed", "err", err)
		if time.Since(began) > lastReconnect {
			failures = 0 // it was a good one for a while
		}
		if failures > 0 {
			wait := min(pingEvery<<min(failures, 8), lastReconnect)
			sleep(ctx, wait-wait/4+rand.N(wait/2)) // not all processes at once
		}
		failures++
	}
}

// connected stands by and holds, in turns, on one connection until that fails, or
// until ctx ends: then it gives back what it holds.
func (l *Lease) connected(ctx context.Context, trusts chan<- context.Context) error {
	conn, err := ask(openLimit, func(ctx context.Context) (*postgres.LeaseConn, error) { return l.db.OpenLease(ctx, l.run, l.host) },
		func(late *postgres.LeaseConn) { late.Close() })
	if err != nil {
		return err
	}
	defer func() { go conn.Close() }() // which waits for a statement that goes nowhere
	for ctx.Err() == nil {
		held, err := l.standBy(ctx, conn)
		if err != nil {
			return err
		}
		if held != nil {
			err = held.hold(ctx, trusts)
		}
		if err != nil {
			return err
		}
	}
	_, err = ask(backLimit, func(ctx context.Context) (struct{}, error) { return struct{}{}, conn.GiveBack(ctx) }, nil)
	return err
}

// standBy waits until this run has the lease; nil: until ctx ended.
func (l *Lease) standBy(ctx context.Context, conn *postgres.LeaseConn) (*holding, error) {
	var gone postgres.LeaseRow // the holder whose connection was found gone
	var since time.Time
	for ctx.Err() == nil {
		asked := time.Now()
		row, err := l.look(conn, openLimit)
		if err != nil {
			return nil, err
		}
		trip := time.Since(asked)
		switch {
		case !row.Gone:
			gone = postgres.LeaseRow{}
		case row.Run != gone.Run || row.PID != gone.PID || !row.Start.Equal(gone.Start):
			gone, since = row, time.Now()
		}
		if row.Over || row.Run == l.run || row.Gone && time.Since(since) >= row.Grace {
			grace := shortGrace
			if trip >= slowAfter {
				grace = longGrace
			}
			gone.Grace = row.Grace
			if h, err := l.take(conn, openLimit, grace, gone); err != nil || h != nil {
				return h, err
			}
		}
		l.tell(false, row)
		sleep(ctx, pingEvery)
	}
	return nil, nil
}

func (l *Lease) look(conn *postgres.LeaseConn, limit time.Duration) (postgres.LeaseRow, error) {
	asked := time.Now()
	row, err := ask(limit, conn.Look, nil)
	if err == nil {
		l.measure(asked, row.At)
	}
	return row, err
}

// take takes or renews the lease; nil: it is somebody else's.
func (l *Lease) take(conn *postgres.LeaseConn, limit, grace time.Duration, gone postgres.LeaseRow) (*holding, error) {
	failpoint.Hit(failpoint.Lease, nil)
	asked := time.Now()
	row, err := ask(limit, func(ctx context.Context) (postgres.LeaseRow, error) { return conn.Take(ctx, l.term, grace, gone) }, nil)
	if err != nil || row.Run == "" {
		return nil, err
	}
	failpoint.Hit(failpoint.Leased, nil)
	l.measure(asked, row.At)
	return &holding{Lease: l, conn: conn, row: row, renewed: asked, pinged: asked, grace: grace}, nil
}

// measure compares the clocks. What is less than the round trip leaves open is no
// difference: the offset must not tremble.
func (l *Lease) measure(asked, at time.Time) {
	trip := time.Since(asked)
	offset := at.Sub(asked.Add(trip / 2))
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.measured || (offset-l.offset).Abs() > trip/2 {
		l.offset, l.measured = offset, true
	}
}

// tell notes what Holder tells.
func (l *Lease) tell(active bool, row postgres.LeaseRow) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.active, l.row = active, row
}

var errSilent = errors.New("no answer")

// ask waits for an answer of the database until the limit. A connection that goes
// nowhere blocks its caller longer, whatever the context says; what it answers late
// is handed to drop.
func ask[T any](limit time.Duration, f func(context.Context) (T, error), drop func(T)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	answers := make(chan answer, 1)
	go func() {
		defer cancel()
		value, err := f(ctx)
		answers <- answer{value, err}
	}()
	// A little longer than the context, whose own error is the better one.
	timeout := time.NewTimer(limit + 50*time.Millisecond)
	defer timeout.Stop()
	select {
	case a := <-answers:
		return a.value, a.err
	case <-timeout.C:
		if drop != nil {
			go func() {
				if a := <-answers; a.err == nil {
					drop(a.value)
				}
			}()
		}
		var none T
		return none, errSilent
	}
}
