//go:build faults && unix

package failpoint_test

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"jarchy/internal/failpoint"
)

// TestHit runs this test again in a process of its own, which the failpoint
// kills or leaves alone.
func TestHit(t *testing.T) {
	if text, child := os.LookupEnv("JARCHY_TEST_TEXT"); child {
		failpoint.Hit(failpoint.Handle, func() string { return text })
		return
	}
	t.Parallel()
	for _, tt := range []struct {
		point, text string
		dies        bool
	}{
		{"handle:poison", "some poison", true},
		{"handle:poison", "harmless", false},
		{"other:poison", "some poison", false},
		{"handle", "anything", true},
		{"", "some poison", false},
	} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestHit$")
		cmd.Env = append(os.Environ(), failpoint.Variable+"="+tt.point, "JARCHY_TEST_TEXT="+tt.text)
		err := cmd.Run()
		exit, _ := errors.AsType[*exec.ExitError](err)
		died := exit != nil && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
		if died != tt.dies || err != nil && !died {
			t.Errorf("%q, %q: died %t, want %t (%v)", tt.point, tt.text, died, tt.dies, err)
		}
	}
}
