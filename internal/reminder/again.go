package reminder

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Again tells somebody a Change that did not reach them, if it still concerns them. The
// event is shared and read anew.
func Again(ctx context.Context, tx *postgres.Tx, a Announcement, person int64) error {
	var err error
	if a.Event, err = tx.ShareEvent(ctx, a.Event.ID); err != nil {
		return err
	}
	part, _, err := tx.Participation(ctx, a.Event.ID, person)
	if err != nil || a.Event.Over(tx.Now()) || !programme.ToConcerned.Has(part.State, false) {
		return err
	}
	r, err := tx.Reader(ctx, person)
	if err != nil {
		return err
	}
	hours, err := tx.Hours(ctx, a.Event.Programme)
	if err != nil {
		return err
	}
	if missed, err := tx.ForgetMissed(ctx, a.Event.ID, person); err != nil || !missed || !programme.Shown(*a.Old, a.Event) {
		return err // also if it is again what they know
	}
	m := postgres.Member{Person: person, Language: r.Language, Zone: r.Zone, Reach: r.Reach, State: part.State,
		Confirm: part.Schedule < a.Event.Schedule && part.State != programme.Asked}
	return a.send(ctx, tx, a.groupOf(m, hours, tx.Now()), []int64{person})
}
