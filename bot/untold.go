package bot

import (
	"context"
	"slices"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// A change that its makers told nobody of is kept as a send that has not left, with the
// event as it was before. Each of its people knows the event as it was before the oldest
// of these that they have not learnt of otherwise. Staff's card offers to tell them, and
// the next change that is told tells those with it.

// changeQuietly sees to it that a change which was told to nobody leaves nobody with what
// is not so: who waits for the notice of an earlier one, or of a seat, is told what the
// event is now. It says how many wait for a notice that tells them of it.
func changeQuietly(ctx context.Context, tx *postgres.Tx, req Request, d programme.Draft, old, e programme.Event, promoted []int64) (waiting int, err error) {
	if err := keepUntold(ctx, tx, req, d, old, e); err != nil {
		return 0, err
	}
	if !programme.Told(programme.Differences(old, e)) {
		return 0, tellPromotedAnew(ctx, tx, e, promoted)
	}
	people, err := tx.WithdrawChanges(ctx, e.ID, 0)
	if err != nil {
		return 0, err
	}
	if err := answeredBefore(ctx, tx, old, e); err != nil { // what is told asks only whose answer does not stand
		return 0, err
	}
	if err := tellPromotedAnew(ctx, tx, e, promoted); err != nil {
		return 0, err
	}
	for _, person := range people {
		if err := tellMissed(ctx, tx, person, e.ID); err != nil {
			return 0, err
		}
	}
	untold, err := tx.UntoldChanges(ctx, e.ID)
	if err != nil {
		return 0, err
	}
	for _, s := range untold {
		if _, err := tx.Skip(ctx, 0, s.ID, e.ID, e.Schedule, tx.Now(), people, skipKnown); err != nil {
			return 0, err
		}
	}
	return tx.ChangesWaiting(ctx, e.ID)
}

// skipKnown is why somebody is not told late of a change: they were told, or knew no other.
const skipKnown = "known"

// keepUntold notes that an event's people do not know what it has become, unless there is
// nobody, nor anybody who may be taken back.
func keepUntold(ctx context.Context, tx *postgres.Tx, req Request, d programme.Draft, old, e programme.Event) error {
	if !programme.Told(programme.Differences(old, e)) {
		return nil
	}
	if e.Tally.Asked+e.Tally.Coming+e.Tally.Waiting == 0 {
		if _, removed, err := tx.Removed(ctx, e.ID, 0, 0); err != nil || removed == 0 {
			return err
		}
	}
	s := postgres.Send{Programme: e.Programme, Event: e.ID, Kind: reminder.Change, Audience: programme.ToConcerned, Before: &old,
		Words: d.Reasons.With("", d.Reason), By: req.personIn(e.Programme).ID, Schedule: old.Schedule, State: postgres.SendUntold}
	return tx.AddSend(ctx, &s)
}

// answeredBefore lets the answers to the days that an event has again stand, unless people
// were told of others between.
func answeredBefore(ctx context.Context, tx *postgres.Tx, old, e programme.Event) error {
	if !programme.NewDays(old, e) {
		return nil
	}
	return tx.CarryBack(ctx, e)
}

// untold are the changes of an event that some of its people do not know, the oldest first,
// each with the words that go out to whoever knows it as it was before; and how many those
// are to whom it is another now, be they out of reach.
func untold(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (sends []postgres.Send, unaware []view.Unaware, reach view.Reach, err error) {
	if e.Over(req.Now) {
		return nil, nil, reach, nil
	}
	all, err := tx.UntoldChanges(ctx, e.ID)
	if err != nil || len(all) == 0 {
		return nil, nil, reach, err
	}
	sayWhy(all, e)
	if reach, err = reminder.Preview(ctx, tx, toldLate(req, e, all)); err != nil {
		return nil, nil, reach, err
	}
	for _, s := range all {
		n := reach.Unaware[s.ID]
		if n > 0 {
			unaware = append(unaware, view.Unaware{Before: *s.Before, N: n, Words: s.Words})
		}
		if n > 0 || !programme.Told(programme.Differences(*s.Before, e)) { // it is again what they know, which they are not told
			sends = append(sends, s)
		}
	}
	return sends, unaware, reach, nil
}

// sayWhy gives each of the changes that were told to nobody the words that go out to whoever
// does not know it: those of the newest that were given for what still holds.
func sayWhy(untold []postgres.Send, e programme.Event) {
	made := e // what the event was after the change
	for i, s := range slices.Backward(untold) {
		switch {
		case i+1 < len(untold) && len(untold[i+1].Words) > 0:
			untold[i].Words = untold[i+1].Words
		case e.Status.Off() || replaced(*s.Before, made, e): // why it is off stands with its status
			untold[i].Words = nil
		}
		made = *s.Before
	}
}

// announceChange tells a change, and with it what nobody was told of before.
func announceChange(ctx context.Context, tx *postgres.Tx, req Request, notice reminder.Announcement) (reach view.Reach, err error) {
	if err := answeredBefore(ctx, tx, *notice.Old, notice.Event); err != nil {
		return reach, err
	}
	if notice.Untold, _, _, err = untold(ctx, tx, req, notice.Event); err != nil {
		return reach, err
	}
	if reach, err = reminder.Announce(ctx, tx, notice); err != nil {
		return reach, err
	}
	return reach, tx.EndUntold(ctx, notice.Event.ID)
}

// toldLate is the notice of what an event's people do not know, for those who have not
// learnt it otherwise.
func toldLate(req Request, e programme.Event, untold []postgres.Send) reminder.Announcement {
	notice := changeNotice(req, programme.Draft{}, *untold[0].Before, e, false)
	notice.Untold, notice.Late = untold, true
	return notice
}

// withUntold is staff's card of an event that its people know otherwise.
func withUntold(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, card view.Screen) (view.Screen, error) {
	_, unaware, reach, err := untold(ctx, tx, req, e)
	if err != nil || len(unaware) == 0 {
		return card, err
	}
	return view.Untold(req.P, unaware, reach, e, card), nil
}

// untoldButton tells an event's people what they were not told when it changed.
var untoldButton = onHeldEvent("e.late", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	sends, unaware, _, err := untold(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	beside, err := tx.Beside(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	if len(unaware) == 0 || beside.Pending { // what is pending tells it with itself
		return outdated(ctx, tx, req, e)
	}
	notice := toldLate(req, e, sends)
	notice.Words = unaware[len(unaware)-1].Words // of what nobody knows: they are for everyone whom it does not reach
	reach, err := reminder.Announce(ctx, tx, notice)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.EndUntold(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	if err := tellOthers(ctx, tx, req, e, "alert.others_told", "who", req.personIn(e.Programme).Name); err != nil {
		return Reply{}, err
	}
	return changedCard(ctx, tx, req, e.ID, func(p *locale.Printer) locale.HTML { return view.Changed(p, reach) })
})
