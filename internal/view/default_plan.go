package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// FieldRule is the field of the question when a new reminder is to go.
const FieldRule programme.Field = "reminder"

// MaxDefaultRules is how many reminders a default plan has at most: each has a row,
// and `Back` another.
const MaxDefaultRules = 5

// DefaultPlan shows what each new event is reminded by. A press switches one on or
// off.
func DefaultPlan(p *locale.Printer, g programme.Programme, rules []programme.Rule) Screen {
	s := Screen{Text: Paragraphs(p.HTML("default_plan.heading", "programme", g.Name), p.HTML("default_plan.about"))}
	var lines []locale.HTML
	for _, r := range rules {
		label, on := capital(ruleWhen(p, programme.Event{}, r)), 1
		if !r.Off {
			lines = append(lines, ruleHeading(p, programme.Event{}, r))
			label, on = ticked(label), 0
		}
		s.Rows = append(s.Rows, []Button{{Label: Cut(label, longestLabel), Data: fmt.Sprintf("g.rule:%d:%d", r.ID, on)}})
	}
	if len(lines) == 0 {
		lines = append(lines, p.HTML("plan.none"))
	}
	s.Text = Paragraphs(s.Text, Lines(lines...))
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.rule_add"), Data: "g.add"}, {Label: p.Say("button.back"), Data: "g"}})
	return s
}

// AskDefaultRule asks when each new event is to be reminded of.
func AskDefaultRule(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("default_plan.heading", "programme", g.Name), p.HTML("default_plan.ask")),
		Rows: [][]Button{{{Label: p.Say("button.back"), Data: "g.plan"}}},
	}
}
