package view

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// usualRules are the times that a button offers.
func usualRules() []programme.Rule {
	before := func(n int, clock programme.Clock) programme.Rule {
		return programme.Rule{Kind: programme.DaysBefore, N: n, Clock: clock}
	}
	return []programme.Rule{
		before(14, "10:00"), before(7, "10:00"), before(3, "10:00"), before(1, "10:00"),
		{Kind: programme.HoursBefore, N: 2}, {Kind: programme.DaysAfter, N: 1, Clock: "11:00"},
	}
}

// AskRule asks when to remind of an event; old is the rule that is to go at another
// time, with ID 0: a new one is wanted.
func AskRule(p *locale.Printer, e programme.Event, old programme.Rule) Screen {
	s := Screen{Text: Paragraphs(
		p.HTML("rules.add_heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		p.HTML("rules.add_ask", "zone", p.ZoneName(e.When.Zone)))}
	back := "rules:" + e.Code + ":0"
	audience := programme.ToComing
	if old.ID != 0 {
		s.Text = Paragraphs(Lines(p.HTML("rules.change_heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
			ruleHeading(p, e, old)), p.HTML("rules.add_ask", "zone", p.ZoneName(e.When.Zone)))
		back, audience = fmt.Sprintf("rule:%d", old.ID), old.Audience
	}
	for i, r := range usualRules() {
		if i%2 == 0 {
			s.Rows = append(s.Rows, nil)
		}
		r.Audience = audience
		last := len(s.Rows) - 1
		s.Rows[last] = append(s.Rows[last], Button{Label: ruleWhen(p, e, r), Data: ruleData("rule.look", e, r, old.ID)})
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: back}})
	return s
}

// RuleEcho shows what a rule would do before it counts; old is the one whose place
// it takes, there one that does the same already, each with ID 0: none.
func RuleEcho(p *locale.Printer, e programme.Event, l RuleLine, old, there programme.Rule) Screen {
	r := l.Rule
	heading, yes := p.HTML("rules.echo", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code), "button.rule_make"
	if old.ID != 0 {
		heading = Lines(p.HTML("rules.change_heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
			"<s>"+ruleHeading(p, e, old)+"</s>")
		yes = "button.rule_move"
	}
	next := ruleNext(p, e, l)
	if there.ID != 0 {
		next = p.HTML("rules.exists")
	}
	s := Screen{Text: Paragraphs(heading, Lines(ruleHeading(p, e, r), next))}
	if old.ID == 0 {
		s.Text = Paragraphs(s.Text, p.HTML("rules.echo_whom"))
		for i, a := range programme.Audiences() {
			if i%2 == 0 {
				s.Rows = append(s.Rows, nil)
			}
			label := capital(p.Say("rule_short." + string(a)))
			if a == l.Rule.Audience {
				label = ticked(label)
			}
			r.Audience = a
			last := len(s.Rows) - 1
			s.Rows[last] = append(s.Rows[last], Button{Label: label, Data: ruleData("rule.look", e, r, 0)})
		}
	}
	on := Button{Label: p.Say(yes), Data: ruleData("rule.make", e, l.Rule, old.ID), Style: Primary}
	if there.ID != 0 {
		on = Button{Label: p.Say("button.rule_there"), Data: fmt.Sprintf("rule:%d", there.ID)}
		if old.ID != 0 && old.ID != there.ID {
			s.Rows = append(s.Rows, []Button{{Label: p.Say("button.rule_off_old"), Data: fmt.Sprintf("rule.off:%d:1", old.ID)}})
		}
	}
	s.Rows = append(s.Rows, []Button{on, {Label: p.Say("button.back"), Data: strings.TrimSuffix(fmt.Sprintf("rule.add:%s:%d", e.Code, old.ID), ":0")}})
	return s
}

// ruleData is a button's data that carries a rule which is not stored yet.
func ruleData(verb string, e programme.Event, r programme.Rule, old int64) string {
	var when string
	switch r.Kind {
	case programme.DaysBefore:
		when = fmt.Sprintf("d%d-%s", r.N, strings.ReplaceAll(string(r.Clock), ":", ""))
	case programme.DaysAfter:
		when = fmt.Sprintf("a%d-%s", r.N, strings.ReplaceAll(string(r.Clock), ":", ""))
	case programme.HoursBefore:
		when = fmt.Sprintf("h%d", r.N)
	case programme.AtInstant:
		when = fmt.Sprintf("i%d", r.Instant.Unix())
	}
	return fmt.Sprintf("%s:%s:%s:%s:%d", verb, e.Code, when, r.Audience, old)
}

// RuleOf reads the rule that a button's data carries; false if there is none.
func RuleOf(when, audience string) (r programme.Rule, ok bool) {
	r.Audience = programme.Audience(audience)
	for _, a := range programme.Audiences() {
		ok = ok || a == r.Audience
	}
	if !ok || when == "" {
		return r, false
	}
	number, clock, _ := strings.Cut(when[1:], "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 {
		return r, false
	}
	switch when[0] {
	case 'd', 'a':
		r.Kind = programme.DaysBefore
		if when[0] == 'a' {
			r.Kind = programme.DaysAfter
		}
		at, err := time.Parse("1504", clock)
		r.N, r.Clock = int(n), programme.ClockOf(at)
		return r, err == nil && n <= 366
	case 'h':
		r.Kind, r.N = programme.HoursBefore, int(n)
		return r, n >= 1 && n <= programme.MaxHoursBefore
	case 'i':
		r.Kind, r.Instant = programme.AtInstant, time.Unix(n, 0).UTC()
		return r, n < 1<<33
	}
	return r, false
}
