package intake_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/intake"
	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
)

const (
	run1 = "00000000-0000-4000-8000-000000000001"
	run2 = "00000000-0000-4000-8000-000000000002"
)

// holder is a process that wants the lease, with a pool of its own.
type holder struct {
	lease   *intake.Lease
	stop    func()       // tells it to stop, waits until it has
	turns   atomic.Int32 // times that work began
	working atomic.Bool
	ends    chan time.Time // when the context of a turn ended
}

type leases struct {
	*testing.T
	address string
	sql     *sqlx.DB
	both    atomic.Int32 // how many work now
	most    atomic.Int32
}

func newLeases(t *testing.T) *leases {
	t.Helper()
	address := postgrestest.URL(t)
	return &leases{T: t, address: address, sql: postgrestest.SQL(t, address)}
}

func (l *leases) open() *postgres.DB {
	return postgrestest.Open(l.T, l.address, postgrestest.NewClock(postgrestest.Start))
}

func (l *leases) start(run string, term time.Duration) *holder {
	return l.startOn(l.open(), run, term)
}

func (l *leases) startOn(db *postgres.DB, run string, term time.Duration) *holder {
	h := &holder{lease: intake.NewLease(db, run, "host of "+run, term, slog.New(slog.NewTextHandler(l.Output(), nil))), ends: make(chan time.Time, 100)}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		err := h.lease.Hold(ctx, func(ctx context.Context) error {
			l.most.Store(max(l.most.Load(), l.both.Add(1)))
			h.turns.Add(1)
			h.working.Store(true)
			<-ctx.Done()
			h.ends <- time.Now()
			h.working.Store(false)
			l.both.Add(-1)
			return ctx.Err()
		})
		if ctx.Err() == nil || err != nil && !errors.Is(err, context.Canceled) {
			l.Errorf("hold ended: %v", err)
		}
	}()
	h.stop = sync.OnceFunc(func() {
		cancel()
		<-ended
	})
	l.Cleanup(h.stop)
	return h
}

func (l *leases) until(what string, within time.Duration, ok func() bool) time.Duration {
	l.Helper()
	begun := time.Now()
	for !ok() {
		if time.Since(begun) > within {
			l.Fatalf("still no %s after %s", what, within)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(begun)
}

// raw takes the lease as a process does that shows no life after it.
func (l *leases) raw(term time.Duration) *postgres.LeaseConn {
	l.Helper()
	conn, err := l.open().OpenLease(l.Context(), run1, "first")
	if err != nil {
		l.Fatal(err)
	}
	if row, err := conn.Take(l.Context(), term, time.Second, postgres.LeaseRow{}); err != nil || row.Run != run1 {
		l.Fatalf("take: %+v, %v", row, err)
	}
	return conn
}

func TestOneOfTwoIsActive(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	a := l.start(run1, 15*time.Second)
	l.until("first turn", patience, a.working.Load)
	b := l.start(run2, 15*time.Second)
	l.until("sight of the other", patience, func() bool { _, row := b.lease.Holder(); return row.Run == run1 })
	time.Sleep(1500 * time.Millisecond) // longer than a connection may be gone
	if b.turns.Load() != 0 {
		t.Error("both had the lease")
	}
	active, row := a.lease.Holder()
	if !active || row.Run != run1 || row.Host != "host of "+run1 || time.Since(row.Since).Abs() > time.Minute {
		t.Errorf("holder: got %t, %+v", active, row)
	}
	if _, seen := b.lease.Holder(); seen.Host != row.Host {
		t.Errorf("the standby sees a holder on %q, want %q", seen.Host, row.Host)
	}
	if active, _ := b.lease.Holder(); active {
		t.Error("the standby says that it is active")
	}

	a.stop()
	if took := l.until("turn of the other", patience, b.working.Load); took > pace {
		t.Errorf("the other was let in after %s", took)
	}
	if active, _ := a.lease.Holder(); active {
		t.Error("who gave the lease back says that it is active")
	}
	if a.turns.Load() != 1 || l.most.Load() != 1 {
		t.Errorf("%d turns, %d at once", a.turns.Load(), l.most.Load())
	}
}

// pace is what a standby's look and a slow machine may take.
const pace = 800 * time.Millisecond

func TestADeadHolderIsFollowedSoon(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	conn := l.raw(time.Hour)
	b := l.start(run2, 15*time.Second)
	l.until("sight of the other", patience, func() bool { _, row := b.lease.Holder(); return row.Run == run1 })
	conn.Close()
	took := l.until("takeover", patience, b.working.Load)
	if took < 900*time.Millisecond || took > 2*time.Second+pace {
		t.Errorf("taken over after %s, want about 1 s", took)
	}
}

func TestASilentHolderIsFollowedAfterItsTerm(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	const term = 2 * time.Second
	begun := time.Now()
	conn := l.raw(term)
	defer conn.Close()
	b := l.start(run2, term)
	l.until("takeover", patience, b.working.Load)
	if took := time.Since(begun); took < term || took > term+2*pace {
		t.Errorf("taken over after %s, want %s", took, term)
	}
	if row, err := conn.Take(t.Context(), term, time.Second, postgres.LeaseRow{}); err != nil || row.Run != "" {
		t.Errorf("who lost the lease renews it: %+v, %v", row, err)
	}
}

func TestAHolderWhoseConnectionIsCutGoesOn(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	a := l.start(run1, 15*time.Second)
	l.until("turn", patience, a.working.Load)
	b := l.start(run2, 15*time.Second)
	l.until("sight of the other", patience, func() bool { _, row := b.lease.Holder(); return row.Run == run1 })
	var was int
	if err := l.sql.Get(&was, `SELECT backend_pid FROM lease`); err != nil {
		t.Fatal(err)
	}
	cut := time.Now()
	l.sql.MustExec(`SELECT pg_terminate_backend(backend_pid) FROM lease`)
	if took := (<-a.ends).Sub(cut); took > 900*time.Millisecond {
		t.Errorf("work went on for %s without its connection", took)
	}
	l.until("next turn", patience, func() bool { return a.turns.Load() == 2 && a.working.Load() })
	var is int
	if err := l.sql.Get(&is, `SELECT backend_pid FROM lease`); err != nil {
		t.Fatal(err)
	}
	if is == was {
		t.Error("the new connection was not written down")
	}
	time.Sleep(1500 * time.Millisecond)
	if b.turns.Load() != 0 || !a.working.Load() {
		t.Error("the lease went over to the standby")
	}
}

// Nobody tells either side that the network has gone: the holder must stop by its
// own clock, and the standby wait for the term.
func TestAHolderWhoseNetworkHasGoneStops(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	const term = 3 * time.Second
	line := newLine(t, l.address)
	a := l.startOn(postgrestest.Open(t, line.address, postgrestest.NewClock(postgrestest.Start)), run1, term)
	l.until("turn", patience, a.working.Load)
	b := l.start(run2, term)
	l.until("sight of the other", patience, func() bool { _, row := b.lease.Holder(); return row.Run == run1 })

	cut := time.Now()
	line.cut.Store(true)
	if took := (<-a.ends).Sub(cut); took > term { // less, unless this machine made the line look slow
		t.Errorf("work went on for %s without the database", took)
	}
	l.until("takeover", patience, b.working.Load)
	if took := time.Since(cut); took > term+2*pace {
		t.Errorf("taken over after %s, want %s at most", took, term)
	}
	stopped := time.Now()
	a.stop()
	if took := time.Since(stopped); took > 3*time.Second {
		t.Errorf("stopped without the database after %s", took)
	}
	if l.most.Load() != 1 {
		t.Errorf("%d at once", l.most.Load())
	}
}

// A renewal that waits for a lock counts from when it was sent: trust ends before
// the term that the row had.
func TestASlowRenewalDoesNotExtendTrust(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	a := l.start(run1, 2*time.Second)
	l.until("turn", patience, a.working.Load)
	for range 3 { // slow, one after the other, and then never
		lock := l.sql.MustBegin()
		lock.MustExec(`SELECT FROM lease FOR UPDATE`)
		time.Sleep(600 * time.Millisecond)
		lock.Rollback()
	}
	lock := l.sql.MustBegin()
	defer lock.Rollback()
	var left float64 // of the term, in s
	if err := lock.Get(&left, `SELECT extract(epoch FROM until - clock_timestamp()) FROM lease FOR UPDATE`); err != nil {
		t.Fatal(err)
	}
	over := time.Now().Add(time.Duration(left * float64(time.Second)))
	var last time.Time
	l.until("end of trust", patience, func() bool { return !a.working.Load() })
	for len(a.ends) > 0 {
		last = <-a.ends
	}
	if !last.Before(over) {
		t.Errorf("trusted until %s after the term", last.Sub(over))
	}
}

// A line on which an answer takes up to 0.8 s costs nobody the lease, from the moment
// on that it becomes slow; and whoever dies on it is followed all the same.
func TestASlowLine(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	line := newLine(t, l.address)
	a := l.startOn(postgrestest.Open(t, line.address, postgrestest.NewClock(postgrestest.Start)), run1, 15*time.Second)
	l.until("turn", patience, a.working.Load)
	b := l.start(run2, 15*time.Second)
	l.until("sight of the other", patience, func() bool { _, row := b.lease.Holder(); return row.Run == run1 })
	line.slow(100*time.Millisecond, 400*time.Millisecond) // each way
	time.Sleep(6 * time.Second)
	if n := a.turns.Load(); n != 1 || b.turns.Load() != 0 {
		t.Errorf("turns on a slow line: %d, and %d of the standby", n, b.turns.Load())
	}
	died := time.Now()
	line.close()
	l.until("takeover", patience, b.working.Load)
	if took := time.Since(died); took < 4*time.Second || took > 10*time.Second {
		t.Errorf("taken over after %s, want the long grace", took)
	}
	if l.most.Load() != 1 {
		t.Errorf("%d at once", l.most.Load())
	}
}

func TestWorkThatEndsByItselfGivesTheLeaseBack(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	broken := errors.New("broken")
	a := intake.NewLease(l.open(), run1, "", 15*time.Second, slog.New(slog.DiscardHandler))
	err := a.Hold(t.Context(), func(context.Context) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	var free bool
	if err := l.sql.Get(&free, `SELECT run IS NULL AND backend_pid IS NULL AND until IS NULL FROM lease`); err != nil || !free {
		t.Errorf("free: %t, %v", free, err)
	}
	if off := a.Offset().Abs(); off == 0 || off > time.Minute {
		t.Errorf("offset to a server on this machine: %s", off)
	}
}

func TestAStandbyStops(t *testing.T) {
	t.Parallel()
	l := newLeases(t)
	db := l.open()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	l.sql.MustExec(`UPDATE lease SET run = $1, until = clock_timestamp() + interval '1 hour', backend_pid = pg_backend_pid(),
		backend_start = (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())`, run2)
	begun := time.Now()
	if err := intake.NewLease(db, run1, "", time.Second, slog.New(slog.DiscardHandler)).Hold(ctx, func(context.Context) error { return errors.New("no lease") }); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("stopped after %s", took)
	}
}
