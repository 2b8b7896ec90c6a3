package bot

import (
	"context"
	"strconv"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// What a participant is asked with buttons can be answered with a yes or a no in words as
// well, which do what the buttons do as long as it is clear what they answer. Any other text
// ends the question: it is about something else.

// heard takes the text that answers such a question.
func heard(yes func(context.Context, *postgres.Tx, Request, postgres.Asking) (Reply, error)) func(context.Context, *postgres.Tx, Request, postgres.Asking) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
			return Reply{}, err
		}
		req.Asking = nil
		no := wrote(req.Text, plainNo)
		if !no && !wrote(req.Text, plainYes) {
			return freeText.run(ctx, tx, req)
		}
		came, err := tx.NoticeSince(ctx, req.Chat, a.At)
		if err != nil {
			return Reply{}, err
		}
		switch {
		case a.Purpose == askedToPass && came: // it may answer that one
			if reply, ok, err := answerInWords(ctx, tx, req); ok || err != nil {
				return reply, err
			}
		case a.Purpose != askedToPass && (came || req.Now.Sub(a.At) > askFor):
			return unclear(ctx, tx, req, a)
		}
		switch {
		case !no:
			return yes(ctx, tx, req, a)
		case a.Purpose == view.GiveUp:
			e, err := askedAbout(ctx, tx, req, a)
			if err != nil {
				return Reply{}, err
			}
			return cardFor(ctx, tx, req, e)
		case a.Purpose == view.Decline:
			return say(view.Screen{Text: req.P.HTML("question.not_noted")}), nil
		}
		return say(view.Screen{Text: req.P.HTML("question.not_passed")}), nil
	}
}

// askedAbout is the event that a question is about, if the sender still sees it.
func askedAbout(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (programme.Event, error) {
	e, err := tx.Event(ctx, a.Subject)
	if err != nil {
		return e, err
	}
	return visibleEvent(ctx, tx, req, e.Code)
}

// unclear answers a yes or a no that comes long after its question, or after a message that
// asks another: it decides nothing, since a seat is not given up by mistake.
func unclear(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
	text := req.P.HTML("question.unclear", "text", req.Text)
	if a.Subject == 0 { // of several events
		return say(view.Screen{Text: view.Lines(text, req.P.HTML("question.my"))}), nil
	}
	e, err := askedAbout(ctx, tx, req, a)
	if err != nil {
		return Reply{}, err
	}
	part, _, err := tx.Participation(ctx, e.ID, req.personIn(e.Programme).ID)
	card := participantCard(req, e, part, "")
	card.Text = view.Paragraphs(text, card.Text)
	return say(card), err
}

// askToNote lets a yes note that the sender cannot come, if it is one event that they may
// mean; of several, it is asked anew which.
func askToNote(ctx context.Context, tx *postgres.Tx, req Request, events []programme.Event) error {
	a := postgres.Asking{Purpose: view.Decline}
	if len(events) == 1 {
		a.Subject, a.Field = events[0].ID, strconv.Itoa(events[0].Schedule)
	}
	return tx.Ask(ctx, req.Chat, a, req.Now.Add(noteFor))
}

// noteFor is how long that question is remembered: a yes that comes late must not be taken as
// one to the event.
const noteFor = 24 * time.Hour

// askedToPass is the verb of the question whether a message is to be passed on.
const askedToPass = "pass"

// yesPasses lets a yes pass the request's message on, about an event of that code if it has one.
func yesPasses(ctx context.Context, tx *postgres.Tx, req Request, code string) error {
	return tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: askedToPass, Subject: req.MessageID, Field: code}, req.Now.Add(askFor))
}

// hearDecline does what the button under the question does, said by the words in its place.
func hearDecline(press func(context.Context, *postgres.Tx, Request) (Reply, error)) func(context.Context, *postgres.Tx, Request, postgres.Asking) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		if a.Subject == 0 {
			reply, ok, err := cannotCome(ctx, tx, req)
			if err == nil && !ok { // answered meanwhile
				return askToPass(ctx, tx, req)
			}
			return reply, err
		}
		e, err := tx.Event(ctx, a.Subject)
		if err != nil {
			return Reply{}, err
		}
		req.Parts = []string{e.Code, a.Field}
		reply, err := press(ctx, tx, req)
		if err == nil && reply.Edit != nil && reply.Toast != "" { // words have no toast
			reply.Edit.Text = view.Paragraphs(locale.Escape(reply.Toast), reply.Edit.Text)
		}
		return reply, err
	}
}

// stopCommand is for those who are used to it from other senders.
var stopCommand = Command{Name: "stop", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if req.Me.ID == 0 {
		return toStranger(ctx, tx, req)
	}
	return stopReminders(ctx, tx, req)
}}

// saysStop are the words by which people ask for no more messages.
var saysStop = []string{"stop", "стоп", "unsubscribe", "отписаться", "отпишите меня", "отписка", "stop reminders", "не присылайте больше", "тоқта", "токто", "toʻxta", "to'xta"}

// stopReminders says how reminders end: with the answer that somebody cannot come.
func stopReminders(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	events, err := answerable(ctx, tx, req, func(_ programme.Event, p programme.Participation) bool {
		return p.State != programme.Declined
	})
	if err != nil {
		return Reply{}, err
	}
	if len(events) == 0 && req.Me.Role.Staff() { // there is nobody to pass it on to
		return say(view.Screen{Text: req.P.HTML("question.stop_nothing")}), nil
	}
	reply := say(view.StopReminders(req.P, req.MessageID, events, req.Today))
	if len(events) == 0 {
		return reply, yesPasses(ctx, tx, req, "")
	}
	return reply, askToNote(ctx, tx, req, events)
}
