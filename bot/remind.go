package bot

import (
	"context"
	"strings"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// Nothing leaves before its preview was seen and confirmed.
var (
	// remind writes to those who come to an event: the standard reminder, or staff's own
	// words.
	remind = massCommand("remind", "remind.which", reminder.Mass)
	// nudge asks those for their answer who have not given one.
	nudge = massCommand("nudge", "nudge.which", reminder.Nudge)
)

func massCommand(name, ask string, kind postgres.SendKind) Command {
	return Command{Name: name, Args: "CODE […]", Help: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		code, words, _ := strings.Cut(strings.TrimSpace(req.Args), " ")
		if code == "" {
			return which(ctx, tx, req, req.P.HTML(ask), byCode(name))
		}
		return previewSend(ctx, tx, req, kind, code, words)
	}}
}

// massButton is the command's button, which carries the event.
func massButton(verb string, kind postgres.SendKind) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return previewSend(ctx, tx, req, kind, req.part(0), "")
	}}
}

// previewSend makes a send that has not left, and shows it.
func previewSend(ctx context.Context, tx *postgres.Tx, req Request, kind postgres.SendKind, name, words string) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, name)
	if err != nil {
		return Reply{}, err
	}
	if err := mayLeave(ctx, tx, req, e, kind); err != nil {
		return Reply{}, err
	}
	words, err = announce.Words(words)
	if err != nil {
		return Reply{}, err
	}
	s := postgres.Send{Programme: e.Programme, Event: e.ID, Kind: kind, Audience: audienceOf(kind),
		Words: programme.Words(nil).With("", words), By: req.personIn(e.Programme).ID, Schedule: e.Schedule, Version: e.Version, State: postgres.SendPreview}
	if err := tx.AddSend(ctx, &s); err != nil {
		return Reply{}, err
	}
	screen, err := sendPreview(ctx, tx, req, e, s)
	return show(screen), err
}

// mayLeave refuses to write about an event that is over, off or about to change, and to ask
// for answers that are not taken.
func mayLeave(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, kind postgres.SendKind) error {
	switch {
	case !e.TakesPlace(req.Now):
		return programme.Refuse(programme.Conflict, "event_off", "code", e.Code)
	case kind == reminder.Nudge && e.Closed:
		return programme.Refuse(programme.Conflict, "answers_closed", "code", e.Code)
	}
	_, pending, err := tx.PendingChange(ctx, e.ID)
	if err == nil && pending {
		err = programme.Refuse(programme.Conflict, "change_pending", "code", e.Code)
	}
	return err
}

// audienceOf is whom a kind of send is for.
func audienceOf(kind postgres.SendKind) programme.Audience {
	if kind == reminder.Nudge {
		return programme.ToAsked
	}
	return programme.ToComing
}

// announcement is a send as reminder knows one.
func announcement(e programme.Event, s postgres.Send) reminder.Announcement {
	return reminder.Announcement{Event: e, Kind: s.Kind, Audience: s.Audience, AlsoWaiting: s.AlsoWaiting,
		Old: s.Before, Words: s.Words, Send: s.ID, By: s.By, Promoted: s.Promoted}
}

// sendPreview shows a send that has not left, and notes how the event stood then.
func sendPreview(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (view.Screen, error) {
	if !shownAs(s, e) {
		s.Schedule, s.Version = e.Schedule, e.Version
		if err := tx.SaveSend(ctx, s); err != nil {
			return view.Screen{}, err
		}
	}
	a := announcement(e, s)
	reach, err := reminder.Preview(ctx, tx, a)
	if err != nil {
		return view.Screen{}, err
	}
	if s.Kind == reminder.Nudge {
		ten, err := reminder.Preview(ctx, tx, atTen(a))
		return view.NudgePreview(req.P, e, s.ID, reach, ten, s.Words, sample(req, a)), err
	}
	return view.RemindPreview(req.P, e, s.ID, reach, s.Words, s.AlsoWaiting, e.Tally.Waiting, sample(req, a)), err
}

// shownAs reports whether a send's preview was shown of the event as it is.
func shownAs(s postgres.Send, e programme.Event) bool {
	return s.Schedule == e.Schedule && s.Version == e.Version
}

// atTen is an announcement when it is next the hour that a nudge can wait for.
func atTen(a reminder.Announcement) reminder.Announcement {
	a.At = view.NudgeClock
	return a
}

// sample is the message as one of its readers sees it, in the sender's language.
func sample(req Request, a reminder.Announcement) view.Screen {
	return a.Screen(req.P, view.Part{State: reminder.StateOf(a.Audience), Zone: req.Zone}, req.Now)
}

var remindButtons = []Command{
	massButton("remind", reminder.Mass), massButton("nudge", reminder.Nudge),
	onSend("r.waiting", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		if s.Kind != reminder.Mass {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		s.AlsoWaiting = !s.AlsoWaiting
		if err := tx.SaveSend(ctx, s); err != nil {
			return Reply{}, err
		}
		screen, err := sendPreview(ctx, tx, req, e, s)
		return show(screen), err
	}),
	askWords,
	onSend("r.back", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		screen, err := sendPreview(ctx, tx, req, e, s)
		return show(screen), err
	}),
	onSend("r.test", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		test := sample(req, announcement(e, s))
		return Reply{Toast: req.P.Say("remind.sent_test"), Screens: []view.Screen{test}}, nil
	}),
	onSend("r.send", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		return send(ctx, tx, req, e, s, announcement(e, s))
	}),
	onSend("r.now", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		a := announcement(e, s)
		a.AllNow = true
		return send(ctx, tx, req, e, s, a)
	}),
	onSend("r.ten", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		a := atTen(announcement(e, s))
		reach, err := reminder.Preview(ctx, tx, a)
		if err != nil {
			return Reply{}, err
		}
		if reach.All() == 0 { // that hour was to come when it was offered
			screen, err := sendPreview(ctx, tx, req, e, s)
			return show(screen), err
		}
		return send(ctx, tx, req, e, s, a)
	}),
	{Verb: "r.stop", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		switch {
		case err != nil:
			return Reply{}, err
		case !mayStop(s):
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
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
		if req.part(1) != "" {
			return outlookSend(ctx, tx, req, e, s)
		}
		return showProgress(ctx, tx, req, e, s)
	}},
}

// mayStop reports whether a send can be stopped. The news that an event has changed
// goes to all whom it concerns: nobody would know who has not heard of it.
func mayStop(s postgres.Send) bool { return s.Kind != reminder.Change }

// askWords asks for staff's own words of a message that has not left.
var askWords = Command{
	Verb: "r.words", Who: Staff, Any: true,
	Run: onSend("r.words", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		language := req.part(1)
		if language != "" && !spoken(language) {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "r.words", Subject: s.ID, Field: language}, req.Now.Add(askFor))
		return show(view.AskWords(req.P, e, s.ID, language, s.Words)), err
	}).Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		e, s, err := sendOf(ctx, tx, req, a.Subject)
		switch {
		case err != nil:
			return Reply{}, err
		case s.State != postgres.SendPreview:
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		words, err := announce.Words(req.Text)
		if err == nil && words == "" {
			err = programme.Refuse(programme.Invalid, "text_wanted", "field", req.P.Say("field.words"))
		}
		if err != nil {
			return Reply{}, err
		}
		if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
			return Reply{}, err
		}
		s.Words = programme.Words(s.Words).With(a.Field, words)
		if err := tx.SaveSend(ctx, s); err != nil {
			return Reply{}, err
		}
		screen, err := sendPreview(ctx, tx, req, e, s)
		return say(screen), err
	},
	Back:  func(a postgres.Asking) string { return data("r.back", a.Subject) },
	Shows: wordsShow,
}

// onSend is a button of the preview of a send that has not left.
func onSend(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, postgres.Send) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		switch {
		case err != nil:
			return Reply{}, err
		case s.State != postgres.SendPreview: // pressed twice
			return showProgress(ctx, tx, req, e, s)
		}
		if err := mayLeave(ctx, tx, req, e, s.Kind); err != nil {
			return Reply{}, err
		}
		if !shownAs(s, e) { // nobody has seen what would leave
			screen, err := sendPreview(ctx, tx, req, e, s)
			return Reply{Edit: &screen, Toast: req.P.Say("remind.outdated"), Alert: true}, err
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
	return sendOf(ctx, tx, req, id)
}

func sendOf(ctx context.Context, tx *postgres.Tx, req Request, id int64) (e programme.Event, s postgres.Send, err error) {
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
func send(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send, a reminder.Announcement) (Reply, error) {
	if _, err := reminder.Announce(ctx, tx, a); err != nil {
		return Reply{}, err
	}
	s.State, s.Schedule, s.Chat = postgres.SendGoing, e.Schedule, req.Chat
	if err := tx.SaveSend(ctx, s); err != nil {
		return Reply{}, err
	}
	if err := watch(ctx, tx, s, progressArgs{Send: s.ID, Wait: progressFirst}); err != nil {
		return Reply{}, err
	}
	if err := tellOthers(ctx, tx, req, e, "alert.others_reminded", "who", req.personIn(e.Programme).Name); err != nil {
		return Reply{}, err
	}
	return showProgress(ctx, tx, req, e, s)
}
