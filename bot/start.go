package bot

import (
	"context"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

var start = Command{Name: "start", Help: false, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if payload := strings.TrimSpace(req.Args); payload != "" {
		return openLink(ctx, tx, req, payload)
	}
	switch {
	case req.Me.Role.Staff():
		if err := menuFor(ctx, tx, req); err != nil {
			return Reply{}, err
		}
		return home(ctx, tx, req)
	case len(req.Persons) > 0:
		return nextEvent(ctx, tx, req)
	}
	return toStranger(ctx, tx, req)
}}

// toStranger says what stranger says; on a bot that nobody owns, how it gets an owner.
func toStranger(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	team, err := tx.Team(ctx, req.Programme.ID)
	if err != nil {
		return Reply{}, err
	}
	if team.Owners() == 0 {
		return say(view.NotSetUp(req.P, req.User)), nil
	}
	if req.Kind == programme.MessageSent && req.Command == "" {
		return once(req, view.Screen{Text: req.P.HTML("start.stranger_writes")}), nil
	}
	return say(stranger(req)), nil
}

// stranger is what somebody hears of whom nothing is known and nothing stored:
// the notice, how to get in, and the number by which an owner can add them.
func stranger(req Request) view.Screen {
	return view.Screen{
		Text: view.Paragraphs(
			req.P.HTML("start.stranger", "programme", req.Programme.Name),
			view.Notice(req.P, req.Programme),
			req.P.HTML("start.number", "number", req.User)),
		Rows: view.LanguageRows(req.P, func(code string) string { return data("in", code) }),
	}
}

// inLanguage shows a stranger the notice or the shared card in another language, in
// place. Nothing is stored: the choice travels in the buttons until they answer.
var inLanguage = Command{Verb: "in", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	chosen := req.part(0)
	if !isLanguage(chosen) {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	req.P, req.chosen = locale.For(chosen), chosen
	if req.part(1) == "" {
		reply, err := toStranger(ctx, tx, req)
		return inPlace(reply), err
	}
	card, err := openLink(ctx, tx, req, "e_"+req.part(1)+"_"+req.part(2))
	return inPlace(card), err
}}

func isLanguage(code string) bool {
	return slices.ContainsFunc(locale.Languages(), func(l locale.Language) bool { return l.Code == code })
}

// openLink opens what a t.me link points at. An unknown, a used up and a forged
// link get the same words.
func openLink(ctx context.Context, tx *postgres.Tx, req Request, payload string) (Reply, error) {
	switch kind, token, _ := strings.Cut(payload, "_"); kind {
	case "setup":
		return becomeOwner(ctx, tx, req, token)
	case "i":
		return openInvitation(ctx, tx, req, token)
	}
	dead := programme.Refuse(programme.NotFound, "link_dead")
	parts := strings.Split(payload, "_")
	if len(parts) != 3 || parts[0] != "e" {
		return Reply{}, dead
	}
	e, err := tx.EventByCode(ctx, parts[1])
	if _, mistake := programme.AsError(err); mistake {
		return Reply{}, dead
	}
	if err != nil {
		return Reply{}, err
	}
	if req.staffOf(e) {
		return staffCard(ctx, tx, req, e)
	}
	me := req.personIn(e.Programme)
	part, invited, err := tx.Participation(ctx, e.ID, me.ID)
	if err != nil {
		return Reply{}, err
	}
	if e.Key != parts[2] || part.State == programme.Removed {
		return Reply{}, dead
	}
	if me.ID != 0 && !invited {
		if e, part, err = askOpener(ctx, tx, e.ID, me.ID); err != nil {
			return Reply{}, err
		}
	}
	if me.ID == 0 {
		return say(strangersCard(req, e)), nil
	}
	return say(participantCard(req, e, part, "")), nil
}

// strangersCard is an event as somebody sees it of whom nothing is known: with the
// notice, and the languages.
func strangersCard(req Request, e programme.Event) view.Screen {
	key := e.Key
	if req.chosen != "" {
		key += ":" + req.chosen
	}
	card := participantCard(req, e, programme.Participation{}, key)
	if e.Open(req.Now) && !late(req, e, programme.Participation{}) { // else there is no answer for which anything would be kept
		card.Text = view.Paragraphs(card.Text, view.Notice(req.P, programmeOf(req, e)))
	}
	card.Rows = append(card.Rows, view.LanguageRows(req.P, func(code string) string { return data("in", code, e.Code, e.Key) })...)
	return card
}

// askOpener has a known person who opens an event's link be asked from now on,
// unless they answered this very moment or answers are not taken any more.
func askOpener(ctx context.Context, tx *postgres.Tx, event, person int64) (e programme.Event, part programme.Participation, err error) {
	if e, err = tx.LockEvent(ctx, event); err != nil {
		return e, part, err
	}
	part, known, err := tx.Participation(ctx, event, person)
	if err != nil || known || !e.Open(tx.Now()) || e.Late(part, tx.Now(), location(e.When.Zone)) {
		return e, part, err
	}
	part = programme.Participation{Event: event, Person: person, State: programme.Asked, Schedule: e.Schedule}
	if err = tx.SetParticipation(ctx, part, 0); err != nil {
		return e, part, err
	}
	if err = tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "participation", SubjectID: event, By: person,
		Old: programme.State(""), New: part.State}); err != nil {
		return e, part, err
	}
	if err = tx.Replan(ctx, event); err != nil {
		return e, part, err
	}
	e, err = tx.Event(ctx, event)
	return e, part, err
}

// programmeOf is the event's programme as far as the request carries it.
func programmeOf(req Request, e programme.Event) programme.Programme {
	return programmeByID(req, e.Programme)
}
