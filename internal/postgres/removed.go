package postgres

import "context"

// Removed is somebody who was taken off an event.
type Removed struct {
	Attendee
	Was    string `db:"was"`    // what they were before; empty: nobody knows
	Notice int64  `db:"notice"` // names the message that told them, unless another took it back; 0: none did
}

// Removed lists a page of those who were taken off an event, by name, and counts them.
func (tx *Tx) Removed(ctx context.Context, event int64, limit, offset int) (rs []Removed, total int, err error) {
	if err := tx.tx.SelectContext(ctx, &rs, `
		SELECT `+attendeeColumns+`, coalesce(x.was, '') AS was,
		       coalesce((SELECT split_part(o.key, ':', 4)::bigint FROM outbox o
		                  WHERE o.event_id = x.event_id AND o.person_id = x.person_id AND o.key LIKE 'removed:%' AND o.withdrawn IS NULL
		                    AND NOT EXISTS (SELECT FROM outbox t WHERE t.key = 'taken_back' || substr(o.key, length('removed') + 1))
		                  ORDER BY o.id DESC LIMIT 1), 0) AS notice
		  `+attendeeFrom+` WHERE x.event_id = $1 AND x.state = 'removed'
		 ORDER BY p.name COLLATE "und-x-icu", p.id LIMIT $2 OFFSET $3`, event, limit, offset); err != nil {
		return nil, 0, err
	}
	err = tx.tx.GetContext(ctx, &total, `SELECT count(*) FROM participation WHERE event_id = $1 AND state = 'removed'`, event)
	return rs, total, err
}
