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

var newEvent = Command{
	Name: "new", Args: "[…]", Help: true, Who: Staff,
	Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		text := strings.TrimSpace(req.Args)
		if text == "" {
			card, err := openDraft(ctx, tx, req, programme.Draft{})
			if err != nil {
				return Reply{}, err
			}
			return Reply{Screens: []view.Screen{{Text: req.P.HTML("new.how")}, view.DraftFields(req.P, card, fields(card.Draft))}}, nil
		}
		return register(ctx, tx, req, text)
	},
}

// freeText is what somebody wrote that is neither a command nor an answer: staff's
// announcements open drafts.
var freeText = Command{Verb: "text", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	switch {
	case !req.Me.Role.Staff() && req.Me.ID == 0:
		return say(stranger(req)), nil
	case !req.Me.Role.Staff():
		return say(view.Screen{Text: req.P.HTML("text.participant")}), nil
	case req.Text == "":
		return say(view.Screen{Text: req.P.HTML("text.no_text")}), nil
	case req.Forwarded || announce.LooksLike(req.Text, req.readTime()):
		return register(ctx, tx, req, req.Text)
	}
	return say(view.Screen{Text: req.P.HTML("text.staff")}), nil
}}

// register opens a draft for each event that a text tells of.
func register(ctx context.Context, tx *postgres.Tx, req Request, text string) (Reply, error) {
	drafts, err := announce.Read(text, req.readTime())
	if err != nil {
		return Reply{}, err
	}
	if len(drafts) == 0 { // few words: they are the title
		title, err := announce.Title(text)
		if err != nil {
			return Reply{}, err
		}
		drafts = []programme.Draft{{Title: title, Source: text}}
	}
	var reply Reply
	for _, d := range drafts {
		if err := check(d); err != nil {
			return Reply{}, err
		}
		card, err := openDraft(ctx, tx, req, d)
		if err != nil {
			return Reply{}, err
		}
		reply.Screens = append(reply.Screens, view.Draft(req.P, card))
	}
	return reply, nil
}

// openDraft stores a draft and returns its card.
func openDraft(ctx context.Context, tx *postgres.Tx, req Request, d programme.Draft) (view.DraftCard, error) {
	if d.Language == "" {
		d.Language = req.P.Language()
	}
	row := postgres.Draft{Programme: req.Programme.ID, By: req.Me.ID, Fields: d}
	if err := tx.AddDraft(ctx, &row); err != nil {
		return view.DraftCard{}, err
	}
	return draftCard(ctx, tx, req, row)
}

// draftCard is what the card of a draft shows: the event it would become, and for
// a change the event that stands and how many would be told.
func draftCard(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (view.DraftCard, error) {
	card := view.DraftCard{ID: row.ID, Version: row.Version, Draft: row.Fields, Today: req.Today}
	if row.Event != 0 {
		e, err := tx.Event(ctx, row.Event)
		if err != nil {
			return card, err
		}
		if e.Version != row.EventVersion { // somebody else changed it meanwhile
			card.Draft = programme.Rebase(row.Fields, *row.Base, fieldsOf(req, e))
		}
		card.Old, card.Event = &e, e
		card.Event.Texts = append([]programme.Text(nil), e.Texts...)
		if card.Plan, err = tx.EventRules(ctx, e.ID); err != nil {
			return card, err
		}
	} else {
		var err error
		if card.Plan, err = tx.DefaultRules(ctx, row.Programme); err != nil {
			return card, err
		}
	}
	apply(req, card.Draft, &card.Event)
	if card.Old == nil {
		return card, nil
	}
	var err error
	card.Reach, err = reminder.Preview(ctx, tx, changeNotice(req, *card.Old, card.Event, false))
	return card, err
}

// apply writes a draft into an event, in the zone that its place gives.
func apply(req Request, d programme.Draft, e *programme.Event) {
	zone, assumed := d.ZoneOf(req.Programme.Zone, announce.CountryZone)
	d.Apply(e, zone, assumed, location(zone))
}

// check refuses hours that the day does not have, and a text that says the end
// before the start. What is merely missing is no mistake.
func check(d programme.Draft) error {
	if d.From != "" && d.To != "" && d.To <= d.From {
		return programme.Refuse(programme.Invalid, "time_end_before_start", "start", string(d.From), "end", string(d.To))
	}
	return nil
}

// checkHours refuses a time of day that the clocks leave out that night.
func checkHours(e programme.Event) error {
	loc := location(e.When.Zone)
	for _, day := range e.When.Days {
		for _, c := range []programme.Clock{day.From, day.To} {
			if !c.ExistsOn(day.Date, loc) {
				return programme.Refuse(programme.Invalid, "time_gap", "time", string(c), "zone", e.When.Zone, "day", day.Date.String())
			}
		}
	}
	return nil
}
