//go:build unix

package pgdev

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// pause is how long to wait before looking again.
const pause = 3 * time.Millisecond

// Start returns the server of the folder o.Dir: the one that runs there, or a
// new one, for which it finds or fetches the binaries and makes the cluster if
// need be. A server that runs keeps the settings it was started with. One that
// is on its way down gets ten seconds to end. Several processes may call Start
// for a folder at once; ctx bounds how long they wait.
// The error is ErrNoBinaries if there is nothing to run.
func Start(ctx context.Context, o Options) (*Server, error) {
	c, err := openCluster(o)
	if err != nil {
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	s, err := c.start(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("private PostgreSQL in %s: %w", c.dir, err)
	}
	return s, nil
}

func (c cluster) start(ctx context.Context, o Options) (_ *Server, err error) {
	if o.patience == 0 {
		o.patience = 10 * time.Second
	}
	// Who holds the lock makes and owns the server. The kernel lets go of it
	// when its holder dies.
	var lock *os.File
	defer func() {
		if lock != nil && err != nil {
			lock.Close()
		}
	}()
	var pid int         // of the server seen
	var since time.Time // when it was first seen
	for {
		if lock == nil {
			if lock, err = tryLock(filepath.Join(c.dir, "lock")); err != nil {
				return nil, err
			}
		}
		p, runs := readPidFile(c.data)
		if !runs && lock != nil {
			return c.launch(ctx, o, lock)
		}
		var silent error
		if runs {
			if p.pid != pid {
				pid, since = p.pid, time.Now()
			}
			s := p.server()
			silent = s.ping(ctx)
			// A server nobody owns is about to get its signal on Linux.
			doomed := lock != nil && !orphansStay && time.Since(since) < time.Second
			if silent == nil && !doomed {
				if lock != nil {
					lock.Close()
				}
				return s, s.suits(ctx, o)
			}
			if p.status != "starting" && time.Since(since) > o.patience {
				return nil, fmt.Errorf("its server (process %d) does not answer and does not end: %w", pid, silent)
			}
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), silent)
		case <-time.After(pause):
		}
	}
}

// suits fails if an adopted server lacks what was asked for.
func (s *Server) suits(ctx context.Context, o Options) error {
	if o.TCP && s.host == "" {
		return fmt.Errorf("its server (process %d) was started without TCP", s.pid)
	}
	return nil
}
