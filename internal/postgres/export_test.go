package postgres

import (
	"context"
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
