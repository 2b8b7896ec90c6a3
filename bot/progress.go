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

// reportButtons are those of a send's report: whom it did not reach, and the text
// to pass on to them.
var reportButtons = []Command{
	onReport("r.report", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		screen, _, err := progress(ctx, tx, req.P, e, s, req.Zone)
		return show(screen), err
	}),
	onReport("r.missed", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		n, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		report, err := reminder.Report(ctx, tx, s.ID)
		if err != nil {
			return Reply{}, err
		}
		rows, err := tx.Missed(ctx, s.ID, view.MissedPage, n*view.MissedPage)
		people := make([]view.Missed, len(rows))
		for i, r := range rows {
			people[i] = view.Missed{Account: r.Account, Name: r.Name, Failed: r.Outcome == "failed", Reason: r.Reason}
		}
		return show(view.MissedBy(req.P, e, s.ID, people, view.Page{Number: n, Size: view.MissedPage,
			Total: report.Failed + report.Unreachable + report.NotLinked + report.Skipped,
			Data:  func(n int) string { return data("r.missed", s.ID, n) }})), err
	}),
	onReport("r.relay", func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		message := sample(req, announcement(e, s))
		return Reply{Toast: req.P.Say("missed.relay"), Screens: []view.Screen{view.Relay(req.P, message, req.link(e))}}, nil
	}),
}

// onReport is a button of the report of a send that has left.
func onReport(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, postgres.Send) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, e, s)
	}}
}

// progress shows how a send stands, to a reader in a zone.
func progress(ctx context.Context, tx *postgres.Tx, p *locale.Printer, e programme.Event, s postgres.Send, zone string) (view.Screen, progressNow, error) {
	now := progressNow{}
	var err error
	if now.report, err = reminder.Report(ctx, tx, s.ID); err != nil {
		return view.Screen{}, now, err
	}
	if now.pace, err = tx.SendPace(ctx, s.ID); err != nil {
		return view.Screen{}, now, err
	}
	pace := view.Pace{Later: now.pace.Later, NextAt: now.pace.NextAt}
	if now.pace.Sent > 1 {
		pace.Left = time.Duration(now.pace.Now) * now.pace.Took / time.Duration(now.pace.Sent-1)
	}
	return view.Progress(p, e, s.ID, now.report, pace, zone, s.State == postgres.SendStopped), now, nil
}

type progressNow struct {
	report view.Report
	pace   postgres.SendPace
}

// jobProgress is the job that keeps a send's progress true.
const jobProgress = "progress"

type progressArgs struct {
	Send    int64         `json:"send"`
	Message int64         `json:"message"` // where it is shown
	Wait    time.Duration `json:"wait"`
	Left    int           `json:"left"` // that were on the way at the last look
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
	progressEvery = 10 * time.Second // while it moves: a chat takes one message a second, and others want it too
	progressIdle  = 10 * time.Minute // while it does not
)

// progressWait is how long a send is let alone until it is looked at again. What
// waits for its hour is looked at when that comes.
func progressWait(args progressArgs, now progressNow, at time.Time) time.Duration {
	switch {
	case now.pace.Now == 0 && now.pace.Later > 0:
		return now.pace.NextAt.Sub(at) + 2*time.Second
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
	params := screen.EditParams()
	params["message_id"] = args.Message
	if err := tx.Enqueue(ctx, programme.Message{Programme: s.Programme, Person: s.By, Chat: s.Chat, Method: "editMessageText",
		Params: params, Class: programme.Mass}); err != nil {
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
