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
	At      time.Time // when it was asked
}

// Ask notes what the next text in a chat will be taken as, until an instant of
// programme time.
func (tx *Tx) Ask(ctx context.Context, chat int64, a Asking, until time.Time) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO asking (chat, purpose, subject, field, asked, until) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (chat) DO UPDATE SET purpose = excluded.purpose, subject = excluded.subject, field = excluded.field,
		       asked = excluded.asked, until = excluded.until`,
		chat, a.Purpose, a.Subject, a.Field, tx.now, nullTime(until))
	return err
}

// ForgetAsking ends a question.
func (tx *Tx) ForgetAsking(ctx context.Context, chat int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM asking WHERE chat = $1`, chat)
	return err
}

// NoticeSince reports whether a reminder or a notice has come to a chat since an instant of
// late. What is edited in its place does not count.
func (tx *Tx) NoticeSince(ctx context.Context, chat int64, since time.Time) (came bool, err error) {
	err = tx.tx.GetContext(ctx, &came, `
		SELECT EXISTS (SELECT FROM outbox o
		 WHERE o.final_at > $2 AND o.chat = $1 AND o.class > 0 AND o.state = 'sent' AND o.method = 'sendMessage')`, chat, since)
	return came, err
}
