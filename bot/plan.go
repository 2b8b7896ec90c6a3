package bot

import (
	"context"
	"maps"
	"slices"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// planButtons let an owner change the plan that each new event begins with. Events
// that are saved keep their own.
var planButtons = []Command{
	{Verb: "g.plan", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return defaultPlan(ctx, tx, req)
	}},
	{Verb: "g.rule", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		r, _, err := tx.Rule(ctx, id)
		if err != nil {
			return Reply{}, err
		}
		if r.Event != 0 || r.Programme != req.Programme.ID {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		if off := req.part(1) == "0"; off != r.Off {
			r.Off = off
			if err := tx.SaveRule(ctx, r); err != nil {
				return Reply{}, err
			}
			if err := logPlan(ctx, tx, req, r, map[string]any{"off": off}); err != nil {
				return Reply{}, err
			}
		}
		return defaultPlan(ctx, tx, req)
	}},
	{
		Verb: "g.add", Who: Owner,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "g.add", Field: string(view.FieldRule)}, req.Now.Add(askFor))
			return show(view.AskDefaultRule(req.P, req.Programme)), err
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, _ postgres.Asking) (Reply, error) {
			r, err := announce.Rule(req.Text, req.Now.In(location(req.Programme.Zone)))
			if err != nil {
				return Reply{}, err
			}
			return addToPlan(ctx, tx, req, r)
		},
		Back: func(postgres.Asking) string { return "g.plan" },
	},
	{Verb: "g.as", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, rules, err := planOf(ctx, tx, req)
		return show(view.DefaultPlanAs(req.P, req.Programme, e, rules)), err
	}},
	{Verb: "g.take", Who: Owner, Run: takePlan},
}

// planOf reads the rules of an event that new events can have too: all that are on,
// but those of fixed times.
func planOf(ctx context.Context, tx *postgres.Tx, req Request) (e programme.Event, rules []programme.Rule, err error) {
	if e, err = staffEvent(ctx, tx, req, req.part(0)); err != nil {
		return e, nil, err
	}
	if e.Programme != req.Programme.ID {
		return e, nil, programme.Refuse(programme.Conflict, "button_old")
	}
	if rules, err = tx.EventRules(ctx, e.ID); err != nil {
		return e, nil, err
	}
	rules = slices.DeleteFunc(rules, func(r programme.Rule) bool { return r.Off || r.Kind == programme.AtInstant })
	switch {
	case len(rules) == 0:
		return e, nil, programme.Refuse(programme.Invalid, "plan_none")
	case len(rules) > view.MaxDefaultRules:
		return e, nil, programme.Refuse(programme.Invalid, "plan_size", "n", len(rules), "max", view.MaxDefaultRules)
	}
	return e, rules, nil
}

// takePlan makes an event's rules those that new events begin with, with their people,
// their text and their silence.
func takePlan(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	_, rules, err := planOf(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	before, err := tx.LockDefaultRules(ctx, req.Programme.ID)
	if err != nil {
		return Reply{}, err
	}
	if slices.EqualFunc(before, rules, samePlan) { // pressed twice
		return defaultPlan(ctx, tx, req)
	}
	for _, r := range before {
		if err := tx.DropDefaultRule(ctx, r.ID); err != nil {
			return Reply{}, err
		}
	}
	for _, r := range rules {
		r.Event = 0
		if err := tx.AddRule(ctx, &r); err != nil {
			return Reply{}, err
		}
		if err := logPlan(ctx, tx, req, r, map[string]any{"kind": r.Kind, "n": r.N, "clock": r.Clock, "audience": r.Audience}); err != nil {
			return Reply{}, err
		}
	}
	return defaultPlan(ctx, tx, req)
}

func defaultPlan(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	rules, err := tx.DefaultRules(ctx, req.Programme.ID)
	return show(view.DefaultPlan(req.P, req.Programme, rules)), err
}

// addToPlan adds a rule to the default plan; one that is there already is switched on.
func addToPlan(ctx context.Context, tx *postgres.Tx, req Request, r programme.Rule) (Reply, error) {
	if r.Kind == programme.AtInstant {
		return Reply{}, programme.Refuse(programme.Invalid, "plan_instant")
	}
	rules, err := tx.LockDefaultRules(ctx, req.Programme.ID)
	if err != nil {
		return Reply{}, err
	}
	r.Programme, r.Audience = req.Programme.ID, programme.ToComing
	same := slices.IndexFunc(rules, func(o programme.Rule) bool { return o.SameWhen(r) && o.Audience == r.Audience })
	switch {
	case same >= 0:
		r = rules[same]
		r.Off = false
		err = tx.SaveRule(ctx, r)
	case len(rules) < view.MaxDefaultRules:
		err = tx.AddRule(ctx, &r)
	default: // one that is switched off makes room
		off := slices.IndexFunc(rules, func(o programme.Rule) bool { return o.Off })
		if off < 0 {
			return Reply{}, programme.Refuse(programme.Conflict, "plan_full", "max", view.MaxDefaultRules)
		}
		if err := tx.DropDefaultRule(ctx, rules[off].ID); err != nil {
			return Reply{}, err
		}
		err = tx.AddRule(ctx, &r)
	}
	if err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	if err := logPlan(ctx, tx, req, r, map[string]any{"kind": r.Kind, "n": r.N, "clock": r.Clock, "off": false}); err != nil {
		return Reply{}, err
	}
	return defaultPlan(ctx, tx, req)
}

// samePlan reports whether two rules remind the same people at the same time of the same.
func samePlan(a, b programme.Rule) bool {
	return a.SameWhen(b) && a.Audience == b.Audience && a.Silent == b.Silent && a.Off == b.Off && maps.Equal(a.Words, b.Words)
}

func logPlan(ctx context.Context, tx *postgres.Tx, req Request, r programme.Rule, now map[string]any) error {
	return tx.Log(ctx, postgres.Change{Programme: req.Programme.ID, Subject: "rule", SubjectID: r.ID, By: req.Me.ID, Old: map[string]any{}, New: now})
}
