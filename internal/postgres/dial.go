package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"os"
	"time"
)

// silence is how long the database may say nothing to a statement before its
// connection is given up. It is longer than statement_timeout: a server that
// lives answers by then. Without it a connection that goes nowhere blocks its
// caller for good, whatever the context says (lib/pq issue 620).
const silence = 12 * time.Second

// dialer makes connections whose every read and write has a limit.
type dialer struct{}

func (dialer) Dial(network, address string) (net.Conn, error) {
	return dialer{}.DialContext(context.Background(), network, address)
}

func (dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return dialer{}.DialContext(ctx, network, address)
}

func (dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return limited{conn}, nil
}

type limited struct{ net.Conn }

func (c limited) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(silence)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

func (c limited) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(silence)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

func isNetwork(err error) bool {
	var n net.Error
	return errors.As(err, &n) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrDeadlineExceeded)
}
