package main_test

import (
	"context"
	"fmt"
	"jarchy/internal/processtest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// TestLinkOnTerminal: on a terminal the link comes with a code for a phone's camera.
func TestLinkOnTerminal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.serve(program)
	s.ready()
	s.Stop()
	master, slave := terminal(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, built(t, program), "owner-link")
	cmd.Env, cmd.Stdout, cmd.Stderr = h.env(""), slave, slave
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = slave.Close()
	out := &processtest.Output{}
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			if _, werr := out.Write(buf[:n]); err != nil || werr != nil {
				return // the last to have it open has closed it
			}
		}
	}()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	select {
	case <-read:
	case <-time.After(patience):
		t.Fatal("the terminal stays open")
	}
	if lines := strings.Count(out.String(), "█"); lines < 100 || !strings.Contains(out.String(), "start=setup_") {
		t.Errorf("want a link with its code, got\n%s", out)
	}
}

// terminal opens a pseudo-terminal.
func terminal(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close() })
	var locked, number int32
	for request, value := range map[uintptr]*int32{syscall.TIOCSPTLCK: &locked, syscall.TIOCGPTN: &number} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), request, uintptr(unsafe.Pointer(value))); errno != 0 {
			t.Fatal(errno)
		}
	}
	slave, err = os.OpenFile(fmt.Sprint("/dev/pts/", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return master, slave
}
