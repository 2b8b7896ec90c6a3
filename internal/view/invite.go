package view

import (
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

func inviteButton(p *locale.Printer) Button {
	return Button{Label: p.Say("button.invite"), Data: "i.new", Style: Primary}
}

func teamButton(p *locale.Printer) Button { return Button{Label: p.Say("button.team"), Data: "t:0"} }

// Invite shows an owner a link for one colleague, good until an instant.
func Invite(p *locale.Printer, g programme.Programme, link string, until time.Time, loc *time.Location, zone string) Screen {
	return Screen{
		Text: Paragraphs(
			p.HTML("invite.how", "programme", g.Name),
			p.HTML("invite.link", "link", link),
			p.HTML("invite.until", "until", p.Instant(until, loc), "zone", p.ZoneName(zone))),
		Rows: [][]Button{{teamButton(p)}},
	}
}

// Invitation shows somebody to what they are invited and what will be known of
// them once they ask to join. Nothing is known before. token is that of the link,
// chosen the language that the reader chose, if any.
func Invitation(p *locale.Printer, g programme.Programme, token, chosen string) Screen {
	ask := "i.ask:" + token
	if chosen != "" {
		ask += ":" + chosen
	}
	return Screen{
		Text: Paragraphs(p.HTML("invite.invited", "programme", g.Name), p.HTML("invite.notice", "programme", g.Name)),
		Rows: append([][]Button{{{Label: p.Say("button.ask_to_join"), Data: ask, Style: Primary}}},
			LanguageRows(p, func(code string) string { return "i.in:" + token + ":" + code })...),
	}
}

// InvitationAsked tells somebody that an owner decides now.
func InvitationAsked(p *locale.Printer, g programme.Programme) Screen {
	return Screen{Text: p.HTML("invite.asked", "programme", g.Name)}
}

// JoinRequest asks an owner whether somebody is let into the team. username is
// without @, empty if they have none.
func JoinRequest(p *locale.Printer, g programme.Programme, request int64, name, username string, number int64) Screen {
	line := p.HTML("invite.no_username")
	if username != "" {
		line = p.HTML("invite.username", "username", username)
	}
	return Screen{
		Text: Paragraphs(
			p.HTML("invite.asks", "programme", g.Name),
			Lines(p.HTML("invite.name", "name", personLink(number, name)), line, p.HTML("invite.number", "number", number)),
			p.HTML("invite.means")),
		Rows: [][]Button{{
			{Label: p.Say("button.approve"), Data: fmt.Sprintf("i.yes:%d", request), Style: Success},
			{Label: p.Say("button.refuse"), Data: fmt.Sprintf("i.no:%d", request)},
		}},
	}
}

// Asking is somebody who asks to be let into the team.
type Asking struct {
	Request, Account int64
	Name             string
}

// mostAsking is how many of them stand on a screen: who comes after is shown once the
// first are decided.
const mostAsking = 2 * (maxRows - 1)

// JoinRequests lists those who ask to be let into the team, a button for each.
func JoinRequests(p *locale.Printer, who []Asking) Screen {
	var lines []locale.HTML
	var buttons []Button
	for i, a := range who[:min(len(who), mostAsking)] {
		lines = append(lines, p.HTML("team.line", "number", i+1, "member", personLink(a.Account, a.Name)))
		buttons = append(buttons, Button{Label: Cut(fmt.Sprintf("%d. %s", i+1, a.Name), longestLabel), Data: fmt.Sprintf("i.one:%d", a.Request)})
	}
	return Screen{Text: Paragraphs(p.HTML("team.asking", "n", len(who)), Lines(lines...)), Rows: append(pairs(buttons), BackRow(p, "t:0")...)}
}

// JoinDecided says what an owner decided of somebody.
func JoinDecided(p *locale.Printer, name string, in bool) Screen {
	s := Screen{Text: p.HTML("invite.refused", "name", personLink(0, name))}
	if in {
		s.Text = p.HTML("invite.approved", "name", personLink(0, name))
	}
	s.Rows = [][]Button{{teamButton(p)}}
	return s
}

// Welcome tells somebody that they are in the team, and how to begin.
func Welcome(p *locale.Printer, g programme.Programme) Screen {
	return Screen{
		Text: Paragraphs(p.HTML("invite.welcome", "programme", g.Name), p.HTML("home.how")),
		Rows: [][]Button{{{Label: p.Say("button.new_event"), Data: "new"}, {Label: p.Say("button.upcoming"), Data: "list:u:0:"}}},
	}
}

// JoinRefused tells somebody that they were not let in.
func JoinRefused(p *locale.Printer, g programme.Programme) Screen {
	return Screen{Text: p.HTML("invite.turned_down", "programme", g.Name)}
}
