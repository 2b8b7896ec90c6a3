package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Sending is what readiness asks of sending: it is found by indexes, however long the
// queue is.
type Sending struct {
	OldestDue time.Duration // how long the oldest row that may go has waited; 0 if none
	TooMany   time.Time     // until when Telegram last asked to wait, in programme time; zero: it did not
}

// Status is how sending stands, as the database knows it. Instants are of programme
// time.
type Status struct {
	Sending
	Active  time.Time    // since when a process serves; zero: none does
	Host    string       // the machine that it is on
	Queue   []QueueCount // what is not final
	Handled time.Time    // when an update was handled last; zero: none was
	Parked  int          // jobs that were given up
	Pauses  []Pause      // that hold now; Until is machine time
}

// QueueCount counts the rows of a class that wait, of it.
type QueueCount struct {
	Class string `db:"class"` // answer, notice, mass
	State string `db:"state"` // now, later, sending, unknown
	N     int    `db:"n"`
}

// Sending reads what readiness asks of sending.
func (d *DB) Sending(ctx context.Context) (s Sending, err error) {
	err = d.Do(ctx, func(tx *Tx) error {
		s, err = tx.sending(ctx)
		return err
	})
	return s, err
}

// QueueCounts counts what waits, all of it.
func (d *DB) QueueCounts(ctx context.Context) (counts []QueueCount, err error) {
	err = d.Do(ctx, func(tx *Tx) error {
		counts, err = tx.queueCounts(ctx)
		return err
	})
	return counts, err
}

func (tx *Tx) sending(ctx context.Context) (s Sending, err error) {
	var row struct {
		Oldest  float64         `db:"oldest"`   // seconds
		TooMany sql.NullFloat64 `db:"too_many"` // seconds ago
	}
	if err := tx.tx.GetContext(ctx, &row, `
		SELECT coalesce((SELECT extract(epoch FROM $1 - min(first.not_before)) FROM unnest(array[0, 1, 2]::smallint[]) AS c (class), LATERAL (
		                   SELECT o.not_before FROM outbox o WHERE o.class = c.class AND o.state = 'queued' AND o.withdrawn IS NULL AND o.not_before <= $1
		                    ORDER BY o.not_before LIMIT 1) first), 0)::float8 AS oldest,
		       (SELECT extract(epoch FROM clock_timestamp() - max(until)) FROM pause WHERE why = $2)::float8 AS too_many`, tx.now, tooMany); err != nil {
		return s, fmt.Errorf("sending: %w", err)
	}
	return Sending{OldestDue: time.Duration(row.Oldest * float64(time.Second)), TooMany: tx.ago(row.TooMany)}, nil
}

func (tx *Tx) queueCounts(ctx context.Context) (counts []QueueCount, err error) {
	if err = tx.tx.SelectContext(ctx, &counts, `
		SELECT (array['answer', 'notice', 'mass'])[class + 1] AS class,
		       CASE WHEN state <> 'queued' THEN state WHEN not_before <= $1 THEN 'now' ELSE 'later' END AS state, count(*) AS n
		  FROM outbox WHERE state IN ('queued', 'sending', 'unknown') AND withdrawn IS NULL GROUP BY 1, 2`, tx.now); err != nil {
		return nil, fmt.Errorf("what waits: %w", err)
	}
	return counts, nil
}

// Status reads how sending stands.
func (tx *Tx) Status(ctx context.Context) (s Status, err error) {
	if s.Sending, err = tx.sending(ctx); err != nil {
		return s, err
	}
	if s.Queue, err = tx.queueCounts(ctx); err != nil {
		return s, err
	}
	var row struct {
		Active  sql.NullFloat64 `db:"active"` // seconds ago
		Host    string          `db:"host"`
		Handled sql.NullTime    `db:"handled"`
		Parked  int             `db:"parked"`
	}
	if err := tx.tx.GetContext(ctx, &row, `
		SELECT (SELECT extract(epoch FROM clock_timestamp() - since) FROM lease WHERE run IS NOT NULL AND until > clock_timestamp())::float8 AS active,
		       coalesce((SELECT host FROM lease WHERE run IS NOT NULL AND until > clock_timestamp()), '') AS host,
		       (SELECT max(done_at) FROM update_mark) AS handled,
		       (SELECT count(*) FROM job WHERE parked IS NOT NULL) AS parked`); err != nil {
		return s, fmt.Errorf("status: %w", err)
	}
	s.Active, s.Host, s.Handled, s.Parked = tx.ago(row.Active), row.Host, row.Handled.Time, row.Parked
	err = tx.tx.SelectContext(ctx, &s.Pauses, `
		SELECT scope, coalesce(chat, 0) AS chat, coalesce(until, '0001-01-01Z') AS until, why FROM pause
		 WHERE until IS NULL OR until > clock_timestamp() ORDER BY scope, chat`)
	return s, err
}

// ago is the instant of programme time that was so many seconds of machine time ago.
func (tx *Tx) ago(seconds sql.NullFloat64) time.Time {
	if !seconds.Valid {
		return time.Time{}
	}
	return tx.now.Add(-time.Duration(seconds.Float64 * float64(time.Second)))
}
