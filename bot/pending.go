package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// A change that is told is not made when it is confirmed, but a minute later: until
// then it is pending, the event stands as it was, and everyone on the team can take
// it back. A further change joins it, and the minute begins anew.

// jobPending is the job that makes an event's pending change.
const jobPending = "pending"

// pendingFor is how long a change is pending.
const pendingFor = time.Minute

type pendingArgs struct {
	Event   int64   `json:"event"`
	TookIn  []int64 `json:"took_in,omitempty"` // the drafts of the pending changes that it took in, in their order
	Draft   int64   `json:"draft"`
	Version int     `json:"version"` // of the draft: of another, nothing is done
	User    int64   `json:"user"`    // who confirmed it
	How     tell    `json:"how"`
}

// pendingKey is the key of a pending change's job. The job of one that was taken
// back or joined is left to find that out: to take it away, a press that holds the
// event would wait for a run that waits for the event.
func pendingKey(row postgres.Draft) string {
	return fmt.Sprintf("%s:%d:%d", jobPending, row.ID, row.Version)
}

// atOnce reports whether a change cannot wait: the event begins within the hour, as it
// was planned or as it will be. One that is off does not.
func atOnce(req Request, old, e programme.Event) bool {
	near := func(e programme.Event) bool {
		return e.TakesPlace(req.Now) && !e.Begins.IsZero() && !e.Begun(req.Now) && e.Begins.Sub(req.Now) <= time.Hour
	}
	return near(old) || near(e)
}

// putOff makes a confirmed change of an event that is held the pending one.
// before is the pending change that it takes in.
func putOff(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, e programme.Event, how tell, before pendingArgs) (Reply, error) {
	base := fieldsOf(req, e)
	row.State, row.Base, row.EventVersion = postgres.DraftPending, &base, e.Version
	if err := tx.SaveDraft(ctx, &row); err != nil {
		return Reply{}, err
	}
	args, err := json.Marshal(pendingArgs{Event: e.ID, Draft: row.ID, Version: row.Version, User: req.User, How: max(how, before.How), TookIn: before.TookIn})
	if err != nil {
		return Reply{}, err
	}
	if err := tx.AddJob(ctx, programme.Job{Programme: e.Programme, Kind: jobPending, Args: args, Chat: req.Chat,
		Key: pendingKey(row), NotBefore: req.Now.Add(pendingFor)}); err != nil {
		return Reply{}, err
	}
	if err := renewCards(ctx, tx, req, e, nil); err != nil {
		return Reply{}, err
	}
	card, err := staffCard(ctx, tx, req, e)
	return inPlace(card), err
}

// endPending takes away what is pending of an event that is held: a change that it
// is part of stands for it. It returns what was to be done, with its draft among those taken in.
func endPending(ctx context.Context, tx *postgres.Tx, event int64) (args pendingArgs, err error) {
	row, ok, err := tx.PendingChange(ctx, event)
	if err != nil || !ok {
		return args, err
	}
	if args, err = argsOf(ctx, tx, row); err != nil {
		return args, err
	}
	args.TookIn = append(args.TookIn, row.ID)
	row.State = postgres.DraftSaved
	return args, tx.SaveDraft(ctx, &row)
}

// argsOf is what the job of a pending change is to do.
func argsOf(ctx context.Context, tx *postgres.Tx, row postgres.Draft) (pendingArgs, error) {
	args := pendingArgs{How: tellCivil}
	raw, ok, err := tx.JobArgs(ctx, pendingKey(row))
	if err != nil || !ok { // it was given up
		return args, err
	}
	return args, json.Unmarshal(raw, &args)
}

// withPending is staff's card of an event with its pending change, unless that was made
// meanwhile.
func withPending(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, card view.Screen) (view.Screen, error) {
	row, ok, err := tx.PendingChange(ctx, e.ID)
	if err != nil || !ok {
		return card, err
	}
	change, err := draftCard(ctx, tx, req, row)
	return view.Pending(req.P, change, row.Owner, card), err
}

// pendingButtons stand on staff's cards of an event with a pending change.
var pendingButtons = []Command{
	onPending("e.tell", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, row postgres.Draft, args pendingArgs) (Reply, error) {
		said, err := makePending(ctx, tx, req, e, row, args.How)
		if err != nil {
			return Reply{}, err
		}
		if e, err = tx.Event(ctx, e.ID); err != nil {
			return Reply{}, err
		}
		if err := renewCards(ctx, tx, req, e, said); err != nil {
			return Reply{}, err
		}
		return changedCard(ctx, tx, req, e.ID, said)
	}),
	onPending("e.untell", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, row postgres.Draft, args pendingArgs) (Reply, error) {
		drafts, err := reopen(ctx, tx, req, e, row, args)
		if err != nil {
			return Reply{}, err
		}
		if err := renewCards(ctx, tx, req, e, nil); err != nil {
			return Reply{}, err
		}
		me := req.personIn(e.Programme)
		var reply Reply
		for _, d := range drafts {
			if d.By == me.ID {
				reply, err = cardOf(ctx, tx, req, d)
			} else {
				err = tellBy(ctx, tx, e, d.By, "alert.taken_back", "who", me.Name)
			}
			if err != nil {
				return Reply{}, err
			}
		}
		if reply.Edit == nil {
			reply, err = staffCard(ctx, tx, req, e)
			reply = inPlace(reply)
		}
		reply.Toast = req.P.Say("pending.taken_back")
		return reply, err
	}),
}

// onPending is a button of an event's pending change. The event is held.
func onPending(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, postgres.Draft, pendingArgs) (Reply, error)) Command {
	return onHeldEvent(verb, func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		id, err := req.number(2)
		if err != nil {
			return Reply{}, err
		}
		row, ok, err := tx.PendingChange(ctx, e.ID)
		if err != nil {
			return Reply{}, err
		}
		if !ok || row.ID != id { // taken back or joined meanwhile
			return outdated(ctx, tx, req, e)
		}
		args, err := argsOf(ctx, tx, row)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, e, row, args)
	})
}

// reopen makes the pending change of an event that is held drafts again: for each whose
// changes it was, the last of theirs, with all that they changed and nothing of another's.
func reopen(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, row postgres.Draft, args pendingArgs) (drafts []postgres.Draft, err error) {
	now := fieldsOf(req, e)
	var before programme.Draft // what a draft was made from: the one before it, as it would have been
	for i, id := range append(args.TookIn, row.ID) {
		d := row
		if id != row.ID {
			if d, err = tx.LockDraft(ctx, id, []int64{e.Programme}); err != nil {
				return nil, err
			}
		}
		if i == 0 {
			before = *d.Base
		}
		own, all := now, d.Fields
		if j := slices.IndexFunc(drafts, func(o postgres.Draft) bool { return o.By == d.By }); j >= 0 {
			own = drafts[j].Fields
			drafts = slices.Delete(drafts, j, j+1)
		}
		d.Fields, before = programme.Rebase(all, before, own), all
		drafts = append(drafts, d)
	}
	for i := range drafts {
		d := &drafts[i]
		d.State, d.Base, d.EventVersion = postgres.DraftOpen, &now, e.Version
		if err := tx.SaveDraft(ctx, d); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// makePending makes the pending change of an event that is held, over what else
// was changed meanwhile.
func makePending(ctx context.Context, tx *postgres.Tx, req Request, old programme.Event, row postgres.Draft, how tell) (saying, error) {
	rebase(req, &row, old, fieldsOf(req, old))
	e, err := changed(req, old, row.Fields)
	if err != nil {
		return nil, err
	}
	return makeChange(ctx, tx, req, row, old, e, how)
}

// pendingDue makes the pending change whose minute is over. If it cannot be made,
// it is drafts again, and those whose they are are told why.
func (b *Bot) pendingDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args pendingArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	caller, err := tx.Caller(ctx, args.User)
	if err != nil {
		return err
	}
	req := b.request(programme.Update{User: args.User, Private: true}, caller, tx.Now())
	e, err := tx.LockEvent(ctx, args.Event)
	if err != nil {
		return err
	}
	row, ok, err := tx.PendingChange(ctx, e.ID)
	if err != nil || !ok || row.ID != args.Draft || row.Version != args.Version {
		return err
	}
	var said saying
	err = tx.Try(ctx, func() (err error) {
		if !req.staffOf(e) {
			return programme.Refuse(programme.Denied, "denied")
		}
		said, err = makePending(ctx, tx, req, e, row, args.How)
		return err
	})
	if mistake, ok := programme.AsError(err); ok {
		drafts, err := reopen(ctx, tx, req, e, row, args)
		if err != nil {
			return err
		}
		for _, d := range drafts {
			if err := tellNotChanged(ctx, tx, e, d.By, mistake); err != nil {
				return err
			}
		}
	} else if err != nil {
		return err
	}
	if e, err = tx.Event(ctx, e.ID); err != nil {
		return err
	}
	return renewCards(ctx, tx, req, e, said)
}

// tellNotChanged tells one of staff why their change could not be made.
func tellNotChanged(ctx context.Context, tx *postgres.Tx, e programme.Event, person int64, mistake *programme.Error) error {
	r, err := tx.Reader(ctx, person)
	if err != nil || r.Chat == 0 {
		return err
	}
	return tellStaff(ctx, tx, e, r, "alert.not_changed", "why", view.PlainText(locale.For(r.Language).Error(mistake)))
}
