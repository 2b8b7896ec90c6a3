package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lib/pq"
)

// idGap is by how much columns that count by themselves jump ahead: what was made
// after the backup and is lost has buttons in people's chats, and its numbers
// must never name something else.
const idGap = 100_000

// load fills the tables in the order of their foreign keys. That needs no
// constraint to be deferred, whose checks would wait in the server's memory until
// the end.
func (r restoring) load(ctx context.Context) error {
	tables, err := tablesOf(ctx, r.db, false)
	if err != nil {
		return err
	}
	if tables, err = inOrder(tables); err != nil {
		return err
	}
	saved := map[string]ManifestTable{}
	for _, t := range r.archive.Tables {
		saved[t.Name] = t
	}
	if got, want := slices.Sorted(maps.Keys(saved)), slices.Sorted(slices.Values(names(tables))); !slices.Equal(got, want) {
		return fmt.Errorf("%w: it has the tables %s, and schema number %d has %s", ErrNoBackup, strings.Join(got, ", "), r.archive.Schema, strings.Join(want, ", "))
	}
	// What migrations themselves put into tables is in the backup, as it was then.
	if err := r.exec(`TRUNCATE ` + quoted("", names(tables)))(ctx); err != nil {
		return err
	}
	for _, t := range tables {
		if err := r.loadTable(ctx, t, saved[t.name]); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return r.exec(`ANALYZE ` + quoted("", names(tables)))(ctx) // statements are planned by what is there
}

// loadTable fills one table; COPY keeps ids that count by themselves as they are.
func (r restoring) loadTable(ctx context.Context, t table, saved ManifestTable) error {
	conn, err := r.db.Conn(ctx) // a statement belongs to its connection
	if err != nil {
		return err
	}
	defer conn.Close()
	rows, err := conn.PrepareContext(ctx, fmt.Sprintf(`COPY %s (%s) FROM STDIN`, pq.QuoteIdentifier(t.name), quoted("", t.columns)))
	if err != nil {
		return err
	}
	defer rows.Close()
	values := make([]any, len(t.columns))
	if err := r.archive.read(ctx, saved, func(row map[string]*string) error {
		if len(row) != len(t.columns) {
			return fmt.Errorf("%w: a row of table %s has %d columns, and schema number %d has %d", ErrNoBackup, t.name, len(row), r.archive.Schema, len(t.columns))
		}
		for i, c := range t.columns {
			v, ok := row[c]
			if !ok {
				return fmt.Errorf("%w: a row of table %s has no column %s", ErrNoBackup, t.name, c)
			}
			values[i] = nil
			if v != nil {
				values[i] = *v
			}
		}
		_, err := rows.ExecContext(ctx, values...)
		return err
	}); err != nil {
		return err
	}
	if _, err := rows.ExecContext(ctx); err != nil { // the server's word on all rows
		return err
	}
	if err := rows.Close(); err != nil {
		return err
	}
	for _, column := range t.identity {
		sequence, err := t.sequence(ctx, conn, column)
		if err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, fmt.Sprintf(`SELECT setval($1, $2 + greatest($3, (SELECT max(%s) + 1 FROM %s)), false)`,
			pq.QuoteIdentifier(column), pq.QuoteIdentifier(t.name)), sequence, idGap, max(saved.Next[column], 1)); err != nil {
			return err
		}
	}
	return nil
}

// finish pauses sending until an owner decides, and skips the answers that had
// not gone: nobody waits for them any more.
func (r restoring) finish(ctx context.Context) error {
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM outbox WHERE class = 0 AND stranger AND final_at IS NULL`, nil},
		{`UPDATE outbox SET state = 'skipped', problem = 'restored', final_at = $1, params = '{}', file = NULL, text_id = NULL, repeat = ''
		   WHERE class = 0 AND final_at IS NULL`, []any{r.now}},
		{`UPDATE delivery d SET outcome = 'skipped', reason = 'restored', at = $1 FROM outbox o
		   WHERE o.id = d.outbox_id AND o.problem = 'restored' AND d.outcome IS NULL`, []any{r.now}},
		{`INSERT INTO pause (scope, why) VALUES ($1, 'restored from a backup')`, []any{PauseAllButAnswers}},
		{`INSERT INTO restored (id, taken_at) VALUES (1, $1)`, []any{r.archive.Taken}},
	} {
		if _, err := r.db.ExecContext(ctx, s.statement, s.args...); err != nil {
			return err
		}
	}
	return nil
}
