package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// What keeps a backup from being restored; each says what to do.
var (
	ErrServing  = errors.New("a bot is serving this database: stop it first, and wait 15 seconds if it was killed")
	ErrNotEmpty = errors.New("this database is not empty: name another, or add --replace, which saves what is there to a file and takes its place")
	ErrInDoubt  = errors.New("the connection broke at the very end, and nobody knows whether the backup was restored: `jarchy doctor` tells what the database holds")
	ErrForeign  = errors.New("this database has tables that are not Jarchy's: give Jarchy a database of its own")
)

// Restore puts a backup into an empty database, one whose schema was never used
// included: it migrates to the backup's schema, loads, and migrates on. Sending is
// paused, all but answers, until an owner decides; answers that had not gone are
// skipped. All happens in one transaction, or nothing.
//
// If the database is not empty, save is called, while no bot can start to serve,
// and what is there goes; without save the error is ErrNotEmpty. Others are
// ErrServing, ErrForeign, ErrNoBackup, a NewerSchemaError.
func (d *DB) Restore(ctx context.Context, a *Archive, save func() error) error {
	known, err := d.known()
	if err != nil {
		return err
	}
	if a.Schema > known {
		return NewerSchemaError{"backup", a.Schema, known}
	}
	connector, err := d.patient()
	if err != nil {
		return err
	}
	c, err := connector.Connect(ctx)
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	defer c.Close() // what was not committed is undone
	db := sql.OpenDB(within{c.(conn)})
	defer db.Close()
	db.SetMaxOpenConns(1)
	r := restoring{d: d, db: db, archive: a, now: d.Now()}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"begin", r.exec(`BEGIN`)},
		{"make room", func(ctx context.Context) error { return r.makeRoom(ctx, save) }},
		{"make the schema", func(ctx context.Context) error { return r.migrate(ctx, a.Schema) }},
		{"load", r.load},
		{"migrate what was loaded", func(ctx context.Context) error { return r.migrate(ctx, known) }},
		{"finish", r.finish},
	} {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.what, explain(err))
		}
	}
	if err := r.exec(`COMMIT`)(ctx); err != nil {
		if Lost(err) || ctx.Err() != nil {
			return fmt.Errorf("%w (%w)", ErrInDoubt, err)
		}
		return fmt.Errorf("commit: %w", explain(err))
	}
	return nil
}

// explain says what to do where the server's own words do not.
func explain(err error) error {
	switch {
	case pq.As(err, pqerror.DiskFull) != nil:
		return fmt.Errorf("the database server's disk is full: make room there and try again (%w)", err)
	case pq.As(err, pqerror.LockNotAvailable) != nil:
		return fmt.Errorf("somebody else is using the database: close other programs that have it open and try again (%w)", err)
	}
	return err
}

// restoring is a restore under way; db is a pool within its transaction.
type restoring struct {
	d       *DB
	db      *sql.DB
	archive *Archive
	now     time.Time
}

func (r restoring) exec(statement string) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := r.db.ExecContext(ctx, statement)
		return err
	}
}

// makeRoom makes sure that the database is empty, and that nobody else begins to
// use it.
func (r restoring) makeRoom(ctx context.Context, save func() error) error {
	if err := r.d.refuseNewer(ctx, r.db); err != nil {
		return err
	}
	tables, err := tablesOf(ctx, r.db, true)
	if err != nil {
		return err
	}
	ours := slices.Contains(names(tables), "goose_db_version")
	if len(tables) > 0 && !ours {
		return ErrForeign
	}
	if slices.Contains(names(tables), "lease") {
		if err := r.takeLease(ctx); err != nil {
			return err
		}
	}
	used, err := r.used(ctx, tables)
	if err != nil {
		return err
	}
	if used {
		if save == nil {
			return ErrNotEmpty
		}
		if err := save(); err != nil {
			return fmt.Errorf("save what is there: %w", err)
		}
	}
	// As migrations do it, so that none runs meanwhile; only now, since saving waits for it.
	if _, err := r.db.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, lock.DefaultLockID); err != nil {
		return fmt.Errorf("wait for a migration: %w", err)
	}
	if len(tables) == 0 {
		return nil
	}
	return r.exec(`DROP TABLE ` + quoted("", names(tables)) + ` CASCADE`)(ctx)
}

// takeLease refuses a database that is being served, and keeps everyone from
// beginning to serve it: whoever wants the lease waits.
func (r restoring) takeLease(ctx context.Context) error {
	if err := r.exec(`LOCK TABLE lease IN EXCLUSIVE MODE`)(ctx); err != nil {
		return err
	}
	var held bool
	err := r.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM lease WHERE run IS NOT NULL AND until > clock_timestamp())`).Scan(&held)
	if err == nil && held {
		err = ErrServing
	}
	return err
}

// used reports whether any table holds something that a backup would have.
func (r restoring) used(ctx context.Context, tables []table) (used bool, err error) {
	for _, t := range tables {
		if slices.Contains(leftOut, t.name) {
			continue
		}
		if err = r.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM `+pq.QuoteIdentifier(t.name)+`)`).Scan(&used); err != nil || used {
			return used, err
		}
	}
	return false, nil
}

// migrate brings the schema up to a number, all in the one transaction.
func (r restoring) migrate(ctx context.Context, number int64) error {
	provider, err := goose.NewProvider(goose.DialectPostgres, r.db, r.d.migrations)
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, number)
	return err
}
