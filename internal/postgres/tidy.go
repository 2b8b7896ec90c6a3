package postgres

import (
	"context"
	"fmt"
	"time"
)

// Tidy deletes what is kept for a while only: nightly work. Deliveries stay, they
// are the report.
func (d *DB) Tidy(ctx context.Context) error {
	const day = 24 * time.Hour
	now := d.Now()
	for _, t := range []struct {
		table, which string
		args         []any
	}{
		{"update_mark", `coalesce(t.done_at, t.begun_at) < $1`, []any{now.Add(-14 * day)}},
		{"outbox", `t.class = 0 AND t.state = 'sent' AND t.final_at < $1`, []any{now.Add(-day)}},
		{"outbox", `t.final_at < $1`, []any{now.Add(-90 * day)}},
		{"token", `t.expires_at < $1`, []any{now.Add(-requestsFor)}},
		{"outbox_text", `NOT EXISTS (SELECT FROM outbox o WHERE o.text_id = t.id)`, nil},
		{"draft", `t.state <> 'open' AND t.updated_at < $1`, []any{now.Add(-90 * day)}},
		{"sent_file", `t.sent_at < $1`, []any{now.Add(-90 * day)}},
		{"batch", `t.sent_at < $1 AND NOT EXISTS (SELECT FROM draft d WHERE d.batch_id = t.id)`, []any{now.Add(-90 * day)}},
		{"workplan", `t.updated_at < $1`, []any{now.Add(-30 * day)}},
		{"card", idleCard, []any{now.Add(-90 * day)}},
	} {
		if err := d.deleteAll(ctx, t.table, t.which, t.args); err != nil {
			return fmt.Errorf("tidy %s: %w", t.table, err)
		}
	}
	return nil
}

// idleCard says of a row t that it names a message which nothing changes any more: its
// draft, its text or its plan is gone, its event was over before $1, or its send left
// before. A press names it anew.
const idleCard = `(t.name LIKE 'event:%' AND NOT EXISTS (SELECT FROM event e WHERE 'event:' || e.id = t.name AND (e.ends_at IS NULL OR e.ends_at > $1))
	OR t.name LIKE 'progress:%' AND NOT EXISTS (SELECT FROM send s WHERE 'progress:' || s.id = t.name AND (s.state = 'going' OR s.at > $1))
	OR t.name LIKE 'draft:%' AND NOT EXISTS (SELECT FROM draft d WHERE 'draft:' || d.id = t.name)
	OR t.name LIKE 'batch:%' AND NOT EXISTS (SELECT FROM batch b WHERE 'batch:' || b.id = t.name)
	OR t.name LIKE 'workplan:%' AND NOT EXISTS (SELECT FROM workplan w WHERE 'workplan:' || w.id = t.name))`

// deleteAll deletes in pieces: each is short, and nobody waits for it.
func (d *DB) deleteAll(ctx context.Context, table, which string, args []any) error {
	const piece = 2000
	for {
		n, err := affected(d.db.ExecContext(ctx, fmt.Sprintf(
			`DELETE FROM %[1]s WHERE ctid = ANY (ARRAY(SELECT t.ctid FROM %[1]s t WHERE %[2]s LIMIT %[3]d))`, table, which, piece), args...))
		if err != nil || n < piece {
			return err
		}
	}
}
