package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// progressCard names the message in which a send's progress stands.
func progressCard(send int64) string { return fmt.Sprintf("progress:%d", send) }

// showProgress shows how a send stands, in a message that follows it.
func showProgress(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
	screen, _, err := progress(ctx, tx, req.P, e, s, req.Zone)
	return Reply{Edit: &screen, Card: progressCard(s.ID)}, err
}

// progress shows how a send stands, to a reader in a zone.
func progress(ctx context.Context, tx *postgres.Tx, p *locale.Printer, e programme.Event, s postgres.Send, zone string) (view.Screen, progressNow, error) {
	now := progressNow{}
	var err error
	if now.report, err = reminder.Report(ctx, tx, postgres.Cause{Send: s.ID}); err != nil {
		return view.Screen{}, now, err
	}
	if now.pace, err = tx.SendPace(ctx, s.ID); err != nil {
		return view.Screen{}, now, err
	}
	pace := view.Pace{Left: now.left(), Later: now.pace.Later, NextAt: now.pace.NextAt}
	return view.Progress(p, e, s.ID, now.report, pace, zone, s.State == postgres.SendStopped, mayStop(s)), now, nil
}

type progressNow struct {
	report view.Report
	pace   postgres.SendPace
}

// left is how long the last that may go now will take to leave; 0: not known.
func (now progressNow) left() time.Duration {
	if now.pace.Sent < 2 {
		return 0
	}
	return time.Duration(now.pace.Now) * now.pace.Took / time.Duration(now.pace.Sent-1)
}

// jobProgress is the job that keeps a send's progress true.
const jobProgress = "progress"

type progressArgs struct {
	Send int64         `json:"send"`
	Wait time.Duration `json:"wait"`
	Left int           `json:"left"` // that were on the way at the last look
}

// watch looks at a send again after a while.
func watch(ctx context.Context, tx *postgres.Tx, s postgres.Send, args progressArgs) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Programme: s.Programme, Kind: jobProgress, Args: raw, Chat: s.Chat,
		Key: fmt.Sprintf("progress:%d:%s", s.ID, args.Wait), NotBefore: tx.Now().Add(args.Wait)})
}

const (
	progressFirst = 2 * time.Second  // the first look, and the least between two: a chat takes one message a second
	progressEvery = 10 * time.Second // while it moves: others want the chat too
	progressIdle  = 10 * time.Minute // while it does not
)

// progressWait is how long a send is let alone until it is looked at again. What
// waits for its hour is looked at when that comes.
func progressWait(args progressArgs, now progressNow, at time.Time) time.Duration {
	switch {
	case now.pace.Now == 0 && now.pace.Later > 0:
		return now.pace.NextAt.Sub(at) + 2*time.Second
	case now.report.OnTheWay != args.Left && now.pace.Now > 0 && now.left() > 0: // its end is told when it comes
		return min(2*args.Wait, progressEvery, max(now.left()+time.Second, progressFirst))
	case now.report.OnTheWay != args.Left:
		return min(2*args.Wait, progressEvery)
	}
	return min(2*args.Wait, progressIdle)
}

// progressDue shows how a send stands now.
func progressDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args progressArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	s, err := tx.Send(ctx, args.Send)
	if err != nil {
		return err
	}
	e, err := tx.Event(ctx, s.Event)
	if err != nil {
		return err
	}
	r, err := tx.Reader(ctx, s.By)
	if err != nil {
		return err
	}
	screen, now, err := progress(ctx, tx, locale.For(r.Language), e, s, r.Zone)
	if err != nil {
		return err
	}
	// It tells of the many messages while they leave: it does not stand in line behind them.
	if err := tx.Enqueue(ctx, programme.Message{Programme: s.Programme, Person: s.By, Chat: s.Chat, Method: "editMessageText",
		Params: screen.EditParams(), Card: progressCard(s.ID), Class: programme.Notice}); err != nil {
		return err
	}
	if now.report.OnTheWay > 0 {
		args.Wait, args.Left = progressWait(args, now, tx.Now()), now.report.OnTheWay
		return watch(ctx, tx, s, args)
	}
	if s.State == postgres.SendGoing {
		s.State = postgres.SendDone
		return tx.SaveSend(ctx, s)
	}
	return nil
}
