package postgres

import (
	"context"
	"fmt"

	"jarchy/internal/programme"
)

// PromotedKey is the key of the message that tells somebody of a seat. A part has the
// since of the promotion as long as nothing else became of it.
func PromotedKey(p programme.Participation) string {
	return fmt.Sprintf("promoted:%d:%d:%d", p.Event, p.Person, p.Since.UnixMicro())
}

// seatUntold says of a part p that a message o was to tell of its seat, and did not come: it was
// withdrawn before it left, though not because its reader answered, or could not reach them.
const seatUntold = `p.state = 'coming'
	AND o.key = 'promoted:' || p.event_id || ':' || p.person_id || ':' || (extract(epoch FROM p.since) * 1000000)::bigint
	AND (o.withdrawn <> 'answered' AND o.state IN ('queued', 'skipped') OR o.state = 'failed' AND o.problem IN ('` +
	string(programme.ReachBlocked) + `', '` + string(programme.ReachDeactivated) + `', '` + string(programme.ReachNotStarted) + `'))`

// UntoldSeats lists those who moved up from the waiting list of an event and do not know
// it: person alone, if that is not 0.
func (tx *Tx) UntoldSeats(ctx context.Context, event, person int64) (people []int64, err error) {
	err = tx.tx.SelectContext(ctx, &people, `
		SELECT p.person_id FROM participation p JOIN outbox o ON `+seatUntold+`
		 WHERE p.event_id = $1 AND ($2 = 0 OR p.person_id = $2) ORDER BY 1`, event, person)
	return people, err
}

// UntoldSeatsOf lists the events where a person moved up from the waiting list and does
// not know it.
func (tx *Tx) UntoldSeatsOf(ctx context.Context, person int64) (events []int64, err error) {
	err = tx.tx.SelectContext(ctx, &events, `
		SELECT p.event_id FROM participation p JOIN outbox o ON `+seatUntold+` WHERE p.person_id = $1 ORDER BY 1`, person)
	return events, err
}

// FreeSeats frees the keys of the messages by which people were to hear of their seats at
// an event: others tell them.
func (tx *Tx) FreeSeats(ctx context.Context, event int64, people ...int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE outbox o SET key = NULL FROM participation p
		 WHERE p.event_id = $1 AND p.person_id = ANY($2) AND `+seatUntold, event, int64s(people))
	return err
}

// CarrySeats notes that a change of an event tells people of their seats as well: whom it
// does not reach is told of both again.
func (tx *Tx) CarrySeats(ctx context.Context, event, send int64, people []int64) error {
	if len(people) == 0 {
		return nil
	}
	if _, err := tx.tx.ExecContext(ctx, `UPDATE send SET promoted = promoted || $2::bigint[] WHERE id = $1`, send, int64s(people)); err != nil {
		return err
	}
	return tx.FreeSeats(ctx, event, people...)
}
