package postgres

import "context"

// Remember notes a small fact and reports whether it is a new one.
func (tx *Tx) Remember(ctx context.Context, name, value string) (changed bool, err error) {
	n, err := affected(tx.tx.ExecContext(ctx, `
		INSERT INTO known (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE known.value <> excluded.value`, name, value))
	return n > 0, err
}
