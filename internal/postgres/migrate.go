package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// NewerSchemaError says that a schema is newer than this program knows: a newer
// one made it.
type NewerSchemaError struct {
	Of           string // whose schema: the database's, the backup's
	Schema, Know int64  // numbers of migrations
}

func (e NewerSchemaError) Error() string {
	return fmt.Sprintf("the schema of the %s is number %d, and this jarchy knows number %d at most: use the jarchy that made it, or a newer one", e.Of, e.Schema, e.Know)
}

// patient are the settings of sessions that take their time: migrations, backup
// and restore. Values are written in the one form that is exact everywhere.
var patient = [][2]string{
	{"statement_timeout", "0"},
	{"idle_in_transaction_session_timeout", "0"},
	{"lock_timeout", "15000"}, // ms
	{"timezone", "UTC"},
	{"bytea_output", "hex"},
	{"extra_float_digits", "3"},
	{"application_name", "jarchy"},
}

// patient makes connections without the limits of usual sessions.
func (d *DB) patient() (*pq.Connector, error) {
	dsn, err := withSettings(d.url, patient)
	if err != nil {
		return nil, err
	}
	return pq.NewConnector(dsn)
}

// Migrate brings the schema up to date. Several may start at once: one applies,
// the others wait.
// It returns a NewerSchemaError if a newer program did so already.
func (d *DB) Migrate(ctx context.Context) error {
	connector, err := d.patient()
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	// goose passes over what it does not know.
	if err := d.refuseNewer(ctx, db); err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, d.migrations, goose.WithSessionLocker(locker))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

// known is the number of the newest migration that this program knows.
func (d *DB) known() (newest int64, err error) {
	names, err := fs.Glob(d.migrations, "*.sql")
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		n, err := goose.NumericComponent(name)
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", name, err)
		}
		newest = max(newest, n)
	}
	return newest, nil
}

// querier is a pool, a connection or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// schemaOf is the number of the last migration that was applied; 0: none.
func schemaOf(ctx context.Context, q querier) (n int64, err error) {
	var has bool
	if err := q.QueryRowContext(ctx, `SELECT to_regclass('goose_db_version') IS NOT NULL`).Scan(&has); err != nil || !has {
		return 0, err
	}
	err = q.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&n)
	return n, err
}

// refuseNewer fails with a NewerSchemaError if the database's schema is newer than
// this program knows.
func (d *DB) refuseNewer(ctx context.Context, q querier) error {
	schema, err := schemaOf(ctx, q)
	if err != nil {
		return fmt.Errorf("read the schema's number: %w", err)
	}
	known, err := d.known()
	if err == nil && schema > known {
		err = NewerSchemaError{"database", schema, known}
	}
	return err
}
