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
			lines = append(lines, defaultRule(p, r))
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

// defaultRule says when a rule of the default plan goes to whom, and what is its own.
func defaultRule(p *locale.Printer, r programme.Rule) locale.HTML {
	line := ruleHeading(p, programme.Event{}, r)
	if len(r.Words) == 0 && !r.Silent {
		return line
	}
	return p.HTML("default_plan.line", "rule", line, "text", ruleText(p, r))
}

// DefaultPlanAs shows the plan that new events would begin with, as an event has it.
func DefaultPlanAs(p *locale.Printer, g programme.Programme, e programme.Event, rules []programme.Rule) Screen {
	var lines []locale.HTML
	for _, r := range rules {
		lines = append(lines, defaultRule(p, r))
	}
	return Screen{
		Text: Paragraphs(p.HTML("default_plan.heading", "programme", g.Name),
			p.HTML("default_plan.as", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code), Lines(lines...)),
		Rows: [][]Button{{
			{Label: p.Say("button.plan_take"), Data: "g.take:" + e.Code, Style: Primary},
			{Label: p.Say("button.back"), Data: "rules:" + e.Code + ":0"},
		}},
	}
}
