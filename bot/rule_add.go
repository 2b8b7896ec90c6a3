package bot

import (
	"context"
	"slices"
	"strconv"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// ruleAddButtons make a rule, or another one that takes the place of the first: by a
// button or in words, then shown, then made.
var ruleAddButtons = []Command{
	{
		Verb: "rule.add", Who: Staff, Any: true,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			e, old, err := toReplace(ctx, tx, req, req.part(0), req.part(1))
			if err != nil {
				return Reply{}, err
			}
			err = tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "rule.add", Subject: old.ID, Field: e.Code}, req.Now.Add(askFor))
			return show(view.AskRule(req.P, e, old)), err
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
			e, old, err := toReplace(ctx, tx, req, a.Field, strconv.FormatInt(a.Subject, 10))
			if err != nil {
				return Reply{}, err
			}
			r, err := announce.Rule(req.Text, req.Now.In(location(e.When.Zone)))
			if err != nil {
				return Reply{}, err
			}
			r.Audience = programme.ToComing
			if old.ID != 0 {
				r.Audience = old.Audience
			}
			return ruleEcho(ctx, tx, req, e, r, old)
		},
		Back: func(a postgres.Asking) string { return data("rules", a.Field, 0) },
	},
	onNewRule("rule.look", ruleEcho),
	onNewRule("rule.make", makeRule),
}

// toReplace reads an event of staff's, held, and its rule whose place another one is
// to take; none if the id is empty or 0.
func toReplace(ctx context.Context, tx *postgres.Tx, req Request, code, id string) (e programme.Event, old programme.Rule, err error) {
	if e, err = staffEvent(ctx, tx, req, code); err != nil {
		return e, old, err
	}
	if e, err = tx.LockEvent(ctx, e.ID); err != nil || id == "" || id == "0" {
		return e, old, err
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return e, old, programme.Refuse(programme.Conflict, "button_old")
	}
	old, replaced, err := tx.Rule(ctx, n)
	if err == nil && (replaced || old.Event != e.ID) {
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return e, old, err
}

// onNewRule is a button that carries a rule which is not stored yet.
func onNewRule(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, programme.Rule, programme.Rule) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, old, err := toReplace(ctx, tx, req, req.part(0), req.part(3))
		if err != nil {
			return Reply{}, err
		}
		r, ok := view.RuleOf(req.part(1), req.part(2))
		if !ok {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		return run(ctx, tx, req, e, r, old)
	}}
}

// ruleEcho shows what a rule would do.
func ruleEcho(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r, old programme.Rule) (Reply, error) {
	others, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	there, _ := sameRule(others, r)
	others = slices.DeleteFunc(others, func(o programme.Rule) bool { return o.ID == old.ID })
	line, err := reminder.RuleOutlook(ctx, tx, e, r, others)
	return show(view.RuleEcho(req.P, e, line, old, there)), err
}

// sameRule is the one of an event's rules that does what another one would.
func sameRule(rules []programme.Rule, r programme.Rule) (same programme.Rule, ok bool) {
	i := slices.IndexFunc(rules, func(o programme.Rule) bool { return o.SameWhen(r) && o.Audience == r.Audience && !o.Off })
	if i < 0 {
		return same, false
	}
	return rules[i], true
}

// makeRule stores a rule. One that takes the place of another has its text and its
// people, but is new: it holds from now on.
func makeRule(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r, old programme.Rule) (Reply, error) {
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	if _, ok := sameRule(rules, r); ok {
		reply, err := rulesOf(ctx, tx, req, e, 0) // pressed twice, or there was one
		reply.Toast = req.P.Say("rules.exists")
		return reply, err
	}
	toast := "rules.made"
	r.Programme, r.Event = e.Programme, e.ID
	if old.ID != 0 {
		toast = "rules.moved"
		r.Audience, r.Words, r.Silent = old.Audience, old.Words, old.Silent
		if _, err := tx.WithdrawRule(ctx, old.ID, "newer"); err != nil {
			return Reply{}, err
		}
		if err := tx.ReplaceRule(ctx, old.ID); err != nil {
			return Reply{}, err
		}
	}
	if err := tx.AddRule(ctx, &r); err != nil {
		return Reply{}, err
	}
	was := &old
	if old.ID == 0 {
		was = nil
	}
	if err := replanned(ctx, tx, req, e, was, r); err != nil {
		return Reply{}, err
	}
	reply, err := ruleCard(ctx, tx, req, e, r)
	reply.Toast = req.P.Say(toast)
	return reply, err
}
