//go:build unix

package pgdev

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// tryLock takes the lock of a file, which is let go when the file is closed. It
// returns nil if another holds it, be it in this process.
func tryLock(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return nil, nil
	}
	return nil, &os.PathError{Op: "lock", Path: name, Err: err}
}

// waitLock takes the lock of a file once it is free.
func waitLock(ctx context.Context, name string) (*os.File, error) {
	for {
		f, err := tryLock(name)
		if f != nil || err != nil {
			return f, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
		}
	}
}
