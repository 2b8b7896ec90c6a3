package reminder

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Again tells somebody a Change that did not reach them, if it still concerns them, and
// reports whether they are told of it. Its event is shared by the caller.
func Again(ctx context.Context, tx *postgres.Tx, a Announcement, person int64) (bool, error) {
	part, _, err := tx.Participation(ctx, a.Event.ID, person)
	if err != nil || a.Event.Over(tx.Now()) || !programme.ToConcerned.Has(part.State, false) {
		return false, err
	}
	r, err := tx.Reader(ctx, person)
	if err != nil {
		return false, err
	}
	hours, err := tx.Hours(ctx, a.Event.Programme)
	if err != nil {
		return false, err
	}
	m := postgres.Member{Person: person, Language: r.Language, Zone: r.Zone, Reach: r.Reach, State: part.State,
		Confirm: part.Schedule < a.Event.Schedule && part.State != programme.Asked}
	toTell, err := tx.ForgetMissed(ctx, a.Event.ID, a.Send, person)
	if err != nil || !toTell { // it left before it could be withdrawn
		return !toTell, err
	}
	if !programme.Shown(*a.Old, a.Event) || !a.concerns(m) { // it is again what they know, or nothing of it is for them
		return false, nil
	}
	if slices.Contains(a.Promoted, person) && part.State == programme.Coming && !a.Event.Status.Off() {
		a.Promoted = []int64{person}
	} else {
		a.Promoted = nil
	}
	if err := tx.CarrySeats(ctx, a.Event.ID, a.Send, a.Promoted); err != nil {
		return false, err
	}
	return true, a.send(ctx, tx, a.groupOf(m, hours, tx.Now()), []int64{person})
}
