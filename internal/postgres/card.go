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

// UnnameCards takes away the names that begin with a prefix from a message: it
// shows something else now, and what was to change it is dropped.
func (tx *Tx) UnnameCards(ctx context.Context, chat, messageID int64, prefix string) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM card WHERE chat = $1 AND message_id = $2 AND starts_with(name, $3)`, chat, messageID, prefix)
	return err
}

// CardChats lists the chats in which a message of that name stands.
func (tx *Tx) CardChats(ctx context.Context, name string) (chats []int64, err error) {
	return chats, tx.tx.SelectContext(ctx, &chats, `SELECT chat FROM card WHERE name = $1 ORDER BY chat`, name)
}

// LastCard names the card of the newest message in a chat: the last that was sent there, or
// changed because of a press. Reminders to many, and cards that change by themselves, are
// none. It is empty if that message is no card, or is not known any more.
func (tx *Tx) LastCard(ctx context.Context, chat int64) (card string, err error) {
	err = tx.tx.GetContext(ctx, &card, `
		SELECT coalesce(card, '') FROM outbox
		 WHERE chat = $1 AND class < 2 AND (method NOT LIKE 'edit%' OR caused) ORDER BY id DESC LIMIT 1`, chat)
	if noRows(err) {
		return "", nil
	}
	return card, err
}
