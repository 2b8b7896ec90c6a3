package postgres

import (
	"context"
	"fmt"
)

// buriedAtOnce is how many rows of each kind one burial makes final.
const buriedAtOnce = 500

// Bury makes final what was withdrawn or is useless by now, some rows at a time, and
// reports whether there may be more. Without the lease it does nothing.
func (q *Queue) Bury(ctx context.Context) (more bool, err error) {
	var n int
	if err := q.db.db.GetContext(ctx, &n, buryStatement, q.db.Now(), q.run); err != nil {
		return false, fmt.Errorf("bury: %w", err)
	}
	return n >= buriedAtOnce, nil
}

// over picks the open rows that must not or need not go any more, and says what
// becomes of them: of an unknown one nobody will ever know.
const over = `
	SELECT o.id, o.stranger, o.withdrawn IS NULL AND o.state = 'unknown' AS lost,
	       CASE WHEN o.withdrawn IS NOT NULL THEN o.withdrawn
	            WHEN o.state = 'unknown' THEN 'unknown'
	            WHEN o.attempts > 0 THEN 'useless'
	            ELSE 'late' END AS why
	  FROM outbox o
	 WHERE ` + waitsInLane + `
	   AND o.id = ANY (ARRAY(
	       (SELECT o.id FROM outbox o WHERE o.withdrawn IS NOT NULL AND o.state <> 'sending' AND o.final_at IS NULL LIMIT 500)
	       UNION ALL
	       (SELECT o.id FROM outbox o WHERE o.expires_at <= $1 AND o.state <> 'sending' AND o.final_at IS NULL LIMIT 500)))`

// buryStatement: $1 programme time, $2 run.
const buryStatement = `
	WITH dead AS MATERIALIZED (` + over + ` AND EXISTS (SELECT FROM lease WHERE id = 1 AND run = $2) FOR UPDATE OF o SKIP LOCKED),
	buried AS (
		UPDATE outbox o SET (state, problem) = (SELECT CASE WHEN dead.lost THEN 'failed' ELSE 'skipped' END, dead.why FROM dead WHERE dead.id = o.id),
		       final_at = $1, params = '{}', file = NULL, text_id = NULL, repeat = ''
		 WHERE o.id = ANY (ARRAY(SELECT id FROM dead WHERE NOT stranger)) RETURNING o.id, o.state, o.problem),
	forgotten AS (DELETE FROM outbox o WHERE o.id = ANY (ARRAY(SELECT id FROM dead WHERE stranger))),
	told AS (
		UPDATE delivery d SET (outcome, reason) = (SELECT buried.state, buried.problem FROM buried WHERE buried.id = d.outbox_id), at = $1
		 WHERE d.outbox_id = ANY (ARRAY(SELECT id FROM buried)) AND d.outcome IS NULL)
	SELECT count(*) FROM dead`
