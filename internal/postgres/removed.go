package postgres

import "context"

// removalNotice finds the newest message o that tells the person of a part x of their removal,
// unless another took it back.
const removalNotice = `
	FROM outbox o
	WHERE o.event_id = x.event_id AND o.person_id = x.person_id AND o.key LIKE 'removed:%' AND o.withdrawn IS NULL
	  AND NOT EXISTS (SELECT FROM outbox t WHERE t.key = 'taken_back' || substr(o.key, length('removed') + 1))
	ORDER BY o.id DESC LIMIT 1`

// RemovalNotice is the key of the message that tells somebody who was removed from an event
// of it; empty if none does.
func (tx *Tx) RemovalNotice(ctx context.Context, event, person int64) (key string, err error) {
	err = tx.tx.GetContext(ctx, &key, `
		SELECT coalesce((SELECT o.key `+removalNotice+`), '') FROM participation x WHERE x.event_id = $1 AND x.person_id = $2`, event, person)
	return key, err
}

// Removed is somebody who was taken off an event.
type Removed struct {
	Attendee
	Was  string `db:"was"`  // what they were before; empty: nobody knows
	Told bool   `db:"told"` // a message that told them of it has left
}

// Removed lists a page of those who were taken off an event, by name, and counts them.
func (tx *Tx) Removed(ctx context.Context, event int64, limit, offset int) (rs []Removed, total int, err error) {
	if err := tx.tx.SelectContext(ctx, &rs, `
		SELECT `+attendeeColumns+`, coalesce(x.was, '') AS was,
		       coalesce((SELECT o.state IN ('sending', 'sent', 'unknown') `+removalNotice+`), false) AS told
		  `+attendeeFrom+` WHERE x.event_id = $1 AND x.state = 'removed'
		 ORDER BY p.name COLLATE "und-x-icu", p.id LIMIT $2 OFFSET $3`, event, limit, offset); err != nil {
		return nil, 0, err
	}
	err = tx.tx.GetContext(ctx, &total, `SELECT count(*) FROM participation WHERE event_id = $1 AND state = 'removed'`, event)
	return rs, total, err
}
