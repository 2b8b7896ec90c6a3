package postgres

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3/lock"
)

// ErrNoSchema says that a database holds nothing that could be saved.
var ErrNoSchema = errors.New("this database is empty: there is nothing to save. Is DATABASE_URL (or JARCHY_DATA) the bot's?")

// Backup writes all that the database holds to w, as it stands at one instant, a
// row at a time; the bot may run meanwhile. What was written before an error is no
// backup.
// It returns a NewerSchemaError if this program does not know the schema, and
// ErrNoSchema if there is none.
func (d *DB) Backup(ctx context.Context, w io.Writer) (Manifest, error) {
	connector, err := d.patient()
	if err != nil {
		return Manifest{}, err
	}
	pool := sql.OpenDB(connector)
	defer pool.Close() // lets go of the lock, too
	conn, err := pool.Conn(ctx)
	if err != nil {
		return Manifest{}, fmt.Errorf("connect to the database: %w", err)
	}
	defer conn.Close()
	// The schema must not move under the snapshot: migrations hold this lock. It is
	// taken before the transaction, whose first statement takes the snapshot.
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock_shared($1)`, lock.DefaultLockID); err != nil {
		return Manifest{}, fmt.Errorf("wait for a migration: %w", err)
	}
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return Manifest{}, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it only read
	return d.backup(ctx, tx, w)
}

func (d *DB) backup(ctx context.Context, tx *sql.Tx, w io.Writer) (Manifest, error) {
	m := Manifest{Format: backupFormat, Version: backupVersion, Taken: d.Now()}
	if err := d.refuseNewer(ctx, tx); err != nil {
		return m, err
	}
	var err error
	if m.Schema, err = schemaOf(ctx, tx); err != nil {
		return m, err
	}
	if m.Schema == 0 {
		return m, ErrNoSchema
	}
	tables, err := tablesOf(ctx, tx, false)
	if err != nil {
		return m, err
	}
	z := zip.NewWriter(w)
	for _, t := range tables {
		f, err := z.CreateHeader(&zip.FileHeader{Name: tableFile(t.name), Method: zip.Deflate, Modified: m.Taken})
		if err != nil {
			return m, fmt.Errorf("write table %s: %w", t.name, err)
		}
		saved, err := t.save(ctx, tx, f)
		if err != nil {
			return m, fmt.Errorf("save table %s: %w", t.name, err)
		}
		m.Tables = append(m.Tables, saved)
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: manifestName, Method: zip.Deflate, Modified: m.Taken})
	if err != nil {
		return m, fmt.Errorf("write the manifest: %w", err)
	}
	enc := json.NewEncoder(f)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return m, fmt.Errorf("write the manifest: %w", err)
	}
	if err := z.Close(); err != nil {
		return m, fmt.Errorf("write the manifest: %w", err)
	}
	return m, nil
}

// save writes a table's rows. Each value is written by its own type's output, as
// pg_dump does it: what reads it back gives the same value. JSON of Postgres' own
// making is not as exact: a null of jsonb and an SQL null look alike in it.
func (t table) save(ctx context.Context, tx *sql.Tx, w io.Writer) (ManifestTable, error) {
	m := ManifestTable{Name: t.name}
	sum := sha256.New()
	w = io.MultiWriter(w, sum)
	rows, err := tx.QueryContext(ctx, t.saveStatement())
	if err != nil {
		return m, err
	}
	defer rows.Close()
	var line sql.RawBytes
	for ; rows.Next(); m.Rows++ {
		if err := rows.Scan(&line); err != nil {
			return m, err
		}
		if _, err := w.Write(line); err != nil {
			return m, err
		}
		if _, err := io.WriteString(w, "\n"); err != nil {
			return m, err
		}
	}
	if err := rows.Err(); err != nil {
		return m, err
	}
	m.SHA256 = hexSum(sum)
	for _, column := range t.identity {
		next, err := t.next(ctx, tx, column)
		if err != nil {
			return m, err
		}
		if m.Next == nil {
			m.Next = map[string]int64{}
		}
		m.Next[column] = next
	}
	return m, nil
}

func (t table) saveStatement() string {
	values := make([]string, len(t.columns))
	for i, c := range t.columns {
		values[i] = fmt.Sprintf(`t.%[1]s::text AS %[1]s`, pq.QuoteIdentifier(c))
	}
	order := ""
	if len(t.key) > 0 { // by the columns themselves: the values beside them are texts
		order = " ORDER BY " + quoted("t.", t.key)
	}
	return fmt.Sprintf(`SELECT row_to_json(r)::text FROM (SELECT %s FROM %s t%s) r`,
		strings.Join(values, ", "), pq.QuoteIdentifier(t.name), order)
}

// next is what a column that counts by itself would give next.
func (t table) next(ctx context.Context, q querier, column string) (next int64, err error) {
	sequence, err := t.sequence(ctx, q, column)
	if err != nil {
		return 0, err
	}
	err = q.QueryRowContext(ctx, `SELECT last_value + is_called::int FROM `+sequence).Scan(&next)
	return next, err
}
