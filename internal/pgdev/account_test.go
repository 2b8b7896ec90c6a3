//go:build unix

package pgdev

import (
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// TestNotRoot runs most of the tests again as an ordinary user, if they are run
// as root; else they are run as one anyway.
func TestNotRoot(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		return
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// go test keeps its binary where only we may go.
	mine := filepath.Join(work(t), "pgdev.test")
	if err := copyFile(exe, mine); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(mine, "-test.v", "-test.run", "^Test(StartStop|Adopt|Orphan|SeedIsMadeOnce|FetchFails|Work)$")
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "TMPDIR=/tmp") // ours is closed to it
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("as %s: %v\n%s", u.Username, err, out)
	}
	if n := strings.Count(string(out), "--- PASS: Test"); n < 6 {
		t.Errorf("as %s, %d tests passed\n%s", u.Username, n, out)
	}
}

func TestReach(t *testing.T) {
	t.Parallel()
	dir := work(t)
	closed := filepath.Join(dir, "closed")
	inner := filepath.Join(closed, "inner")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	stranger := account{name: "stranger", uid: 12345, gid: 12345, other: true}
	if err := stranger.reach(dir); err != nil {
		t.Error(err)
	}
	err := stranger.reach(inner)
	if err == nil || !strings.Contains(err.Error(), closed+" (mode 0700)") {
		t.Errorf("error = %v, want one that names the closed folder", err)
	}
	owner := account{uid: os.Geteuid(), gid: os.Getegid(), other: true}
	if err := owner.reach(inner); err != nil {
		t.Error(err)
	}
}

func TestStartForeignCluster(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		// Root runs the server as whoever owns the cluster.
		dir := work(t)
		stop(t, start(t, seeded(t, dir)))
		uid, gid, err := ownerOf(filepath.Join(dir, "data"))
		if err != nil {
			t.Fatal(err)
		}
		acc, err := serverAccount(filepath.Join(dir, "data"))
		if err != nil || acc.uid != uid || acc.gid != gid || uid == 0 {
			t.Errorf("account = %+v, %v; want %d %d", acc, err, uid, gid)
		}
		return
	}
	// Everyone may look at /, which is root's.
	if _, err := serverAccount("/"); err == nil || !strings.Contains(err.Error(), "belongs to user 0") {
		t.Errorf("error = %v, want one that names the owner", err)
	}
}

func TestWork(t *testing.T) {
	t.Parallel()
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	// A prefix of our own, since others may be at work.
	prefix := "pgdevsweep" + strconv.Itoa(os.Getpid())
	left := filepath.Join(os.TempDir(), prefix+"-"+strconv.Itoa(gone.Process.Pid)+"-x")
	alive := filepath.Join(os.TempDir(), prefix+"-"+strconv.Itoa(os.Getpid())+"-x")
	other := filepath.Join(os.TempDir(), prefix+"-mine")
	for _, dir := range []string{left, alive, other} {
		if err := os.MkdirAll(filepath.Join(dir, "data"), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.RemoveAll(dir) })
	}
	dir, err := Work(prefix)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if !strings.HasPrefix(filepath.Base(dir), prefix+"-"+strconv.Itoa(os.Getpid())+"-") {
		t.Errorf("folder %s does not name our process", dir)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what an ended process left is still there")
	}
	for _, dir := range []string{alive, other} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("removed: %v", err)
		}
	}
}
