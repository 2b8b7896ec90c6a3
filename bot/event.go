package bot

import (
	"context"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// eventCommand opens an event by its name: /event 7KQ2M, or /e_7KQ2M as it stands
// on cards.
var eventCommand = Command{Name: "event", Args: "CODE", Help: true, Look: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	name := req.Args
	if req.Command != "event" && req.Command != "" {
		name = req.Command
	}
	switch {
	case name == "" && req.Me.Role.Staff():
		return which(ctx, tx, req, req.P.HTML("error.code_missing", "command", "/event 7KQ2M"), byCode("e"))
	case name == "":
		return Reply{}, programme.Refuse(programme.Invalid, "code_missing", "command", "/event 7KQ2M")
	}
	e, err := visibleEvent(ctx, tx, req, name)
	if err != nil {
		return Reply{}, err
	}
	return cardFor(ctx, tx, req, e)
}}

// visibleEvent reads an event by its name for whoever may see it; to everyone
// else the name is unknown.
func visibleEvent(ctx context.Context, tx *postgres.Tx, req Request, name string) (programme.Event, error) {
	e, err := tx.EventByCode(ctx, code(name))
	if err != nil || req.staffOf(e) {
		return e, err
	}
	ok, err := tx.Sees(ctx, e.ID, req.Persons)
	if err == nil && !ok {
		err = unknownCode(name)
	}
	return e, err
}

func unknownCode(name string) error {
	return programme.Refuse(programme.NotFound, "event_unknown", "code", code(name))
}

// staffEvent is visibleEvent for staff's buttons.
func staffEvent(ctx context.Context, tx *postgres.Tx, req Request, name string) (programme.Event, error) {
	e, err := tx.EventByCode(ctx, code(name))
	if err == nil && !req.staffOf(e) {
		err = unknownCode(name)
	}
	return e, err
}

// cardFor is the card that the sender sees of an event.
func cardFor(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	if req.staffOf(e) {
		return staffCard(ctx, tx, req, e)
	}
	part, _, err := tx.Participation(ctx, e.ID, req.personIn(e.Programme).ID)
	return say(participantCard(req, e, part, "")), err
}

func staffCard(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	plan, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	plan, _ = rulesAhead(req, e, plan)
	beside, err := tx.Beside(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	var series []programme.Event
	if beside.Series {
		if series, err = tx.Series(ctx, e.ID); err != nil {
			return Reply{}, err
		}
	}
	screen := view.StaffCard(req.P, e, plan, series, req.link(e), req.Today)
	if beside.Pending {
		screen, err = withPending(ctx, tx, req, e, screen)
	} else {
		screen, err = notReached(ctx, tx, req, e, screen)
	}
	if err != nil {
		return Reply{}, err
	}
	if beside.Untold && !beside.Pending {
		if screen, err = withUntold(ctx, tx, req, e, screen); err != nil {
			return Reply{}, err
		}
	}
	reply := say(screen)
	reply.Card = eventCardName(e.ID)
	return reply, nil
}

// rulesAhead are those of an event's rules that are on and not past by its own clock, and
// how many are past.
func rulesAhead(req Request, e programme.Event, rules []programme.Rule) (ahead []programme.Rule, past int) {
	return programme.Ahead(rules, e, req.Programme.Hours, reminder.Clocks(e, e.When.Zone), req.Now)
}

func participantCard(req Request, e programme.Event, part programme.Participation, key string) view.Screen {
	return view.ParticipantCard(req.P, e, partIn(req, e, part, key), e.TakesPlace(req.Now))
}

// partIn is the sender's part in an event as it is shown.
func partIn(req Request, e programme.Event, part programme.Participation, key string) view.Part {
	return view.Part{
		State: part.State, Line: part.Line, Key: key, Zone: req.Zone,
		Confirm: part.Schedule < e.Schedule && part.Person != 0,
		Writes:  req.personIn(e.Programme).ID != 0 && !req.staffOf(e),
		Late:    late(req, e, part),
	}
}

// late reports whether the sender cannot say yes any more: registration is over. Staff
// may, as they may move the deadline.
func late(req Request, e programme.Event, part programme.Participation) bool {
	return !req.staffOf(e) && e.Late(part, req.Now, location(e.When.Zone))
}

// eventButtons are those of staff's card. Those that change carry the version it
// was shown in: an outdated card shows the new one instead of acting.
var eventButtons = []Command{
	{Verb: "e", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		card, err := staffCard(ctx, tx, req, e)
		return inPlace(card), err
	}},
	onEvent("e.more", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		card, err := staffCard(ctx, tx, req, e)
		if err != nil {
			return Reply{}, err
		}
		return show(view.StaffMore(req.P, e, card.Screens[0])), nil
	}),
	onEvent("e.change", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		row, err := draftOf(ctx, tx, req, e, "")
		if err != nil {
			return Reply{}, err
		}
		card, err := draftCard(ctx, tx, req, row)
		return show(fieldsPage(req.P, card, "")), err
	}),
	onEvent("e.move", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		if days := req.part(2); days != "" { // they were said with the order
			return becomesAs(ctx, tx, req, e, programme.FieldDates, "", days)
		}
		return asks(programme.FieldDates, "")(ctx, tx, req, e)
	}),
	onEvent("e.sure", sure),
	onEvent("e.on", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		return becomes(ctx, tx, req, e, programme.Confirmed)
	}),
	untoldButton,
	onEvent("e.postpone", asks(programme.FieldReason, programme.Postponed)),
	onEvent("e.cancel", asks(programme.FieldReason, programme.Cancelled)),
	{Verb: "people", Who: Staff, Run: people},
	historyButton,
}

// sure starts confirming a tentative event, or calling a confirmed one tentative.
func sure(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	status := programme.Tentative
	if e.Status == programme.Tentative {
		status = programme.Confirmed
	}
	return becomes(ctx, tx, req, e, status)
}

// becomes starts giving an event another status.
func becomes(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, status programme.Status) (Reply, error) {
	row, err := draftOf(ctx, tx, req, e, status)
	if err != nil {
		return Reply{}, err
	}
	return cardOf(ctx, tx, req, row)
}

// fieldsOf are an event's fields as a draft has them.
func fieldsOf(req Request, e programme.Event) programme.Draft {
	return programme.DraftOf(e, req.Programme.Zone, announce.CountryZone)
}

// becoming are an event's fields as they will be: those of the pending change, if
// there is one.
func becoming(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (fields programme.Draft, pending bool, err error) {
	row, pending, err := tx.PendingChange(ctx, e.ID)
	if err != nil || !pending {
		return fieldsOf(req, e), false, err
	}
	return row.Fields, true, nil
}

// draftOf opens an event as a draft. The pending change is part of it, unless the
// event is to be off: then it does not happen.
func draftOf(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, status programme.Status) (postgres.Draft, error) {
	base, _, err := becoming(ctx, tx, req, e)
	if err != nil {
		return postgres.Draft{}, err
	}
	row := postgres.Draft{Programme: e.Programme, By: req.personIn(e.Programme).ID, Event: e.ID, EventVersion: e.Version,
		Fields: base, Base: &base}
	if status.Off() {
		row.Fields = fieldsOf(req, e)
	}
	if status != "" {
		row.Fields.Status = status
	}
	row.Fields = overPending(req, e, base, row.Fields)
	err = tx.AddDraft(ctx, &row)
	return row, err
}

// onEvent is a button of staff's card in the event's present version.
func onEvent(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		version, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		if int(version) != e.Version {
			return outdated(ctx, tx, req, e)
		}
		return run(ctx, tx, req, e)
	}}
}

// outdated shows an event's present card in the place of an older one, and says what
// changed since that.
func outdated(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	card = inPlace(card)
	version, err := req.number(1)
	if err != nil {
		return Reply{}, err
	}
	card.Toast, err = missedSince(ctx, tx, req, e, int(version))
	return card, err
}

// inPlace turns a reply's message into an edit of the pressed one.
func inPlace(r Reply) Reply {
	if len(r.Screens) == 1 {
		return Reply{Edit: &r.Screens[0], Toast: r.Toast, Card: r.Card}
	}
	return r
}
