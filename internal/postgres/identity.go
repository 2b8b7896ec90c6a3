package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"jarchy/internal/programme"
)

// ErrAnotherBot says that the database belongs to another bot than the token's.
var ErrAnotherBot = errors.New("this database belongs to another bot")

type identityRow struct {
	System   string `db:"system"`
	Timeline int    `db:"timeline"`
	Database int64  `db:"database"`
}

const identityNow = `
	SELECT (SELECT system_identifier::text FROM pg_control_system()) AS system,
	       (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
	       (SELECT oid FROM pg_database WHERE datname = current_database()) AS database`

// Identity compares the server and the database with those that the database says
// it is: a restored copy or a promoted standby differs, and why says in what. The
// first start writes it down, for the bot of that id.
// It returns ErrAnotherBot if the database is another bot's.
func (d *DB) Identity(ctx context.Context, bot int64) (same bool, why string, err error) {
	_, err = d.db.ExecContext(ctx, `
		INSERT INTO identity (id, bot, system, timeline, database)
		SELECT 1, $1, n.system, n.timeline, n.database FROM (`+identityNow+`) n
		ON CONFLICT (id) DO NOTHING`, bot)
	if err != nil {
		return false, "", fmt.Errorf("identity: %w", err)
	}
	var was struct {
		Bot int64 `db:"bot"`
		identityRow
	}
	var is identityRow
	if err := d.db.GetContext(ctx, &was, `SELECT bot, system, timeline, database FROM identity`); err != nil {
		return false, "", fmt.Errorf("identity: %w", err)
	}
	if err := d.db.GetContext(ctx, &is, identityNow); err != nil {
		return false, "", fmt.Errorf("identity: %w", err)
	}
	if was.Bot != bot {
		return false, "", fmt.Errorf("%w: %d, not %d", ErrAnotherBot, was.Bot, bot)
	}
	var differs []string
	if was.System != is.System {
		differs = append(differs, fmt.Sprintf("server %s, was %s", is.System, was.System))
	}
	if was.Timeline != is.Timeline {
		differs = append(differs, fmt.Sprintf("timeline %d, was %d", is.Timeline, was.Timeline))
	}
	if was.Database != is.Database {
		differs = append(differs, fmt.Sprintf("database %d, was %d", is.Database, was.Database))
	}
	return len(differs) == 0, strings.Join(differs, "; "), nil
}

// AdoptIdentity writes down that this server and database are the ones to serve.
func (tx *Tx) AdoptIdentity(ctx context.Context) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE identity SET system = n.system, timeline = n.timeline, database = n.database FROM (`+identityNow+`) n`)
	if err != nil {
		return fmt.Errorf("adopt identity: %w", err)
	}
	return nil
}

// SetNewBot hands the database to another bot, which nobody has started yet. The
// old bot's update ids mean nothing to it.
func (tx *Tx) SetNewBot(ctx context.Context, bot int64) error {
	for _, s := range []struct {
		query string
		args  []any
	}{
		{`UPDATE identity SET bot = $1`, []any{bot}},
		{`UPDATE account SET reach = $1, reach_since = $2`, []any{programme.ReachNotStarted, tx.now}},
		{`DELETE FROM update_mark`, nil},
	} {
		if _, err := tx.tx.ExecContext(ctx, s.query, s.args...); err != nil {
			return fmt.Errorf("set the new bot: %w", err)
		}
	}
	return nil
}
