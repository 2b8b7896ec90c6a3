package postgres

import (
	"context"
	"fmt"
	"time"
)

// Checkup is what a database with a schema tells of how the bot lives in it.
type Checkup struct {
	Bot      int64     `db:"bot"`       // whose database it is; 0: not started yet
	Moved    bool      `db:"moved"`     // another server or database than at the last start: a copy
	Active   time.Time `db:"active"`    // since when a process serves; zero: none does
	Owners   int       `db:"owners"`    // people who own a programme
	Waiting  int       `db:"waiting"`   // rows of the outbox that wait to leave
	LostTime int       `db:"lost_time"` // of those, rows that were due over 10 minutes ago
	Parked   int       `db:"parked"`    // jobs that were given up
	Pauses   []Pause   `db:"-"`
}

// Checkup asks the database how the bot lives in it.
func (d *DB) Checkup(ctx context.Context) (Checkup, error) {
	var c Checkup
	err := d.db.GetContext(ctx, &c, `
		SELECT coalesce((SELECT bot FROM identity), 0) AS bot,
		       coalesce((SELECT (i.system, i.timeline, i.database) IS DISTINCT FROM (n.system, n.timeline, n.database) FROM identity i, (`+identityNow+`) n), false) AS moved,
		       coalesce((SELECT since FROM lease WHERE run IS NOT NULL AND until > clock_timestamp()), '0001-01-01Z') AS active,
		       (SELECT count(*) FROM person WHERE role = 'owner') AS owners,
		       (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown')) AS waiting,
		       (SELECT count(*) FROM outbox WHERE state = 'queued' AND withdrawn IS NULL AND not_before < $1) AS lost_time,
		       (SELECT count(*) FROM job WHERE parked IS NOT NULL) AS parked`, d.Now().Add(-10*time.Minute))
	if err != nil {
		return c, fmt.Errorf("checkup: %w", err)
	}
	c.Pauses, err = d.Pauses(ctx)
	return c, err
}
