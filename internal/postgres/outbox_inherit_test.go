package postgres_test

import (
	"testing"

	"jarchy/internal/programme"
)

// What a sender of this same process run sent, and could not mark before it ended, waits for
// its mark: it must not go again as if it never had. What it claimed without hearing of it
// was never sent.
func TestInherit(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.enqueue(message(101, programme.Notice, "sent"), message(102, programme.Notice, "lost"))
	cs := o.claim(9)
	check(t, "claimed", len(cs), 2)
	if held, err := o.queue.Inherit(t.Context(), []int64{cs[0].ID}); !held || err != nil {
		t.Fatalf("inherit: %v %v", held, err)
	}
	check(t, "left by a sender that ended", o.rows(), "101 sending, 102 queued")
	check(t, "attempts", o.text(`SELECT string_agg(attempts::text, ' ' ORDER BY id) FROM outbox`), "1 0")
	o.sent(cs[0])
	check(t, "once its mark is there", o.rows(), "101 sent, 102 queued")
}
