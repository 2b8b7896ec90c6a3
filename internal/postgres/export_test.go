package postgres

import (
	"context"
	"io/fs"
	"strings"
)

// KeptStatements counts the statements that one session keeps, by a word in them.
func (d *DB) KeptStatements(ctx context.Context) (map[string]int, error) {
	var statements []string
	if err := d.db.SelectContext(ctx, &statements, `SELECT statement FROM pg_prepared_statements`); err != nil {
		return nil, err
	}
	kept := map[string]int{}
	for _, s := range statements {
		if strings.Contains(s, "LEFT JOIN account a ON a.id = $1 LEFT JOIN asking") {
			kept["FROM account"]++
		}
	}
	return kept, nil
}

// Know has the database's migrations be others than the program's.
func (d *DB) Know(migrations fs.FS) { d.migrations = migrations }

// LeftOut are the tables that no backup has.
func LeftOut() []string { return leftOut }

// RowsRead counts the rows of outbox and delivery that were read so far, by this pool's one
// session to the last.
func (d *DB) RowsRead(ctx context.Context) (n int, err error) {
	if _, err := d.db.ExecContext(ctx, `SELECT pg_stat_force_next_flush()`); err != nil {
		return 0, err
	}
	err = d.db.GetContext(ctx, &n, `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables WHERE relname IN ('outbox', 'delivery')`)
	return n, err
}
