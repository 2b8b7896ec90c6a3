package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// A change that its makers told nobody of is kept as a send that has not left, with the
// event as its people last heard of it. Staff's card offers to tell them, and the next
// change that is told tells that one with it.

// changeQuietly sees to it that a change which was told to nobody leaves nobody with what
// is not so: who waits for the notice of an earlier one, or of a seat, is told what the
// event is now.
func changeQuietly(ctx context.Context, tx *postgres.Tx, req Request, d programme.Draft, old, e programme.Event, promoted []int64) error {
	if err := keepUntold(ctx, tx, req, d, old, e); err != nil {
		return err
	}
	if err := tellPromotedAnew(ctx, tx, e, promoted); err != nil || !programme.Told(programme.Differences(old, e)) {
		return err
	}
	people, err := tx.WithdrawChanges(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, person := range people {
		if err := tellMissed(ctx, tx, person, e.ID); err != nil {
			return err
		}
	}
	s, ok, err := tx.UntoldChange(ctx, e.ID)
	if err != nil || !ok {
		return err
	}
	_, err = tx.Skip(ctx, 0, s.ID, e.ID, e.Schedule, tx.Now(), people, skipKnown)
	return err
}

// skipKnown is why somebody is not told late of a change: they were told, or knew no other.
const skipKnown = "known"

// keepUntold notes that an event's people do not know what it has become, unless they
// know less already, or there is nobody.
func keepUntold(ctx context.Context, tx *postgres.Tx, req Request, d programme.Draft, old, e programme.Event) error {
	if !programme.Told(programme.Differences(old, e)) || e.Tally.Asked+e.Tally.Coming+e.Tally.Waiting == 0 {
		return nil
	}
	if _, ok, err := tx.UntoldChange(ctx, e.ID); err != nil || ok {
		return err
	}
	s := postgres.Send{Programme: e.Programme, Event: e.ID, Kind: reminder.Change, Audience: programme.ToConcerned, Before: &old,
		Words: d.Reasons.With("", d.Reason), By: req.personIn(e.Programme).ID, Schedule: old.Schedule, State: postgres.SendUntold}
	return tx.AddSend(ctx, &s)
}

// untold is what people of an event do not know of it, with whom it would reach; ok is
// false if they know all.
func untold(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (s postgres.Send, reach view.Reach, ok bool, err error) {
	s, ok, err = tx.UntoldChange(ctx, e.ID)
	if err != nil || !ok || e.Over(req.Now) || !programme.Told(programme.Differences(*s.Before, e)) {
		return s, reach, false, err
	}
	reach, err = reminder.Preview(ctx, tx, toldLate(req, e, s))
	return s, reach, reach.All() > 0, err
}

// sinceTold makes a notice begin with the event as its people last heard of it.
func sinceTold(ctx context.Context, tx *postgres.Tx, req Request, notice *reminder.Announcement) error {
	s, _, ok, err := untold(ctx, tx, req, notice.Event)
	if ok {
		notice.Old = s.Before
	}
	return err
}

// announceChange tells a change, and with it what nobody was told of before.
func announceChange(ctx context.Context, tx *postgres.Tx, req Request, notice reminder.Announcement) (view.Reach, error) {
	if err := sinceTold(ctx, tx, req, &notice); err != nil {
		return view.Reach{}, err
	}
	if err := tx.EndUntold(ctx, notice.Event.ID); err != nil {
		return view.Reach{}, err
	}
	return reminder.Announce(ctx, tx, notice)
}

// toldLate is the notice of what an event's people do not know, for those who have not
// learnt it otherwise.
func toldLate(req Request, e programme.Event, s postgres.Send) reminder.Announcement {
	notice := changeNotice(req, programme.Draft{}, *s.Before, e, false)
	notice.Words, notice.Send, notice.Untold = s.Words, s.ID, s.ID
	return notice
}

// withUntold is staff's card of an event that its people know otherwise.
func withUntold(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, card view.Screen) (view.Screen, error) {
	s, reach, ok, err := untold(ctx, tx, req, e)
	if err != nil || !ok {
		return card, err
	}
	return view.Untold(req.P, *s.Before, e, reach.All(), card), nil
}

// untoldButton tells an event's people what they were not told when it changed.
var untoldButton = onHeldEvent("e.late", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	s, _, ok, err := untold(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	beside, err := tx.Beside(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	if !ok || beside.Pending { // what is pending tells it with itself
		return outdated(ctx, tx, req, e)
	}
	reach, err := reminder.Announce(ctx, tx, toldLate(req, e, s))
	if err != nil {
		return Reply{}, err
	}
	s.State, s.Schedule = postgres.SendGoing, e.Schedule
	if err := tx.SaveSend(ctx, s); err != nil {
		return Reply{}, err
	}
	if err := tellOthers(ctx, tx, req, e, "alert.others_told", "who", req.personIn(e.Programme).Name); err != nil {
		return Reply{}, err
	}
	return changedCard(ctx, tx, req, e.ID, func(p *locale.Printer) locale.HTML { return view.Changed(p, reach) })
})
