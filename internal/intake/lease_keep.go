package intake

import (
	"context"
	"errors"
	"time"

	"jarchy/internal/postgres"
)

// keep gets the lease and keeps it until ctx ends, connecting anew whenever the
// connection fails, and offers the context of each time of trust.
func (l *Lease) keep(ctx context.Context, trusts chan<- context.Context) {
	for failures := 0; ctx.Err() == nil; failures++ {
		err := l.connected(ctx, trusts)
		if ctx.Err() != nil {
			return
		}
		l.log.Warn("the lease's connection failed", "err", err)
		if failures > 0 {
			sleep(ctx, pingEvery)
		}
	}
}

// connected stands by and holds, in turns, on one connection until that fails, or
// until ctx ends: then it gives back what it holds.
func (l *Lease) connected(ctx context.Context, trusts chan<- context.Context) error {
	conn, err := ask(openLimit, func(ctx context.Context) (*postgres.LeaseConn, error) { return l.db.OpenLease(ctx, l.run) },
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
			err = l.hold(ctx, conn, held, trusts)
		}
		if err != nil {
			return err
		}
	}
	_, err = ask(backLimit, func(ctx context.Context) (struct{}, error) { return struct{}{}, conn.GiveBack(ctx) }, nil)
	return err
}

// holding is the lease in this run's hands. Both instants are monotonic, and taken
// before the statement was sent: one that is slow adds no trust.
type holding struct {
	row     postgres.LeaseRow
	renewed time.Time
	pinged  time.Time
}

// trusted is until when nobody else can have the lease.
func (h *holding) trusted(term time.Duration) time.Time {
	byTerm, byPing := h.renewed.Add(term-term/trustParts), h.pinged.Add(pingTrust)
	if byTerm.Before(byPing) {
		return byTerm
	}
	return byPing
}

// standBy waits until this run has the lease; nil: until ctx ended.
func (l *Lease) standBy(ctx context.Context, conn *postgres.LeaseConn) (*holding, error) {
	var gone postgres.LeaseRow // the holder whose connection was found gone
	var since time.Time
	for ctx.Err() == nil {
		row, err := l.look(conn, openLimit)
		if err != nil {
			return nil, err
		}
		switch {
		case !row.Gone:
			gone = postgres.LeaseRow{}
		case row.Run != gone.Run || row.PID != gone.PID || !row.Start.Equal(gone.Start):
			gone, since = row, time.Now()
		}
		if row.Over || row.Run == l.run || row.Gone && time.Since(since) >= goneFor {
			if h, err := l.take(conn, openLimit, gone); err != nil || h != nil {
				return h, err
			}
		}
		l.tell(false, row)
		sleep(ctx, pingEvery)
	}
	return nil, nil
}

// hold pings and renews until the lease is lost or ctx ends, both of which are no
// error, or the connection fails.
func (l *Lease) hold(ctx context.Context, conn *postgres.LeaseConn, h *holding, trusts chan<- context.Context) error {
	trust, end := context.WithCancel(context.Background())
	defer end()
	l.tell(true, h.row)
	defer l.tell(false, h.row)
	doubt := time.AfterFunc(time.Until(h.trusted(l.term)), func() {
		end()
		l.tell(false, h.row)
	})
	defer doubt.Stop()
	l.log.Info("holding the lease", "run", l.run)
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-trust.Done():
			return nil
		case trusts <- trust:
			trusts = nil
		case <-ping.C:
			if ok, err := l.ping(conn, h); err != nil || !ok {
				return err
			}
			doubt.Reset(time.Until(h.trusted(l.term)))
		}
	}
}

// ping asks whether the lease is still this run's, and renews it when it is time or
// when a late statement of an earlier connection wrote that one down.
func (l *Lease) ping(conn *postgres.LeaseConn, h *holding) (ok bool, err error) {
	asked := time.Now()
	row, err := l.look(conn, pingTrust)
	if err != nil {
		return false, err
	}
	if row.Run != l.run || row.Over {
		l.log.Warn("the lease is lost", "to", row.Run)
		return false, nil
	}
	h.pinged = asked
	if row.PID == h.row.PID && asked.Sub(h.renewed) < l.term/renewals {
		return true, nil
	}
	renewed, err := l.take(conn, pingTrust, postgres.LeaseRow{})
	if err != nil || renewed == nil {
		return false, err
	}
	h.renewed, h.pinged = renewed.renewed, renewed.pinged
	return true, nil
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
func (l *Lease) take(conn *postgres.LeaseConn, limit time.Duration, gone postgres.LeaseRow) (*holding, error) {
	asked := time.Now()
	row, err := ask(limit, func(ctx context.Context) (postgres.LeaseRow, error) { return conn.Take(ctx, l.term, gone) }, nil)
	if err != nil || row.Run == "" {
		return nil, err
	}
	l.measure(asked, row.At)
	return &holding{row: row, renewed: asked, pinged: asked}, nil
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
	l.active, l.since, l.other = active, row.Since, row.Run
	if row.Run == l.run {
		l.other = ""
	}
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
