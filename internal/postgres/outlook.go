package postgres

import (
	"context"
	"fmt"
	"time"
)

// WaitingMessage is somebody's message of a send that waits for its hour.
type WaitingMessage struct {
	Send   int64     `db:"send_id"`
	Kind   SendKind  `db:"kind"`
	Event  int64     `db:"event_id"`
	Person int64     `db:"person_id"`
	Name   string    `db:"name"`
	Zone   string    `db:"zone"`
	At     time.Time `db:"not_before"`
}

// WaitingMessages lists at most limit messages of a programme's sends that wait for an
// hour before until, the earliest first.
func (tx *Tx) WaitingMessages(ctx context.Context, programmeID int64, until time.Time, limit int) (ms []WaitingMessage, err error) {
	if err = tx.tx.SelectContext(ctx, &ms, `
		SELECT o.send_id, s.kind, o.event_id, o.person_id, p.name, coalesce(a.zone, p.zone, g.zone) AS zone, o.not_before
		  FROM outbox o JOIN send s ON s.id = o.send_id JOIN person p ON p.id = o.person_id JOIN programme g ON g.id = p.programme_id
		  LEFT JOIN account a ON a.id = p.account_id
		 WHERE o.programme_id = $1 AND o.state = 'queued' AND o.withdrawn IS NULL AND s.state = 'going' AND o.event_id IS NOT NULL
		   AND o.not_before > $2 AND o.not_before < $3
		 ORDER BY o.not_before, o.id LIMIT $4`, programmeID, tx.now, until, limit); err != nil {
		return nil, fmt.Errorf("messages that wait: %w", err)
	}
	return ms, nil
}
