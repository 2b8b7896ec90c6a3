package postgres

import (
	"context"
	"database/sql/driver"

	"github.com/lib/pq"
)

// within makes a pool of the one connection whose transaction its owner has begun
// and will end: what others begin and commit in it are savepoints, and closing it
// ends nothing. So even migrations, which commit one by one, become part of one
// transaction.
type within struct{ conn }

// Connect gives the connection; a pool of more than one would share it.
func (w within) Connect(context.Context) (driver.Conn, error) { return w, nil }

// Driver is that of the connection.
func (within) Driver() driver.Driver { return pq.Driver{} }

// Close leaves the connection to its owner.
func (within) Close() error { return nil }

// BeginTx sets a savepoint.
func (w within) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	s := savepoint{context.WithoutCancel(ctx), w.conn}
	return s, s.exec(`SAVEPOINT within`)
}

type savepoint struct {
	ctx  context.Context // driver.Tx has none
	conn conn
}

func (s savepoint) exec(statement string) error {
	_, err := s.conn.ExecContext(s.ctx, statement, nil)
	return err
}

// Commit lets the savepoint go.
func (s savepoint) Commit() error { return s.exec(`RELEASE SAVEPOINT within`) }

// Rollback goes back to the savepoint.
func (s savepoint) Rollback() error { return s.exec(`ROLLBACK TO SAVEPOINT within`) }
