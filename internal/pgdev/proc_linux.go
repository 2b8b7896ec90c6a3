package pgdev

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// orphansStay tells whether a server outlives the process that owned it.
const orphansStay = false

// endWithParent asks the kernel to shut the child down when we die, however.
func endWithParent(attr *syscall.SysProcAttr) {
	attr.Pdeathsig = syscall.SIGINT // PostgreSQL's fast shutdown
}

// startPinned starts a child and calls done when it has ended. The kernel takes
// the end of the thread that started a child for the parent's death, so one
// thread is held for as long as the child runs.
func startPinned(cmd *exec.Cmd, done func(error)) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			done(cmd.Wait())
		}
	}()
	return <-started
}

// serves tells whether the process pid is a server of the data folder. Process
// ids are used again, so it looks at what the process was started with (and
// finds nothing for one that has ended and was not waited for).
func serves(pid int, data string) bool {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return err == nil && bytes.Contains(line, []byte("\x00"+data+"\x00"))
}

// freeBytes returns how much room a file system has, 0 if unknown.
func freeBytes(dir string) uint64 {
	var st syscall.Statfs_t
	if syscall.Statfs(dir, &st) != nil {
		return 0
	}
	return st.Bavail * uint64(st.Bsize)
}
