package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Status is how sending stands, as the database knows it. Instants are of programme
// time.
type Status struct {
	Active    time.Time     // since when a process serves; zero: none does
	Host      string        // the machine that it is on
	Queue     []QueueCount  // what is not final
	OldestDue time.Duration // how long the oldest row that may go has waited; 0 if none
	TooMany   time.Time     // until when Telegram last asked to wait; zero: it did not
	Handled   time.Time     // when an update was handled last; zero: none was
	Parked    int           // jobs that were given up
	Pauses    []Pause       // that hold now; Until is machine time
}

// QueueCount counts the rows of a class that wait, of it.
type QueueCount struct {
	Class string `db:"class"` // answer, notice, mass
	State string `db:"state"` // now, later, sending, unknown
	N     int    `db:"n"`
}

// Status reads how sending stands.
func (d *DB) Status(ctx context.Context) (s Status, err error) {
	err = d.Do(ctx, func(tx *Tx) error {
		s, err = tx.Status(ctx)
		return err
	})
	return s, err
}

// Status reads how sending stands.
func (tx *Tx) Status(ctx context.Context) (Status, error) {
	var s Status
	var row struct {
		Active  sql.NullFloat64 `db:"active"` // seconds ago
		Host    string          `db:"host"`
		Oldest  float64         `db:"oldest"`   // seconds
		TooMany sql.NullFloat64 `db:"too_many"` // seconds ago
		Handled sql.NullTime    `db:"handled"`
		Parked  int             `db:"parked"`
	}
	if err := tx.tx.GetContext(ctx, &row, `
		SELECT (SELECT extract(epoch FROM clock_timestamp() - since) FROM lease WHERE run IS NOT NULL AND until > clock_timestamp())::float8 AS active,
		       coalesce((SELECT host FROM lease WHERE run IS NOT NULL AND until > clock_timestamp()), '') AS host,
		       coalesce((SELECT extract(epoch FROM $1 - min(not_before)) FROM outbox
		                  WHERE state = 'queued' AND withdrawn IS NULL AND not_before <= $1), 0)::float8 AS oldest,
		       (SELECT extract(epoch FROM clock_timestamp() - max(until)) FROM pause WHERE why = $2)::float8 AS too_many,
		       (SELECT max(done_at) FROM update_mark) AS handled,
		       (SELECT count(*) FROM job WHERE parked IS NOT NULL) AS parked`, tx.now, tooMany); err != nil {
		return s, fmt.Errorf("status: %w", err)
	}
	ago := func(seconds sql.NullFloat64) time.Time {
		if !seconds.Valid {
			return time.Time{}
		}
		return tx.now.Add(-time.Duration(seconds.Float64 * float64(time.Second)))
	}
	s.Active, s.TooMany = ago(row.Active), ago(row.TooMany)
	s.Host, s.Handled, s.Parked = row.Host, row.Handled.Time, row.Parked
	s.OldestDue = time.Duration(row.Oldest * float64(time.Second))
	if err := tx.tx.SelectContext(ctx, &s.Queue, `
		SELECT (array['answer', 'notice', 'mass'])[class + 1] AS class,
		       CASE WHEN state <> 'queued' THEN state WHEN not_before <= $1 THEN 'now' ELSE 'later' END AS state, count(*) AS n
		  FROM outbox WHERE state IN ('queued', 'sending', 'unknown') AND withdrawn IS NULL GROUP BY 1, 2`, tx.now); err != nil {
		return s, fmt.Errorf("status: %w", err)
	}
	err := tx.tx.SelectContext(ctx, &s.Pauses, `
		SELECT scope, coalesce(chat, 0) AS chat, coalesce(until, '0001-01-01Z') AS until, why FROM pause
		 WHERE until IS NULL OR until > clock_timestamp() ORDER BY scope, chat`)
	return s, err
}
