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

// rulePeoplePage is how many names stand as buttons on a page: four rows of two.
const rulePeoplePage = 8

// ruleTextButtons give a rule staff's own words, in one language or several, and show
// its message as a given person sees it.
var ruleTextButtons = []Command{
	askRuleText,
	onRule("rule.keep", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		if req.Asking == nil || req.Asking.Purpose != askRuleText.Verb || req.Asking.Subject != r.ID || req.Asking.Field == "" {
			return ruleCard(ctx, tx, req, e, r) // pressed twice, or too late
		}
		language, words, _ := strings.Cut(req.Asking.Field, "\n")
		if words == "" {
			return ruleCard(ctx, tx, req, e, r)
		}
		return giveWords(ctx, tx, req, e, r, language, words)
	}),
	onRule("rule.plain", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		language, err := wordsLanguage(req)
		if err != nil {
			return Reply{}, err
		}
		return giveWords(ctx, tx, req, e, r, language, "")
	}),
	onRule("rule.as", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		page, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		audience := postgres.Audience{Event: e, Word: r.Audience}
		listeners, err := tx.Listeners(ctx, audience, rulePeoplePage, page*rulePeoplePage)
		if err != nil {
			return Reply{}, err
		}
		crowds, err := tx.Crowds(ctx, audience)
		if err != nil {
			return Reply{}, err
		}
		total := 0
		for _, c := range crowds {
			total += c.N
		}
		var readers []view.RuleReader
		for _, l := range listeners {
			readers = append(readers, view.RuleReader{Person: l.Person, Name: l.Name})
		}
		return show(view.RuleAs(req.P, e, r, readers, view.Page{Number: page, Size: rulePeoplePage, Total: total,
			Data: func(n int) string { return data("rule.as", r.ID, n) }})), nil
	}),
	onRule("rule.see", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		person, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		page, err := req.page(2)
		if err != nil {
			return Reply{}, err
		}
		l, ok, err := tx.Listener(ctx, postgres.Audience{Event: e, Word: r.Audience}, person)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return Reply{}, programme.Refuse(programme.NotFound, "person_unknown")
		}
		at, zone, why, err := reminder.Goes(ctx, tx, e, r, l.Member)
		if err != nil {
			return Reply{}, err
		}
		rules, err := tx.EventRules(ctx, e.ID)
		return show(view.RuleSeen(req.P, r, l.Name, l.Language, at, zone, why, reminder.Sample(e, rules, r, l.Member, req.Now), page)), err
	}),
	onRule("rule.test", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		sample, err := ruleSample(ctx, tx, req, e, r, req.P.Language())
		return Reply{Toast: req.P.Say("remind.sent_test"), Screens: []view.Screen{sample}}, err
	}),
}

// wordsLanguage is the language of own words that a button names; without one the
// writer's.
func wordsLanguage(req Request) (string, error) {
	switch language := req.part(1); {
	case language == "":
		return req.P.Language(), nil
	case !spoken(language):
		return "", programme.Refuse(programme.Conflict, "button_old")
	default:
		return language, nil
	}
}

// askRuleText asks for a rule's own words in a language. What was typed waits behind it
// in the question until its preview is confirmed.
var askRuleText = Command{
	Verb: "rule.text", Who: Staff, Any: true,
	Run: onRule("rule.text", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		language, err := wordsLanguage(req)
		if err != nil {
			return Reply{}, err
		}
		err = tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "rule.text", Subject: r.ID, Field: language}, req.Now.Add(askFor))
		return show(view.RuleTextAsk(req.P, e, r, language, "", view.Screen{})), err
	}).Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		e, r, replaced, err := staffRule(ctx, tx, req, a.Subject)
		if err != nil {
			return Reply{}, err
		}
		if replaced {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		words, err := announce.Words(req.Text)
		if err != nil {
			return Reply{}, err
		}
		if words == "" {
			return Reply{}, programme.Refuse(programme.Invalid, "text_wanted", "field", req.P.Say("field.reminders"))
		}
		language, _, _ := strings.Cut(a.Field, "\n")
		a.Field = language + "\n" + words
		if err := tx.Ask(ctx, req.Chat, a, req.Now.Add(askFor)); err != nil {
			return Reply{}, err
		}
		with := r
		with.Words = map[string]string{language: words}
		sample, err := ruleSample(ctx, tx, req, e, with, language)
		return show(view.RuleTextAsk(req.P, e, r, language, words, sample)), err
	},
	Back: func(a postgres.Asking) string { return data("rule", a.Subject) },
}

// giveWords gives a rule its words in a language; empty: the standard text.
func giveWords(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule, language, words string) (Reply, error) {
	r.Words = programme.Words(r.Words).With(language, words)
	return changeRule(ctx, tx, req, e, r)
}

// ruleSample is a rule's message as somebody of its people sees it in a language.
func ruleSample(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule, language string) (view.Screen, error) {
	rules, err := tx.EventRules(ctx, e.ID)
	return reminder.Sample(e, rules, r, postgres.Member{Language: language, Zone: req.Zone, State: reminder.StateOf(r.Audience)}, req.Now), err
}
