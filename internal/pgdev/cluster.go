//go:build unix

package pgdev

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// socketLimit is the longest path of a unix socket: 103 bytes on macOS, 107 on
// Linux.
const socketLimit = 103

// cluster is where a cluster keeps its things.
type cluster struct {
	dir  string // Options.Dir, absolute
	data string // PostgreSQL's data folder
	sock string // the folder of its socket
	acc  account
}

// openCluster makes the folder of a cluster if it is missing.
func openCluster(o Options) (cluster, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return cluster{}, err
	}
	c := cluster{dir: dir, data: filepath.Join(dir, "data"), sock: filepath.Join(dir, "s")}
	if c.acc, err = serverAccount(c.data); err != nil {
		return cluster{}, err
	}
	if err := c.acc.makeDir(dir); err != nil {
		return cluster{}, err
	}
	if err := c.acc.reach(dir); err != nil {
		return cluster{}, err
	}
	if c.sockElsewhere() {
		// The same folder has the same name each time, or nobody could adopt.
		name := fmt.Sprintf("pgdev-%d-%x", c.acc.uid, sha256.Sum256([]byte(dir)))[:30]
		c.sock = filepath.Join(os.TempDir(), name)
		if len(c.sock)+len(socketName) > socketLimit {
			c.sock = filepath.Join("/tmp", name)
		}
	}
	return c, nil
}

const socketName = "/.s.PGSQL.65535"

func (c cluster) sockElsewhere() bool {
	return len(c.dir)+len("/s")+len(socketName) > socketLimit
}

// major returns the version of PostgreSQL that made the cluster; 0 if there is
// no cluster yet.
func (c cluster) major() (int, error) {
	b, err := os.ReadFile(filepath.Join(c.data, "PG_VERSION"))
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil {
		return 0, fmt.Errorf("%s holds a cluster of unknown version: %w", c.data, err)
	}
	return n, nil
}

// create makes the data folder, whole or not at all.
func (c cluster) create(ctx context.Context, bin string, o Options) error {
	tmp, err := c.acc.freshDir(c.dir)
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if o.Seed != "" {
		err = c.acc.copyTree(ctx, o.Seed, tmp)
	} else {
		err = c.acc.initdb(ctx, bin, tmp)
	}
	if err != nil {
		return err
	}
	if o.Durable {
		if err := c.acc.run(ctx, bin, "initdb", tmp, "--sync-only", "-D", tmp); err != nil {
			return err
		}
	}
	if err := os.Rename(tmp, c.data); err != nil {
		return err
	}
	if o.Durable {
		return syncDir(c.dir)
	}
	return nil
}

// initdb makes a cluster in the empty folder dir. ICU's root locale sorts and
// folds every script alike on every machine, which libc's locales do not.
func (a account) initdb(ctx context.Context, bin, dir string) error {
	return a.run(ctx, bin, "initdb", dir, "-D", dir, "-U", superuser, "-A", "trust", "-E", "UTF8",
		"--locale=C", "--locale-provider=icu", "--icu-locale=und", "--no-sync", "--wal-segsize=1")
}

// run runs one of PostgreSQL's programs to its end, in dir, as the account.
func (a account) run(ctx context.Context, bin, name, dir string, args ...string) error {
	var out strings.Builder
	cmd := exec.CommandContext(ctx, filepath.Join(bin, name), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = dir, environment(), a.attr()
	cmd.Stdout, cmd.Stderr = &out, &out
	// initdb has children, which would keep the output open.
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	done := make(chan error, 1)
	err := startPinned(cmd, func(err error) { done <- err })
	if err == nil {
		err = <-done
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, a.explain(err), out.String())
	}
	return nil
}

// environment is what PostgreSQL's processes get of ours: nothing, for secrets
// live there. macOS needs a locale to be set.
func environment() []string {
	return []string{"LC_ALL=C", "TZ=UTC", "PATH=/usr/local/bin:/usr/bin:/bin"}
}

// freshDir makes a new folder in dir that belongs to the account, and removes
// those that killed processes left. The caller holds the lock of dir.
func (a account) freshDir(dir string) (string, error) {
	const prefix = "new-"
	list, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), prefix) {
			// Its initdb may still be dying and writing; the next start removes it then.
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
	tmp, err := os.MkdirTemp(dir, prefix)
	if err != nil {
		return "", err
	}
	return tmp, a.own(tmp)
}

// copyTree copies the files of a stopped cluster into the folder to.
func (a account) copyTree(ctx context.Context, from, to string) error {
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case rel == ".":
			return nil
		case e.IsDir():
			err = os.Mkdir(target, 0o700)
		case e.Type().IsRegular():
			err = copyFile(path, target)
		default:
			err = fmt.Errorf("%s is neither a file nor a folder", path)
		}
		if err != nil {
			return err
		}
		return a.own(target)
	})
	if err != nil {
		return fmt.Errorf("copy the cluster %s: %w", from, err)
	}
	return nil
}

func copyFile(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

// syncDir makes a rename in dir survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
