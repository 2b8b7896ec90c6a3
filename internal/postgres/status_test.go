package postgres_test

import (
	"testing"
	"time"
)

// Readiness is asked by anybody, at any time: what it reads does not grow with the queue.
func TestReadinessReadsLittle(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	session, err := o.db.Again(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	o.grow(4000)
	before := o.rowsRead(session)
	s, err := session.Sending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if s.OldestDue != time.Minute {
		t.Errorf("the oldest that may go has waited %s, want 1m", s.OldestDue)
	}
	if read := o.rowsRead(session) - before; read > 20 {
		t.Errorf("rows read of a queue of 8000, half of it due: %d, want one a class", read)
	}
}
