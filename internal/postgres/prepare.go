package postgres

import (
	"context"
	"database/sql/driver"

	"github.com/lib/pq"
)

// keptStatements is how many prepared statements a session keeps. The house has
// some hundred different ones; those that come later are planned each time.
const keptStatements = 200

// preparing makes sessions that have the server plan a statement once, and not
// each time: for short statements planning is most of the work.
type preparing struct{ *pq.Connector }

// Connect opens a session.
func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: c.(conn), kept: map[string]statement{}}, nil
}

// conn is what lib/pq's connections do for database/sql.
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

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// session is a connection with the statements that it has had. database/sql lets
// one goroutine at a time use it.
type session struct {
	conn
	kept map[string]statement
}

// QueryContext asks with a kept statement. What has no arguments is simple, and
// takes one round trip as it is.
func (s *session) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	st, err := s.statement(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return s.conn.QueryContext(ctx, query, args)
	}
	return st.QueryContext(ctx, args)
}

// ExecContext is QueryContext for what gives no rows.
func (s *session) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	st, err := s.statement(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if st == nil {
		return s.conn.ExecContext(ctx, query, args)
	}
	return st.ExecContext(ctx, args)
}

func (s *session) statement(ctx context.Context, query string, args []driver.NamedValue) (statement, error) {
	st, ok := s.kept[query]
	if ok || len(args) == 0 || len(s.kept) >= keptStatements {
		return st, nil
	}
	prepared, err := s.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	st = prepared.(statement)
	s.kept[query] = st
	return st, nil
}
