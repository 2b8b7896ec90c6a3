package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// Queue is the sender's side of the outbox: what one process run claims, marks
// and sweeps, under the lease.
type Queue struct {
	db  *DB
	run string

	// resendAfter is the first wait before a send of which nobody knows whether it
	// arrived is repeated; answers and repeatable calls have none.
	resendAfter time.Duration
}

// Queue opens the sender's side for the process run whose uuid is given.
func (d *DB) Queue(run string, resendAfter time.Duration) *Queue {
	return &Queue{db: d, run: run, resendAfter: resendAfter}
}

// Now is programme time.
func (q *Queue) Now() time.Time { return q.db.Now() }

// Claimed is a row of the outbox that is this run's to send.
type Claimed struct {
	ID      int64
	Attempt time.Time      // machine time of the claim: it names the attempt
	Call    programme.Call // Params may be those of other rows too: whoever changes them makes a copy

	Class    programme.Class
	Attempts int    // with this one
	Resends  int    // attempts before this one of which nobody knows whether they arrived
	Repeat   string // HTML that begins a resend
	Seen     bool   // one of them was seen through, with no readable answer
	Edits    bool   // it changes the message of its card
	CardID   int64  // of Edits: that message; 0: it never came into being
	Caused   bool   // an edit that its reader caused
	Followed bool   // its chat has more that waits behind it
	Place    Place  // where it stood
}

// Place is where a row stands among those of its class.
type Place struct {
	NotBefore time.Time
	ID        int64
}

// Claim takes at most n rows that may go now, of classes up to and including max,
// none of the chats given as holding; the most urgent first, of a chat the first. Of
// mass it takes only what lies beyond a place, which may be the zero Place: until the
// table is vacuumed, all that was claimed lies in the way of a claim from the
// beginning. Without the lease it takes nothing.
func (q *Queue) Claim(ctx context.Context, n int, max programme.Class, holding []int64, beyond Place) ([]Claimed, error) {
	var rows []claimedRow
	// All is read before anything is sent: an error of the commit comes last.
	if err := q.db.db.SelectContext(ctx, &rows, claimStatement, q.db.Now(), q.run, n, max, int64s(holding),
		beyond.NotBefore, beyond.ID); err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	cs := make([]Claimed, len(rows))
	texts := map[int64]text{}
	for i, r := range rows {
		var err error
		if cs[i], err = r.claimed(texts); err != nil {
			return nil, fmt.Errorf("claim of outbox row %d: %w", r.ID, err)
		}
	}
	return cs, nil
}

// waitsInLane says of a row o that is looked up by its chat or its id that it waits. It is
// put so that no plan takes the index of what is due for it: on the empty queue of a
// start all indexes look alike, and the plan is kept.
const waitsInLane = `o.state IN ('queued', 'sending', 'unknown') AND o.state <> 'sending'`

// waitsInQueue says the same of a row that is looked for by when it is due.
const waitsInQueue = `o.state IN ('queued', 'unknown')`

// ready says of a row that waits, and that alias names, that it could go at programme
// time $1: neither its hour nor a resend nor the id of its card's message is waited for.
func ready(waits, alias string) string {
	return strings.ReplaceAll(`(`+waits+` AND o.not_before <= $1
		AND (o.retry_at IS NULL OR o.retry_at <= clock_timestamp())
		AND o.withdrawn IS NULL AND (o.expires_at IS NULL OR o.expires_at > $1)
		AND NOT (o.edits AND EXISTS (
			SELECT FROM card c JOIN outbox maker ON maker.id = c.made_by
			 WHERE c.chat = o.chat AND c.name = o.card AND c.message_id IS NULL AND maker.state IN ('queued', 'sending', 'unknown'))))`,
		"o.", alias+".")
}

// paused says that sending as a whole is paused, for all or for all but answers.
func paused(scope string) string {
	return `EXISTS (SELECT FROM pause WHERE scope = '` + scope + `' AND (until IS NULL OR until > clock_timestamp()))`
}

// claimStatement: $1 programme time, $2 run, $3 how many, $4 highest class, $5 chats to
// leave alone, $6 and $7 the place beyond which mass is looked at. One worker at a time
// per chat, and order within a chat and class: nothing of the chat may be on the wire,
// nothing before it ready. The probes are arrays and scalars, so that no plan, made while
// the queue was empty and kept, reads all of it or joins it with itself. What is on the
// wire is looked for in the lane of each chat: the index of all that is sending is full of
// rows that were, until it is vacuumed. Each class is looked at by itself: the index then
// has the end of what is due in it, and the place where to begin.
var claimStatement = `
	WITH due AS MATERIALIZED (
		SELECT o.id
		  FROM generate_series(0, LEAST($4::int, CASE WHEN ` + paused("all_but_answers") + ` THEN 0 ELSE 2 END)) AS c (n), LATERAL (
		       SELECT o.id, o.class, o.not_before
		         FROM outbox o
		        WHERE ` + ready(waitsInQueue, "o") + `
		          AND o.class = c.n::smallint
		          AND (o.not_before, o.id) > (CASE WHEN c.n = 2 THEN $6::timestamptz ELSE '-infinity' END, $7::bigint)
		          AND (o.chat IS NULL OR (
		               o.chat <> ALL ($5::bigint[])
		               AND NOT EXISTS (SELECT FROM pause p WHERE p.chat = o.chat AND p.until > clock_timestamp())
		               AND (SELECT b.id FROM outbox b WHERE b.chat = o.chat AND b.state IN ('queued', 'sending', 'unknown')
		                       AND (b.state = 'sending' OR (b.class, b.id) < (o.class, o.id) AND ` + ready(waitsInLane, "b") + `) LIMIT 1) IS NULL))
		        ORDER BY o.not_before, o.id
		        LIMIT $3::int
		          FOR UPDATE OF o SKIP LOCKED) o
		 WHERE NOT ` + paused("all") + ` AND EXISTS (SELECT FROM lease WHERE id = 1 AND run = $2)
		 ORDER BY o.class, o.not_before, o.id
		 LIMIT $3::int),
	taken AS (
		UPDATE outbox o SET state = 'sending', run = $2, claimed_at = clock_timestamp(), retry_at = NULL,
		       attempts = o.attempts + 1, resends = o.resends + (o.state = 'unknown')::int
		 WHERE o.id = ANY (ARRAY(SELECT id FROM due))
		RETURNING o.id, o.chat, o.method, o.params, o.text_id, o.file, o.file_name, o.class, o.not_before, o.claimed_at,
		          o.attempts, o.resends, o.repeat, o.seen, o.edits, o.card, o.caused)
	SELECT t.id, t.claimed_at, t.chat, t.method, t.params, t.text_id, t.file, t.file_name, t.class, t.not_before, t.attempts, t.resends, t.repeat, t.seen, t.edits,
	       CASE WHEN t.first THEN (SELECT x.params FROM outbox_text x WHERE x.id = t.text_id) END AS shared,
	       CASE WHEN t.first THEN (SELECT x.repeat FROM outbox_text x WHERE x.id = t.text_id) END AS shared_repeat,
	       CASE WHEN t.edits THEN (SELECT c.message_id FROM card c WHERE c.chat = t.chat AND c.name = t.card) END AS card_id, t.caused,
	       t.chat IS NOT NULL AND (SELECT f.id FROM outbox f WHERE f.chat = t.chat AND f.id <> t.id
	               AND ` + strings.ReplaceAll(waitsInLane, "o.", "f.") + ` AND f.not_before <= $1 LIMIT 1) IS NOT NULL AS followed
	  FROM (SELECT *, row_number() OVER (PARTITION BY text_id ORDER BY class, not_before, id) = 1 AS first FROM taken) t
	 ORDER BY t.class, t.not_before, t.id`

type claimedRow struct {
	ID       int64           `db:"id"`
	Attempt  time.Time       `db:"claimed_at"`
	Chat     sql.NullInt64   `db:"chat"`
	Method   string          `db:"method"`
	Params   []byte          `db:"params"`
	Text     sql.NullInt64   `db:"text_id"`
	Shared   []byte          `db:"shared"` // of the first row of a text
	Again    sql.NullString  `db:"shared_repeat"`
	File     []byte          `db:"file"`
	FileName sql.NullString  `db:"file_name"`
	Class    programme.Class `db:"class"`
	Due      time.Time       `db:"not_before"`
	Attempts int             `db:"attempts"`
	Resends  int             `db:"resends"`
	Repeat   string          `db:"repeat"`
	Seen     bool            `db:"seen"`
	Edits    bool            `db:"edits"`
	CardID   sql.NullInt64   `db:"card_id"`
	Caused   bool            `db:"caused"`
	Followed bool            `db:"followed"`
}

// text is what rows of a claim share.
type text struct {
	params map[string]any
	repeat string
}

// claimed makes the row what the sender sees. texts are those of the claim's rows
// before it, to which it adds its own.
func (r claimedRow) claimed(texts map[int64]text) (Claimed, error) {
	c := Claimed{
		ID: r.ID, Attempt: r.Attempt, Class: r.Class, Attempts: r.Attempts, Resends: r.Resends, Repeat: r.Repeat, Seen: r.Seen,
		Edits: r.Edits, CardID: r.CardID.Int64, Caused: r.Caused, Followed: r.Followed, Place: Place{r.Due, r.ID},
		Call: programme.Call{Method: r.Method, Chat: r.Chat.Int64, File: r.File, FileName: r.FileName.String},
	}
	own, err := readParams(r.Params)
	if err != nil || !r.Text.Valid {
		c.Call.Params = own
		return c, err
	}
	shared, ok := texts[r.Text.Int64]
	if !ok && len(r.Shared) > 0 {
		if shared.params, err = readParams(r.Shared); err != nil {
			return c, err
		}
		shared.repeat = r.Again.String
		texts[r.Text.Int64] = shared
	}
	c.Call.Params = shared.params
	if len(own) > 0 {
		c.Call.Params = make(map[string]any, len(shared.params)+len(own))
		maps.Copy(c.Call.Params, shared.params)
		maps.Copy(c.Call.Params, own)
	}
	if c.Repeat == "" {
		c.Repeat = shared.repeat
	}
	return c, nil
}

// readParams reads a call's parameters. Numbers stay as they are written, since an
// id must not pass through a float, and so do objects and lists, which only Telegram
// looks into.
func readParams(stored []byte) (map[string]any, error) {
	if string(stored) == "{}" { // of most rows: what they share says all
		return map[string]any{}, nil
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(stored, &raw); err != nil {
		return nil, err
	}
	params := make(map[string]any, len(raw))
	for name, value := range raw {
		switch value[0] {
		case '{', '[':
			params[name] = value
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			params[name] = json.Number(value)
		default: // a string, a truth, null
			var v any
			if err := json.Unmarshal(value, &v); err != nil {
				return nil, err
			}
			params[name] = v
		}
	}
	return params, nil
}

// Quiet reports that nothing may go now: nothing is on the wire or unmarked,
// nothing is ready that no pause holds, and nothing waits to be made final.
// Resends that wait do not count.
func (d *DB) Quiet(ctx context.Context) (bool, error) {
	var busy bool
	err := d.db.GetContext(ctx, &busy, `
		SELECT EXISTS (SELECT FROM outbox WHERE state = 'sending')
		    OR EXISTS (`+over+`)
		    OR EXISTS (SELECT FROM outbox o WHERE `+ready(waitsInQueue, "o")+`
		           AND NOT `+paused("all")+` AND NOT (o.class > 0 AND `+paused("all_but_answers")+`)
		           AND NOT EXISTS (SELECT FROM pause p WHERE p.chat = o.chat AND p.until > clock_timestamp()))`, d.Now())
	return !busy, err
}
