package view

import (
	"strings"
	"time"

	"jarchy/internal/programme"
)

func (s *sampler) rules() {
	e, long := sampleEvent(), longestEvent()
	at := time.Date(2026, time.November, 25, 5, 0, 0, 0, time.UTC)
	var lines []RuleLine
	for i, r := range programme.DefaultPlan() {
		r.ID = int64(i + 1)
		lines = append(lines, RuleLine{Rule: r, At: at.AddDate(0, 0, i), Zone: sampleZone, N: 24})
	}
	lines[2].Rule.Off, lines[3].N, lines[3].Reached = true, 0, 24
	pages := func(n, total int) Page {
		return Page{Number: n, Size: RulePage, Total: total, Data: samplePage(0, 1, 1).Data}
	}
	s.add("Rules", "", Rules(s.p, e, lines, pages(0, len(lines)), true))
	s.add("Rules", "none", Rules(s.p, openDate(), nil, pages(0, 0), true))
	s.add("Rules", "postponed", Rules(s.p, in(e, programme.Postponed, ""), lines, pages(0, len(lines)), true))
	longLine := RuleLine{At: at, Zone: long.When.Zone, N: most, Reached: most, Missed: most, Rule: programme.Rule{
		ID: samplePerson, Kind: programme.AtInstant, Instant: at, Audience: programme.ToConcerned, Silent: true, Words: map[string]string{"en": "x", "ru": "x"}}}
	var many []RuleLine
	for range 3 * RulePage {
		many = append(many, longLine)
	}
	s.add("Rules", "longest", Rules(s.p, long, many, pages(1, len(many)), true))

	s.add("Rule", "", Rule(s.p, e, lines[0]))
	s.add("Rule", "switched off", Rule(s.p, e, lines[2]))
	s.add("Rule", "longest", Rule(s.p, long, longLine))
	for _, skip := range []string{programme.SkipNearer, programme.SkipNight} {
		s.add("Rule", skip, Rule(s.p, e, RuleLine{Rule: lines[0].Rule, At: at, Zone: sampleZone, Skip: skip}))
	}
	counts := map[programme.Audience]int{}
	for _, a := range programme.Audiences() {
		counts[a] = most
	}
	s.add("RuleWhom", "", RuleWhom(s.p, e, lines[0].Rule, counts))

	s.add("AskRule", "", AskRule(s.p, e, programme.Rule{}))
	s.add("AskRule", "at another time", AskRule(s.p, long, longLine.Rule))
	s.add("RuleEcho", "", RuleEcho(s.p, e, lines[0], programme.Rule{}, programme.Rule{}))
	s.add("RuleEcho", "its time has passed", RuleEcho(s.p, e, RuleLine{Rule: lines[0].Rule}, programme.Rule{}, programme.Rule{}))
	s.add("RuleEcho", "at another time, longest", RuleEcho(s.p, long, longLine, longLine.Rule, programme.Rule{}))
	s.add("RuleEcho", "there is one", RuleEcho(s.p, long, longLine, longLine.Rule, programme.Rule{ID: longLine.Rule.ID + 1}))

	part := Part{State: programme.Coming, Zone: sampleZone}
	words := longest("Please bring a laptop & your service card <original>.")
	r := lines[0].Rule
	s.add("RuleTextAsk", "", RuleTextAsk(s.p, e, r, "en", "", Screen{}))
	r.Words = map[string]string{"en": words, "ru": words}
	s.add("RuleTextAsk", "there is one", RuleTextAsk(s.p, e, r, "en", "", Screen{}))
	s.add("RuleTextAsk", "typed, longest", RuleTextAsk(s.p, long, r, "ru", words, Reminder(s.p, long, part, words, true)))

	var readers []RuleReader
	for range 8 {
		readers = append(readers, RuleReader{Person: samplePerson, Name: longestPerson()})
	}
	s.add("RuleAs", "", RuleAs(s.p, e, r, []RuleReader{{1, "Saparova Aigul"}, {2, "Participant"}, {3, "Officer"}}, pages(0, 3)))
	s.add("RuleAs", "nobody yet", RuleAs(s.p, e, r, nil, pages(0, 0)))
	s.add("RuleAs", "longest", RuleAs(s.p, long, longLine.Rule, readers, pages(1, 99)))
	s.add("RuleSeen", "", RuleSeen(s.p, r, "Saparova Aigul", "ru", at, sampleZone, "", Reminder(s.p, e, part, "", true), 0))
	s.add("RuleSeen", "it does not go to them", RuleSeen(s.p, r, strings.Repeat("x", 90), "tg", time.Time{}, "", "nearer", Reminder(s.p, long, part, words, true), 99))
}

func (s *sampler) outlook() {
	e, long := sampleEvent(), longestEvent()
	at := time.Date(2026, time.November, 25, 5, 0, 0, 0, time.UTC)
	day := programme.Date{Year: 2026, Month: time.November, Day: 25}
	line := func(e programme.Event, r programme.Rule, n int) OutlookLine {
		return OutlookLine{Event: e, Rule: r, Day: day, At: at, Zone: sampleZone, N: n}
	}
	plan := programme.DefaultPlan()
	pages := func(n, total int) Page {
		return Page{Number: n, Size: OutlookPage, Total: total, Data: samplePage(0, 1, 1).Data}
	}
	few := []OutlookLine{line(e, plan[0], 24), line(onlineEvent(), plan[1], 1)}
	s.add("Outlook", "", Outlook(s.p, few, nil, pages(0, 2)))
	nudge := few[0]
	nudge.Send, nudge.Kind = samplePerson, "nudge"
	s.add("Outlook", "a nudge", Outlook(s.p, append([]OutlookLine{nudge}, few...), nil, pages(0, 3)))
	s.add("OutlookSend", "", OutlookSend(s.p, Progress(s.p, e, samplePerson, Report{OnTheWay: 24}, Pace{Later: 24, NextAt: at}, sampleZone, false, true), 0))
	s.add("OutlookSend", "a change", OutlookSend(s.p, Progress(s.p, e, samplePerson, Report{OnTheWay: 24}, Pace{Later: 24, NextAt: at}, sampleZone, false, false), 0))
	s.add("Outlook", "nothing", Outlook(s.p, nil, nil, pages(0, 0)))
	s.add("Outlook", "too many for somebody", Outlook(s.p, few, []Overload{{1, "Saparova Aigul", day, 4}}, pages(0, 2)))
	instant := programme.Rule{ID: samplePerson, Kind: programme.AtInstant, Instant: at, Audience: programme.ToConcerned}
	var many []OutlookLine
	var over []Overload
	for i := range 3 * OutlookPage {
		many = append(many, line(long, instant, most))
		over = append(over, Overload{int64(i), longestPerson(), day, most})
	}
	s.add("Outlook", "longest", Outlook(s.p, many, over, pages(1, len(many))))
	l := RuleLine{Rule: plan[0], At: at, Zone: sampleZone, N: 24}
	s.add("OutlookRule", "", OutlookRule(s.p, e, l, 0))
	l.Rule.Off = true
	s.add("OutlookRule", "stopped", OutlookRule(s.p, e, l, 0))
	s.add("OutlookRule", "longest", OutlookRule(s.p, long, RuleLine{Rule: instant, At: at, Zone: long.When.Zone, N: most, Reached: most}, most))
}

func (s *sampler) status() {
	at := time.Date(2026, time.November, 25, 5, 0, 0, 0, time.UTC)
	well := Status{Active: at, Host: "machine", Handled: at, Queue: []QueueLine{{Class: "answer"}, {Class: "notice", Now: 2}, {Class: "mass", Now: 24, Later: 5}}}
	s.add("StatusOf", "", StatusOf(s.p, well, sampleZone))
	s.add("StatusOf", "nobody serves", StatusOf(s.p, Status{}, sampleZone))
	wait := well
	wait.Slowed, wait.TooMany = true, at
	s.add("StatusOf", "Telegram asks to wait", StatusOf(s.p, wait, sampleZone))
	wait.Slowed, wait.OldestDue = false, 90*time.Minute
	s.add("StatusOf", "late", StatusOf(s.p, wait, sampleZone))
	all := QueueLine{"mass", most, most, most, most}
	s.add("StatusOf", "longest", StatusOf(s.p, Status{Active: at, Host: "machine", Handled: at, TooMany: at, Parked: most, OldestDue: 1000 * time.Hour, Chats: most,
		Paused: []string{longest("restored copy")}, Queue: []QueueLine{all, all, all}}, sampleZone))
}
