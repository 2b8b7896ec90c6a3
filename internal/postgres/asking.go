package postgres

import (
	"context"
	"time"
)

// Asking is what the next text in a chat will be taken as.
type Asking struct {
	Purpose string // a button's verb
	Subject int64  // a draft, an event …
	Field   string
}

// Ask notes what the next text in a chat will be taken as, until an instant of
// programme time.
func (tx *Tx) Ask(ctx context.Context, chat int64, a Asking, until time.Time) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO asking (chat, purpose, subject, field, until) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (chat) DO UPDATE SET purpose = excluded.purpose, subject = excluded.subject, field = excluded.field, until = excluded.until`,
		chat, a.Purpose, a.Subject, a.Field, nullTime(until))
	return err
}

// ForgetAsking ends a question.
func (tx *Tx) ForgetAsking(ctx context.Context, chat int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM asking WHERE chat = $1`, chat)
	return err
}
