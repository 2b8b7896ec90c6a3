//go:build unix && !linux

package pgdev

import (
	"os/exec"
	"syscall"
)

// orphansStay tells whether a server outlives the process that owned it: only
// Linux can prevent that. The next Start adopts it.
const orphansStay = true

func endWithParent(*syscall.SysProcAttr) {}

// startPinned starts a child and calls done when it has ended.
func startPinned(cmd *exec.Cmd, done func(error)) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { done(cmd.Wait()) }()
	return nil
}

// serves tells whether the process pid may be a server of the data folder.
func serves(pid int, _ string) bool { return exists(pid) }

// freeBytes returns how much room a file system has, 0 if unknown.
func freeBytes(string) uint64 { return 0 }
