package bot

import (
	"context"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// questionsADay is how many messages one person may pass on in a day.
const questionsADay = 5

// fromParticipant answers what a participant wrote, spoke or sent that is neither a
// command nor asked for.
func fromParticipant(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if reply, ok, err := answerInWords(ctx, tx, req); ok || err != nil {
		return reply, err
	}
	return askToPass(ctx, tx, req)
}

// askToPass answers a participant who wrote something: nobody is met with silence,
// and nothing is passed on unasked. Where there are several events it asks which
// one it is about.
func askToPass(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: req.Programmes, Viewer: req.Persons, Mine: true, Limit: pageSize})
	if err != nil {
		return Reply{}, err
	}
	reply := once(req, view.PassOn(req.P, req.MessageID, events, req.Today))
	if len(events) > 1 || req.Asking != nil || req.Album != "" { // a yes would not say what
		return reply, nil
	}
	code := ""
	if len(events) == 1 {
		code = events[0].Code
	}
	return reply, yesPasses(ctx, tx, req, code)
}

var questionButtons = []Command{
	{Verb: askedToPass, Who: Member, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		message, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		switch req.part(1) {
		case "no":
			return show(view.Screen{Text: req.P.HTML("question.not_passed")}), nil
		case view.NotNoted:
			return show(view.Screen{Text: req.P.HTML("question.not_noted")}), nil
		}
		return passOn(ctx, tx, req, message, req.part(1))
	}, Any: true, Hear: heard(func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		return passOn(ctx, tx, req, a.Subject, a.Field)
	})},
	{Verb: "q.answer", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		message, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		q, ok, err := tx.QuestionTo(ctx, req.Chat, id)
		if err != nil {
			return Reply{}, err
		}
		if !ok || !req.personIn(q.Programme).Role.Staff() {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		return sendAnswer(ctx, tx, req, q, message)
	}},
	{Verb: view.Write, Who: Member, Run: ofPart(askQuestion), Any: true, Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		e, err := tx.Event(ctx, a.Subject)
		if err != nil {
			return Reply{}, err
		}
		if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
			return Reply{}, err
		}
		reply, err := passOn(ctx, tx, req, req.MessageID, e.Code)
		if mistake, ok := programme.AsError(err); ok { // no other text would do: the question ends
			return say(view.Screen{Text: req.P.Error(mistake)}), nil
		}
		return reply, err
	}},
}

// askQuestion asks a participant what is to be passed on; whatever they send next
// goes, without a further question.
func askQuestion(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, _ programme.Participation) (Reply, error) {
	if err := maySend(ctx, tx, req.personIn(e.Programme).ID, req.Now); err != nil {
		return Reply{}, err
	}
	asking := postgres.Asking{Purpose: view.Write, Subject: e.ID}
	return show(view.AskQuestion(req.P, e)), tx.Ask(ctx, req.Chat, asking, req.Now.Add(askFor))
}

// maySend refuses what goes beyond a day's messages.
func maySend(ctx context.Context, tx *postgres.Tx, person int64, now time.Time) error {
	n, err := tx.QuestionsSince(ctx, person, now.Add(-24*time.Hour))
	if err == nil && n >= questionsADay {
		err = programme.Refuse(programme.Conflict, "questions_enough", "n", questionsADay)
	}
	return err
}

// passOn copies a participant's message to the event's creator, else to the
// owners, under a line that says who asks; a reply to that line goes back.
func passOn(ctx context.Context, tx *postgres.Tx, req Request, message int64, name string) (Reply, error) {
	q := postgres.Question{Programme: req.Me.Programme, Person: req.Me.ID}
	var e programme.Event
	var to []programme.Reader
	if name != "" {
		var err error
		if e, err = visibleEvent(ctx, tx, req, name); err != nil {
			return Reply{}, err
		}
		q.Programme, q.Event, q.Person = e.Programme, e.ID, req.personIn(e.Programme).ID
		creator, err := tx.Reader(ctx, e.CreatedBy)
		if err != nil {
			return Reply{}, err
		}
		if creator.Reach == programme.ReachOK {
			to = append(to, creator)
		}
	}
	if err := maySend(ctx, tx, q.Person, req.Now); err != nil {
		return Reply{}, err
	}
	if len(to) == 0 {
		var err error
		if to, err = tx.OwnersOf(ctx, q.Programme); err != nil {
			return Reply{}, err
		}
	}
	if err := tx.AddQuestion(ctx, &q); err != nil {
		return Reply{}, err
	}
	for _, r := range to {
		p := locale.For(r.Language)
		head := programme.Message{Programme: q.Programme, Event: q.Event, Person: r.Person, Chat: r.Chat, Class: programme.Notice,
			Params: view.Question(p, e, req.personIn(q.Programme), req.User).Params(), Card: q.Card()}
		if err := tx.Enqueue(ctx, head, copied(req.Chat, message, r, q, q.Card()+":text")); err != nil {
			return Reply{}, err
		}
	}
	return show(view.Passed(req.P, e)), nil
}

// copied is a message copied into another chat: as it is, whatever it is, without
// its author.
func copied(from, message int64, to programme.Reader, q postgres.Question, card string) programme.Message {
	return programme.Message{Programme: q.Programme, Event: q.Event, Person: to.Person, Chat: to.Chat, Class: programme.Notice,
		Method: "copyMessage", Params: map[string]any{"from_chat_id": from, "message_id": message}, Card: card}
}

// answerQuestion takes staff's reply to a question back to who asked; ok is false
// if the message is no such reply.
func answerQuestion(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	if req.ReplyTo == 0 || !req.Me.Role.Staff() {
		return Reply{}, false, nil
	}
	q, ok, err := tx.QuestionIn(ctx, req.Chat, req.ReplyTo)
	if err != nil || !ok || !req.personIn(q.Programme).Role.Staff() {
		return Reply{}, false, err
	}
	reply, err := sendAnswer(ctx, tx, req, q, req.MessageID)
	return reply, true, err
}

// sendAnswer copies a message of staff's to who asked.
func sendAnswer(ctx context.Context, tx *postgres.Tx, req Request, q postgres.Question, message int64) (Reply, error) {
	r, err := tx.Reader(ctx, q.Person)
	if err != nil {
		return Reply{}, err
	}
	var e programme.Event
	if q.Event != 0 {
		if e, err = tx.Event(ctx, q.Event); err != nil {
			return Reply{}, err
		}
	}
	p := locale.For(r.Language)
	head := programme.Message{Programme: q.Programme, Event: q.Event, Person: r.Person, Chat: r.Chat, Class: programme.Notice,
		Params: view.QuestionAnswered(p, e).Params(), Key: data("answer", q.ID, req.Chat, message)} // pressed twice, sent once
	answer := copied(req.Chat, message, r, q, "")
	answer.Key = head.Key + ":text"
	if err := tx.Enqueue(ctx, head, answer); err != nil {
		return Reply{}, err
	}
	return show(view.Screen{Text: req.P.HTML("question.answer_passed")}), nil
}

// answerFor is how long after a question what staff write without Telegram's Reply
// may be the answer to it.
const answerFor = time.Hour

// maybeAnswer asks whether what staff wrote is the answer to the last question that
// stands in their chat, if one came a little while ago.
func maybeAnswer(ctx context.Context, tx *postgres.Tx, req Request) (_ view.Screen, ok bool, err error) {
	q, ok, err := tx.LastQuestion(ctx, req.Chat, req.Now.Add(-answerFor))
	if err != nil || !ok || !req.personIn(q.Programme).Role.Staff() {
		return view.Screen{}, false, err
	}
	r, err := tx.Reader(ctx, q.Person)
	return view.MaybeAnswer(req.P, r.Name, data("q.answer", q.ID, req.MessageID)), true, err
}
