// Package faults breaks the bot on purpose: the program is built and run, with a
// simulated Telegram and a real Postgres that both go on when it dies. Processes
// are killed, connections cut, servers stopped, answers lost; afterwards the journal
// of what reached whom is held against what the database says.
//
// The short form is part of every test run. With -faults.long each scene takes the
// time and the numbers that its doc comment names:
//
//	go test ./internal/faults -v -timeout 3h -faults.long
//
// A poison update (F10) has its scene in cmd/jarchy/poison_test.go.
package faults

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
)

// patience is how long a scene waits for what should be there soon.
const patience = 25 * time.Second

// generous is how long a scene waits for what takes a second or five on a machine that has
// time: other scenes run beside it. What it took is said.
const generous = 20 * time.Second

// atOnce is how many scenes run at once: they wait most of the time.
const atOnce = "8"

var long = flag.Bool("faults.long", false, "run every scene with its full numbers; takes an hour or two")

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", atOnce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	debug.SetGCPercent(400) // the bots in this process leave little, and share the processors with their server
	code := postgrestest.Main(m)
	for _, dir := range built.dirs {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// pick is a scene's number: of its short or of its long form.
func pick[T any](short, whole T) T {
	if *long {
		return whole
	}
	return short
}

// built are the folders of programs.
var built struct {
	mu   sync.Mutex
	dirs []string
}

// program is the bot as users have it, mortal the one with failpoints.
var (
	program = sync.OnceValues(func() (string, error) { return build() })
	mortal  = sync.OnceValues(func() (string, error) { return build("-tags", "faults") })
)

func build(flags ...string) (path string, err error) {
	dir, err := os.MkdirTemp("", "jarchy-faults-")
	if err != nil {
		return "", err
	}
	built.mu.Lock()
	built.dirs = append(built.dirs, dir)
	built.mu.Unlock()
	path = filepath.Join(dir, "jarchy")
	args := append(append([]string{"build", "-ldflags=-w", "-o", path}, flags...), "jarchy/cmd/jarchy")
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}
