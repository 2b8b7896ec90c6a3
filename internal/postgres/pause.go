package postgres

import (
	"context"
	"time"
)

// Scope is what a pause holds back.
type Scope string

// The scopes of pauses.
const (
	PauseAll           Scope = "all"
	PauseAllButAnswers Scope = "all_but_answers"
	PauseChat          Scope = "chat"
)

// Pause holds back sending.
type Pause struct {
	Scope Scope     `db:"scope"`
	Chat  int64     `db:"chat"`  // of PauseChat
	Until time.Time `db:"until"` // machine time; zero: until an owner resumes
	Why   string    `db:"why"`
}

// Pause holds back sending, all of it or all but answers, until Resume. It is another
// pause than the one that may hold already: its cause is another.
func (tx *Tx) Pause(ctx context.Context, scope Scope, why string) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO pause (scope, why) VALUES ($1, $2)
		ON CONFLICT (scope) WHERE chat IS NULL DO UPDATE SET id = DEFAULT, until = NULL, why = excluded.why`, scope, why)
	return err
}

// Resume ends the pauses that wait for an owner, and reports whether there were
// any; those that Telegram asked for run on. What waited in a restored database
// goes, and that database is the one to serve from now on.
func (tx *Tx) Resume(ctx context.Context) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `DELETE FROM pause WHERE until IS NULL`))
	if err != nil {
		return false, err
	}
	decided, err := affected(tx.tx.ExecContext(ctx, `DELETE FROM restored`))
	if err == nil && decided > 0 {
		err = tx.AdoptIdentity(ctx)
	}
	return n > 0, err
}

// Pauses lists the pauses that hold now.
func (d *DB) Pauses(ctx context.Context) ([]Pause, error) {
	var ps []Pause
	return ps, d.db.SelectContext(ctx, &ps, `
		SELECT scope, coalesce(chat, 0) AS chat, coalesce(until, '0001-01-01Z') AS until, why FROM pause
		 WHERE until IS NULL OR until > clock_timestamp() ORDER BY scope, chat`)
}

// tooMany is why Telegram asks for a pause.
const tooMany = "too many requests"

// PauseFor holds back sending for a while of machine time. It never shortens a
// pause.
func (tx *Tx) PauseFor(ctx context.Context, scope Scope, chat int64, d time.Duration, why string) error {
	conflict := `(scope) WHERE chat IS NULL`
	if scope == PauseChat {
		conflict = `(chat) WHERE chat IS NOT NULL`
	}
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO pause (scope, chat, until, why) VALUES ($1, $2, clock_timestamp() + $3::interval, $4)
		ON CONFLICT `+conflict+` DO UPDATE SET until = greatest(pause.until, excluded.until) WHERE pause.until IS NOT NULL`,
		scope, null(chat), milliseconds(d), why)
	return err
}
