package bot

import (
	"context"

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
	if how != tellNobody && !atOnce(req, old, e) {
		return putOff(ctx, tx, req, row, old, how, before)
	}
	return makeChange(ctx, tx, req, row, old, e, how)
}

// changed is an event with a draft's change made to it, if it may be.
func changed(req Request, old programme.Event, d programme.Draft) (programme.Event, error) {
	e := old
	apply(req, d, &e)
	return e, mayChange(req, old, &e)
}

// makeChange makes a change, tells it, and shows the event with it.
func makeChange(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, old, e programme.Event, how tell) (Reply, error) {
	if diffs := programme.Differences(old, e); len(diffs) > 0 {
		if err := store(ctx, tx, req, old, &e, row.Fields); err != nil {
			return Reply{}, err
		}
		var err error
		if how == tellNobody {
			err = keepUntold(ctx, tx, req, old, e)
		} else {
			_, err = announceChange(ctx, tx, changeNotice(req, row.Fields, old, e, how == tellAllNow))
		}
		if err != nil {
			return Reply{}, err
		}
		if programme.Told(diffs) || how != tellNobody {
			if err := tellOthers(ctx, tx, req, e, othersKey(old, e), "who", req.personIn(e.Programme).Name); err != nil {
				return Reply{}, err
			}
		}
	}
	row.State = postgres.DraftSaved
	if err := tx.SaveDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	return changedCard(ctx, tx, req, e, how)
}

// changedCard shows an event that was changed, with who is told of it.
func changedCard(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, how tell) (Reply, error) {
	e, err := tx.Event(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	screen, err := notReached(ctx, tx, req.P, e, card.Screens[0])
	screen.Text = view.Paragraphs(req.P.HTML(how.said()), screen.Text)
	return Reply{Edit: &screen, Card: card.Card}, err
}

// said is the key of what stands above the card of a changed event.
func (how tell) said() string {
	switch how {
	case tellCivil:
		return "event.changed_told"
	case tellAllNow:
		return "event.changed_told_now"
	}
	return "event.changed"
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
// for the log: why it was made.
func store(ctx context.Context, tx *postgres.Tx, req Request, old programme.Event, e *programme.Event, d programme.Draft) error {
	moves := programme.Moves(old, *e)
	e.CountAgenda(old, tx.Now())
	if err := tx.SaveEvent(ctx, e, moves); err != nil {
		return err
	}
	if moves {
		why := "moved"
		if e.Status.Off() {
			why = string(e.Status)
		}
		if _, err := tx.WithdrawEvent(ctx, e.ID, why); err != nil {
			return err
		}
		if !programme.NewDays(old, *e) {
			if err := tx.CarryForward(ctx, *e); err != nil {
				return err
			}
		}
	}
	is := logged(req, *e)
	if is.Reason == "" {
		is.Reason, is.Reasons = d.Reason, d.Reasons
	}
	if err := tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: e.ID, Version: e.Version,
		By: req.personIn(e.Programme).ID, Old: logged(req, old), New: is}); err != nil {
		return err
	}
	if err := promote(ctx, tx, e.ID); err != nil { // there may be more seats now
		return err
	}
	return tx.Replan(ctx, e.ID)
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
func rebase(row *postgres.Draft, e programme.Event, now programme.Draft) {
	row.Fields, row.Base, row.EventVersion = programme.Rebase(row.Fields, *row.Base, now), &now, e.Version
}

// again shows a change against the event as it will be by now: what was typed is
// kept, and nothing of another's is undone.
func again(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, e programme.Event, now programme.Draft) (Reply, error) {
	rebase(&row, e, now)
	reply, err := saveCard(ctx, tx, req, row)
	reply.Toast, reply.Alert = req.P.Say("change.overtaken"), true
	return reply, err
}
