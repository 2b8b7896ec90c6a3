package postgres

import "context"

// remake makes a row the one that sends its card's message anew: the message is
// gone, or never came into being. Later changes of the card wait for it.
func (tx *Tx) remake(ctx context.Context, row int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO card (chat, name, made_by) SELECT chat, card, id FROM outbox WHERE id = $1 AND card IS NOT NULL
		ON CONFLICT (chat, name) DO UPDATE SET message_id = NULL, made_by = excluded.made_by`, row)
	return err
}

// NameCard gives a message that stands in a chat a name, by which it is changed
// later: what was pressed shows something else now.
func (tx *Tx) NameCard(ctx context.Context, chat int64, name string, messageID int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO card (chat, name, message_id, made_by) VALUES ($1, $2, $3, 0)
		ON CONFLICT (chat, name) DO UPDATE SET message_id = excluded.message_id, made_by = excluded.made_by`, chat, name, messageID)
	return err
}
