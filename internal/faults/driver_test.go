package faults

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"
)

// harm is what becomes of one word to the database.
type harm int

const (
	unharmed    harm = iota
	refused          // the server says no
	outOfTime        // the server gives it up
	lostBefore       // the connection breaks before it is heard
	lostAfter        // it is done, and the connection breaks before the answer
	answeredBad      // it is done, and the answer says that it is not
	late             // it is done, and the answer takes a while
)

// lateBy is longer than the time between two sweeps.
const lateBy = 1500 * time.Millisecond

func (h harm) String() string {
	return [...]string{"unharmed", "refused", "out of time", "lost before", "lost after", "done and answered by an error", "answered late"}[h]
}

// done reports whether the database does what it was told.
func (h harm) done() bool { return h == unharmed || h == lostAfter || h == answeredBad || h == late }

func (h harm) lost() bool { return h == lostBefore || h == lostAfter }

// err is what the program is told.
func (h harm) err() error {
	switch h {
	case refused, answeredBad:
		return &pq.Error{Severity: "ERROR", Code: "XX000", Message: "internal error, made for a test"}
	case outOfTime:
		return &pq.Error{Severity: "ERROR", Code: "57014", Message: "canceling statement due to statement timeout, made for a test"}
	case lostBefore, lostAfter:
		return &net.OpError{Op: "read", Net: "tcp", Err: errors.New("connection reset by peer, made for a test")}
	}
	return nil
}

// word is one word to the database.
type word struct {
	kind string // begin, commit or statement
	text string // of a statement; of a commit, all that its transaction said
}

// sessions stand between a bot and its database, and break what they are told to.
type sessions struct {
	mu   sync.Mutex
	harm func(word) harm // nil: none
	dead bool
}

// set says what becomes of each word from now on; nil: it is heard.
func (s *sessions) set(harm func(word) harm) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.harm = harm
}

// end has nothing heard any more.
func (s *sessions) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dead = true
}

func (s *sessions) of(w word) harm {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.dead:
		return lostBefore
	case s.harm == nil:
		return unharmed
	}
	return s.harm(w)
}

// through is what a bot's pools go through.
func (s *sessions) through(c driver.Connector) driver.Connector { return connector{c, s} }

type connector struct {
	driver.Connector
	sessions *sessions
}

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	s := c.sessions
	if s.of(word{}) == lostBefore {
		return nil, lostBefore.err()
	}
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: inner.(conn), sessions: s}, nil
}

// conn is what database/sql asks of a connection.
type conn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type session struct {
	conn     conn
	sessions *sessions
	lost     bool
	said     string // in the transaction that is open
}

// hear has one word heard, or not.
func (c *session) hear(w word, do func() error) error {
	h := unharmed
	if c.lost {
		h = lostBefore
	} else {
		h = c.sessions.of(w)
	}
	if h.done() {
		if err := do(); err != nil {
			return err
		}
	}
	if h.lost() {
		c.lost = true
		c.conn.Close()
	}
	if h == late {
		time.Sleep(lateBy)
	}
	return h.err()
}

func (c *session) BeginTx(ctx context.Context, o driver.TxOptions) (tx driver.Tx, err error) {
	c.said = ""
	err = c.hear(word{kind: "begin"}, func() (err error) {
		tx, err = c.conn.BeginTx(ctx, o)
		return err
	})
	if err != nil && tx != nil {
		_ = tx.Rollback() // answered by an error though it was done
	}
	return &transaction{tx, c}, err
}

func (c *session) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (res driver.Result, err error) {
	err = c.hear(c.statement(query, args), func() (err error) {
		res, err = c.conn.ExecContext(ctx, query, args)
		return err
	})
	return res, err
}

func (c *session) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (rows driver.Rows, err error) {
	err = c.hear(c.statement(query, args), func() (err error) {
		rows, err = c.conn.QueryContext(ctx, query, args)
		return err
	})
	if err != nil && rows != nil {
		rows.Close()
		rows = nil
	}
	return rows, err
}

// statement notes what a transaction says: its statements, and what tells it from
// others that say the same.
func (c *session) statement(query string, args []driver.NamedValue) word {
	c.said += query
	if strings.Contains(query, "update_mark") && len(args) > 0 {
		c.said += fmt.Sprint(args[0].Value) // the update that it is about
	}
	return word{"statement", query}
}

// The rest goes as it is.

func (c *session) Prepare(query string) (driver.Stmt, error) { return c.conn.Prepare(query) }
func (c *session) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.conn.PrepareContext(ctx, query)
}
func (c *session) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}
func (c *session) CheckNamedValue(v *driver.NamedValue) error { return c.conn.CheckNamedValue(v) }
func (c *session) ResetSession(ctx context.Context) error     { return c.conn.ResetSession(ctx) }

func (c *session) Ping(ctx context.Context) error {
	if c.lost {
		return driver.ErrBadConn
	}
	return c.conn.Ping(ctx)
}

func (c *session) IsValid() bool { return !c.lost && c.conn.IsValid() }

func (c *session) Close() error { return c.conn.Close() }

type transaction struct {
	driver.Tx
	session *session
}

func (t *transaction) Commit() error {
	err := t.session.hear(word{"commit", t.session.said}, t.Tx.Commit)
	if err != nil && !t.session.lost {
		_ = t.Tx.Rollback() // a commit that was refused undoes; after one that was done this does nothing
	}
	return err
}
