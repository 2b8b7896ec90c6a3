package faults

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is one run of the program.
type process struct {
	testing.TB
	cmd    *exec.Cmd
	listen string
	log    *output
	ended  chan struct{}
	err    error // of its end, once ended
}

// run starts the program with nothing but env in its environment.
func run(tb testing.TB, program func() (string, error), listen string, env []string, args ...string) *process {
	tb.Helper()
	path, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	p := &process{TB: tb, cmd: exec.Command(path, args...), listen: listen, log: &output{}, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = append([]string{"HOME=" + os.TempDir()}, env...), p.log, p.log
	if err := p.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	tb.Cleanup(p.kill)
	return p
}

// kill ends the process as kill -9 does.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // fails only if it has ended
	<-p.ended
}

// stop asks the process to end, as every supervisor does, and wants it gone in good
// order. It returns how long that took.
func (p *process) stop() time.Duration {
	p.Helper()
	asked := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatalf("the process had ended: %v\n%s", p.err, tail(p.log.String()))
	}
	if code := p.wait(); code != 0 {
		p.Errorf("exit code after SIGTERM: got %d, want 0\n%s", code, tail(p.log.String()))
	}
	took := time.Since(asked)
	if took > 12*time.Second {
		p.Errorf("it took %s to stop, want 10 s and what a busy machine adds", took)
	}
	return took
}

// wait waits for the end and returns the exit code; -1: a signal brought it.
func (p *process) wait() int {
	p.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		p.Fatalf("the process does not end\n%s", tail(p.log.String()))
	}
	if exit := (*exec.ExitError)(nil); p.err != nil && !errors.As(p.err, &exit) {
		p.Fatal(p.err)
	}
	return p.cmd.ProcessState.ExitCode()
}

// dies waits until a failpoint has killed the process.
func (p *process) dies() {
	p.Helper()
	if code := p.wait(); code != -1 {
		p.Fatalf("exit code %d, want a death at the failpoint\n%s", code, tail(p.log.String()))
	}
}

func (p *process) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// state is what /readyz tells; code 0: nobody answers.
type state struct {
	Code     int `json:"-"`
	Active   bool
	Since    time.Time
	Problems []string
}

func (p *process) state() (s state) {
	client := http.Client{Timeout: 5 * time.Second}
	resp, err := client.Get("http://" + p.listen + "/readyz")
	if err != nil {
		return s
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&s); err != nil {
		return state{}
	}
	s.Code = resp.StatusCode
	return s
}

// ready waits until the process says that it is.
func (p *process) ready() {
	p.Helper()
	until(p, "ready", func() bool {
		if p.hasEnded() {
			p.Fatalf("the process has ended: %v\n%s", p.err, tail(p.log.String()))
		}
		return p.state().Code == http.StatusOK
	})
}

// output keeps what a process wrote.
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

// until waits until something is so.
func until(tb testing.TB, what string, met func() bool) {
	tb.Helper()
	within(tb, patience, what, met)
}

// within is until with a time of its own, which a fault may need.
func within(tb testing.TB, d time.Duration, what string, met func() bool) {
	tb.Helper()
	for end := time.Now().Add(d); !met(); time.Sleep(15 * time.Millisecond) {
		if time.Now().After(end) {
			tb.Fatalf("after %s still not: %s", d, what)
		}
	}
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

// tail is the end of a log.
func tail(s string) string {
	const most = 3000
	if len(s) <= most {
		return s
	}
	return "…" + s[len(s)-most:]
}

func (p *process) pid() int { return p.cmd.Process.Pid }
