package postgres_test

import (
	"testing"

	"jarchy/internal/programme"
)

// What a sender of this same process run had claimed, and could not mark before it
// ended, may have arrived: it must not go again as if it never had.
func TestInherit(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.enqueue(message(101, programme.Notice, "notice"))
	check(t, "claimed", len(o.claim(9)), 1)
	if held, err := o.queue.Inherit(t.Context()); !held || err != nil {
		t.Fatalf("inherit: %v %v", held, err)
	}
	check(t, "left by a sender that ended", o.rows(), "101 unknown")
	check(t, "attempts", o.text(`SELECT attempts FROM outbox`), "1")
}
