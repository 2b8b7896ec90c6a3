//go:build unix

package pgdev

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// launch makes the cluster if need be and starts its server. The lock is let go
// when the server has ended; after an error it is the caller's.
func (c cluster) launch(ctx context.Context, o Options, lock *os.File) (*Server, error) {
	major, err := c.major()
	if err != nil {
		return nil, err
	}
	bin, err := binaries(ctx, o, c.acc, major, candidates())
	if err != nil {
		return nil, err
	}
	if major == 0 {
		if err := c.create(ctx, bin, o); err != nil {
			return nil, err
		}
	}
	began := time.Now()
	s, err := c.run(ctx, bin, o)
	for errors.Is(err, errNotYet) && time.Since(began) < o.patience {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * pause):
		}
		s, err = c.run(ctx, bin, o)
	}
	if err != nil {
		return nil, err
	}
	go func() {
		<-s.exited
		if c.sockElsewhere() {
			os.Remove(c.sock)
		}
		lock.Close()
		close(s.released)
	}()
	return s, nil
}

// errNotYet is a failure to start that passes.
var errNotYet = errors.New("the server cannot start yet")

// passing are the server's words for it: another took the free port that was
// found; the main process was killed, and others of its cluster are still
// ending.
func passing(text string) bool {
	return strings.Contains(text, "could not create any TCP/IP sockets") ||
		strings.Contains(text, "pre-existing shared memory block")
}

// run starts the server and waits until it answers.
func (c cluster) run(ctx context.Context, bin string, o Options) (*Server, error) {
	s := &Server{sock: c.sock, port: 5432, exited: make(chan struct{}), released: make(chan struct{})}
	if err := c.acc.privateDir(c.sock); err != nil {
		return nil, err
	}
	if o.TCP {
		s.host = "127.0.0.1"
		l, err := net.Listen("tcp", s.host+":0")
		if err != nil {
			return nil, err
		}
		s.port = l.Addr().(*net.TCPAddr).Port
		l.Close()
	}
	log, err := c.newLog()
	if err != nil {
		return nil, err
	}
	defer log.Close()

	s.cmd = exec.Command(filepath.Join(bin, "postgres"), c.args(s, o)...)
	s.cmd.Dir, s.cmd.Env, s.cmd.SysProcAttr = c.data, environment(), c.acc.attr()
	// A file and no pipe: the server can still write to it when we are gone.
	s.cmd.Stdout, s.cmd.Stderr = log, log
	err = startPinned(s.cmd, func(err error) {
		s.err = err
		close(s.exited)
	})
	if err != nil {
		return nil, c.acc.explain(err)
	}
	s.pid = s.cmd.Process.Pid
	if err := s.awaken(ctx); err != nil {
		text := tail(log.Name())
		if passing(text) {
			err = errNotYet
		}
		return nil, fmt.Errorf("%w\n%s", err, text)
	}
	return s, nil
}

// awaken waits until the server answers; if it never will, it is gone after.
func (s *Server) awaken(ctx context.Context) error {
	for {
		err := s.ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("the server ended: %v", s.err)
		case <-ctx.Done():
			_ = s.cmd.Process.Signal(os.Interrupt)
			select {
			case <-s.exited:
			case <-time.After(time.Second):
				_ = s.cmd.Process.Kill()
				<-s.exited
			}
			return fmt.Errorf("the server does not answer: %w (%w)", ctx.Err(), err)
		case <-time.After(pause):
		}
	}
}

// args are the server's arguments. They name the port although the default
// would do: it could have been changed when PostgreSQL was built.
func (c cluster) args(s *Server, o Options) []string {
	set := []string{
		"listen_addresses=" + s.host,
		"port=" + strconv.Itoa(s.port),
		"unix_socket_directories=" + c.sock,
		"log_checkpoints=off",
	}
	if o.MaxConnections > 0 {
		set = append(set, "max_connections="+strconv.Itoa(o.MaxConnections))
	}
	if o.Durable {
		// initdb derives a low limit from the small segments, and checkpoints
		// would be too frequent.
		set = append(set, "max_wal_size=256MB")
	} else {
		set = append(set, "fsync=off", "synchronous_commit=off", "full_page_writes=off",
			"wal_level=minimal", "max_wal_senders=0")
	}
	args := []string{"-D", c.data}
	for _, v := range set {
		args = append(args, "-c", v)
	}
	return args
}

// newLog opens a new log file and keeps the one before it.
func (c cluster) newLog() (*os.File, error) {
	name := filepath.Join(c.dir, "postgres.log")
	if err := os.Rename(name, name+".old"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
}

// tail returns the end of a log file.
func tail(name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-4096):])
}
