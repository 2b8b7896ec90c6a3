//go:build unix

package pgdev

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestSeeded(t *testing.T) {
	t.Parallel()
	base := work(t)
	for _, name := range []string{"first", "second"} {
		began := time.Now()
		s, err := Seeded(t.Context(), Options{Dir: filepath.Join(base, name)}, filepath.Join(base, "cache"))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %v", name, time.Since(began).Round(time.Millisecond))
		if got := query(t, s.URL("postgres"), "SELECT lower('Ә')"); got != "ә" {
			t.Errorf("got %q", got)
		}
		stop(t, s)
	}
}

// seedMaker returns binaries whose initdb makes three files and notes in the
// returned log that it was run.
func seedMaker(t *testing.T, dir string) (bin, log string) {
	t.Helper()
	bin = stubs(t, filepath.Join(dir, "bin"), "15.0")
	log = filepath.Join(dir, "log")
	if err := os.WriteFile(log, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(log, 0o666); err != nil {
		t.Fatal(err)
	}
	text := "#!/bin/sh\nset -e\necho run >>" + log + "\nmkdir $2/global\necho 15 >$2/PG_VERSION\necho x >$2/global/pg_control\n"
	if err := os.WriteFile(filepath.Join(bin, "initdb"), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return bin, log
}

func TestSeedIsMadeOnce(t *testing.T) {
	t.Parallel()
	dir := work(t)
	bin, log := seedMaker(t, dir)
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(dir, "cache")
	get := func() string {
		seed, err := acc.seed(t.Context(), bin, cache)
		if err != nil {
			t.Error(err)
		}
		return seed
	}
	runs := func() int {
		b, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(b), "run")
	}
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() { get() })
	}
	wg.Wait()
	if n := runs(); n != 1 {
		t.Errorf("made %d times by five at once, want once", n)
	}

	// What cleans temporary files by age took one.
	seed := get()
	if err := os.Remove(filepath.Join(seed, "global", "pg_control")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(get(), "global", "pg_control")); err != nil {
		t.Errorf("a damaged seed is used: %v", err)
	}
	if n := runs(); n != 2 {
		t.Errorf("made %d times, want 2", n)
	}

	// The binaries are upgraded.
	if err := os.Chtimes(filepath.Join(bin, "postgres"), time.Time{}, time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if upgraded := get(); upgraded == seed {
		t.Error("the seed of other binaries is used")
	}
}

func TestSeededForeignCache(t *testing.T) {
	t.Parallel()
	dir := work(t)
	cache := filepath.Join(dir, "cache")
	acc, err := serverAccount("")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(cache, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := acc.seed(t.Context(), "/nowhere", cache); err == nil {
		t.Error("took a cache that anyone can change")
	}
}

func TestSeedWithLink(t *testing.T) {
	t.Parallel()
	dir := work(t)
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	for _, d := range []string{from, to} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(from, "x")); err != nil {
		t.Fatal(err)
	}
	if err := (account{}).copyTree(t.Context(), from, to); err == nil {
		t.Error("copied a link")
	}
}
