package reminder

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// planning is one rule while it is planned: its event is shared, the rule held,
// and everything else was read by later statements.
type planning struct {
	tx    *postgres.Tx
	event programme.Event
	rule  programme.Rule
	rules []programme.Rule // of the event, the rule among them
	hours programme.Hours
}

// walk is how far the planning of a rule has come through its people: one transaction
// looks at batch of them at most, in the order of their ids.
type walk struct {
	event programme.Event      // for which due was reckoned; of no version: to be read
	due   map[string]time.Time // the instants of the zones that are due; nil: to be reckoned
	after int64                // the person that was looked at last
	made  int                  // deliveries
	over  bool
}

// plan makes the deliveries of the next of a rule's people who are due, and after the
// last notes when the rule is due again. An event that changed meanwhile begins anew.
func plan(ctx context.Context, tx *postgres.Tx, d postgres.DueRule, w walk) (walk, error) {
	e, err := tx.ShareAgain(ctx, w.event)
	if err != nil {
		return w, err
	}
	rule, ok, err := tx.TakeRule(ctx, d.Rule)
	if err != nil || !ok {
		w.over = true
		return w, err
	}
	if changes, err := tx.Changing(ctx, e.ID); err != nil || changes {
		// What would be said is about to be no more: in a minute it is known.
		w.over = true
		if err == nil {
			err = tx.RulePlanned(ctx, rule.ID, tx.Now().Add(time.Minute))
		}
		return w, err
	}
	p := planning{tx: tx, event: e, rule: rule}
	if p.rules, err = tx.EventRules(ctx, e.ID); err != nil {
		return w, err
	}
	if p.hours, err = tx.Hours(ctx, e.Programme); err != nil {
		return w, err
	}
	if w.due == nil || w.event.Version != e.Version {
		w = walk{event: e, made: w.made}
		if w.due, _, err = p.instants(ctx); err != nil {
			return w, err
		}
	}
	if len(w.due) > 0 {
		made, last, err := p.deliver(ctx, w.due, w.after)
		w.made += made
		if w.after = last; err != nil || last > 0 {
			return w, err
		}
	}
	w.over = true
	due, next, err := p.instants(ctx)
	if err != nil {
		return w, err
	}
	if len(due) > 0 { // somebody became due meanwhile
		if next = tx.Now(); w.made == 0 {
			return w, fmt.Errorf("rule %d is due and finds nobody", rule.ID)
		}
	}
	return w, tx.RulePlanned(ctx, rule.ID, next)
}

func (p *planning) audience() postgres.Audience {
	return postgres.Audience{Event: p.event, Word: p.rule.Audience, Rule: p.rule.ID}
}

// instants says in which zones somebody without a delivery is due, with the
// zone's instant, and when the next is; zero if nobody.
func (p *planning) instants(ctx context.Context) (due map[string]time.Time, next time.Time, err error) {
	zones, err := p.tx.Zones(ctx, p.audience())
	if err != nil {
		return nil, next, err
	}
	due = map[string]time.Time{}
	for _, z := range zones {
		clocks := Clocks(p.event, z.Name)
		// Which other rules concern a reader says whether this one goes, not when.
		at := programme.Plan([]programme.Rule{p.rule}, p.event, p.hours, clocks)[0].At
		switch {
		case at.IsZero() || !at.After(z.Since): // never, or all of them came later
		case !at.After(p.tx.Now()):
			due[z.Name] = at
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	return due, next, nil
}

// group is what people share to whom the same message goes at the same time.
type group struct {
	language string
	part     view.Part
	instant  time.Time
	leaves   time.Time
	expires  time.Time
	skip     string
	unaware  int64 // of a change: from where they are told, as postgres.Member has it
}

// deliver queues the rule's message, or notes why not, for those of the zones that are
// due, among the batch of people after one. last is the last of these people, 0 if no
// others follow.
func (p *planning) deliver(ctx context.Context, due map[string]time.Time, after int64) (made int, last int64, err error) {
	members, err := p.tx.Members(ctx, p.audience(), after, batch)
	if err != nil {
		return 0, 0, err
	}
	if len(members) == batch {
		last = members[batch-1].Person
	}
	members = slices.DeleteFunc(members, func(m postgres.Member) bool {
		at, ok := due[m.Zone]
		return !ok || !m.Since.Before(at)
	})
	groups := map[group][]int64{}
	var order []group // as they come: the same people give the same rows
	for _, m := range members {
		g := p.groupOf(m)
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], m.Person)
	}
	for _, g := range order {
		n, err := p.send(ctx, g, groups[g])
		if err != nil {
			return 0, 0, err
		}
		made += n
	}
	return made, last, nil
}

func (p *planning) groupOf(m postgres.Member) group {
	clocks := Clocks(p.event, m.Zone)
	s := p.sending(m, clocks)
	g := group{instant: s.At.UTC()}
	if g.skip = unreachable(m.Reach); g.skip != "" {
		return g
	}
	leaves, skip := s.Leave(p.event, p.hours, clocks, p.tx.Now())
	if skip != "" {
		g.skip = skip
		return g
	}
	g.language, g.leaves, g.expires = m.Language, leaves.UTC(), s.Expires.UTC()
	g.part = view.Part{State: m.State, Confirm: m.Confirm, Zone: m.Zone}
	return g
}

// sending is when the rule goes to a member, beside the other rules for them.
func (p *planning) sending(m postgres.Member, clocks programme.Clocks) programme.Sending {
	var theirs []programme.Rule
	this := 0
	for _, r := range p.rules {
		if r.ID == p.rule.ID {
			this = len(theirs)
		} else if !r.Audience.Has(m.State, m.Confirm) {
			continue
		}
		theirs = append(theirs, r)
	}
	return programme.Plan(theirs, p.event, p.hours, clocks)[this]
}

func (p *planning) send(ctx context.Context, g group, people []int64) (int, error) {
	if g.skip != "" {
		return p.tx.Skip(ctx, p.rule.ID, 0, p.event.ID, p.event.Schedule, g.instant, people, g.skip)
	}
	params := ruleScreen(p.event, p.rules, p.rule, g.language, g.part, g.leaves).Params()
	if p.rule.Silent {
		params["disable_notification"] = true
	}
	return p.tx.Fan(ctx, postgres.Fan{
		Message: programme.Message{
			Programme: p.event.Programme, Event: p.event.ID, Params: params, Class: programme.Mass,
			NotBefore: g.leaves, ExpiresAt: g.expires, Repeat: repeat(locale.For(g.language)),
		},
		Rule: p.rule.ID, Schedule: p.event.Schedule, Instant: g.instant, People: people,
	})
}

// ruleScreen is the message of one of an event's rules to a reader of a language who
// gets it at an instant.
func ruleScreen(e programme.Event, rules []programme.Rule, r programme.Rule, language string, part view.Part, at time.Time) view.Screen {
	remind := view.Reminder
	if r.OnTheWay(rules, e) {
		remind = view.LastReminder
	}
	return remind(locale.For(language), e, part, r.WordsIn(language, e.Language), e.TakesPlace(at))
}
