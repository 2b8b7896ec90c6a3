package reminder

import (
	"context"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Outlook says of each of an event's rules what it will do next, if nothing
// changes.
func Outlook(ctx context.Context, tx *postgres.Tx, e programme.Event) ([]view.RuleLine, error) {
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	reached, err := tx.RulesReached(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	lines := make([]view.RuleLine, len(rules))
	for i, r := range rules {
		if lines[i], err = RuleOutlook(ctx, tx, e, r, rules); err != nil {
			return nil, err
		}
		lines[i].Reached = reached[r.ID]
	}
	return lines, nil
}

// RuleOutlook says what a rule will do next beside an event's others. It need not
// be one of them: it may be one that somebody thinks of.
func RuleOutlook(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Rule, rules []programme.Rule) (view.RuleLine, error) {
	line := view.RuleLine{Rule: r}
	if r.Hourless(e, Clocks(e, e.When.Zone), tx.Now()) {
		line.Skip = programme.SkipBegun
		return line, nil
	}
	goings, err := goings(ctx, tx, e, r, rules)
	if err != nil {
		return line, err
	}
	for _, g := range goings {
		switch {
		case g.sending.Skip != "":
			line.Skip = g.sending.Skip
		case line.N == 0 || g.sending.At.Before(line.At):
			line.At, line.Zone = g.sending.At, g.zone
			fallthrough
		default:
			line.N += g.n
		}
	}
	if line.N > 0 || line.Skip != "" {
		return line, nil
	}
	// Nobody yet: as it would go to somebody by the event's own clock.
	p, err := newPlanning(ctx, tx, e, r, rules)
	if err != nil {
		return line, err
	}
	clocks := Clocks(e, e.When.Zone)
	if s := p.sending(postgres.Member{State: StateOf(r.Audience)}, clocks); s.At.After(tx.Now()) {
		line.At, line.Zone, line.Skip = s.At, clocks.At(e, s.At).String(), s.Skip
	}
	return line, nil
}

// going is when a rule goes to some of its people who are alike.
type going struct {
	postgres.Member
	n       int
	sending programme.Sending
	zone    string // by whose clock
}

// goings are those of a rule that lie ahead, of people who can be written to.
func goings(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Rule, rules []programme.Rule) ([]going, error) {
	p, err := newPlanning(ctx, tx, e, r, rules)
	if err != nil {
		return nil, err
	}
	crowds, err := tx.Crowds(ctx, p.audience())
	if err != nil {
		return nil, err
	}
	var all []going
	for _, c := range crowds {
		if unreachable(c.Reach) != "" {
			continue
		}
		clocks := Clocks(e, c.Zone)
		s := p.sending(c.Member, clocks)
		if s.At.After(tx.Now()) {
			all = append(all, going{Member: c.Member, n: c.N, sending: s, zone: clocks.At(e, s.At).String()})
		}
	}
	return all, nil
}

func newPlanning(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Rule, rules []programme.Rule) (planning, error) {
	hours, err := tx.Hours(ctx, e.Programme)
	with := []programme.Rule{r}
	for _, other := range rules {
		if other.ID != r.ID {
			with = append(with, other)
		}
	}
	return planning{tx: tx, event: e, rule: r, rules: with, hours: hours}, err
}

// StateOf is a state that makes somebody one of an audience; empty for staff.
func StateOf(a programme.Audience) programme.State {
	switch a {
	case programme.ToStaff:
		return ""
	case programme.ToWaiting:
		return programme.Waiting
	case programme.ToAsked:
		return programme.Asked
	}
	return programme.Coming
}

// Sample is the message of one of an event's rules as one of its people sees it who
// gets it at the instant.
func Sample(e programme.Event, rules []programme.Rule, r programme.Rule, m postgres.Member, at time.Time) view.Screen {
	return ruleScreen(e, rules, r, m.Language, view.Part{State: m.State, Confirm: m.Confirm, Zone: m.Zone}, at)
}

// Goes says when a rule goes to one of its people, by the clock of which zone, or
// why it does not; the zero instant: never any more.
func Goes(ctx context.Context, tx *postgres.Tx, e programme.Event, r programme.Rule, m postgres.Member) (at time.Time, zone, why string, err error) {
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return at, "", "", err
	}
	p, err := newPlanning(ctx, tx, e, r, rules)
	if err != nil {
		return at, "", "", err
	}
	if why = unreachable(m.Reach); why != "" {
		return at, "", why, nil
	}
	clocks := Clocks(e, m.Zone)
	s := p.sending(m, clocks)
	if !s.At.After(tx.Now()) {
		return time.Time{}, "", s.Skip, nil
	}
	return s.At, clocks.At(e, s.At).String(), s.Skip, nil
}
