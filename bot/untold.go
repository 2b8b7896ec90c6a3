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

// keepUntold notes that an event's people do not know what it has become, unless they
// know less already, or there is nobody.
func keepUntold(ctx context.Context, tx *postgres.Tx, req Request, old, e programme.Event) error {
	if !programme.Told(programme.Differences(old, e)) || e.Tally.Asked+e.Tally.Coming+e.Tally.Waiting == 0 {
		return nil
	}
	if _, ok, err := tx.UntoldChange(ctx, e.ID); err != nil || ok {
		return err
	}
	s := postgres.Send{Programme: e.Programme, Event: e.ID, Kind: reminder.Change, Audience: programme.ToConcerned, Before: &old,
		By: req.personIn(e.Programme).ID, Schedule: old.Schedule, State: postgres.SendUntold}
	return tx.AddSend(ctx, &s)
}

// announceChange tells a change, and with it what nobody was told of before.
func announceChange(ctx context.Context, tx *postgres.Tx, notice reminder.Announcement) (view.Reach, error) {
	s, ok, err := tx.UntoldChange(ctx, notice.Event.ID)
	if err != nil {
		return view.Reach{}, err
	}
	if ok {
		notice.Old = s.Before
		s.State = postgres.SendDone
		if err := tx.SaveSend(ctx, s); err != nil {
			return view.Reach{}, err
		}
	}
	return reminder.Announce(ctx, tx, notice)
}

// withUntold is staff's card of an event that its people know otherwise.
func withUntold(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, card view.Screen) (view.Screen, error) {
	s, ok, err := tx.UntoldChange(ctx, e.ID)
	if err != nil || !ok || e.Over(req.Now) || !programme.Told(programme.Differences(*s.Before, e)) {
		return card, err
	}
	reach, err := reminder.Preview(ctx, tx, changeNotice(req, programme.Draft{}, *s.Before, e, false))
	if err != nil || reach.All() == 0 {
		return card, err
	}
	return view.Untold(req.P, *s.Before, e, reach.All(), card), nil
}

// untoldButton tells an event's people what they were not told when it changed.
var untoldButton = onHeldEvent("e.late", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	s, ok, err := tx.UntoldChange(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	if !ok || e.Over(req.Now) || !programme.Told(programme.Differences(*s.Before, e)) {
		return outdated(ctx, tx, req, e)
	}
	old := *s.Before
	reach, err := announceChange(ctx, tx, changeNotice(req, programme.Draft{}, old, e, false))
	if err != nil {
		return Reply{}, err
	}
	if err := tellOthers(ctx, tx, req, e, "alert.others_told", "who", req.personIn(e.Programme).Name); err != nil {
		return Reply{}, err
	}
	return changedCard(ctx, tx, req, e.ID, func(p *locale.Printer) locale.HTML { return view.Changed(p, reach) })
})
