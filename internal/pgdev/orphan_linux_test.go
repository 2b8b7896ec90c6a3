package pgdev

import (
	"bufio"
	"database/sql"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// owner starts a process that owns the server of dir, and returns it and the
// server's process id.
func owner(t *testing.T, dir string) (*exec.Cmd, int) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), ownDir+"="+dir, ownSeed+"="+seeded(t, dir).Seed)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatalf("the owner says %q", line)
	}
	return cmd, pid
}

func TestOrphan(t *testing.T) {
	t.Parallel()
	dir := work(t)
	cmd, pid := owner(t, dir)
	adopted := start(t, Options{Dir: dir})
	if !adopted.Adopted() || adopted.Pid() != pid {
		t.Fatalf("got %v %d, want the owner's server %d adopted", adopted.Adopted(), adopted.Pid(), pid)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the owner ended well")
	}
	// At once, as a supervisor would: the server has hardly begun to end.
	next := start(t, Options{Dir: dir})
	if next.Adopted() || next.Pid() == pid {
		t.Errorf("after its owner was killed, the server %d is still used", pid)
	}
	if serves(pid, dir+"/data") {
		t.Errorf("the server %d is left", pid)
	}
}

func TestDyingServer(t *testing.T) {
	t.Parallel()
	dir := work(t)
	_, pid := owner(t, dir)
	first := start(t, Options{Dir: dir})
	db, err := sql.Open("postgres", first.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	session, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// A smart shutdown: no more sessions, and the end after the last one.
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for first.ping(t.Context()) == nil { // until it is on its way
		time.Sleep(time.Millisecond)
	}
	o := Options{Dir: dir, patience: 200 * time.Millisecond}
	if _, err := Start(t.Context(), o); err == nil || !strings.Contains(err.Error(), strconv.Itoa(pid)) {
		t.Errorf("error = %v, want one that names process %d", err, pid)
	}
	time.AfterFunc(300*time.Millisecond, func() { session.Close(); db.Close() })
	s := start(t, Options{Dir: dir})
	if s.Adopted() || s.Pid() == pid {
		t.Error("a dying server was adopted")
	}
}
