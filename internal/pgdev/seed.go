//go:build unix

package pgdev

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Seeded is Start for throw-away clusters, such as those of tests: the first
// call makes a clean cluster in the folder named by cache, with the user id
// added (so that root and others have their own), and this and later calls
// copy it, which is several times faster than making one. Several processes may
// do so at once. The cache may be removed at any time between calls.
func Seeded(ctx context.Context, o Options, cache string) (*Server, error) {
	acc, err := serverAccount("")
	if err != nil {
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	if o.Bin, err = binaries(ctx, o, acc, 0, candidates()); err != nil {
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	if o.Seed, err = acc.seed(ctx, o.Bin, fmt.Sprintf("%s-%d", cache, os.Geteuid())); err != nil {
		return nil, fmt.Errorf("private PostgreSQL: seed: %w", err)
	}
	return Start(ctx, o)
}

// seed returns a clean cluster made by the binaries, kept in the folder cache.
func (a account) seed(ctx context.Context, bin, cache string) (string, error) {
	cache, err := filepath.Abs(cache)
	if err != nil {
		return "", err
	}
	if err := a.makeDir(cache); err != nil {
		return "", err
	}
	if err := a.reach(cache); err != nil {
		return "", err
	}
	if err := ours(cache); err != nil {
		return "", err
	}
	lock, err := waitLock(ctx, filepath.Join(cache, "lock"))
	if err != nil {
		return "", err
	}
	defer lock.Close()

	// An upgrade of the binaries changes their time and makes a new seed. The
	// number of files ends the name, for what cleans /tmp by age may have
	// removed some of them.
	fi, err := os.Stat(filepath.Join(bin, "postgres"))
	if err != nil {
		return "", err
	}
	key := fmt.Sprintf("seed-%x-", sha256.Sum256(fmt.Append(nil, bin, fi.ModTime().UnixNano(), fi.Size(), a.uid)))[:24] + "-"
	list, err := os.ReadDir(cache)
	if err != nil {
		return "", err
	}
	for _, e := range list {
		number, found := strings.CutPrefix(e.Name(), key)
		if !found {
			continue
		}
		dir := filepath.Join(cache, e.Name())
		if n, err := countFiles(dir); err == nil && strconv.Itoa(n) == number {
			return dir, nil
		}
		if err := os.RemoveAll(dir); err != nil {
			return "", err
		}
	}
	tmp, err := a.freshDir(cache)
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	if err := a.initdb(ctx, bin, tmp); err != nil {
		return "", err
	}
	n, err := countFiles(tmp)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, key+strconv.Itoa(n))
	return dir, os.Rename(tmp, dir)
}

// ours fails unless the folder is one that only we can change: in /tmp, anyone
// could have put it there.
func ours(dir string) error {
	fi, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	uid, _, err := ownerOf(dir)
	if err != nil {
		return err
	}
	if !fi.IsDir() || uid != os.Geteuid() || fi.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s is not a folder that only user %d can change: remove it", dir, os.Geteuid())
	}
	return nil
}

func countFiles(dir string) (n int, err error) {
	err = filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error {
		n++
		return err
	})
	return n, err
}
