package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// answerButtons are the two that stand under every card, reminder and notice of a
// participant.
var answerButtons = []Command{
	{Verb: view.Come, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return answer(ctx, tx, req, true)
	}},
	{Verb: view.Decline, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return mayGiveUp(ctx, tx, req)
	}, Any: true, Hear: heard(hearDecline(mayGiveUp))},
	{Verb: view.GiveUp, Run: giveUp, Any: true, Hear: heard(hearDecline(giveUp))},
	{Verb: view.Keep, Who: Member, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := visibleEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		card, err := cardFor(ctx, tx, req, e)
		return inPlace(card), err
	}},
}

func giveUp(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	return answer(ctx, tx, req, false)
}

// mayGiveUp is `I can't come`: where others wait for the seat it asks first, since
// it goes at once, and where registration is over, since it is final.
func mayGiveUp(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	schedule, err := req.number(1)
	if err != nil {
		return Reply{}, err
	}
	e, err := tx.EventByCode(ctx, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	part, known, err := tx.Participation(ctx, e.ID, req.personIn(e.Programme).ID)
	if err != nil {
		return Reply{}, err
	}
	if !known || part.State == programme.Removed || !e.Open(req.Now) || int(schedule) != e.Schedule {
		return answer(ctx, tx, req, false)
	}
	declined := part
	declined.State, declined.Schedule = programme.Declined, e.Schedule
	final := late(req, e, declined) && !late(req, e, part)
	if final || part.State == programme.Coming && e.Tally.Waiting > 0 {
		asking := postgres.Asking{Purpose: view.GiveUp, Subject: e.ID, Field: req.part(1)}
		return show(view.GivingUp(req.P, e, partIn(req, e, part, ""), final)), tx.Ask(ctx, req.Chat, asking, req.Now.Add(noteFor))
	}
	return giveUp(ctx, tx, req)
}

// answer stores whether somebody comes: one press, changed by another. Seats are
// counted under the event's lock, so that none is sold twice.
func answer(ctx context.Context, tx *postgres.Tx, req Request, come bool) (Reply, error) {
	schedule, err := req.number(1)
	if err != nil {
		return Reply{}, err
	}
	e, err := tx.LockEventByCode(ctx, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	key := req.part(2)
	me := req.personIn(e.Programme)
	part, known, err := tx.Participation(ctx, e.ID, me.ID)
	if err != nil {
		return Reply{}, err
	}
	if err := mayAnswer(ctx, tx, req, e, part, key); err != nil {
		return Reply{}, err
	}
	switch {
	case e.Closed && e.TakesPlace(req.Now):
		return answered(req, e, part, keyOf(me, e), req.P.Say("answer.closed_by_team")), nil
	case !e.Open(req.Now):
		return answered(req, e, part, keyOf(me, e), req.P.Say("answer.closed")), nil
	case int(schedule) != e.Schedule:
		return answered(req, e, part, keyOf(me, e), req.P.Say("answer.moved")), nil
	case come && late(req, e, part):
		reply := answered(req, e, part, keyOf(me, e), view.TooLate(req.P, e, partIn(req, e, part, "")))
		reply.Alert = true
		return reply, nil
	}
	first := req.Account.ID == 0
	if chosen := req.part(3); first && isLanguage(chosen) {
		req.P, req.chosen = locale.For(chosen), chosen
	}
	if me.ID == 0 {
		if me, err = join(ctx, tx, &req, e.Programme); err != nil {
			return Reply{}, err
		}
		// Another press of theirs may have joined and answered since this one came.
		if part, known, err = tx.Participation(ctx, e.ID, me.ID); err != nil {
			return Reply{}, err
		}
	}
	state := answerState(e, part, come)
	if known && state == part.State && part.Schedule == e.Schedule {
		return answered(req, e, part, "", answerToast(req, e, part)), nil
	}
	before := part
	part = programme.Participation{Event: e.ID, Person: me.ID, State: state, Schedule: e.Schedule}
	if err := tx.SetParticipation(ctx, part, 0); err != nil {
		return Reply{}, err
	}
	if err := tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "participation", SubjectID: e.ID, By: me.ID,
		Old: before.State, New: part.State}); err != nil {
		return Reply{}, err
	}
	if state == programme.Declined {
		_, err = tx.WithdrawPerson(ctx, e.ID, me.ID, "declined")
	} else if known && before.Schedule < e.Schedule {
		_, err = tx.WithdrawAnswered(ctx, e.ID, me.ID, e.Schedule)
	}
	if err != nil {
		return Reply{}, err
	}
	if err := settle(ctx, tx, e, before, part); err != nil {
		return Reply{}, err
	}
	// Read anew: the card shows the counts as they are now, and the place in line.
	if e, err = tx.Event(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	if part, _, err = tx.Participation(ctx, e.ID, me.ID); err != nil {
		return Reply{}, err
	}
	reply, err := followed(ctx, tx, req, e, part)
	if err != nil || !first {
		return reply, err
	}
	zone := zoneOf(req, e)
	if state == programme.Declined {
		zone = "" // nothing will come
	}
	reply.Screens = append(reply.Screens, view.FirstAnswer(req.P, zone, me.Name))
	return reply, askName(ctx, tx, req)
}

// followed is the card after an answer, with what follows from it: when reminders
// will come.
func followed(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
	card, err := comingCard(ctx, tx, req, e, part)
	return Reply{Edit: &card, Toast: answerToast(req, e, part)}, err
}

// comingCard is a participant's card; who is coming reads there when reminders
// will come.
func comingCard(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (view.Screen, error) {
	card := participantCard(req, e, part, "")
	if part.State != programme.Coming || !e.TakesPlace(req.Now) {
		return card, nil
	}
	zone := zoneOf(req, e)
	ahead, err := reminder.Ahead(ctx, tx, e, zone)
	if err != nil {
		return card, err
	}
	card.Text = view.Lines(card.Text, view.Ahead(req.P, ahead, location(zone)))
	return card, nil
}

// mayAnswer says whether somebody may answer an event: who sees it, and a
// stranger by the key of its link. To everyone else it is an unknown code.
func mayAnswer(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation, key string) error {
	if part.State == programme.Removed {
		return unknownCode(e.Code)
	}
	if key == e.Key || req.staffOf(e) {
		return nil
	}
	ok, err := tx.Sees(ctx, e.ID, req.Persons)
	if err == nil && !ok {
		err = unknownCode(e.Code)
	}
	return err
}

// join stores a stranger as a participant: they have seen the notice and taken a
// valid step.
func join(ctx context.Context, tx *postgres.Tx, req *Request, programmeID int64) (programme.Person, error) {
	if req.Account.ID == 0 {
		req.Account = programme.Account{
			ID: req.User, Language: req.P.Language(), LanguageChosen: req.chosen != "",
			Zone: locale.GuessZone(req.Language), Reach: programme.ReachOK,
		}
		if err := tx.SaveAccount(ctx, req.Account); err != nil {
			return programme.Person{}, err
		}
		if req.Account.Zone != "" {
			req.Zone = req.Account.Zone
		}
	}
	p := programme.Person{Programme: programmeID, Account: req.User, Role: programme.Participant, Name: personName(req.Update)}
	err := tx.AddPerson(ctx, &p)
	req.Me, req.persons = p, append(req.persons, p)
	return p, err
}

// answerState is what an answer makes of a part: past capacity it is a place on
// the waiting list. Who has a seat keeps it.
func answerState(e programme.Event, part programme.Participation, come bool) programme.State {
	switch {
	case !come:
		return programme.Declined
	case part.State == programme.Coming:
		return programme.Coming
	case e.Full():
		return programme.Waiting
	}
	return programme.Coming
}

// answered is the card in the place of the pressed message.
func answered(req Request, e programme.Event, part programme.Participation, key, toast string) Reply {
	card := participantCard(req, e, part, key)
	return Reply{Edit: &card, Toast: toast}
}

// keyOf keeps the link's key on a stranger's buttons.
func keyOf(me programme.Person, e programme.Event) string {
	if me.ID == 0 {
		return e.Key
	}
	return ""
}

func answerToast(req Request, e programme.Event, part programme.Participation) string {
	switch part.State {
	case programme.Coming:
		if e.Seats > 0 {
			return req.P.Say("answer.coming_of", "coming", e.Tally.Coming, "seats", e.Seats)
		}
		return req.P.Say("answer.coming")
	case programme.Waiting:
		return req.P.Say("answer.waiting", "line", part.Line)
	}
	if late(req, e, part) {
		return req.P.Say("answer.declined_late")
	}
	return req.P.Say("answer.declined")
}

// zoneOf is the reader's zone, or the programme's whose event it is.
func zoneOf(req Request, e programme.Event) string {
	if req.Account.Zone != "" {
		return req.Account.Zone
	}
	return programmeOf(req, e).Zone
}
