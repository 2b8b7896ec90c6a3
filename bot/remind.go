package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// remind writes to those who come to an event: the standard reminder, or staff's
// own words. Nothing leaves before its preview was seen and confirmed.
var remind = Command{Name: "remind", Args: "CODE […]", Help: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	name, words, _ := strings.Cut(strings.TrimSpace(req.Args), " ")
	if name == "" {
		return say(view.Screen{Text: req.P.HTML("remind.which")}), nil
	}
	return previewSend(ctx, tx, req, name, words)
}}

func previewSend(ctx context.Context, tx *postgres.Tx, req Request, name, words string) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, name)
	if err != nil {
		return Reply{}, err
	}
	if !e.TakesPlace(req.Now) {
		return Reply{}, programme.Refuse(programme.Conflict, "event_off", "code", e.Code)
	}
	words, err = announce.Words(words)
	if err != nil {
		return Reply{}, err
	}
	s := postgres.Send{Programme: e.Programme, Event: e.ID, Kind: reminder.Mass, Audience: programme.ToComing,
		Words: map[string]string{"": words}, By: req.personIn(e.Programme).ID, Schedule: e.Schedule, State: postgres.SendPreview}
	if err := tx.AddSend(ctx, &s); err != nil {
		return Reply{}, err
	}
	screen, err := sendPreview(ctx, tx, req, e, s)
	return show(screen), err
}

// announcement is a mass send as reminder knows one.
func announcement(e programme.Event, s postgres.Send) reminder.Announcement {
	return reminder.Announcement{Event: e, Kind: s.Kind, Audience: s.Audience, AlsoWaiting: s.AlsoWaiting,
		Words: s.Words[""], Send: s.ID, By: s.By}
}

func sendPreview(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (view.Screen, error) {
	a := announcement(e, s)
	reach, err := reminder.Preview(ctx, tx, a)
	return view.RemindPreview(req.P, e, s.ID, reach, a.Words != "", s.AlsoWaiting, e.Tally.Waiting, sample(req, a)), err
}

// sample is the message as somebody who comes sees it, in the sender's language.
func sample(req Request, a reminder.Announcement) view.Screen {
	return a.Screen(req.P, view.Part{State: programme.Coming, Zone: req.Zone}, req.Now)
}

var remindButtons = []Command{
	{Verb: "remind", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return previewSend(ctx, tx, req, req.part(0), "")
	}},
	onSend("r.waiting", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		s.AlsoWaiting = !s.AlsoWaiting
		if err := tx.SaveSend(ctx, s); err != nil {
			return Reply{}, err
		}
		screen, err := sendPreview(ctx, tx, req, e, s)
		return show(screen), err
	}),
	onSend("r.test", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		test := sample(req, announcement(e, s))
		return Reply{Toast: req.P.Say("remind.sent_test"), Screens: []view.Screen{test}}, nil
	}),
	onSend("r.send", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		return send(ctx, tx, req, e, s, false)
	}),
	onSend("r.now", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		return send(ctx, tx, req, e, s, true)
	}),
	{Verb: "r.stop", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		if s.State == postgres.SendGoing {
			if _, err := tx.WithdrawSend(ctx, s.ID, "stopped"); err != nil {
				return Reply{}, err
			}
			s.State = postgres.SendStopped
			if err := tx.SaveSend(ctx, s); err != nil {
				return Reply{}, err
			}
		}
		screen, _, err := progress(ctx, tx, req.P, e, s)
		return show(screen), err
	}},
}

// onSend is a button of the preview of a send that has not left.
func onSend(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, postgres.Send) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		switch {
		case err != nil:
			return Reply{}, err
		case s.State != postgres.SendPreview: // pressed twice
			screen, _, err := progress(ctx, tx, req.P, e, s)
			return show(screen), err
		case !e.TakesPlace(req.Now):
			return Reply{}, programme.Refuse(programme.Conflict, "event_off", "code", e.Code)
		}
		return run(ctx, tx, req, e, s)
	}}
}

// pressedSend reads the send of a button and its event, and holds both.
func pressedSend(ctx context.Context, tx *postgres.Tx, req Request) (e programme.Event, s postgres.Send, err error) {
	id, err := req.number(0)
	if err != nil {
		return e, s, err
	}
	if s, err = tx.Send(ctx, id); err != nil {
		return e, s, err
	}
	if !req.personIn(s.Programme).Role.Staff() {
		return e, s, programme.Refuse(programme.Conflict, "button_old")
	}
	if e, err = tx.ShareEvent(ctx, s.Event); err != nil {
		return e, s, err
	}
	s, err = tx.LockSend(ctx, id)
	return e, s, err
}

// send lets a mass send go and turns its preview into the progress.
func send(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send, allNow bool) (Reply, error) {
	a := announcement(e, s)
	a.AllNow = allNow
	if _, err := reminder.Announce(ctx, tx, a); err != nil {
		return Reply{}, err
	}
	s.State, s.Schedule, s.Chat = postgres.SendGoing, e.Schedule, req.Chat
	if err := tx.SaveSend(ctx, s); err != nil {
		return Reply{}, err
	}
	if err := watch(ctx, tx, s, progressArgs{s.ID, req.MessageID, 2 * time.Second}); err != nil {
		return Reply{}, err
	}
	if err := tellOthers(ctx, tx, req, e, "alert.others_reminded", "who", req.personIn(e.Programme).Name); err != nil {
		return Reply{}, err
	}
	screen, _, err := progress(ctx, tx, req.P, e, s)
	return show(screen), err
}

func progress(ctx context.Context, tx *postgres.Tx, p *locale.Printer, e programme.Event, s postgres.Send) (view.Screen, view.Report, error) {
	report, err := reminder.Report(ctx, tx, s.ID)
	return view.Progress(p, e, s.ID, report, s.State == postgres.SendStopped), report, err
}

// jobProgress is the job that keeps a send's progress true.
const jobProgress = "progress"

type progressArgs struct {
	Send    int64         `json:"send"`
	Message int64         `json:"message"` // where it is shown
	Wait    time.Duration `json:"wait"`
}

// watch looks at a send again after a while, each time later: some of it may wait
// for the morning.
func watch(ctx context.Context, tx *postgres.Tx, s postgres.Send, args progressArgs) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return err
	}
	return tx.AddJob(ctx, programme.Job{Programme: s.Programme, Kind: jobProgress, Args: raw, Chat: s.Chat,
		Key: fmt.Sprintf("progress:%d:%s", s.ID, args.Wait), NotBefore: tx.Now().Add(args.Wait)})
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
	screen, report, err := progress(ctx, tx, locale.For(r.Language), e, s)
	if err != nil {
		return err
	}
	params := screen.EditParams()
	params["message_id"] = args.Message
	if err := tx.Enqueue(ctx, programme.Message{Programme: s.Programme, Person: s.By, Chat: s.Chat, Method: "editMessageText",
		Params: params, Class: programme.Mass}); err != nil {
		return err
	}
	if report.OnTheWay > 0 {
		args.Wait = min(2*args.Wait, 10*time.Minute)
		return watch(ctx, tx, s, args)
	}
	if s.State == postgres.SendGoing {
		s.State = postgres.SendDone
		return tx.SaveSend(ctx, s)
	}
	return nil
}
