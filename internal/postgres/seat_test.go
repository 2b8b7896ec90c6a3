package postgres_test

import (
	"context"
	"fmt"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// TestUntoldSeats: a seat is untold when its message was withdrawn before it left, or could
// not be delivered; not when it is on its way, has left, or was answered before.
func TestUntoldSeats(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, became string // of the message
		untold       bool
	}{
		{"waits", `state = 'queued'`, false},
		{"sent", `state = 'sent', final_at = clock_timestamp()`, false},
		{"withdrawn", `withdrawn = 'cancelled'`, true},
		{"withdrawn and over", `withdrawn = 'blocked', state = 'skipped', final_at = clock_timestamp()`, true},
		{"withdrawn on the wire", `withdrawn = 'moved', state = 'sending', run = gen_random_uuid(), claimed_at = clock_timestamp()`, false},
		{"answered", `withdrawn = 'answered'`, false},
		{"useless", `state = 'skipped', problem = 'late', final_at = clock_timestamp()`, false},
		{"blocked", `state = 'failed', problem = 'blocked', final_at = clock_timestamp()`, true},
		{"refused", `state = 'failed', problem = 'refused', final_at = clock_timestamp()`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOutbox(t)
			person := o.people[1]
			seats := func(want bool) {
				t.Helper()
				o.do(func(ctx context.Context, tx *postgres.Tx) error {
					people, err := tx.UntoldSeats(ctx, o.event, person)
					if err != nil {
						return err
					}
					events, err := tx.UntoldSeatsOf(ctx, person)
					check(t, "people and events", fmt.Sprint(len(people) == 1, len(events) == 1), fmt.Sprint(want, want))
					return err
				})
			}
			o.do(func(ctx context.Context, tx *postgres.Tx) error {
				part := programme.Participation{Event: o.event, Person: person, State: programme.Coming}
				if err := tx.SetParticipation(ctx, part, 0); err != nil {
					return err
				}
				part, _, err := tx.Participation(ctx, o.event, person)
				if err != nil {
					return err
				}
				m := message(102, programme.Notice, "seat")
				m.Event, m.Person, m.Key = o.event, person, postgres.PromotedKey(part)
				return tx.Enqueue(ctx, m)
			})
			o.exec(`UPDATE outbox SET ` + tt.became)
			seats(tt.untold)
			o.do(func(ctx context.Context, tx *postgres.Tx) error {
				return tx.CarrySeats(ctx, o.event, o.change, []int64{person})
			})
			seats(false)
			check(t, "carried", o.text(`SELECT promoted::text FROM send WHERE kind = 'change'`), fmt.Sprintf("{%d}", person))
		})
	}
}
