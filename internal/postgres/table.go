package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/lib/pq"
)

// table is a table of the schema as a backup sees it.
type table struct {
	name     string
	columns  []string // those with values of their own, in order; derived ones are left out
	identity []string // those of them that count by themselves
	key      []string // the primary key's
	needs    []string // tables that its foreign keys lead to
}

// leftOut are the tables that no backup has: they tell of processes and of this
// database, not of the programme.
var leftOut = []string{"goose_db_version", "lease", "pause", "restored"}

// tablesOf lists the tables of the schema, by name; all of them, or those that a
// backup has.
func tablesOf(ctx context.Context, q querier, all bool) (ts []table, err error) {
	rows, err := q.QueryContext(ctx, `
		SELECT c.relname,
		       array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum),
		       array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attidentity <> '' ORDER BY attnum),
		       array(SELECT a.attname::text FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k (n, place)
		               JOIN pg_attribute a ON a.attnum = k.n AND a.attrelid = c.oid
		              WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place),
		       array(SELECT r.relname::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
		              WHERE f.conrelid = c.oid AND f.contype = 'f' AND r.oid <> c.oid ORDER BY 1)
		  FROM pg_class c
		 WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
		 ORDER BY c.relname`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var t table
		if err := rows.Scan(&t.name, pq.Array(&t.columns), pq.Array(&t.identity), pq.Array(&t.key), pq.Array(&t.needs)); err != nil {
			return nil, fmt.Errorf("list the tables: %w", err)
		}
		if all || !slices.Contains(leftOut, t.name) {
			ts = append(ts, t)
		}
	}
	return ts, rows.Err()
}

// inOrder puts tables behind those that their foreign keys lead to: each is loaded
// by one statement, so that a row may also lead to another of its own table.
func inOrder(ts []table) ([]table, error) {
	var ordered []table
	done := map[string]bool{}
	left := slices.Clone(ts)
	for len(left) > 0 {
		before := len(left)
		left = slices.DeleteFunc(left, func(t table) bool {
			ready := !slices.ContainsFunc(t.needs, func(n string) bool { return !done[n] })
			if ready {
				ordered, done[t.name] = append(ordered, t), true
			}
			return ready
		})
		if len(left) == before {
			return nil, fmt.Errorf("the foreign keys of %s lead in a circle", strings.Join(names(left), ", "))
		}
	}
	return ordered, nil
}

func names(ts []table) []string {
	ns := make([]string, len(ts))
	for i, t := range ts {
		ns[i] = t.name
	}
	return ns
}

// quoted makes a list of names for a statement, each behind a prefix.
func quoted(prefix string, names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = prefix + pq.QuoteIdentifier(n)
	}
	return strings.Join(q, ", ")
}

// sequence is the sequence behind a column that counts by itself.
func (t table) sequence(ctx context.Context, q querier, column string) (name string, err error) {
	var s sql.NullString
	err = q.QueryRowContext(ctx, `SELECT pg_get_serial_sequence($1, $2)`, pq.QuoteIdentifier(t.name), column).Scan(&s)
	return s.String, err
}
