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
	b, err := json.Marshal(marks)
	if err != nil {
		return err
	}
	ids := make([]int64, len(marks))
	for i, m := range marks {
		ids[i] = m.ID
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

// markStatement: $1 programme time, $2 the marks, $3 first wait of resends in ms, $4
// the marks' rows. It returns the rows whose marks were taken. Rows are looked up by
// $4 wherever a table is met: a plan that was made while it was small, and is kept,
// would else read all of it.
const markStatement = `
	WITH m AS MATERIALIZED (
		SELECT o.id, o.stranger, m.state, m.state IN ('sent', 'failed', 'skipped') AS final, m.message_id, m.problem, m.seen,
		       m.free, m.wait, m.method, m.params, m.repeat
		  FROM json_to_recordset($2::json) AS m (id bigint, claimed_at timestamptz, state text, message_id bigint, problem text,
		       seen boolean, free boolean, wait bigint, method text, params jsonb, repeat text)
		  JOIN outbox o ON o.id = m.id AND o.claimed_at = m.claimed_at AND o.state IN ('queued', 'sending', 'unknown') AND o.state <> 'queued'
		 WHERE o.id = ANY ($4)
		 ORDER BY o.id FOR UPDATE OF o),
	marked AS (
		UPDATE outbox o SET state = m.state, message_id = coalesce(m.message_id, o.message_id), problem = m.problem,
		       seen = o.seen OR m.seen, attempts = o.attempts - m.free::int,
		       retry_at = CASE m.state WHEN 'unknown' THEN clock_timestamp() + ` + resendWait + `
		                               WHEN 'queued' THEN clock_timestamp() + m.wait * interval '1 ms' END,
		       method = coalesce(m.method, o.method), edits = o.edits AND m.method IS NULL,
		       params = CASE WHEN m.final THEN '{}' ELSE coalesce(m.params, o.params) END,
		       text_id = CASE WHEN m.final OR m.params IS NOT NULL THEN NULL ELSE o.text_id END,
		       repeat = CASE WHEN m.final THEN '' WHEN m.params IS NOT NULL THEN coalesce(m.repeat, '') ELSE o.repeat END,
		       file = CASE WHEN m.final THEN NULL ELSE o.file END, final_at = CASE WHEN m.final THEN $1::timestamptz END
		  FROM m WHERE o.id = m.id AND o.id = ANY ($4) AND NOT (m.final AND o.stranger)
		RETURNING o.id, o.state, o.problem, o.message_id, o.chat, o.card, o.final_at),
	forgotten AS (DELETE FROM outbox o USING m WHERE o.id = m.id AND o.id = ANY ($4) AND m.final AND m.stranger),
	told AS (
		UPDATE delivery d SET outcome = marked.state, reason = coalesce(marked.problem, ''), at = $1
		  FROM marked WHERE d.outbox_id = marked.id AND d.outbox_id = ANY ($4) AND marked.final_at IS NOT NULL AND d.outcome IS NULL),
	made AS (
		UPDATE card c SET message_id = marked.message_id FROM marked
		 WHERE c.chat = marked.chat AND c.name = marked.card AND c.made_by = marked.id
		   AND marked.state = 'sent' AND marked.message_id IS NOT NULL)
	SELECT id FROM m`

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
		if err := tx.documentRefused(ctx, m.ID); err != nil {
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
