package faults

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"jarchy/internal/processtest"
)

// process is one run of the program.
type process struct {
	*processtest.Process
	listen string
}

// run starts the program with nothing but env in its environment.
func run(tb testing.TB, program func() (string, error), listen string, env []string, args ...string) *process {
	tb.Helper()
	path, err := program()
	if err != nil {
		tb.Fatal(err)
	}
	return &process{processtest.Start(tb, path, env, args...), listen}
}

// dies waits until a failpoint has killed the process.
func (p *process) dies() {
	p.Helper()
	if code := p.Wait(); code != -1 {
		p.Fatalf("exit code %d, want a death at the failpoint\n%s", code, p.Out.Tail())
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
	processtest.Until(p, "ready", func() bool {
		if p.Ended() {
			p.Fatalf("the process has ended: %v\n%s", p.Err(), p.Out.Tail())
		}
		return p.state().Code == http.StatusOK
	})
}
