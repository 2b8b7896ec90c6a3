package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// answeredBefore says of a part x of the event $1 that its answer was given in one of the
// schedules $2, and that no change that came since was told to the person.
const answeredBefore = `x.event_id = $1 AND x.schedule = ANY ($2) AND NOT EXISTS (
	SELECT FROM send s JOIN delivery d ON d.send_id = s.id LEFT JOIN outbox o ON o.id = d.outbox_id
	 WHERE s.event_id = $1 AND s.kind = 'change' AND d.person_id = x.person_id AND d.schedule > x.schedule
	   AND (d.outcome = 'sent' OR d.outcome IS NULL AND (o.withdrawn IS NULL OR o.state <> 'queued')))`

// CarryBack lets the answers that were given for the very days that an event has again stand
// for its present schedule, where no change that came between was told to the person.
func (tx *Tx) CarryBack(ctx context.Context, e programme.Event) error {
	same, err := tx.sameDays(ctx, e)
	if err != nil || len(same) == 0 {
		return err
	}
	_, err = tx.tx.ExecContext(ctx, `UPDATE participation x SET schedule = $3 WHERE `+answeredBefore, e.ID, pq.Array(same), e.Schedule)
	return err
}

// AnswersStand counts those who would have or wait for a seat at an event by an answer that
// CarryBack lets stand, were it to have its days again.
func (tx *Tx) AnswersStand(ctx context.Context, e programme.Event) (n int, err error) {
	same, err := tx.sameDays(ctx, e)
	if err != nil || len(same) == 0 {
		return 0, err
	}
	err = tx.tx.GetContext(ctx, &n, `SELECT count(*) FROM participation x WHERE x.state IN ('coming', 'waiting') AND `+answeredBefore, e.ID, pq.Array(same))
	return n, err
}

// sameDays are the schedules in which an event had its days before.
func (tx *Tx) sameDays(ctx context.Context, e programme.Event) (same []int64, err error) {
	var rows [][]byte
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT before FROM send WHERE event_id = $1 AND kind = 'change' AND before IS NOT NULL`, e.ID); err != nil {
		return nil, err
	}
	for _, row := range rows {
		var before programme.Event
		if err := json.Unmarshal(row, &before); err != nil {
			return nil, fmt.Errorf("event before a change of %d: %w", e.ID, err)
		}
		if !programme.NewDays(before, e) {
			same = append(same, int64(before.Schedule))
		}
	}
	return same, nil
}
