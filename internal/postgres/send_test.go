package postgres_test

import (
	"context"
	"fmt"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestSends(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	s := postgres.Send{Programme: o.programme, Event: o.event, Kind: postgres.SendMass, Audience: programme.ToComing,
		Words: map[string]string{"": "Bring it."}, By: o.people[0], State: postgres.SendPreview}
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.AddSend(ctx, &s); err != nil {
			return err
		}
		s.AlsoWaiting, s.State, s.Schedule, s.Chat = true, postgres.SendGoing, 3, 101
		if err := tx.SaveSend(ctx, s); err != nil {
			return err
		}
		got, err := tx.LockSend(ctx, s.ID)
		got.At = s.At
		check(t, "read back", fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", s))
		return err
	})
	err := o.db.Do(t.Context(), func(tx *postgres.Tx) error { _, err := tx.Send(t.Context(), s.ID+1); return err })
	if mistake, ok := programme.AsError(err); !ok || mistake.Code != programme.NotFound {
		t.Errorf("a send that is not there: %v", err)
	}
}

func TestTally(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	check(t, "queued", o.fan(o.mass, "text"), 3)
	o.exec(`UPDATE delivery SET outcome = 'sent', at = instant WHERE person_id <> $1`, o.people[2])
	o.exec(`UPDATE outbox SET resends = 1 WHERE person_id = $1`, o.people[0])
	o.exec(`INSERT INTO person (programme_id, role, name, name_given, created_at) VALUES ($1, 'participant', 'by letter', true, $2)`, o.programme, o.clock.Now())
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		if _, err := tx.Skip(ctx, 0, o.mass, o.event, 1, tx.Now(), []int64{o.id(`SELECT max(id) FROM person`)}, "not_linked"); err != nil {
			return err
		}
		tally, err := tx.Tally(ctx, postgres.Cause{Send: o.mass})
		check(t, "tally", fmt.Sprint(tally), "[{  0 1} {sent  1 2} {skipped not_linked 0 1}]")
		return err
	})
}
