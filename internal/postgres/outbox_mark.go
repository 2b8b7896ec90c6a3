package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// RowState is where a row of the outbox stands.
type RowState string

// The states of a row that a mark may give it; sent, failed and skipped are
// final.
const (
	RowQueued  RowState = "queued" // again: it did not reach the wire, or goes in another form
	RowSent    RowState = "sent"
	RowUnknown RowState = "unknown"
	RowFailed  RowState = "failed"
	RowSkipped RowState = "skipped"
)

// Mark is what became of one attempt to send a row.
type Mark struct {
	ID        int64     `json:"id"`
	Attempt   time.Time `json:"claimed_at"` // of the claim
	State     RowState  `json:"state"`
	MessageID int64     `json:"message_id,omitempty"`
	Problem   string    `json:"problem,omitempty"` // of failed and skipped: a word for the report
	Seen      bool      `json:"seen"`              // of unknown: the sender saw the attempt through
	Free      bool      `json:"free"`              // of queued: the attempt does not count
	WaitMS    int64     `json:"wait,omitempty"`    // of queued: how long it waits, in machine time

	// Of queued: the form in which it goes from now on; empty: as before. Params
	// are then all of them, the shared ones included.
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Repeat string          `json:"repeat,omitempty"`

	// What the attempt told of the chat.
	Because  string          `json:"-"` // of refused: Telegram's words
	Chat     int64           `json:"-"`
	Reach    programme.Reach `json:"-"` // it cannot be written to any more
	MovedTo  int64           `json:"-"` // it has another id now
	Pause    time.Duration   `json:"-"` // nothing may go there for so long
	PauseAll bool            `json:"-"` // nor anywhere
}

// problemRefused is the problem of a row that Telegram will never take.
const problemRefused = "refused"

// Mark stores what became of attempts, all or none. A mark is taken from rows
// that are sending or unknown and whose last attempt it is of; others are passed
// over, so that a mark may be repeated when nobody knows whether it arrived. It
// needs no lease: what happened has happened.
func (q *Queue) Mark(ctx context.Context, marks []Mark) error {
	ids, byID := make([]int64, len(marks)), make(map[int64]Mark, len(marks))
	for i, m := range marks {
		ids[i] = m.ID
		if other, ok := byID[m.ID]; !ok || other.Attempt.Before(m.Attempt) { // the last attempt alone counts
			byID[m.ID] = m
		}
	}
	b, err := json.Marshal(byID)
	if err != nil {
		return err
	}
	args := []any{q.db.Now(), string(b), q.resendAfter.Milliseconds(), int64s(ids)}
	if !particular(marks) {
		// The usual batch is one round trip, and waits for no disk: if the server dies
		// within a moment, the mark is as good as never made, and the row is swept as one
		// of unknown outcome. A handler's commit would wait behind it.
		_, err := q.db.db.ExecContext(ctx, markStatement+`, (SELECT set_config('synchronous_commit', 'off', true)) soon`, args...)
		return wrapMark(err)
	}
	return wrapMark(q.db.Do(ctx, func(tx *Tx) error {
		args[0] = tx.now // a row is final at the instant from which refused counts
		var taken []int64
		if err := tx.tx.SelectContext(ctx, &taken, markStatement, args...); err != nil {
			return err
		}
		return tx.consequences(ctx, marks, taken)
	}))
}

func wrapMark(err error) error {
	if err != nil {
		return fmt.Errorf("mark: %w", err)
	}
	return nil
}

// particular reports whether more than the rows themselves changes.
func particular(marks []Mark) bool {
	for _, m := range marks {
		if m.Reach != "" || m.MovedTo != 0 || m.Pause > 0 || m.Method != "" || m.Problem == problemRefused {
			return true
		}
	}
	return false
}

// repeatable names the methods whose repetition a reader cannot see.
const repeatable = `(o.method ~ '^(edit|pin|unpin|set|delete|answerCallbackQuery)')`

// resendWait is how long an unknown row o waits: the first wait is $3 ms, none for
// answers and repeatable calls, and it doubles with each resend.
const resendWait = `(interval '1 ms' * $3::bigint * CASE
	WHEN o.class > 0 AND NOT ` + repeatable + ` THEN 2 ^ LEAST(o.resends, 12)
	WHEN o.resends = 0 THEN 0
	ELSE 2 ^ LEAST(o.resends - 1, 12) END)`

// markStatement: $1 programme time, $2 the marks by their rows' numbers, $3 first wait
// of resends in ms, $4 these numbers, in their order, in which rows are locked. It
// returns the rows whose marks were taken.
//
// Its plan is made while tables are small and kept when they are not: so no table is
// joined, which could be read whole then, but looked up by arrays, and what is to be
// set of a row is read from its mark row by row.
const markStatement = `
	WITH forgotten AS (
		DELETE FROM outbox o WHERE ` + marked + ` AND o.stranger AND ` + final + ` RETURNING o.id),
	marked AS (
		UPDATE outbox o SET (state, message_id, problem, seen, attempts, retry_at, method, edits, params, text_id, repeat, file, final_at) = (
		       SELECT m.state, coalesce(m.message_id, o.message_id), m.problem, o.seen OR m.seen, o.attempts - m.free::int,
		              CASE m.state WHEN 'unknown' THEN clock_timestamp() + ` + resendWait + `
		                           WHEN 'queued' THEN clock_timestamp() + m.wait * interval '1 ms' END,
		              coalesce(m.method, o.method), o.edits AND m.method IS NULL,
		              CASE WHEN m.final THEN '{}' ELSE coalesce(m.params, o.params) END,
		              CASE WHEN m.final OR m.params IS NOT NULL THEN NULL ELSE o.text_id END,
		              CASE WHEN m.final THEN '' WHEN m.params IS NOT NULL THEN coalesce(m.repeat, '') ELSE o.repeat END,
		              CASE WHEN m.final THEN NULL ELSE o.file END, CASE WHEN m.final THEN $1::timestamptz END
		         FROM (SELECT *, state IN ('sent', 'failed', 'skipped') AS final
		                 FROM jsonb_to_record($2::jsonb -> o.id::text) AS m (state text, message_id bigint, problem text, seen boolean,
		                      free boolean, wait bigint, method text, params jsonb, repeat text)) m)
		 WHERE ` + marked + ` AND NOT (o.stranger AND ` + final + `)
		RETURNING o.id, o.message_id, o.state, o.chat, o.card, o.final_at),
	told AS (
		UPDATE delivery d SET outcome = $2::jsonb -> d.outbox_id::text ->> 'state', reason = coalesce($2::jsonb -> d.outbox_id::text ->> 'problem', ''), at = $1
		 WHERE d.outbox_id = ANY (ARRAY(SELECT id FROM marked WHERE final_at IS NOT NULL)) AND d.outcome IS NULL),
	made AS (
		UPDATE card c SET message_id = ` + ofCard + `
		 WHERE c.chat = ANY (ARRAY(SELECT chat FROM marked WHERE card IS NOT NULL AND state = 'sent' AND message_id IS NOT NULL))
		   AND c.name = ANY (ARRAY(SELECT card FROM marked WHERE card IS NOT NULL AND state = 'sent' AND message_id IS NOT NULL))
		   AND ` + ofCard + ` IS NOT NULL)
	SELECT id FROM marked UNION ALL SELECT id FROM forgotten`

// marked says of a row o that its mark is taken, final that it is the last one.
const (
	marked = `o.id = ANY ($4::bigint[]) AND o.state IN ('queued', 'sending', 'unknown') AND o.state <> 'queued'
		   AND o.claimed_at = ($2::jsonb -> o.id::text ->> 'claimed_at')::timestamptz`
	final = `($2::jsonb -> o.id::text ->> 'state') IN ('sent', 'failed', 'skipped')`
)

// ofCard is the message that a marked row made for a card c.
const ofCard = `(SELECT marked.message_id FROM marked
	WHERE marked.chat = c.chat AND marked.card = c.name AND marked.id = c.made_by AND marked.state = 'sent' LIMIT 1)`

// consequences stores what the attempts whose marks were taken told of their
// chats and cards.
func (tx *Tx) consequences(ctx context.Context, marks []Mark, taken []int64) error {
	is := make(map[int64]bool, len(taken))
	for _, id := range taken {
		is[id] = true
	}
	for _, m := range marks {
		if !is[m.ID] {
			continue
		}
		if err := tx.consequence(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) consequence(ctx context.Context, m Mark) error {
	if m.Problem == problemRefused {
		if err := tx.refused(ctx, m); err != nil {
			return err
		}
	}
	if m.Method != "" {
		if err := tx.remake(ctx, m.ID); err != nil {
			return err
		}
	}
	if m.Reach != "" {
		if err := tx.SetReach(ctx, m.Chat, m.Reach); err != nil {
			return err
		}
		if _, err := tx.withdraw(ctx, string(m.Reach), `WHERE o.chat = $2 AND o.class > 0`, m.Chat); err != nil {
			return err
		}
	}
	if m.MovedTo != 0 {
		if err := tx.moveChat(ctx, m.Chat, m.MovedTo); err != nil {
			return err
		}
	}
	switch {
	case m.Pause > 0 && m.PauseAll:
		return tx.PauseFor(ctx, PauseAll, 0, m.Pause, tooMany)
	case m.Pause > 0:
		return tx.PauseFor(ctx, PauseChat, m.Chat, m.Pause, tooMany)
	}
	return nil
}

// moveChat gives all that is still to go to a group, and its cards, the id that
// the group has now.
func (tx *Tx) moveChat(ctx context.Context, from, to int64) error {
	for _, statement := range []string{
		`UPDATE outbox SET chat = $2 WHERE chat = $1 AND state IN ('queued', 'sending', 'unknown')`,
		`UPDATE card c SET chat = $2 WHERE chat = $1 AND NOT EXISTS (SELECT FROM card n WHERE n.chat = $2 AND n.name = c.name)`,
		`UPDATE send SET chat = $2 WHERE chat = $1`,
		`UPDATE job SET chat = $2 WHERE chat = $1 AND parked IS NULL`,
	} {
		if _, err := tx.tx.ExecContext(ctx, statement, from, to); err != nil {
			return err
		}
	}
	return nil
}
