package main_test

import (
	"fmt"
	"testing"

	"jarchy/internal/simulator"
)

// TestPoison has one message of a hundred kill the process that handles it. After
// the third time it is put aside, and its sender told; the others are answered.
func TestPoison(t *testing.T) {
	t.Parallel()
	const people, deaths = 100, 3
	h := newHouse(t)
	senders := make([]*simulator.Person, people)
	for i := range senders {
		senders[i] = h.person(int64(3001 + i))
		if i == people/2 {
			h.say(senders[i], "a fatal message")
		} else {
			h.say(senders[i], fmt.Sprint("a harmless message ", i))
		}
	}
	poison := senders[people/2]

	for death := range deaths {
		s := h.serve(faultyProgram, "JARCHY_FAILPOINT=handle:fatal")
		if code := s.Wait(); code != -1 {
			t.Fatalf("death %d: got exit code %d, want a kill\n%s", death+1, code, s.Out)
		}
		if n := len(fromBot(poison)); n != 0 {
			t.Fatalf("death %d: the sender has an answer already", death+1)
		}
	}
	s := h.serve(faultyProgram, "JARCHY_FAILPOINT=handle:fatal")
	for _, p := range senders {
		h.await(fmt.Sprintf("an answer to %d", p.ID()), func() bool { return len(fromBot(p)) > 0 })
	}
	h.await("all confirmed", func() bool { return h.sim.Pending() == 0 })
	s.Stop()

	if n := h.number(`SELECT count(*) FROM update_mark WHERE parked IS NOT NULL`); n != 1 {
		t.Errorf("updates put aside: got %d, want 1", n)
	}
	if n := h.number(`SELECT count(*) FROM update_mark WHERE parked IS NULL AND done_at IS NOT NULL`); n != people-1 {
		t.Errorf("updates done: got %d, want %d", n, people-1)
	}
	if told, harmless := fromBot(poison)[0].Text, fromBot(senders[0])[0].Text; told == harmless {
		t.Errorf("the sender is told %q, as those whose message was handled", told)
	}
}
