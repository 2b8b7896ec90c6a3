package bot

import (
	"context"
	"maps"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// Why something is changed is said of that change. It does not go out with another one
// that takes its place before people have read it.

// overPending is a change of an event that was made from the pending one: on new days
// the event takes place after all, and the pending one's reason stays only if what it
// was given for does.
func overPending(req Request, e programme.Event, pending, d programme.Draft) programme.Draft {
	will, is := e, e
	apply(req, pending, &will)
	apply(req, d, &is)
	if will.Status.Off() && is.Status == will.Status && programme.NewDays(will, is) {
		d.Status, is.Status = "", e.Status
	}
	if d.Reason == pending.Reason && maps.Equal(d.Reasons, pending.Reasons) && replaced(e, will, is) {
		d.Reason, d.Reasons = "", nil
	}
	return d
}

// replaced reports whether what a change made of an event is another by now.
func replaced(old, made, is programme.Event) bool {
	was := programme.Differences(old, made)
	return slices.ContainsFunc(programme.Differences(made, is), func(other programme.Difference) bool {
		return slices.Contains(was, other) && (other.Told || !programme.Told(was))
	})
}

// missedChange is what people of an event missed, as it is to be told by now: a change
// without its reason if more than the status is another since, or the event is off no more.
func missedChange(ctx context.Context, tx *postgres.Tx, e programme.Event, s postgres.Send) (reminder.Announcement, error) {
	a := announcement(e, s)
	if s.Kind != reminder.Change {
		return a, nil
	}
	told, changed, err := tx.ToldAs(ctx, s)
	if err != nil || !changed {
		return a, err
	}
	if told.Status.Off() && !e.Status.Off() || slices.ContainsFunc(programme.Differences(told, e), func(d programme.Difference) bool {
		return d.Told && d.Field != programme.FieldStatus
	}) {
		a.Words = nil
	}
	return a, nil
}
