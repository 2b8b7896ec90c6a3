package postgres

import (
	"context"
	"fmt"
)

// MarkUpdate marks an update as done by this transaction, in one statement. It
// reports false if another transaction did it already: there is nothing to do.
func (tx *Tx) MarkUpdate(ctx context.Context, id int64) (fresh bool, err error) {
	return tx.markUpdate(ctx, id, nil)
}

// ParkUpdate marks an update as given up, and why. It reports false if it was
// done already.
func (tx *Tx) ParkUpdate(ctx context.Context, id int64, why string) (fresh bool, err error) {
	return tx.markUpdate(ctx, id, why)
}

func (tx *Tx) markUpdate(ctx context.Context, id int64, parked any) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `
		INSERT INTO update_mark AS m (update_id, done_at, parked) VALUES ($1, $2, $3)
		ON CONFLICT (update_id) DO UPDATE SET done_at = excluded.done_at, parked = excluded.parked
		WHERE m.done_at IS NULL`, id, tx.now, parked))
	if err != nil {
		return false, fmt.Errorf("mark update: %w", err)
	}
	return n == 1, nil
}

// BeginUpdate counts, and commits, one more try of an update that is not done,
// this one included; 0 says that it is done. A count that grows without an end
// tells of an update that kills the process.
func (d *DB) BeginUpdate(ctx context.Context, id int64) (tries int, err error) {
	err = d.db.GetContext(ctx, &tries, `
		INSERT INTO update_mark AS m (update_id, tries, begun_at) VALUES ($1, 1, $2)
		ON CONFLICT (update_id) DO UPDATE SET tries = m.tries + 1, begun_at = excluded.begun_at
		WHERE m.done_at IS NULL
		RETURNING tries`, id, d.Now())
	if noRows(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("begin update: %w", err)
	}
	return tries, nil
}
