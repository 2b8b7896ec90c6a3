package view

import (
	"slices"
	"strconv"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// planLine is "Reminders: 14, 3 and 1 days before at 10:00 where each person is,
// 2 hours before the start", of what will be sent as things stand.
func planLine(p *locale.Printer, c DraftCard) locale.HTML {
	if !c.Event.When.Known() {
		return p.HTML("plan.no_date")
	}
	plan := Plan(p, c.Plan)
	if plan == "" {
		return p.HTML("plan.none")
	}
	line := p.HTML("plan.line", "plan", plan)
	if !c.Event.When.Timed() && slices.ContainsFunc(c.Plan, func(r programme.Rule) bool { return r.Kind == programme.HoursBefore }) {
		line = Lines(line, p.HTML("plan.waits_for_hour"))
	}
	return line
}

// Plan says a set of rules in words: those in days together, then the others.
func Plan(p *locale.Printer, rules []programme.Rule) string {
	var days []string
	var clock programme.Clock
	var parts []string
	for _, r := range rules {
		if r.Off {
			continue
		}
		switch r.Kind {
		case programme.DaysBefore:
			days, clock = append(days, strconv.Itoa(r.N)), r.Clock
		case programme.HoursBefore:
			parts = append(parts, p.Say("plan.hours_before", "n", r.N))
		case programme.DaysAfter:
			parts = append(parts, p.Say("plan.days_after", "n", r.N, "clock", string(r.Clock)))
		case programme.AtInstant:
			if loc, err := locale.Zone("UTC"); err == nil {
				parts = append(parts, p.Instant(r.Instant, loc)+" UTC")
			}
		}
	}
	if len(days) > 0 {
		last := 1
		for _, r := range rules {
			if r.Kind == programme.DaysBefore && !r.Off {
				last = r.N
			}
		}
		parts = append([]string{p.Say("plan.days_before", "days", p.List(days), "clock", string(clock), "n", last)}, parts...)
	}
	return strings.Join(parts, "; ")
}
