package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// ruleButtons are `Reminders…` of an event: its rules, and what can be done to one.
var ruleButtons = []Command{
	{Verb: "rules", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		page, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		return rulesOf(ctx, tx, req, e, page)
	}},
	onRule("rule", ruleCard),
	onRule("rule.quiet", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		silent := req.part(1) == "1"
		if r.Silent == silent { // pressed twice
			return ruleCard(ctx, tx, req, e, r)
		}
		r.Silent = silent
		return changeRule(ctx, tx, req, e, r)
	}),
	onRule("rule.off", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		if err := switchRule(ctx, tx, req, e, &r, req.part(1) == "1"); err != nil {
			return Reply{}, err
		}
		return ruleCard(ctx, tx, req, e, r)
	}),
	onRule("rule.whom", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		n := map[programme.Audience]int{}
		for _, a := range programme.Audiences() {
			crowds, err := tx.Crowds(ctx, postgres.Audience{Event: e, Word: a})
			if err != nil {
				return Reply{}, err
			}
			for _, c := range crowds {
				n[a] += c.N
			}
		}
		return show(view.RuleWhom(req.P, e, r, n)), nil
	}),
	onRule("rule.to", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		to := programme.Audience(req.part(1))
		switch {
		case !slices.Contains(programme.Audiences(), to):
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		case to == r.Audience: // pressed twice
			return ruleCard(ctx, tx, req, e, r)
		}
		r.Audience = to
		return changeRule(ctx, tx, req, e, r)
	}),
}

// onRule is a button of one of an event's rules. A rule that another one stands for
// shows the list.
func onRule(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, programme.Rule) (Reply, error)) Command {
	return onAnyRule(verb, func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule, replaced bool) (Reply, error) {
		if replaced {
			reply, err := rulesOf(ctx, tx, req, e, 0)
			reply.Toast = req.P.Say("rules.outdated")
			return reply, err
		}
		return run(ctx, tx, req, e, r)
	})
}

// onAnyRule is a button of one of an event's rules, or of one that another stands for
// by now. The event is held: whoever changes its rules does so one after the other.
func onAnyRule(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, programme.Rule, bool) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		e, r, replaced, err := staffRule(ctx, tx, req, id)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, e, r, replaced)
	}}
}

// staffRule reads a rule of an event of staff's, and holds the event.
func staffRule(ctx context.Context, tx *postgres.Tx, req Request, id int64) (e programme.Event, r programme.Rule, replaced bool, err error) {
	if r, _, err = tx.Rule(ctx, id); err != nil {
		return e, r, false, err
	}
	if r.Event == 0 || !req.personIn(r.Programme).Role.Staff() {
		return e, r, false, programme.Refuse(programme.Conflict, "button_old")
	}
	if e, err = tx.LockEvent(ctx, r.Event); err != nil {
		return e, r, false, err
	}
	r, replaced, err = tx.Rule(ctx, id)
	return e, r, replaced, err
}

func rulesOf(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, page int) (Reply, error) {
	lines, err := reminder.Outlook(ctx, tx, e)
	return show(view.Rules(req.P, e, lines, view.Page{Number: page, Size: view.RulePage, Total: len(lines),
		Data: func(n int) string { return data("rules", e.Code, n) }}, req.personIn(e.Programme).Role == programme.Owner)), err
}

func ruleCard(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
	lines, err := reminder.Outlook(ctx, tx, e)
	if err != nil {
		return Reply{}, err
	}
	line := view.RuleLine{Rule: r}
	for _, l := range lines {
		if l.Rule.ID == r.ID {
			line = l
		}
	}
	report, err := reminder.Report(ctx, tx, postgres.Cause{Rule: r.ID})
	line.Missed = report.NotReached()
	return show(view.Rule(req.P, e, line)), err
}

// changeRule stores a rule that says something else, or to others. What waits in
// the queue as it was is made anew.
func changeRule(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
	old, _, err := tx.Rule(ctx, r.ID)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.SaveRule(ctx, r); err != nil {
		return Reply{}, err
	}
	if err := tx.RecallRule(ctx, r.ID); err != nil {
		return Reply{}, err
	}
	if err := replanned(ctx, tx, req, e, &old, r); err != nil {
		return Reply{}, err
	}
	return ruleCard(ctx, tx, req, e, r)
}

// switchRule switches a rule off, and takes back what waits of it; or on, from now:
// what its time has passed for is not made up.
func switchRule(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r *programme.Rule, off bool) error {
	if r.Off == off { // pressed twice
		return nil
	}
	old := *r
	r.Off = off
	if off {
		if _, err := tx.WithdrawRule(ctx, r.ID, "rule_off"); err != nil {
			return err
		}
	} else {
		r.Since = req.Now
	}
	if err := tx.SaveRule(ctx, *r); err != nil {
		return err
	}
	return replanned(ctx, tx, req, e, &old, *r)
}

// loggedRule is a rule in the log of its event.
type loggedRule struct {
	Rule *programme.Rule `json:"rule,omitempty"`
}

// replanned has an event planned anew, and notes what was done to a rule of it; old is
// nil if it was made.
func replanned(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, old *programme.Rule, r programme.Rule) error {
	if err := tx.Replan(ctx, e.ID); err != nil {
		return err
	}
	return tx.Log(ctx, postgres.Change{Programme: e.Programme, Subject: "event", SubjectID: e.ID, By: req.personIn(e.Programme).ID,
		Old: loggedRule{old}, New: loggedRule{&r}})
}
