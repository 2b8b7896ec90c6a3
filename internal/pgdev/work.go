//go:build unix

package pgdev

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Work makes a folder for a throw-away cluster: in memory if there is more than
// a gigabyte free, else among the temporary files. Its name is the prefix, the
// id of this process and a random part. Folders of the same prefix whose
// process has ended are removed.
func Work(prefix string) (string, error) {
	const memory = "/dev/shm"
	base := os.TempDir()
	sweep(base, prefix)
	if freeBytes(memory) > 1<<30 {
		sweep(memory, prefix)
		if dir, err := makeWork(memory, prefix); err == nil {
			return dir, nil
		}
	}
	return makeWork(base, prefix)
}

func makeWork(base, prefix string) (string, error) {
	dir, err := os.MkdirTemp(base, fmt.Sprintf("%s-%d-", prefix, os.Getpid()))
	if err == nil && os.Geteuid() == 0 {
		err = os.Chmod(dir, 0o711) // the server is run as another user
	}
	return dir, err
}

// sweep removes what ended processes left. What cannot be removed is somebody
// else's, and is left alone.
func sweep(base, prefix string) {
	list, err := os.ReadDir(base)
	if err != nil {
		return
	}
	for _, e := range list {
		rest, found := strings.CutPrefix(e.Name(), prefix+"-")
		if !found || !e.IsDir() {
			continue
		}
		number, _, found := strings.Cut(rest, "-")
		if pid, err := strconv.Atoi(number); found && err == nil && pid > 0 && !exists(pid) {
			_ = os.RemoveAll(filepath.Join(base, e.Name()))
		}
	}
}

// exists tells whether there is a process pid.
func exists(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
