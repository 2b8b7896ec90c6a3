// Package processtest runs programs for tests, as a supervisor does: started,
// watched, asked to end, or killed.
package processtest

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a test waits for what should be there at once.
const Patience = 30 * time.Second

// Process is one run of a program.
type Process struct {
	testing.TB
	Cmd *exec.Cmd
	Out *Output // both streams

	ended chan struct{}
	err   error // of its end, once ended
}

// Start starts a program with nothing but env, and a home, in its environment. It
// does not outlive the test.
func Start(tb testing.TB, path string, env []string, args ...string) *Process {
	tb.Helper()
	p := &Process{TB: tb, Cmd: exec.Command(path, args...), Out: &Output{}, ended: make(chan struct{})}
	p.Cmd.Env, p.Cmd.Stdout, p.Cmd.Stderr = append([]string{"HOME=" + os.TempDir()}, env...), p.Out, p.Out
	if err := p.Cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go func() {
		p.err = p.Cmd.Wait()
		close(p.ended)
	}()
	tb.Cleanup(p.Kill)
	return p
}

// PID is its number.
func (p *Process) PID() int { return p.Cmd.Process.Pid }

// Kill ends the process as kill -9 and the lack of memory do.
func (p *Process) Kill() {
	_ = p.Cmd.Process.Kill() // fails only if it has ended
	<-p.ended
}

// Stop asks the process to end, as every supervisor does, and wants it gone in good
// order: within the 10 s that it promises and what a busy machine adds. It returns
// how long that took.
func (p *Process) Stop() time.Duration {
	p.Helper()
	asked := time.Now()
	if err := p.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatalf("the process had ended: %v\n%s", err, p.Out.Tail())
	}
	if code := p.Wait(); code != 0 {
		p.Errorf("exit code after SIGTERM: got %d, want 0\n%s", code, p.Out.Tail())
	}
	took := time.Since(asked)
	if took > 12*time.Second {
		p.Errorf("it took %s to stop, want 10 s at most", took)
	}
	return took
}

// Wait waits for the end and returns the exit code; -1: a signal brought it.
func (p *Process) Wait() int {
	p.Helper()
	select {
	case <-p.ended:
	case <-time.After(Patience):
		p.Fatalf("the process does not end\n%s", p.Out.Tail())
	}
	if exit := (*exec.ExitError)(nil); p.err != nil && !errors.As(p.err, &exit) {
		p.Fatal(p.err)
	}
	return p.Cmd.ProcessState.ExitCode()
}

// Ended reports whether the process is gone.
func (p *Process) Ended() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Done is closed when the process is gone.
func (p *Process) Done() <-chan struct{} { return p.ended }

// Err is what became of the process, once it is gone.
func (p *Process) Err() error {
	<-p.ended
	return p.err
}

// Output keeps what processes wrote.
type Output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *Output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(b)
}

func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// Tail is the end of what was written, as much as a failed test should show.
func (o *Output) Tail() string {
	const most = 3000
	s := o.String()
	if len(s) <= most {
		return s
	}
	return "…" + s[len(s)-most:]
}

// longestLook is the longest time between two looks: looking takes the machine from what is
// looked at.
const longestLook = 50 * time.Millisecond

// Until waits until something is so.
func Until(tb testing.TB, what string, met func() bool) {
	tb.Helper()
	Within(tb, Patience, what, met)
}

// Within is Until with a time of its own, which a fault may need.
func Within(tb testing.TB, d time.Duration, what string, met func() bool) {
	tb.Helper()
	wait := 5 * time.Millisecond
	for end := time.Now().Add(d); !met(); wait = min(wait*3/2, longestLook) {
		if time.Now().After(end) {
			tb.Fatalf("after %s still not: %s", d, what)
		}
		time.Sleep(wait)
	}
}

// FreeAddress is one of this machine's where nobody listens.
func FreeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
