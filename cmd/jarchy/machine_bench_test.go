package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
)

// memoryMB is a line of a process's status, in MB; 0 where the system has no /proc.
func memoryMB(tb testing.TB, pid int, line string) float64 {
	tb.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if os.IsNotExist(err) {
		return 0
	}
	if err != nil {
		tb.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), line)
	var kB float64
	if _, err := fmt.Sscan(rest, &kB); err != nil {
		tb.Fatal(err)
	}
	return kB / 1024
}

// tick is the unit in which the system counts a process's time.
const tick = 10 * time.Millisecond

// process is what /proc tells of one.
type process struct {
	parent       int
	own, ofEnded time.Duration // its time on the processor, and that of its children that have ended
}

func processOf(pid int) (p process, err error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return p, err
	}
	// The name, in brackets, may hold anything.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var n [4]int
	for i := range n {
		if n[i], err = strconv.Atoi(fields[11+i]); err != nil {
			return p, err
		}
	}
	if p.parent, err = strconv.Atoi(fields[1]); err != nil {
		return p, err
	}
	p.own, p.ofEnded = time.Duration(n[0]+n[1])*tick, time.Duration(n[2]+n[3])*tick
	return p, nil
}

// cpuTime is the time that a process has had on the processor; 0 where the system has
// no /proc.
func cpuTime(tb testing.TB, pid int) time.Duration {
	tb.Helper()
	p, err := processOf(pid)
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return p.own
}

// cluster is a Postgres with all its processes.
type cluster struct {
	testing.TB
	main int // 0: the system has no /proc
}

func clusterOf(tb testing.TB, database string) cluster {
	tb.Helper()
	var backend int
	if err := postgrestest.SQL(tb, database).Get(&backend, `SELECT pg_backend_pid()`); err != nil {
		tb.Fatal(err)
	}
	p, err := processOf(backend)
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return cluster{tb, p.parent}
}

// cpuTime is the time that all processes have had, those that have ended too.
func (c cluster) cpuTime() (sum time.Duration) {
	c.Helper()
	if c.main == 0 {
		return 0
	}
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		c.Fatal(err)
	}
	for _, dir := range all {
		pid, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			c.Fatal(err)
		}
		p, err := processOf(pid)
		switch {
		case err != nil: // it has ended meanwhile
		case pid == c.main:
			sum += p.own + p.ofEnded
		case p.parent == c.main:
			sum += p.own
		}
	}
	return sum
}
