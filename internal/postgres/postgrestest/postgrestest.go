// Package postgrestest gives each test a migrated database of its own on a real
// Postgres: the server of TEST_DATABASE_URL if it is set, else a private one that
// goes with the test binary.
package postgrestest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/pgdev"
	"jarchy/internal/postgres"
)

// Start is when every test begins: Monday 23 November 2026, 09:00 in Almaty.
var Start = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.FixedZone("+05", 5*60*60))

// Clock is programme time that a test turns by hand.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now returns the instant at which the clock stands.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set turns the clock.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Add turns the clock on.
func (c *Clock) Add(d time.Duration) { c.Set(c.Now().Add(d)) }

// New returns a database of the test's own, whose clock stands at Start.
func New(tb testing.TB) *postgres.DB {
	tb.Helper()
	db, _ := NewClocked(tb)
	return db
}

// NewClocked returns a database of the test's own and its clock.
func NewClocked(tb testing.TB) (*postgres.DB, *Clock) {
	tb.Helper()
	clock := NewClock(Start)
	return Open(tb, URL(tb), clock), clock
}

// Open opens a pool to a database that URL made.
func Open(tb testing.TB, address string, clock *Clock) *postgres.DB {
	tb.Helper()
	db, err := postgres.Open(context.Background(), address, 8, clock.Now, postgres.NewSeeded(1))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// SQL opens plain access to a database that URL made, for what a test must see or
// break behind the product's back.
func SQL(tb testing.TB, address string) *sqlx.DB {
	tb.Helper()
	db, err := sqlx.Connect("postgres", address)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// URL makes a database of the test's own, migrated, and returns its address.
func URL(tb testing.TB) string {
	tb.Helper()
	s, err := server()
	if err != nil {
		tb.Fatal(err)
	}
	name := "t_" + strings.ToLower(rand.Text())
	if _, err := s.admin.Exec(`CREATE DATABASE ` + name + ` TEMPLATE ` + s.template + ` STRATEGY FILE_COPY`); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if _, err := s.admin.Exec(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			tb.Error(err)
		}
	})
	return s.address(name)
}

// Main runs the tests of a package and stops the private server after them. Call
// it from TestMain: os.Exit(postgrestest.Main(m)).
func Main(m *testing.M) int {
	code := m.Run()
	if started.Load() {
		if s, err := server(); err == nil {
			s.stop()
		}
	}
	return code
}

type testServer struct {
	admin    *sqlx.DB
	base     string
	template string
	private  *pgdev.Server
	dir      string
}

var started atomic.Bool

// server starts once in a test binary.
var server = sync.OnceValues(start)

func start() (*testServer, error) {
	started.Store(true)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	s := &testServer{base: os.Getenv("TEST_DATABASE_URL")}
	if s.base == "" {
		var err error
		if s.dir, err = pgdev.Work("jarchytest"); err != nil {
			return nil, err
		}
		cache := filepath.Join(os.TempDir(), fmt.Sprintf("jarchytest-seed-%d", os.Geteuid()))
		if s.private, err = pgdev.Seeded(ctx, pgdev.Options{Dir: s.dir, Bin: os.Getenv("PG_BIN"), FetchDir: filepath.Join(cache, "fetched"), MaxConnections: 300}, cache); err != nil {
			return nil, fmt.Errorf("a private Postgres for the tests (or set TEST_DATABASE_URL): %w", err)
		}
		s.base = s.private.URL("postgres")
	}
	var err error
	if s.admin, err = sqlx.Connect("postgres", s.base); err != nil {
		return nil, fmt.Errorf("the tests' database server: %w", err)
	}
	s.template = "template_" + strings.ToLower(rand.Text())
	if _, err := s.admin.Exec(`CREATE DATABASE ` + s.template); err != nil {
		return nil, err
	}
	db, err := postgres.Open(ctx, s.address(s.template), 2, time.Now, postgres.Random{})
	if err != nil {
		return nil, err
	}
	err = errors.Join(db.Migrate(ctx), db.Close())
	if err == nil {
		_, err = s.admin.Exec(`ALTER DATABASE ` + s.template + ` WITH ALLOW_CONNECTIONS false`)
	}
	return s, err
}

func (s *testServer) address(database string) string {
	if s.private != nil {
		return s.private.URL(database)
	}
	u, err := url.Parse(s.base)
	if err != nil {
		return s.base
	}
	u.Path = "/" + database
	return u.String()
}

func (s *testServer) stop() {
	if s.private == nil {
		s.admin.Exec(`DROP DATABASE IF EXISTS ` + s.template)
		s.admin.Close()
		return
	}
	s.admin.Close()
	s.private.Stop()
	os.RemoveAll(s.dir)
}
