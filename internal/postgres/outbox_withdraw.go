package postgres

import (
	"context"
)

// Withdrawn rows are not claimed any more; those on the wire are not repeated.
// Rows are locked in the order of their ids, as the marks lock them.

// reminding says of a row o with its delivery d that it is a reminder or a mass
// send to someone it concerns. Change notices, promotions, answers and what
// staff see of a send's progress are not.
const reminding = `(d.rule_id IS NOT NULL OR EXISTS (SELECT FROM send s WHERE s.id = d.send_id AND s.kind IN ('mass', 'nudge')))`

// WithdrawEvent withdraws an event's reminders and mass sends and says how many:
// its schedule is another now, or it does not take place.
func (tx *Tx) WithdrawEvent(ctx context.Context, event int64, why string) (int, error) {
	return tx.withdraw(ctx, why, `JOIN delivery d ON d.outbox_id = o.id WHERE o.event_id = $2 AND `+reminding, event)
}

// WithdrawPerson withdraws a person's reminders, mass sends and notices of an event, which
// does not concern them any more; of event 0, all that is queued for the person but answers.
func (tx *Tx) WithdrawPerson(ctx context.Context, event, person int64, why string) (int, error) {
	if event == 0 {
		return tx.withdraw(ctx, why, `WHERE o.chat = (SELECT account_id FROM person WHERE id = $2) AND o.person_id = $2 AND o.class > 0`, person)
	}
	return tx.withdraw(ctx, why, `LEFT JOIN delivery d ON d.outbox_id = o.id
		WHERE o.event_id = $2 AND o.person_id = $3 AND (d.id IS NOT NULL OR `+promoted+` OR `+seatGone+`)`, event, person)
}

// WithdrawAnswered withdraws the notices that ask a person for their answer to the days
// that an event has in a schedule: they gave it.
func (tx *Tx) WithdrawAnswered(ctx context.Context, event, person int64, schedule int) (int, error) {
	return tx.withdraw(ctx, "answered", `LEFT JOIN send s ON s.id = o.send_id
		WHERE o.event_id = $2 AND o.person_id = $3 AND (s.kind = 'change' AND (s.before ->> 'Schedule')::int < $4 OR `+promoted+`)`,
		event, person, schedule)
}

// promoted says of a row o that it tells somebody of a seat that has become free.
const promoted = `o.key LIKE 'promoted:%'`

// seatGone says of a row o that it tells somebody that they have lost their seat.
const seatGone = `o.key LIKE 'seat_gone:%'`

// WithdrawSeatGone withdraws what was to tell a person that they have no seat at an event any
// more, and reports whether it still could not have left: they know of nothing.
func (tx *Tx) WithdrawSeatGone(ctx context.Context, event, person int64) (bool, error) {
	n, err := tx.withdraw(ctx, WithdrawnNewer, `WHERE o.event_id = $2 AND o.person_id = $3 AND `+seatGone+` AND o.state = 'queued'`, event, person)
	return n > 0, err
}

// WithdrawPromotions withdraws what still tells people of their seats at an event, which
// is another by now, and says how many. Theirs are UntoldSeats then.
func (tx *Tx) WithdrawPromotions(ctx context.Context, event int64, why string) (int, error) {
	return tx.withdraw(ctx, why, `WHERE o.event_id = $2 AND `+promoted, event)
}

// WithdrawnNewer is why a notice of a change is withdrawn that another has overtaken.
const WithdrawnNewer = "newer"

// WithdrawChanges withdraws the notices of an event's changes, which are not so any more,
// and says for whom: those for person alone, if that is not 0.
func (tx *Tx) WithdrawChanges(ctx context.Context, event, person int64) (people []int64, err error) {
	tx.left.Messages = true
	err = tx.tx.SelectContext(ctx, &people,
		withdrawal(`JOIN send s ON s.id = o.send_id WHERE o.event_id = $2 AND s.kind = 'change' AND ($3 = 0 OR o.person_id = $3)`)+
			` RETURNING o.person_id`, WithdrawnNewer, event, person)
	return people, err
}

// ChangesWaiting counts the people for whom a notice of an event's change waits.
func (tx *Tx) ChangesWaiting(ctx context.Context, event int64) (n int, err error) {
	err = tx.tx.GetContext(ctx, &n, `
		SELECT count(DISTINCT o.person_id) FROM outbox o JOIN send s ON s.id = o.send_id
		 WHERE o.event_id = $1 AND s.kind = 'change' AND o.state = 'queued' AND o.withdrawn IS NULL`, event)
	return n, err
}

// WithdrawSend withdraws what is left of a send: somebody stopped it.
func (tx *Tx) WithdrawSend(ctx context.Context, send int64, why string) (int, error) {
	return tx.withdraw(ctx, why, `JOIN delivery d ON d.outbox_id = o.id WHERE d.send_id = $2`, send)
}

// WithdrawRule withdraws what is left of a rule: it was switched off, or is
// another now.
func (tx *Tx) WithdrawRule(ctx context.Context, rule int64, why string) (int, error) {
	return tx.withdraw(ctx, why, `WHERE o.rule_id = $2`, rule)
}

// WithdrawKey withdraws the message of a key and reports whether it still could
// not have left.
func (tx *Tx) WithdrawKey(ctx context.Context, key, why string) (bool, error) {
	n, err := tx.withdraw(ctx, why, `WHERE o.key = $2 AND o.state = 'queued'`, key)
	return n > 0, err
}

// WithdrawProfile withdraws what a method would still tell Telegram of the bot in a
// language, empty for all others: something newer comes.
func (tx *Tx) WithdrawProfile(ctx context.Context, method, language string) error {
	_, err := tx.withdraw(ctx, "newer", `WHERE o.chat IS NULL AND o.method = $2 AND coalesce(o.params ->> 'language_code', '') = $3`, method, language)
	return err
}

func (tx *Tx) withdraw(ctx context.Context, why, which string, args ...any) (int, error) {
	tx.left.Messages = true
	return affected(tx.tx.ExecContext(ctx, withdrawal(which), append([]any{why}, args...)...))
}

func withdrawal(which string) string {
	return `
		WITH wrong AS MATERIALIZED (
			SELECT o.id FROM outbox o ` + which + ` AND o.state IN ('queued', 'sending', 'unknown') AND o.withdrawn IS NULL
			 ORDER BY o.id FOR UPDATE OF o)
		UPDATE outbox o SET withdrawn = $1 FROM wrong WHERE o.id = wrong.id`
}
