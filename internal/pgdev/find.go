//go:build unix

package pgdev

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// oldest is the first major version with what we use: ICU as the cluster's
// locale.
const oldest = 15

// FindBin returns the folder that holds initdb and postgres: the one given, or
// that of the initdb on PATH, or the newest one where packages put it. It is
// version 15 or newer. The error is ErrNoBinaries if there is none.
func FindBin(given string) (string, error) {
	acc, err := serverAccount("")
	if err != nil {
		return "", err
	}
	return choose(context.Background(), acc, given, 0, candidates())
}

// binaries returns the folder of the binaries for a cluster of a major version,
// 0 for any, and fetches them if there are none.
func binaries(ctx context.Context, o Options, acc account, major int, local []string) (string, error) {
	if o.FetchDir == "" || o.Bin != "" {
		return choose(ctx, acc, o.Bin, major, local)
	}
	dir, err := filepath.Abs(o.FetchDir)
	if err != nil {
		return "", err
	}
	local = append(local, fetched(dir)...)
	bin, err := choose(ctx, acc, "", major, local)
	if err == nil {
		return bin, nil
	}
	if _, errFetch := fetch(ctx, o, acc, dir); errFetch != nil {
		return "", fmt.Errorf("%w\n(%w)", err, errFetch)
	}
	return choose(ctx, acc, "", major, append(local, fetched(dir)...))
}

// choose returns the first folder with binaries of a major version, 0 for any.
func choose(ctx context.Context, acc account, given string, major int, local []string) (string, error) {
	if given != "" {
		if err := usable(acc, given); err != nil {
			return "", fmt.Errorf("PostgreSQL's binaries: %w", err)
		}
		if major == 0 {
			v, err := version(ctx, acc, given)
			if err != nil {
				return "", fmt.Errorf("PostgreSQL's binaries: %w", err)
			}
			if v < oldest {
				return "", fmt.Errorf("%s holds PostgreSQL %d, and %d or newer is needed", given, v, oldest)
			}
		}
		return filepath.Abs(given)
	}
	local = slices.DeleteFunc(local, func(dir string) bool { return usable(acc, dir) != nil })
	if major != 0 && len(local) == 1 {
		// Asking for its version takes as long as starting it, and the server
		// itself refuses a cluster of another one.
		return local[0], nil
	}
	var others []int
	for _, dir := range local {
		switch v, err := version(ctx, acc, dir); {
		case err != nil:
			continue
		case v == major, major == 0 && v >= oldest:
			return dir, nil
		default:
			others = append(others, v)
		}
	}
	if major != 0 && len(others) > 0 {
		return "", fmt.Errorf("the cluster was made by PostgreSQL %d, and only %v is installed", major, others)
	}
	return "", ErrNoBinaries
}

// usable fails if a folder lacks the binaries or the account cannot get at them.
func usable(acc account, bin string) error {
	for _, name := range []string{"initdb", "postgres"} {
		fi, err := os.Stat(filepath.Join(bin, name))
		if err != nil {
			return err
		}
		if !fi.Mode().IsRegular() || fi.Mode()&0o111 == 0 {
			return fmt.Errorf("%s is not a program", filepath.Join(bin, name))
		}
	}
	return acc.reach(bin)
}

// version returns the major version of the binaries in a folder.
func version(ctx context.Context, acc account, bin string) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "--version")
	cmd.Dir, cmd.Env, cmd.SysProcAttr = "/", environment(), acc.attr()
	out, err := cmd.Output()
	if err != nil {
		return 0, acc.explain(err)
	}
	// initdb (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)
	m := regexp.MustCompile(`\(PostgreSQL\) (\d+)`).FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("%s is not PostgreSQL's: it says %q", cmd.Path, out)
	}
	return strconv.Atoi(string(m[1]))
}

// candidates lists where binaries may be, the best first.
func candidates() []string {
	var dirs []string
	if p, err := exec.LookPath("initdb"); err == nil {
		// The one on PATH is often a link, and postgres lies beside its target.
		if p, err = filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(p))
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",         // Debian
		"/usr/pgsql-*/bin",                  // PostgreSQL's own RPMs
		"/usr/libexec/postgresql*",          // Alpine
		"/usr/local/pgsql/bin",              // built by hand
		"/opt/homebrew/opt/postgresql*/bin", // Homebrew
		"/usr/local/opt/postgresql*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
		"/opt/local/lib/postgresql*/bin", // MacPorts
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	} {
		dirs = append(dirs, newestFirst(pattern)...)
	}
	var unique []string
	for _, d := range dirs {
		if !slices.Contains(unique, d) {
			unique = append(unique, d)
		}
	}
	return unique
}

// newestFirst returns what matches a pattern, the highest numbers first: as
// text, 9.6 would be newer than 17.
func newestFirst(pattern string) []string {
	// The patterns are well formed.
	dirs, _ := filepath.Glob(pattern)
	digits := regexp.MustCompile(`\d+`)
	numbers := func(s string) (n []int) {
		for _, d := range digits.FindAllString(s, -1) {
			i, _ := strconv.Atoi(d)
			n = append(n, i)
		}
		return n
	}
	slices.SortFunc(dirs, func(a, b string) int { return slices.Compare(numbers(b), numbers(a)) })
	return dirs
}
