package intake_test

import (
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// line stands between a program and its database. Cut, it takes everything and
// answers nothing, as a network does that has gone.
type line struct {
	address string // of the database, through the line
	cut     atomic.Bool

	mu       sync.Mutex
	from, to time.Duration // how long it takes, each way
	conns    []net.Conn
}

// slow has everything take a while from now on, between the two.
func (l *line) slow(from, to time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.from, l.to = from, to
}

// close ends all connections to the server, as the end of a process does.
func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		c.Close()
	}
	l.cut.Store(true)
}

// lag waits as long as the line takes.
func (l *line) lag() {
	l.mu.Lock()
	d := l.from
	if l.to > l.from {
		d += rand.N(l.to - l.from)
	}
	l.mu.Unlock()
	time.Sleep(d)
}

func newLine(t *testing.T, address string) *line {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	network, server, here := "tcp", u.Host, "127.0.0.1:0"
	if dir := q.Get("host"); dir != "" {
		socket := ".s.PGSQL." + q.Get("port")
		mine, err := os.MkdirTemp("", "line") // short, as the path of a socket must be
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(mine) })
		q.Set("host", mine)
		u.RawQuery = q.Encode()
		network, server, here = "unix", filepath.Join(dir, socket), filepath.Join(mine, socket)
	}
	listener, err := net.Listen(network, here)
	if err != nil {
		t.Fatal(err)
	}
	if network == "tcp" {
		u.Host = listener.Addr().String()
	}
	l := &line{address: u.String()}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go l.carry(client, network, server)
		}
	}()
	return l
}

func (l *line) carry(client net.Conn, network, server string) {
	defer client.Close()
	conn, err := net.Dial(network, server)
	if err != nil {
		return
	}
	defer conn.Close()
	l.mu.Lock()
	l.conns = append(l.conns, conn)
	l.mu.Unlock()
	go func() {
		_, _ = io.Copy(l.through(client), conn)
		client.Close()
	}()
	_, _ = io.Copy(l.through(conn), client)
}

// through writes to w while the line stands.
func (l *line) through(w io.Writer) io.Writer { return lineWriter{l, w} }

type lineWriter struct {
	line *line
	w    io.Writer
}

func (w lineWriter) Write(b []byte) (int, error) {
	if w.line.cut.Load() {
		return len(b), nil
	}
	w.line.lag()
	return w.w.Write(b)
}
