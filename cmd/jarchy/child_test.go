package main_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/processtest"
)

const patience = processtest.Patience

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
type child = processtest.Process

// start starts a program with nothing but env in its environment.
func start(tb testing.TB, path string, args, env []string) *child {
	tb.Helper()
	return processtest.Start(tb, path, env, args...)
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
