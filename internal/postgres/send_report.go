package postgres

import (
	"context"
	"database/sql"
	"time"
)

// SendPace is how fast a send goes.
type SendPace struct {
	Now    int           // on their way that may go now
	Later  int           // that wait for their hour
	NextAt time.Time     // when the next of these may go; zero: none waits
	Sent   int           // reached so far
	Took   time.Duration // from the first of them to the last
}

// SendPace reads how fast a send goes.
func (tx *Tx) SendPace(ctx context.Context, id int64) (SendPace, error) {
	var row struct {
		Now    int          `db:"now"`
		Later  int          `db:"later"`
		NextAt sql.NullTime `db:"next_at"`
		Sent   int          `db:"sent"`
		Took   float64      `db:"took"` // seconds
	}
	err := tx.tx.GetContext(ctx, &row, `
		SELECT count(*) FILTER (WHERE d.outcome IS NULL AND o.not_before <= $2) AS now,
		       count(*) FILTER (WHERE d.outcome IS NULL AND o.not_before > $2) AS later,
		       min(o.not_before) FILTER (WHERE d.outcome IS NULL AND o.not_before > $2) AS next_at,
		       count(*) FILTER (WHERE d.outcome = 'sent') AS sent,
		       coalesce(extract(epoch FROM max(d.at) FILTER (WHERE d.outcome = 'sent') - min(d.at) FILTER (WHERE d.outcome = 'sent')), 0)::float8 AS took
		  FROM delivery d LEFT JOIN outbox o ON o.id = d.outbox_id WHERE d.send_id = $1`, id, tx.now)
	return SendPace{Now: row.Now, Later: row.Later, NextAt: row.NextAt.Time, Sent: row.Sent,
		Took: time.Duration(row.Took * float64(time.Second))}, err
}
