package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
)

// patience is how long a test waits for what should be there at once.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	if api := os.Getenv(echoVariable); api != "" {
		fmt.Fprintln(os.Stderr, echo(api))
		os.Exit(1)
	}
	if api := os.Getenv(floorVariable); api != "" {
		fmt.Fprintln(os.Stderr, floor(api, os.Getenv(workersVariable)))
		os.Exit(1)
	}
	code := postgrestest.Main(m)
	for _, dir := range builtIn {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

var (
	builtMu sync.Mutex
	builtIn []string // folders of programs

	program = sync.OnceValues(func() (string, error) { return build() })
	// faultyProgram has the places at which JARCHY_FAILPOINT kills it.
	faultyProgram = sync.OnceValues(func() (string, error) { return build("-tags", "faults") })
)

// build builds this command, as users do.
func build(flags ...string) (path string, err error) {
	dir, err := os.MkdirTemp("", "jarchy-test-")
	if err != nil {
		return "", err
	}
	builtMu.Lock()
	builtIn = append(builtIn, dir)
	builtMu.Unlock()
	path = filepath.Join(dir, "jarchy")
	if out, err := exec.Command("go", append(append([]string{"build", "-o", path}, flags...), ".")...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}

func built(tb testing.TB, program func() (string, error)) string {
	tb.Helper()
	path, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// child is a process of the program.
type child struct {
	testing.TB
	cmd   *exec.Cmd
	out   *output // both streams
	ended chan struct{}
	err   error // of its end, once ended
}

// start starts a program with nothing but env in its environment.
func start(tb testing.TB, path string, args, env []string) *child {
	tb.Helper()
	c := &child{TB: tb, cmd: exec.Command(path, args...), out: &output{}, ended: make(chan struct{})}
	c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = append([]string{"HOME=" + os.TempDir()}, env...), c.out, c.out
	if err := c.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go func() {
		c.err = c.cmd.Wait()
		close(c.ended)
	}()
	tb.Cleanup(c.kill)
	return c
}

// kill ends the process as kill -9 and the lack of memory do.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // fails only if it has ended
	<-c.ended
}

// stop asks the process to end, as every supervisor does, and wants it gone in
// good order within the time that it promises.
func (c *child) stop() {
	c.Helper()
	asked := time.Now()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.Fatalf("the process had ended: %v\n%s", c.err, c.out)
	}
	if code := c.wait(); code != 0 {
		c.Errorf("exit code after SIGTERM: got %d, want 0\n%s", code, c.out)
	}
	if took := time.Since(asked); took > 10*time.Second {
		c.Errorf("it took %s to stop, want 10s at most", took)
	}
}

// wait waits for the end and returns the exit code; -1 if a signal brought it.
func (c *child) wait() int {
	c.Helper()
	select {
	case <-c.ended:
	case <-time.After(patience):
		c.Fatalf("the process does not end\n%s", c.out)
	}
	var exit *exec.ExitError
	if c.err != nil && !errors.As(c.err, &exit) {
		c.Fatal(c.err)
	}
	return c.cmd.ProcessState.ExitCode()
}

func (c *child) hasEnded() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// output keeps what processes wrote.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// run runs a command of the program to its end.
func run(tb testing.TB, env []string, stdin string, args ...string) (out string, code int) {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, built(tb, program), args...)
	cmd.Env, cmd.Stdin = append([]string{"HOME=" + os.TempDir()}, env...), strings.NewReader(stdin)
	b, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		tb.Fatalf("jarchy %s: %v\n%s", strings.Join(args, " "), err, b)
	}
	return string(b), cmd.ProcessState.ExitCode()
}

// freeAddress is one of this machine's where nobody listens.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// get asks a process over HTTP; status 0: it does not answer.
func get(address, path string) (status int, body string) {
	client := http.Client{Timeout: 5 * time.Second}
	resp, err := client.Get("http://" + address + path)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err.Error()
	}
	return resp.StatusCode, string(b)
}

// until waits until something is so.
func until(tb testing.TB, what string, met func() bool) {
	tb.Helper()
	for end := time.Now().Add(patience); !met(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			tb.Fatalf("still not: %s", what)
		}
	}
}

// with is an environment in which some variables are other ones.
func with(env []string, changes ...string) []string {
	env = slices.Clone(env)
	for _, change := range changes {
		name, _, _ := strings.Cut(change, "=")
		env = slices.DeleteFunc(env, func(v string) bool { return strings.HasPrefix(v, name+"=") })
		env = append(env, change)
	}
	return env
}
