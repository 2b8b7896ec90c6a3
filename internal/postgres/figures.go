package postgres

import (
	"context"
	"time"
)

// QueueFigures counts what the outbox has to do.
type QueueFigures struct {
	Rows []struct {
		Class string `db:"class"`
		State string `db:"state"`
		N     int    `db:"n"`
	}
	OldestDue time.Duration // how long the oldest row that may go has waited; 0 if none
}

// QueueFigures reads how much waits in the outbox, and how long.
func (d *DB) QueueFigures(ctx context.Context) (f QueueFigures, err error) {
	if err = d.db.SelectContext(ctx, &f.Rows, `
		SELECT (array['answer', 'notice', 'mass'])[class + 1] AS class, state, count(*) AS n
		  FROM outbox WHERE state IN ('queued', 'sending', 'unknown') GROUP BY 1, 2 ORDER BY 1, 2`); err != nil {
		return f, err
	}
	var seconds float64
	err = d.db.GetContext(ctx, &seconds, `
		SELECT coalesce(extract(epoch FROM $1 - min(not_before)), 0)::float8
		  FROM outbox WHERE state = 'queued' AND withdrawn IS NULL AND not_before <= $1`, d.Now())
	f.OldestDue = time.Duration(seconds * float64(time.Second))
	return f, err
}
