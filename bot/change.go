package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// changeNotice is what everyone concerned is told of a change, each at a civil hour
// or all at once; of new days those who declined too, if the draft says so.
func changeNotice(req Request, d programme.Draft, old, e programme.Event, allNow bool) reminder.Announcement {
	return reminder.Announcement{Event: e, Old: &old, Kind: reminder.Change, Audience: programme.ToConcerned,
		AlsoDeclined: d.AlsoDeclined && programme.NewDays(old, e), AllNow: allNow, Words: d.Reasons.With("", d.Reason), By: req.personIn(e.Programme).ID}
}

// tell is how a change is told.
type tell int

const (
	tellNobody tell = iota
	tellCivil       // each at a civil hour
	tellAllNow
)

// changeEvent makes a draft's change to the event it was opened from. If somebody
// else changed the event meanwhile, nothing happens and the card shows both.
func changeEvent(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, how tell) (Reply, error) {
	old, err := tx.LockEvent(ctx, row.Event)
	if err != nil {
		return Reply{}, err
	}
	now, joins, err := becoming(ctx, tx, req, old)
	if err != nil {
		return Reply{}, err
	}
	if overtaken(row, old, now) {
		return again(ctx, tx, req, row, old, now)
	}
	e, err := changed(req, old, row.Fields)
	if err != nil {
		return Reply{}, err
	}
	switch shown := programme.Shown(old, e); {
	case joins && how == tellNobody && shown:
		how = tellCivil // what it joins is to be told
	case !shown: // nobody would read of anything
		how = tellNobody
	}
	var before pendingArgs
	if joins {
		if before, err = endPending(ctx, tx, old.ID); err != nil {
			return Reply{}, err
		}
	}
	var reply Reply
	if how != tellNobody && !atOnce(req, old, e) {
		reply, err = putOff(ctx, tx, req, row, old, how, before)
	} else {
		var said saying
		if said, err = makeChange(ctx, tx, req, row, old, e, how); err == nil {
			reply, err = changedCard(ctx, tx, req, e.ID, said)
		}
	}
	if err != nil {
		return Reply{}, err
	}
	return backToText(ctx, tx, req, row, reply)
}

// changed is an event with a draft's change made to it, if it may be.
func changed(req Request, old programme.Event, d programme.Draft) (programme.Event, error) {
	e := old
	apply(req, d, &e)
	return e, mayChange(req, old, &e)
}

// saying is what stands above staff's cards of an event, for each of them in their
// language; nil: nothing.
type saying func(*locale.Printer) locale.HTML

// makeChange makes a change of an event that is held, tells it, and says so.
func makeChange(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, old, e programme.Event, how tell) (saying, error) {
	said := func(p *locale.Printer) locale.HTML { return p.HTML("event.changed") }
	if diffs := programme.Differences(old, e); len(diffs) > 0 {
		promoted, err := store(ctx, tx, req, old, &e, row.Fields)
		if err != nil {
			return nil, err
		}
		if how == tellNobody {
			var waiting int
			if waiting, err = changeQuietly(ctx, tx, req, row.Fields, old, e, promoted); waiting > 0 {
				said = func(p *locale.Printer) locale.HTML { return p.HTML("event.changed_waits", "n", waiting) }
			}
		} else {
			a := changeNotice(req, row.Fields, old, e, how == tellAllNow)
			a.Promoted = promoted
			var reach view.Reach
			reach, err = announceChange(ctx, tx, req, a)
			said = func(p *locale.Printer) locale.HTML { return view.Changed(p, reach) }
		}
		if err != nil {
			return nil, err
		}
		if programme.Told(diffs) || how != tellNobody {
			if err := tellOthers(ctx, tx, req, e, othersKey(old, e), "who", req.personIn(e.Programme).Name); err != nil {
				return nil, err
			}
		}
	}
	row.State = postgres.DraftSaved
	return said, tx.SaveDraft(ctx, &row)
}

// changedCard shows an event that was changed.
func changedCard(ctx context.Context, tx *postgres.Tx, req Request, event int64, said saying) (Reply, error) {
	e, err := tx.Event(ctx, event)
	if err != nil {
		return Reply{}, err
	}
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	card.Screens[0].Text = view.Paragraphs(said(req.P), card.Screens[0].Text)
	return inPlace(card), nil
}

// mayChange refuses what an event cannot become, and puts its status right: with
// new days an event that was off takes place again.
func mayChange(req Request, old programme.Event, e *programme.Event) error {
	if err := checkHours(*e); err != nil {
		return err
	}
	if e.Seats > 0 && e.Seats < old.Tally.Coming {
		return programme.Refuse(programme.Conflict, "seats_taken", "seats", e.Seats, "coming", old.Tally.Coming)
	}
	if old.Status.Off() && e.Status == old.Status && programme.NewDays(old, *e) {
		e.Status = programme.Confirmed
	}
	resumed := old.Status.Off() && !e.Status.Off()
	if resumed {
		e.Reason, e.Reasons = "", nil
	}
	if e.Status != programme.Held && (resumed || programme.NewDays(old, *e)) && e.Over(req.Now) {
		return programme.Refuse(programme.Invalid, "date_past", "date", e.When.Last())
	}
	return nil
}

// store writes a changed event that is held, with all that depends on it. d is the change,
// for the log: why it was made. It returns whom it leaves to be told anew of their seats.
func store(ctx context.Context, tx *postgres.Tx, req Request, old programme.Event, e *programme.Event, d programme.Draft) (promoted []int64, err error) {
	moves := programme.Moves(old, *e)
	e.CountAgenda(old, tx.Now())
	if err := tx.SaveEvent(ctx, e, moves); err != nil {
		return nil, err
	}
	why := "moved"
	if e.Status.Off() {
		why = string(e.Status)
	}
	if moves {
		if _, err := tx.WithdrawEvent(ctx, e.ID, why); err != nil {
			return nil, err
		}
		if !programme.NewDays(old, *e) {
			if err := tx.CarryForward(ctx, *e); err != nil {
				return nil, err
			}
		}
	}
	is := logged(req, *e)
	if is.Reason == "" {
		is.Reason, is.Reasons = d.Reason, d.Reasons
	}
	if err := tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: e.ID, Version: e.Version,
		By: req.personIn(e.Programme).ID, Old: logged(req, old), New: is}); err != nil {
		return nil, err
	}
	if err := promote(ctx, tx, e.ID); err != nil { // there may be more seats now
		return nil, err
	}
	if _, err = tx.WithdrawPromotions(ctx, e.ID, why); err == nil && e.TakesPlace(tx.Now()) { // else they stay untold
		promoted, err = tx.UntoldSeats(ctx, e.ID, 0)
	}
	if err != nil {
		return nil, err
	}
	return promoted, tx.Replan(ctx, e.ID)
}

func othersKey(old, e programme.Event) string {
	switch {
	case e.Status != old.Status && e.Status.Off():
		return "alert.others_" + string(e.Status)
	case programme.NewDays(old, e):
		return "alert.others_moved"
	}
	return "alert.others_changed"
}

// overtaken reports whether somebody else changed the event, or what it will be,
// since a draft was opened from it.
func overtaken(row postgres.Draft, e programme.Event, now programme.Draft) bool {
	return e.Version != row.EventVersion || !row.Base.Equal(now)
}

// rebase carries a draft over to an event as it is, or will be, by now.
func rebase(req Request, row *postgres.Draft, e programme.Event, now programme.Draft) {
	d := overPending(req, e, now, programme.Rebase(row.Fields, *row.Base, now))
	row.Fields, row.Base, row.EventVersion = d, &now, e.Version
}

// again shows a change against the event as it will be by now: what was typed is
// kept, and nothing of another's is undone.
func again(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, e programme.Event, now programme.Draft) (Reply, error) {
	rebase(req, &row, e, now)
	reply, err := saveCard(ctx, tx, req, row)
	reply.Toast, reply.Alert = req.P.Say("change.overtaken"), true
	return reply, err
}
