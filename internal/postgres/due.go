package postgres

import (
	"context"
	"database/sql"
	"time"
)

// Due reports whether a rule or a job is due at this instant of programme time.
func (d *DB) Due(ctx context.Context) (due bool, err error) {
	err = d.db.GetContext(ctx, &due, `
		SELECT EXISTS (SELECT FROM rule WHERE next_at <= $1)
		    OR EXISTS (SELECT FROM job WHERE parked IS NULL AND retry_at IS NULL AND not_before <= $1)`, d.Now())
	return due, err
}

// NextDue returns the earliest instant of programme time at which something waits
// to be done: a rule, a job, a row of the outbox; waits is false if nothing does.
func (d *DB) NextDue(ctx context.Context) (next time.Time, waits bool, err error) {
	var at sql.NullTime
	err = d.db.GetContext(ctx, &at, `
		SELECT min(t) FROM (
			SELECT min(next_at) AS t FROM rule
			UNION ALL SELECT min(not_before) FROM job WHERE parked IS NULL AND not_before > $1
			UNION ALL SELECT min(not_before) FROM outbox WHERE state = 'queued' AND withdrawn IS NULL AND not_before > $1) x`, d.Now())
	return at.Time, at.Valid, err
}
