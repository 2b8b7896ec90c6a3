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
