package postgres

import (
	"context"

	"jarchy/internal/programme"
)

// RecentPlaces lists a programme's events that were registered last, one for each
// place.
func (tx *Tx) RecentPlaces(ctx context.Context, programmeID int64, limit int) ([]programme.Event, error) {
	var ids []int64
	if err := tx.tx.SelectContext(ctx, &ids, `
		SELECT max(e.id) FROM event e JOIN event_place p ON p.event_id = e.id AND p.position = 0
		 WHERE e.programme_id = $1 AND p.city <> ''
		   AND NOT EXISTS (SELECT FROM event_place o WHERE o.event_id = e.id AND o.position > 0)
		 GROUP BY p.venue, p.city, p.country ORDER BY 1 DESC LIMIT $2`, programmeID, limit); err != nil {
		return nil, err
	}
	events := make([]programme.Event, len(ids))
	for i, id := range ids {
		var err error
		if events[i], err = tx.Event(ctx, id); err != nil {
			return nil, err
		}
	}
	return events, nil
}
