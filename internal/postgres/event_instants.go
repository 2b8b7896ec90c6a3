package postgres

import (
	"context"
	"time"

	"jarchy/internal/programme"
)

// DeriveInstants derives the begin and end of the events ahead again, with newer
// zone data, and plans the reminders of those that moved anew. It returns how many
// did. Wall time is the truth: their schedule stays.
func (tx *Tx) DeriveInstants(ctx context.Context, derive func(programme.When) (begins, ends time.Time)) (moved int, err error) {
	const day = 24 * time.Hour
	// A day's margin: what an old zone called over may not be.
	events, err := tx.events(ctx, `
		SELECT `+eventColumns+` FROM event e WHERE e.ends_at > $1 ORDER BY e.id FOR UPDATE`, tx.now.Add(-day))
	if err != nil {
		return 0, err
	}
	for _, e := range events {
		begins, ends := derive(e.When)
		if begins.Equal(e.Begins) && ends.Equal(e.Ends) {
			continue
		}
		if _, err := tx.tx.ExecContext(ctx, `UPDATE event SET begins_at = $2, ends_at = $3 WHERE id = $1`,
			e.ID, nullTime(begins), nullTime(ends)); err != nil {
			return moved, err
		}
		if err := tx.Replan(ctx, e.ID); err != nil {
			return moved, err
		}
		moved++
	}
	return moved, nil
}
