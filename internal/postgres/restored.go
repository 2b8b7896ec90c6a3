package postgres

import (
	"context"
	"time"
)

// Waiting counts what a restored database would send.
type Waiting struct {
	Useful  int `db:"useful"`  // messages that may still go
	Notices int `db:"notices"` // those of them that are no reminders
	Late    int `db:"late"`    // messages that are of no use any more
}

// Restored is the instant of programme time at which the backup was taken that
// this database came from; ok is false if it came from none, or if it was decided
// what becomes of what waited. Until tx ends nobody else decides.
func (tx *Tx) Restored(ctx context.Context) (taken time.Time, ok bool, err error) {
	err = tx.tx.GetContext(ctx, &taken, `SELECT taken_at FROM restored FOR UPDATE`)
	if noRows(err) {
		return taken, false, nil
	}
	return taken, err == nil, err
}

// heldBack says of a row o that it is a message to somebody that a pause of all but
// answers holds back. What only changes a message or a menu is none.
const heldBack = `(o.class > 0 AND o.state IN ('queued', 'sending', 'unknown') AND o.withdrawn IS NULL
	AND (o.method LIKE 'send%' OR o.method = 'copyMessage'))`

// waiting says of a row o that it is held back after a restore, and that it may have
// gone before: it is as old as the backup, or comes of a rule or a send.
const waiting = `(` + heldBack + ` AND (o.rule_id IS NOT NULL OR o.send_id IS NOT NULL OR o.created_at <= (SELECT taken_at FROM restored)))`

// Waiting counts what waits in a database that came from a backup taken at an
// instant. Too late is also what was planned since then and found to be so.
func (tx *Tx) Waiting(ctx context.Context, taken time.Time) (w Waiting, err error) {
	err = tx.tx.GetContext(ctx, &w, `
		SELECT count(*) FILTER (WHERE `+stillUseful+`) AS useful,
		       count(*) FILTER (WHERE `+stillUseful+` AND o.class < 2) AS notices,
		       count(*) FILTER (WHERE NOT `+stillUseful+`)
		       + (SELECT count(*) FROM delivery WHERE at > $2 AND outcome <> 'sent' AND reason IN ('late', 'begun', 'useless', 'unknown')) AS late
		  FROM outbox o WHERE `+waiting, tx.now, taken)
	return w, err
}

// Held is what a pause of all but answers holds back until an owner resumes.
type Held struct {
	Pause  int64 // names this pause: the next one is another
	Why    string
	Useful int // messages that leave then
	Late   int // messages that are of no use any more
}

// HeldBack reads what waits for an owner; ok is false if nothing is paused so. Until tx
// ends nobody else resumes.
func (tx *Tx) HeldBack(ctx context.Context) (h Held, ok bool, err error) {
	err = tx.tx.QueryRowxContext(ctx, `SELECT id, why FROM pause WHERE scope = $1 AND until IS NULL FOR UPDATE`, PauseAllButAnswers).Scan(&h.Pause, &h.Why)
	if noRows(err) {
		return h, false, nil
	}
	if err != nil {
		return h, false, err
	}
	err = tx.tx.QueryRowxContext(ctx, `
		SELECT count(*) FILTER (WHERE `+stillUseful+`), count(*) FILTER (WHERE NOT `+stillUseful+`) FROM outbox o WHERE `+heldBack, tx.now).Scan(&h.Useful, &h.Late)
	return h, err == nil, err
}

// stillUseful: $1 programme time.
const stillUseful = `(o.expires_at IS NULL OR o.expires_at > $1)`

// SkipWaiting withdraws what waits after a restore: it is skipped, and reports say
// why.
func (tx *Tx) SkipWaiting(ctx context.Context) error {
	_, err := tx.withdraw(ctx, "restored", `WHERE `+waiting)
	return err
}
