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
	plan := Plan(p, c.Plan, c.Event.When.Zone)
	var late locale.HTML
	if c.Past > 0 {
		late = p.HTML("plan.past", "n", c.Past)
	}
	if plan == "" {
		return Lines(p.HTML("plan.none"), late)
	}
	line := Lines(p.HTML("plan.line", "plan", plan), late)
	if !c.Event.When.Timed() && slices.ContainsFunc(c.Plan, func(r programme.Rule) bool { return r.Kind == programme.HoursBefore && !r.Off }) {
		line = Lines(line, p.HTML("plan.waits_for_hour"))
	}
	return line
}

// Plan says in words what those who come are reminded by: the rules in days of one
// hour together, then the others. Fixed instants are told by the clock of the zone.
func Plan(p *locale.Printer, rules []programme.Rule, zone string) string {
	var clocks []programme.Clock
	days := map[programme.Clock][]programme.Rule{}
	var parts []string
	for _, r := range rules {
		if r.Off || !r.Audience.Has(programme.Coming, false) {
			continue
		}
		switch r.Kind {
		case programme.DaysBefore:
			if days[r.Clock] == nil {
				clocks = append(clocks, r.Clock)
			}
			days[r.Clock] = append(days[r.Clock], r)
		case programme.HoursBefore:
			parts = append(parts, p.Say("plan.hours_before", "n", r.N))
		case programme.DaysAfter:
			parts = append(parts, p.Say("plan.days_after", "n", r.N, "clock", string(r.Clock)))
		case programme.AtInstant:
			parts = append(parts, p.DayAndClock(r.Instant, zoneOr(zone)))
		}
	}
	var inDays []string
	for _, clock := range clocks {
		var numbers []string
		last := 1
		slices.SortStableFunc(days[clock], func(a, b programme.Rule) int { return b.N - a.N })
		for _, r := range days[clock] {
			numbers, last = append(numbers, strconv.Itoa(r.N)), r.N
		}
		inDays = append(inDays, p.Say("plan.days_before", "days", p.List(numbers), "clock", string(clock), "n", last))
	}
	return strings.Join(append(inDays, parts...), "; ")
}
