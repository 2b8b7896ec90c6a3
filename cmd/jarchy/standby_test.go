package main_test

import (
	"strings"
	"testing"
	"time"
)

// TestStandby runs two processes on one database: one works, and when it is killed
// the other one takes over.
func TestStandby(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	first := h.serve(program)
	first.ready()
	h.await("a poll", h.sim.Polling)
	second := h.serve(program)
	second.ready()
	if !isActive(first) || isActive(second) {
		t.Fatalf("active: got %t and %t, want the first alone", isActive(first), isActive(second))
	}
	coordinator := h.person(owner)
	for range 5 {
		h.answer(coordinator, func() { coordinator.Say("/help") })
	}
	h.await("a poll", h.sim.Polling)
	for _, c := range h.sim.Journal() {
		if c.Code == 409 {
			t.Fatalf("two polled at once: %s", c.Description)
		}
	}

	killed := time.Now()
	first.kill()
	h.answer(coordinator, func() { coordinator.Say("/help") })
	// The lease's term, and what a process needs besides.
	if took := time.Since(killed); took > 2*time.Second+8*time.Second {
		t.Errorf("the other process answered %s after the kill", took)
	} else {
		t.Logf("the other process answered %s after the kill", took.Round(time.Millisecond))
	}
	until(t, "the second active", func() bool { return isActive(second) })

	// In good order it is quicker: the lease is given back.
	third := h.serve(program)
	third.ready()
	second.stop()
	h.answer(coordinator, func() { coordinator.Say("/help") })
	third.stop()
}

func isActive(s server) bool {
	_, body := get(s.listen, "/readyz")
	return strings.Contains(body, `"active":true`)
}
