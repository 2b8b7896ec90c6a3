package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// StaffCard is an event as staff see it, with staff's buttons. link is the one to
// share.
func StaffCard(p *locale.Printer, e programme.Event, plan []programme.Rule, series []programme.Event, link string, now programme.Date) Screen {
	text := Paragraphs(
		Lines(staffHeading(p, e), statusLine(p, e)),
		Lines(append(append(staffWhen(p, e), staffFacts(p, e)...), seriesLine(p, e, series, now))...),
		description(p, e),
		Lines(tallyLine(p, e), closedLine(p, e), listedLine(p, e)),
		planOf(p, e, plan, now),
		shareLine(p, e, link))
	s := Screen{Text: text}
	data := func(verb string) string { return fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Version) }
	over := []Button{{Label: p.Say("button.copy"), Data: data("e.copy")}, {Label: p.Say("button.log"), Data: "log:" + e.Code + ":0"}}
	if e.Status == programme.Held {
		s.Rows = [][]Button{{
			{Label: p.Say("button.who_is_coming"), Data: "people:" + e.Code + ":0"},
			{Label: p.Say("button.change"), Data: data("e.change")},
		}, over}
		s.Rows = append(s.Rows, infoRow(p, e)...)
		return s
	}
	s.Rows = [][]Button{
		{{Label: p.Say("button.share"), Data: "share:" + e.Code}, {Label: p.Say("button.who_is_coming"), Data: "people:" + e.Code + ":0"}},
		{{Label: p.Say("button.remind"), Data: "remind:" + e.Code}, {Label: p.Say("button.change"), Data: data("e.change")}},
		{{Label: p.Say("button.move"), Data: data("e.move")}, {Label: p.Say("button.more"), Data: data("e.more")}},
	}
	switch e.Status {
	case programme.Postponed:
		s.Rows = [][]Button{s.Rows[0], {s.Rows[1][1]}, s.Rows[2]}
	case programme.Cancelled:
		s.Rows = [][]Button{{s.Rows[0][1], s.Rows[2][0]}, {{Label: p.Say("button.takes_place"), Data: data("e.on")}}, over}
	}
	s.Rows = append(s.Rows, infoRow(p, e)...)
	return s
}

func staffHeading(p *locale.Printer, e programme.Event) locale.HTML {
	return p.HTML("event.staff_heading", "title", e.Title(p.Language()), "kind", capital(p.Say("kind."+string(e.Kind))), "code", e.Code)
}

// StaffMore is the staff card with the buttons behind `More…`.
func StaffMore(p *locale.Printer, e programme.Event, card Screen) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Version) }
	answers := "button.close_answers"
	if e.Closed {
		answers = "button.open_answers"
	}
	listed := Button{Label: p.Say("button.listed"), Data: data("e.listed")}
	if e.Listed {
		listed.Label = ticked(listed.Label)
	}
	sure := Button{Label: p.Say("button.tentative"), Data: data("e.sure")}
	if e.Status == programme.Tentative {
		sure.Label = p.Say("button.confirm")
	}
	other := Button{Label: p.Say("button.postpone"), Data: data("e.postpone")}
	if e.Status == programme.Postponed {
		other = Button{Label: p.Say("button.takes_place"), Data: data("e.on")}
	}
	card.Rows = [][]Button{
		{other, {Label: p.Say("button.cancel_event"), Data: data("e.cancel"), Style: Danger}},
		{{Label: p.Say(answers), Data: data("e.answers")}, {Label: p.Say("button.new_link"), Data: data("e.link")}},
		{listed},
		{sure, {Label: p.Say("button.copy"), Data: data("e.copy")}},
		{{Label: p.Say("button.rules"), Data: "rules:" + e.Code + ":0"}, {Label: p.Say("button.nudge"), Data: "nudge:" + e.Code}},
		{{Label: p.Say("button.log"), Data: "log:" + e.Code + ":0"}, {Label: p.Say("button.back"), Data: "e:" + e.Code}},
	}
	return card
}

// staffWhen are the shared facts as staff see them: by the event's own clock, with
// a word where its zone was assumed.
func staffWhen(p *locale.Printer, e programme.Event) []locale.HTML {
	facts := Facts(p, e, e.When.Zone)
	if e.ZoneAssumed && hoursLine(p, e, e.When.Zone) != "" {
		facts[1] = p.HTML("view.zone_assumed", "hours", facts[1])
	}
	return facts
}

func staffFacts(p *locale.Printer, e programme.Event) []locale.HTML {
	lines := []locale.HTML{audienceFact(p, e.Agencies, e.Invited)}
	if e.Seats == 0 {
		lines = append(lines, locale.Escape(seatsLine(p, e)))
	}
	if len(e.Partners) > 0 {
		lines = append(lines, p.HTML("view.partners", "names", Cut(strings.Join(e.Partners, ", "), longestPartners)))
	}
	if e.Link != "" {
		lines = append(lines, p.HTML("view.link", "link", e.Link))
	}
	return append(append(lines, details(p, e, e.When.Zone)...), componentLine(p, e))
}

// planOf is the plan of an event's reminders; of none, nothing is said once the event is over.
func planOf(p *locale.Printer, e programme.Event, plan []programme.Rule, now programme.Date) locale.HTML {
	over := e.When.Known() && e.When.Last().Before(now)
	if e.Status == programme.Held || e.Status.Off() || over && len(plan) == 0 {
		return ""
	}
	return planLine(p, DraftCard{Event: e, Plan: plan})
}

func shareLine(p *locale.Printer, e programme.Event, link string) locale.HTML {
	if e.Status == programme.Held || e.Status == programme.Cancelled {
		return ""
	}
	return p.HTML("event.share_line", "link", link)
}

// statusLine says what is out of the ordinary: tentative, postponed, cancelled
// with its reason, held.
func statusLine(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Status == programme.Confirmed {
		return ""
	}
	line := p.HTML("status_line." + string(e.Status))
	return Lines(line, reasonLine(p, e.Reason, e.Reasons))
}

// closedLine says that staff take no more answers.
func closedLine(p *locale.Printer, e programme.Event) locale.HTML {
	if !e.Closed || e.Status.Off() || e.Status == programme.Held {
		return ""
	}
	return p.HTML("event.answers_closed")
}

func listedLine(p *locale.Printer, e programme.Event) locale.HTML {
	if !e.Listed {
		return ""
	}
	return p.HTML("event.listed")
}

// tallyLine is "12 of 24 coming · 3 waiting · 2 declined".
func tallyLine(p *locale.Printer, e programme.Event) locale.HTML {
	if e.Status == programme.Held && e.Tally == (programme.Tally{}) {
		return ""
	}
	return locale.Escape(tally(p, e))
}

func tally(p *locale.Printer, e programme.Event) string {
	parts := []string{p.Say("tally.coming", "n", e.Tally.Coming)}
	if e.Seats > 0 {
		parts[0] = p.Say("tally.of_seats", "coming", e.Tally.Coming, "seats", e.Seats)
	}
	for _, x := range []struct {
		key string
		n   int
	}{{"tally.waiting", e.Tally.Waiting}, {"tally.asked", e.Tally.Asked}, {"tally.declined", e.Tally.Declined}} {
		if x.n > 0 {
			parts = append(parts, p.Say(x.key, "n", x.n))
		}
	}
	return strings.Join(parts, " · ")
}

// Part is a participant's part in an event, for the card.
type Part struct {
	State   programme.State // empty: none yet
	Line    int             // place in the waiting line
	Confirm bool            // the answer is to an earlier date
	Key     string          // of the link by which a stranger came
	Zone    string          // the reader's
	Writes  bool            // is offered to write to the team
	Late    bool            // cannot say yes any more: registration is over
	// Promoted says that a notice of a change is the first that they hear of their seat.
	Promoted bool
}

// ParticipantCard is an event as a participant sees it. ahead says that it takes
// place and is not over; the two answers are there while they are taken.
func ParticipantCard(p *locale.Printer, e programme.Event, part Part, ahead bool) Screen {
	e = e.SeenBy(part.State)
	part.Confirm = part.Confirm && ahead // nothing is asked of what does not take place, or is over
	s := Screen{Text: Paragraphs(
		Lines(p.HTML("event.heading", "title", e.Title(p.Language()), "kind", capital(p.Say("kind."+string(e.Kind)))), statusLine(p, e)),
		Lines(slices.Concat(Facts(p, e, part.Zone), []locale.HTML{linkLine(p, e)}, details(p, e, part.Zone))...),
		description(p, e),
		seatsOpen(p, e, part),
		Lines(partLine(p, e, part), closedLine(p, e)))}
	switch {
	case !ahead || e.Closed:
	case part.Late:
		s.Text = Paragraphs(s.Text, locale.Escape(TooLate(p, e, part)))
	default:
		s.Rows = [][]Button{answerButtons(p, e, part)}
	}
	var more []Button
	if ahead || e.Status.Off() {
		more = calendarRow(p, e, part.State)
	}
	if part.Writes {
		more = append(more, Button{Label: p.Say("button.write"), Data: Write + ":" + e.Code})
	}
	if len(more) > 0 {
		s.Rows = append(s.Rows, more)
	}
	s.Rows = append(s.Rows, infoRow(p, e)...)
	return s
}

func seatsOpen(p *locale.Printer, e programme.Event, part Part) locale.HTML {
	if e.Seats == 0 || e.Status.Off() || e.Status == programme.Held {
		return ""
	}
	line := p.Say("tally.of_seats", "coming", e.Tally.Coming, "seats", e.Seats)
	if e.Tally.Waiting > 0 {
		line += " · " + p.Say("tally.waiting", "n", e.Tally.Waiting)
	}
	return locale.Escape(line)
}

// confirms reports whether an answer to earlier days is asked for anew. Who declined those
// is let alone.
func confirms(e programme.Event, part Part) bool {
	return part.Confirm && part.State != programme.Declined && e.When.Known()
}

// answerButtons are the two answers of a card.
func answerButtons(p *locale.Printer, e programme.Event, part Part) []Button {
	if confirms(e, part) {
		return confirmRow(p, byClock(e, part.Zone), part.State)
	}
	return AnswerRow(p, e, part.State, part.Key)
}

func partLine(p *locale.Printer, e programme.Event, part Part) locale.HTML {
	if e.Status.Off() || e.Status == programme.Held {
		return ""
	}
	if confirms(e, part) && !e.Closed {
		return p.HTML("part.confirm")
	}
	switch part.State {
	case programme.Coming:
		return p.HTML("part.coming")
	case programme.Waiting:
		return p.HTML("part.waiting", "line", part.Line)
	case programme.Declined:
		return p.HTML("part.declined")
	}
	return ""
}
