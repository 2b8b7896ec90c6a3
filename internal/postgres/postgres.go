// Package postgres is the only room with SQL. One file per noun; a Tx carries
// programme time. SQL says now() nowhere: what is due is decided by Tx.Now, what
// lasts is measured by clock_timestamp().
package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"

	"jarchy/internal/programme"
	"jarchy/migrations"
)

// Clock tells programme time. It must be safe for several callers at once.
type Clock func() time.Time

// DB is a pool of connections to the database, with the programme's clock.
type DB struct {
	db   *sqlx.DB
	url  string
	now  Clock
	make Maker

	migrations fs.FS // numbered SQL files, see migrate.go
	through    Through
}

// Through stands between a pool and the driver: what it returns makes the pool's
// sessions of those that it is given. Tests break them there.
type Through func(driver.Connector) driver.Connector

// Maker makes the names and keys that are given to people; tests seed it.
type Maker interface {
	// Text returns n random characters of the alphabet.
	Text(alphabet string, n int) string
}

// Open opens a pool of at most max connections to the server at rawURL. It asks
// for one round trip a statement, and for limits on the server's side, so that a
// handler that went astray lets go of its locks.
func Open(ctx context.Context, rawURL string, max int, now Clock, make Maker) (*DB, error) {
	return OpenThrough(ctx, rawURL, max, now, make, nil)
}

// OpenThrough is Open with something between the pool and the driver; nil: nothing.
func OpenThrough(ctx context.Context, rawURL string, max int, now Clock, make Maker, through Through) (*DB, error) {
	dsn, err := withSettings(rawURL, settings)
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnector(dsn)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	connector.Dialer(dialer{})
	var sessions driver.Connector = preparing{connector}
	if through != nil {
		sessions = through(sessions)
	}
	db := sqlx.NewDb(sql.OpenDB(sessions), "postgres")
	db.SetMaxOpenConns(max)
	db.SetMaxIdleConns(max)
	if err := db.PingContext(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return &DB{db: db, url: rawURL, now: now, make: make, migrations: migrations.Files, through: through}, nil
}

// Again opens another pool to the same database, with connections of its own.
func (d *DB) Again(ctx context.Context, max int) (*DB, error) {
	return OpenThrough(ctx, d.url, max, d.now, d.make, d.through)
}

// ByIndexes opens another pool to the same database for sender and planner, whose
// sessions find rows by indexes alone. A session plans a statement once, as a rule on
// an empty queue, where reading all of it seems cheapest; it is kept when the queue is
// long. And of however many rows there are these two want few at a time.
func (d *DB) ByIndexes(ctx context.Context, max int) (*DB, error) {
	dsn, err := withSettings(d.url, byIndexes)
	if err != nil {
		return nil, err
	}
	return OpenThrough(ctx, dsn, max, d.now, d.make, d.through)
}

// byIndexes are the settings of such sessions besides.
var byIndexes = [][2]string{
	{"enable_seqscan", "off"},
	{"enable_bitmapscan", "off"},
	{"enable_hashjoin", "off"},
	{"enable_mergejoin", "off"},
}

// settings are those of every session; what the address says itself wins.
var settings = [][2]string{
	{"binary_parameters", "yes"},
	{"statement_timeout", "10000"},                   // ms
	{"lock_timeout", "5000"},                         // ms
	{"idle_in_transaction_session_timeout", "30000"}, // ms
	{"jit", "off"},                                   // it costs a claim half a second on a long queue, and gains nothing on short statements
	{"plan_cache_mode", "force_generic_plan"},        // planning anew is most of a short statement's work, see preparing
	{"timezone", "UTC"},
	{"application_name", "jarchy"},
}

func withSettings(rawURL string, settings [][2]string) (string, error) {
	u, err := url.Parse(rawURL)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return "", errors.New("the database address must look like postgres://user:password@host:5432/database?sslmode=disable")
	}
	q := u.Query()
	for _, s := range settings {
		if !q.Has(s[0]) {
			q.Set(s[0], s[1])
		}
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// Close closes the pool.
func (d *DB) Close() error { return d.db.Close() }

// Now is programme time, to the microsecond that the database keeps.
func (d *DB) Now() time.Time { return d.now().UTC().Truncate(time.Microsecond) }

// Ping asks the server for an answer. It does not wait longer than ctx says, as the
// driver does when the line swallows what is sent.
func (d *DB) Ping(ctx context.Context) error {
	answer := make(chan error, 1)
	go func() { answer <- d.db.PingContext(ctx) }()
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Tx is one transaction at one instant of programme time. READ COMMITTED: what
// is counted under a lock is counted by a later statement than the one that
// took it.
type Tx struct {
	tx   *sqlx.Tx
	now  time.Time
	make Maker
	left Left
}

// Left is what a transaction left for others to do once it has committed.
type Left struct {
	Messages bool // in the outbox, for the sender
	Rules    bool // due or not due any more, for the planner
	Jobs     bool
}

// Left reports what the transaction left for others so far.
func (tx *Tx) Left() Left { return tx.left }

// Now is programme time, the same for the whole transaction.
func (tx *Tx) Now() time.Time { return tx.now }

// Begin starts a transaction; most callers want Do.
func (d *DB) Begin(ctx context.Context) (*Tx, error) {
	tx, err := d.db.BeginTxx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return &Tx{tx: tx, now: d.Now(), make: d.make}, nil
}

// Commit and Rollback end a transaction that Begin started.
func (tx *Tx) Commit() error { return tx.tx.Commit() }

// Rollback undoes the transaction; after Commit it does nothing.
func (tx *Tx) Rollback() error { return tx.tx.Rollback() }

// Do runs f in a transaction, committed if f returns nil, undone otherwise and
// if f panics.
func (d *DB) Do(ctx context.Context, f func(*Tx) error) error {
	tx, err := d.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Try runs f so that, if f fails or panics, all it wrote is undone but tx lives
// on. A panic goes on to the caller.
func (tx *Tx) Try(ctx context.Context, f func() error) (err error) {
	if _, err := tx.tx.ExecContext(ctx, `SAVEPOINT try`); err != nil {
		return err
	}
	undo := true
	defer func() {
		if !undo {
			return
		}
		// The handler's own time may be over: undoing must still happen.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if _, rerr := tx.tx.ExecContext(ctx, `ROLLBACK TO SAVEPOINT try`); rerr != nil {
			err = errors.Join(err, rerr)
		}
	}()
	if err := f(); err != nil {
		return err
	}
	undo = false // the savepoint is let go of by the commit
	return nil
}

// Repeatable reports whether the whole transaction may be tried again: two of
// them were in each other's way.
func Repeatable(err error) bool {
	return pq.As(err, pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected) != nil
}

// Lost reports whether err says that the database is not there, or that this
// connection to it is gone; nothing is known of a commit that failed so.
func Lost(err error) bool {
	var op *net.OpError // before the context's errors: Go's own dial timeout claims to be one of them
	if errors.As(err, &op) {
		return true
	}
	if err == nil || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return false
	}
	var e *pq.Error
	if !errors.As(err, &e) {
		_, mistake := programme.AsError(err)
		return !mistake && !errors.Is(err, sql.ErrNoRows) && isNetwork(err)
	}
	switch class := string(e.Code)[:2]; class {
	case "08", "53", "57": // connection, resources, operator intervention
		return string(e.Code) != "57014" // a statement that took too long is the statement's fault
	}
	return false
}

// array makes a text[] of strings; nil is an empty one, not null.
func array(s []string) any {
	if s == nil {
		return pq.Array([]string{})
	}
	return pq.Array(s)
}

// int64s makes a bigint[]; nil is an empty one, not null.
func int64s(n []int64) any {
	if n == nil {
		return pq.Array([]int64{})
	}
	return pq.Array(n)
}

// null turns a zero value into null.
func null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// nullTime turns the zero time into null.
func nullTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Truncate(time.Microsecond)
}

// affected reports how many rows a statement changed.
func affected(res sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// contains makes a LIKE pattern that finds s anywhere in a text.
func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s) + "%"
}

// milliseconds writes d as Postgres reads an interval.
func milliseconds(d time.Duration) string {
	return strconv.FormatInt(d.Milliseconds(), 10) + " milliseconds"
}

func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
