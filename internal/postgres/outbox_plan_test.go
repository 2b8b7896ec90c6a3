package postgres_test

import (
	"context"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// TestPlansOfAnEmptyQueue has claim and mark be planned while the queue is all but empty, as at
// a start, lets the tables grow, and looks what the same session reads for a batch then: as much
// as a batch needs, however much there is beside it. A session of any other pool keeps a plan
// that reads all of it for each batch, which shows that the look can tell.
func TestPlansOfAnEmptyQueue(t *testing.T) {
	t.Parallel()
	const batch, beside = 20, 4000
	for _, tt := range []struct {
		name     string
		pool     func(*postgres.DB, context.Context, int) (*postgres.DB, error)
		min, max int // rows of outbox and delivery that are read for a batch
	}{
		{"the sender's", (*postgres.DB).ByIndexes, batch, 15 * batch},
		{"another", (*postgres.DB).Again, beside, 100 * beside},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOutbox(t)
			o.exec(`ALTER TABLE outbox SET (autovacuum_enabled = off)`) // it would have all be planned anew
			o.exec(`ALTER TABLE delivery SET (autovacuum_enabled = off)`)
			session, err := tt.pool(o.db, t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close()
			o.queue = session.Queue(run1, time.Minute)
			o.enqueue(message(101, programme.Notice, "first"))
			check(t, "sent while all is small", o.sendBatch(batch), 1)
			o.grow(beside)
			before := o.rowsRead(session)
			const batches = 5
			for range batches {
				check(t, "sent", o.sendBatch(batch), batch)
			}
			if read := (o.rowsRead(session) - before) / batches; read < tt.min || read > tt.max {
				t.Errorf("rows read for a batch of %d: %d, want %d to %d", batch, read, tt.min, tt.max)
			}
		})
	}
}

// sendBatch claims at most so many rows and marks them as sent, as one batch.
func (o *outbox) sendBatch(most int) int {
	o.t.Helper()
	cs := o.claim(most)
	ms := make([]postgres.Mark, len(cs))
	for i, c := range cs {
		ms[i] = postgres.Mark{ID: c.ID, Attempt: c.Attempt, State: postgres.RowSent, MessageID: 1000 + c.ID}
	}
	o.mark(ms...)
	return len(cs)
}

// grow adds so many reminders each of those that were sent, that wait for tomorrow, and that
// are due.
func (o *outbox) grow(n int) {
	o.t.Helper()
	for due, state := range map[time.Duration]string{-time.Hour: "sent", 24 * time.Hour: "queued", -time.Minute: "queued"} {
		o.exec(`WITH p AS (
				INSERT INTO person (programme_id, role, name, name_given, created_at)
				SELECT $1, 'participant', 'participant', true, $4 FROM generate_series(1, $2::int) RETURNING id),
			o AS (
				INSERT INTO outbox (programme_id, event_id, rule_id, person_id, chat, method, class, state, not_before, created_at, final_at)
				SELECT $1, $3, $5, id, 10000 + id, 'sendMessage', 2, $7, $6::timestamptz, $4::timestamptz, CASE $7 WHEN 'sent' THEN $4::timestamptz END
				  FROM p RETURNING id, person_id, final_at)
			INSERT INTO delivery (event_id, rule_id, person_id, schedule, instant, outbox_id, outcome, at)
			SELECT $3, $5, person_id, 1, $4, id, CASE WHEN final_at IS NOT NULL THEN 'sent' END, final_at FROM o`,
			o.programme, n, o.event, o.clock.Now(), o.rule, o.clock.Now().Add(due), state)
	}
}

func (o *outbox) rowsRead(session *postgres.DB) int {
	o.t.Helper()
	n, err := session.RowsRead(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

// TestLastCard: what a chat was shown last is found among its own rows, however many there
// are beside them, also by a session that planned it while there were none.
func TestLastCard(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`ALTER TABLE outbox SET (autovacuum_enabled = off)`)
	session, err := o.db.Again(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	last := func() (card string) {
		t.Helper()
		if err := session.Do(t.Context(), func(tx *postgres.Tx) (err error) {
			card, err = tx.LastCard(t.Context(), 101)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return card
	}
	for range 10 { // its plan is kept
		check(t, "before anything", last(), "")
	}
	draft := message(101, programme.Answer, "a card")
	draft.Card = "draft:7"
	byItself := message(101, programme.Notice, "progress")
	byItself.Method, byItself.Card = "editMessageText", "progress:1"
	o.enqueue(draft, byItself, message(101, programme.Mass, "a reminder"), message(102, programme.Answer, "another chat"))
	check(t, "a card, and what changes by itself", last(), "draft:7")
	o.enqueue(message(101, programme.Notice, "a question"))
	check(t, "a message that is no card", last(), "")
	pressed := byItself
	pressed.Card, pressed.Caused = "event:9", true
	o.enqueue(pressed)
	check(t, "a card that was pressed", last(), "event:9")
	o.grow(4000)
	o.exec(`INSERT INTO outbox (chat, method, class, not_before, created_at)
		SELECT 20000 + n % 40, 'sendMessage', 1, $1, $1 FROM generate_series(1, 4000) n`, o.clock.Now())
	before := o.rowsRead(session)
	for range 5 {
		check(t, "among many", last(), "event:9")
	}
	if read := o.rowsRead(session) - before; read > 20 {
		t.Errorf("rows read for five looks: %d", read)
	}
}
