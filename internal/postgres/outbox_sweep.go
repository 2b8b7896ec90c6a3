package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// lostClaim is the age at which a row of this run that it does not hold was
// claimed by a statement whose answer was lost: it never reached the wire.
const lostClaim = 10 * time.Second

// never is an age that no claim reaches.
const never = 100 * 365 * 24 * time.Hour

// Sweep looks after rows that are sending and that this run does not hold. Those
// of another run may have reached the wire: they become unknown. Its own never
// did, and go back into the queue; but not while the run is claiming, since nobody holds
// yet what that claim brings, however long it takes. It also ends pauses that are over.
// It reports false if this run has no lease, and then does nothing.
func (q *Queue) Sweep(ctx context.Context, holding []int64, claiming bool) (bool, error) {
	if claiming {
		return q.sweep(ctx, holding, never)
	}
	return q.sweep(ctx, holding, lostClaim)
}

// Inherit is the first sweep of a sender. What this process run itself claimed before
// and has no mark for, of those that are yet to be stored, never reached the wire: the
// answer to its claim was lost.
func (q *Queue) Inherit(ctx context.Context, unmarked []int64) (bool, error) {
	return q.sweep(ctx, unmarked, 0)
}

// Release gives back what this run claimed and does not hold, at once: it claims
// no more.
func (q *Queue) Release(ctx context.Context, holding []int64) error {
	_, err := q.sweep(ctx, holding, 0)
	return err
}

func (q *Queue) sweep(ctx context.Context, holding []int64, age time.Duration) (held bool, err error) {
	err = q.db.db.GetContext(ctx, &held, `
		WITH held AS MATERIALIZED (SELECT FROM lease WHERE run = $1),
		lost AS MATERIALIZED (
			SELECT o.id, o.run <> $1 AS another FROM outbox o
			 WHERE o.state = 'sending' AND EXISTS (SELECT FROM held)
			   AND (o.run <> $1 OR o.claimed_at <= clock_timestamp() - $2::interval AND o.id <> ALL ($4::bigint[]))
			 ORDER BY o.id FOR UPDATE OF o SKIP LOCKED),
		swept AS (
			UPDATE outbox o SET state = CASE WHEN lost.another THEN 'unknown' ELSE 'queued' END,
			       attempts = o.attempts - (NOT lost.another)::int,
			       retry_at = CASE WHEN lost.another THEN clock_timestamp() + `+resendWait+` END
			  FROM lost WHERE o.id = lost.id),
		over AS (DELETE FROM pause WHERE until <= clock_timestamp())
		SELECT EXISTS (SELECT FROM held)`,
		q.run, milliseconds(age), q.resendAfter.Milliseconds(), int64s(holding))
	if err != nil {
		return false, fmt.Errorf("sweep: %w", err)
	}
	if held {
		err = q.overtaken(ctx)
	}
	return held, err
}

// overtaken withdraws change notices of which nobody knows whether they arrived,
// and which a newer one of the same event to the same person has overtaken: the
// newer tells the whole new state, and a repeat of the old would come after it.
func (q *Queue) overtaken(ctx context.Context) error {
	_, err := q.db.db.ExecContext(ctx, `
		UPDATE outbox o SET withdrawn = 'newer' FROM send s
		 WHERE o.state = 'unknown' AND o.withdrawn IS NULL AND s.id = o.send_id AND s.kind = 'change'
		   AND EXISTS (SELECT FROM send newer JOIN delivery d ON d.send_id = newer.id AND d.person_id = o.person_id
		                WHERE newer.event_id = o.event_id AND newer.kind = 'change' AND newer.id > s.id
		                  AND d.outcome IS DISTINCT FROM 'skipped')`)
	if err != nil {
		return fmt.Errorf("overtaken notices: %w", err)
	}
	return nil
}

// OldestDue is the programme time since which the oldest queued row might have
// gone; zero if none waits.
func (q *Queue) OldestDue(ctx context.Context) (time.Time, error) {
	var t sql.NullTime
	err := q.db.db.GetContext(ctx, &t, `
		SELECT min((SELECT min(o.not_before) FROM outbox o
		             WHERE o.class = class.n AND o.state IN ('queued', 'unknown') AND o.not_before <= $1))
		  FROM generate_series(0, 2) AS class (n)`, q.db.Now())
	return t.Time, err
}
