package view

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// RuleLine is a rule with what it will do next.
type RuleLine struct {
	Rule    programme.Rule
	At      time.Time // when it goes to the first of its people; zero: to nobody any more
	Zone    string    // by whose clock
	N       int       // how many get it
	Skip    string    // why it does not go to any of them, a reason of programme.Sending
	Reached int       // how many had it
	Missed  int       // whom it did not reach
}

// RulePage is how many rules stand on a page: four rows of two, so that the arrows
// and `Back` fit below.
const RulePage = 8

// Rules is the list of an event's reminders. An owner can make them those of new
// events, as many as fit there.
func Rules(p *locale.Printer, e programme.Event, lines []RuleLine, page Page, owner bool) Screen {
	s := Screen{Text: p.HTML("rules.heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code)}
	if len(lines) == 0 {
		s.Text = Paragraphs(s.Text, p.HTML("plan.none"))
	}
	first := page.Number * page.Size
	for i, l := range lines {
		if i < first || i >= first+page.Size {
			continue
		}
		s.Text = Paragraphs(s.Text, p.HTML("rules.line", "number", i+1, "rule", ruleHeading(p, e, l.Rule), "next", ruleNext(p, e, l)))
		if (i-first)%2 == 0 {
			s.Rows = append(s.Rows, nil)
		}
		label := Cut(fmt.Sprintf("%d. %s", i+1, ruleLabel(p, e, l.Rule)), longestLabel)
		s.Rows[len(s.Rows)-1] = append(s.Rows[len(s.Rows)-1], Button{Label: label, Data: fmt.Sprintf("rule:%d", l.Rule.ID)})
	}
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	} else if owner && len(lines) > 0 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.plan_as"), Data: "g.as:" + e.Code}})
	}
	s.Rows = append(s.Rows, []Button{
		{Label: p.Say("button.rule_add"), Data: "rule.add:" + e.Code},
		{Label: p.Say("button.back"), Data: "e:" + e.Code},
	})
	return s
}

// Rule is one of an event's reminders, with all that can be done to it.
func Rule(p *locale.Printer, e programme.Event, l RuleLine) Screen {
	r := l.Rule
	data := func(verb string) string { return fmt.Sprintf("%s:%d", verb, r.ID) }
	s := Screen{Text: Paragraphs(
		p.HTML("rules.one_heading", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		Lines(ruleHeading(p, e, r), ruleNext(p, e, l)),
		Lines(ruleText(p, r)))}
	silent := Button{Label: p.Say("button.rule_silent"), Data: fmt.Sprintf("rule.quiet:%d:1", r.ID)}
	if r.Silent {
		silent = Button{Label: ticked(silent.Label), Data: fmt.Sprintf("rule.quiet:%d:0", r.ID)}
	}
	off := Button{Label: p.Say("button.rule_off"), Data: fmt.Sprintf("rule.off:%d:1", r.ID)}
	if r.Off {
		off = Button{Label: p.Say("button.rule_on"), Data: fmt.Sprintf("rule.off:%d:0", r.ID)}
	}
	s.Rows = [][]Button{
		{{Label: p.Say("button.rule_when"), Data: fmt.Sprintf("rule.add:%s:%d", e.Code, r.ID)}, {Label: p.Say("button.rule_whom"), Data: data("rule.whom")}},
		{{Label: p.Say("button.rule_text"), Data: data("rule.text")}, silent},
		{{Label: p.Say("button.rule_as"), Data: fmt.Sprintf("rule.as:%d:0", r.ID)}, {Label: p.Say("button.test"), Data: data("rule.test")}},
		{off, {Label: p.Say("button.back"), Data: "rules:" + e.Code + ":0"}},
	}
	if l.Missed > 0 {
		s.Rows = append([][]Button{MissedRow(p, Cause{Verb: "rule", ID: r.ID}, l.Missed)}, s.Rows...)
	}
	return s
}

// ruleHeading is "3 days before at 10:00, to those coming".
func ruleHeading(p *locale.Printer, e programme.Event, r programme.Rule) locale.HTML {
	return p.HTML("rules.rule", "when", ruleWhen(p, e, r), "whom", p.Say("rule_whom."+string(r.Audience)))
}

// ruleWhen is "3 days before at 10:00".
func ruleWhen(p *locale.Printer, e programme.Event, r programme.Rule) string {
	switch r.Kind {
	case programme.HoursBefore:
		return p.Say("rules.hours_before", "n", r.N)
	case programme.DaysAfter:
		if r.N == 0 {
			return p.Say("rules.last_day", "clock", string(r.Clock))
		}
		return p.Say("rules.days_after", "n", r.N, "clock", string(r.Clock))
	case programme.AtInstant:
		return p.Say("rules.instant", "when", p.Instant(r.Instant, zoneOr(e.When.Zone)), "zone", p.ZoneName(e.When.Zone))
	}
	if r.N == 0 {
		return p.Say("rules.first_day", "clock", string(r.Clock))
	}
	return p.Say("rules.days_before", "n", r.N, "clock", string(r.Clock))
}

// ruleLabel is ruleWhen as it fits on a button: the list above names the zone.
func ruleLabel(p *locale.Printer, e programme.Event, r programme.Rule) string {
	if r.Kind == programme.AtInstant {
		return p.DayAndClock(r.Instant, zoneOr(e.When.Zone))
	}
	return ruleWhen(p, e, r)
}

// ruleNext says what a rule will do: when it goes to whom, or why it does not.
func ruleNext(p *locale.Printer, e programme.Event, l RuleLine) locale.HTML {
	var had locale.HTML
	if l.Reached > 0 {
		had = p.HTML("rules.reached", "n", l.Reached)
	}
	switch {
	case l.Rule.Off:
		return Lines(had, p.HTML("rules.off"))
	case e.Status == programme.Held || e.Status.Off():
		return Lines(had, p.HTML("rules.event_off"))
	case !e.When.Known():
		return p.HTML("plan.no_date")
	case l.Skip == programme.SkipBegun:
		return cmp.Or(had, p.HTML("rules.past"))
	case l.Rule.Kind == programme.HoursBefore && !e.When.Timed():
		return p.HTML("plan.waits_for_hour")
	case l.N > 0:
		return Lines(had, p.HTML("rules.goes", "when", p.Instant(l.At, zoneOr(l.Zone)), "n", l.N))
	case l.Skip == programme.SkipNearer:
		return Lines(had, p.HTML("rules.nearer"))
	case l.Skip != "":
		return Lines(had, p.HTML("rules.night"))
	case !l.At.IsZero():
		return Lines(had, p.HTML("rules.nobody", "when", p.Instant(l.At, zoneOr(l.Zone))))
	case had != "":
		return had
	}
	return p.HTML("rules.past")
}

// ruleText says whose words a rule has, and whether it is heard.
func ruleText(p *locale.Printer, r programme.Rule) locale.HTML {
	text := p.HTML("rules.standard_text")
	var languages []string
	for _, l := range locale.Languages() {
		if r.Words[l.Code] != "" {
			languages = append(languages, LanguageName(l.Code))
		}
	}
	if len(languages) > 0 {
		text = p.HTML("rules.own_text", "languages", strings.Join(languages, ", "))
	}
	if r.Silent {
		text = Lines(text, p.HTML("rules.silent"))
	}
	return text
}

// RuleWhom asks for whom a rule is; n says how many each choice has.
func RuleWhom(p *locale.Printer, e programme.Event, r programme.Rule, n map[programme.Audience]int) Screen {
	s := Screen{Text: Paragraphs(ruleHeading(p, e, r), p.HTML("rules.whom_ask"))}
	for i, a := range programme.Audiences() {
		if i%2 == 0 {
			s.Rows = append(s.Rows, nil)
		}
		label := p.Say("rule_to."+string(a), "n", n[a])
		if a == r.Audience {
			label = ticked(label)
		}
		last := len(s.Rows) - 1
		s.Rows[last] = append(s.Rows[last], Button{Label: label, Data: fmt.Sprintf("rule.to:%d:%s", r.ID, a)})
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("rule:%d", r.ID)}})
	return s
}

// RuleTextAsk asks for a rule's own text in a language; typed is what was written so
// far, with the message as somebody coming would see it.
func RuleTextAsk(p *locale.Printer, e programme.Event, r programme.Rule, language, typed string, sample Screen) Screen {
	back := Button{Label: p.Say("button.back"), Data: fmt.Sprintf("rule:%d", r.ID)}
	if typed != "" {
		return Screen{
			Text: Paragraphs(p.HTML("rules.text_echo", "language", p.Tongue(language)), "<blockquote>"+sample.Text+"</blockquote>"),
			Rows: [][]Button{{{Label: p.Say("button.rule_keep"), Data: fmt.Sprintf("rule.keep:%d", r.ID), Style: Primary}, back}},
		}
	}
	s := Screen{Text: Paragraphs(ruleHeading(p, e, r), p.HTML("rules.text_ask", "language", p.Tongue(language)))}
	if own := r.Words[language]; own != "" {
		s.Text = Paragraphs(s.Text, "<blockquote>"+locale.Escape(own)+"</blockquote>")
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.rule_standard"), Data: fmt.Sprintf("rule.plain:%d:%s", r.ID, language)}})
	}
	for _, l := range locale.Languages() {
		if l.Complete && l.Code != language {
			s.Rows = inRows(s.Rows, inLanguage(p, l.Code, r.Words[l.Code] != "", fmt.Sprintf("rule.text:%d:%s", r.ID, l.Code)))
		}
	}
	s.Rows = append(s.Rows, []Button{back})
	return s
}

// RuleReader is one of the people that a rule is for.
type RuleReader struct {
	Person int64
	Name   string
}

// RuleAs asks as whom a rule's message is to be seen.
func RuleAs(p *locale.Printer, e programme.Event, r programme.Rule, readers []RuleReader, page Page) Screen {
	s := Screen{Text: Paragraphs(ruleHeading(p, e, r), p.HTML("rules.as_ask"))}
	if len(readers) == 0 {
		s.Text = Paragraphs(ruleHeading(p, e, r), p.HTML("rules.as_nobody"))
	}
	for row := range slices.Chunk(readers, 2) {
		var buttons []Button
		for _, x := range row {
			buttons = append(buttons, Button{Label: Cut(x.Name, longestLabel), Data: fmt.Sprintf("rule.see:%d:%d:%d", r.ID, x.Person, page.Number)})
		}
		s.Rows = append(s.Rows, buttons)
	}
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("rule:%d", r.ID)}})
	return s
}

// RuleSeen shows a rule's message as somebody sees it. why says why it does not go
// to them; empty: it goes at the instant, by the clock of the zone.
func RuleSeen(p *locale.Printer, r programme.Rule, name, language string, at time.Time, zone, why string, sample Screen, page int) Screen {
	line := p.HTML("rules.sees_not")
	switch {
	case why != "" || at.IsZero():
	default:
		line = p.HTML("rules.sees", "when", p.Instant(at, zoneOr(zone)), "zone", p.ZoneName(zone))
	}
	return Screen{
		Text: Paragraphs(
			Lines(p.HTML("rules.seen_by", "name", Cut(name, longestName), "language", LanguageName(language)), line),
			"<blockquote>"+sample.Text+"</blockquote>"),
		Rows: BackRow(p, fmt.Sprintf("rule.as:%d:%d", r.ID, page)),
	}
}

func zoneOr(zone string) *time.Location {
	loc, err := locale.Zone(zone)
	if err != nil {
		return time.UTC
	}
	return loc
}
