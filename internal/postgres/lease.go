package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// LeaseConn is a connection of its own through which a process run looks at the
// lease and holds it: while the connection's backend lives, the run does. It serves
// one caller at a time.
type LeaseConn struct {
	pool *DB
	conn *sql.Conn
	run  string
	host string
}

// LeaseRow is the lease as it stood at an instant.
type LeaseRow struct {
	Run   string    // who holds it; empty: nobody
	Host  string    // the machine that it is on
	Since time.Time // machine time
	Over  bool      // free: nobody holds it, or the term is over
	Gone  bool      // the holder's connection is not there
	PID   int       // with Start: the holder's connection
	Start time.Time
	Grace time.Duration // how long the holder's connection must be gone before its lease is taken
	At    time.Time     // the server's clock
}

// OpenLease connects for a process run, a UUID, on a machine, whose name is for people
// to read.
func (d *DB) OpenLease(ctx context.Context, run, host string) (*LeaseConn, error) {
	// A pool of its own: no other connection, however stuck, can be in the way, and
	// closing it ends the backend.
	pool, err := d.Again(ctx, 1)
	if err != nil {
		return nil, err
	}
	conn, err := pool.db.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("connect for the lease: %w", err)
	}
	return &LeaseConn{pool: pool, conn: conn, run: run, host: host}, nil
}

// Close ends the connection, but does not give the lease back. It waits for a
// statement that is under way.
func (c *LeaseConn) Close() {
	c.conn.Close()
	c.pool.Close()
}

// Look reads the lease.
func (c *LeaseConn) Look(ctx context.Context) (LeaseRow, error) {
	var row LeaseRow
	var since, start sql.NullTime
	var grace int64
	// A start that this role may not see counts as the holder's.
	err := c.conn.QueryRowContext(ctx, `
		SELECT coalesce(l.run::text, ''), coalesce(l.host, ''), l.since, coalesce(l.backend_pid, 0), l.backend_start,
		       l.run IS NULL OR l.until <= clock_timestamp(),
		       l.run IS NOT NULL AND NOT EXISTS (SELECT FROM pg_stat_activity a
		           WHERE a.pid = l.backend_pid AND coalesce(a.backend_start = l.backend_start, true)),
		       coalesce(extract(epoch FROM l.grace) * 1000, 0)::bigint, clock_timestamp()
		  FROM lease l WHERE l.id = 1`).
		Scan(&row.Run, &row.Host, &since, &row.PID, &start, &row.Over, &row.Gone, &grace, &row.At)
	if err != nil {
		return LeaseRow{}, fmt.Errorf("look at the lease: %w", err)
	}
	row.Since, row.Start, row.Grace = since.Time, start.Time, time.Duration(grace)*time.Millisecond
	return row, nil
}

// Take takes the lease for a term, or renews it, and writes down this connection
// as the holder's, and how long it must be gone before another run takes over. It
// does so if nobody holds the lease, its term is over, it is this run's, or the
// connection of the holder that seen tells of is gone: the caller watched it for the
// grace that seen tells. A row without a run says that somebody else holds it.
func (c *LeaseConn) Take(ctx context.Context, term, grace time.Duration, seen LeaseRow) (LeaseRow, error) {
	row := LeaseRow{Run: c.run, Host: c.host, Grace: grace}
	err := c.conn.QueryRowContext(ctx, `
		UPDATE lease l
		   SET run = $1::uuid, host = $8, backend_pid = me.pid, backend_start = me.backend_start, until = clock_timestamp() + $2::interval,
		       grace = $6::interval,
		       since = CASE WHEN l.run = $1::uuid AND l.until > clock_timestamp() THEN l.since ELSE clock_timestamp() END
		  FROM pg_stat_activity me
		 WHERE l.id = 1 AND me.pid = pg_backend_pid()
		   AND (l.run IS NULL OR l.run = $1::uuid OR l.until <= clock_timestamp()
		        OR l.run::text = $3 AND l.backend_pid = $4 AND l.backend_start = $5 AND l.grace = $7::interval AND NOT EXISTS (SELECT FROM pg_stat_activity a
		               WHERE a.pid = l.backend_pid AND coalesce(a.backend_start = l.backend_start, true)))
		RETURNING l.since, me.pid, me.backend_start, clock_timestamp()`,
		c.run, milliseconds(term), seen.Run, seen.PID, nullTime(seen.Start), milliseconds(grace), milliseconds(seen.Grace), c.host).
		Scan(&row.Since, &row.PID, &row.Start, &row.At)
	if noRows(err) {
		return LeaseRow{}, nil
	}
	if err != nil {
		return LeaseRow{}, fmt.Errorf("take the lease: %w", err)
	}
	return row, nil
}

// AskGrace has other runs wait for longer before they take the lease from this one,
// and reports whether it is this one's still. It takes another connection than the
// lease's, on which an answer may be under way.
func (d *DB) AskGrace(ctx context.Context, run string, grace time.Duration) (held bool, err error) {
	// Written out: a statement with arguments would take a round trip more.
	n, err := affected(d.db.ExecContext(ctx, fmt.Sprintf(`
		UPDATE lease SET grace = %s WHERE id = 1 AND run::text = %s AND until > clock_timestamp()`,
		pq.QuoteLiteral(milliseconds(grace)), pq.QuoteLiteral(run))))
	if err != nil {
		return false, fmt.Errorf("ask for a longer grace: %w", err)
	}
	return n > 0, nil
}

// GiveBack frees the lease if this run holds it.
func (c *LeaseConn) GiveBack(ctx context.Context) error {
	_, err := c.conn.ExecContext(ctx, `
		UPDATE lease SET run = NULL, host = NULL, backend_pid = NULL, backend_start = NULL, since = NULL, until = NULL, grace = NULL
		 WHERE id = 1 AND run = $1::uuid`, c.run)
	if err != nil {
		return fmt.Errorf("give the lease back: %w", err)
	}
	return nil
}
