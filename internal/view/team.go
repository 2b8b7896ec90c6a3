package view

import (
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// TeamPage is how many members stand on a page: four rows of two buttons, and room
// for the arrows and `Invite a colleague`.
const TeamPage = 8

// Member is somebody of the team as it is shown.
type Member struct {
	Person, Account int64
	Name            string
	Role            programme.Role
	Since           programme.Date // of the role
	Reach           programme.Reach
	Configured      bool // an owner because the operator's configuration says so
	Last            bool // the only owner
	Self            bool // the reader
}

// Team lists a page of the team. To an owner each name is a button, and so is how many
// ask to be let in.
func Team(p *locale.Printer, g programme.Programme, ms []Member, owner bool, asking int, page Page) Screen {
	lines := make([]locale.HTML, len(ms))
	var names []Button
	for i, m := range ms {
		n := page.Number*page.Size + i + 1
		lines[i] = p.HTML("team.line", "number", n, "member", memberLine(p, m))
		names = append(names, Button{Label: Cut(fmt.Sprintf("%d. %s", n, m.Name), longestLabel), Data: fmt.Sprintf("t.who:%d", m.Person)})
	}
	s := Screen{Text: Paragraphs(p.HTML("team.heading", "programme", g.Name, "n", page.Total), Lines(lines...))}
	if asking > 0 {
		s.Text = Paragraphs(s.Text, p.HTML("team.asking", "n", asking))
	}
	if owner {
		s.Rows = pairs(names)
	}
	if row := page.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	if owner {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.invite"), Data: "i.new"}})
		if asking > 0 {
			s.Rows = inRows(s.Rows, Button{Label: p.Say("button.asking", "n", asking), Data: "i.all", Style: Primary})
		}
	}
	return s
}

// memberLine is a member in a line: what they are, since when, and what is special.
func memberLine(p *locale.Printer, m Member) locale.HTML {
	line := p.HTML("team.member", "name", personLink(m.Account, m.Name), "role", p.Say("role."+string(m.Role)), "since", p.Day(m.Since))
	if m.Configured {
		line += p.HTML("team.by_configuration")
	}
	if m.Reach != programme.ReachOK {
		line += p.HTML("team.unreachable", "why", p.Say("reach_why."+string(m.Reach)))
	}
	return line
}

// TeamMember shows an owner somebody of the team, and what can be changed.
func TeamMember(p *locale.Printer, m Member) Screen {
	s := Screen{Text: memberLine(p, m)}
	back := []Button{{Label: p.Say("button.back"), Data: "t:0"}}
	button := func(key, verb string) Button {
		return Button{Label: p.Say(key), Data: fmt.Sprintf("%s:%d", verb, m.Person)}
	}
	switch {
	case m.Configured:
		s.Text = Paragraphs(s.Text, p.HTML("team.configured"))
	case m.Last:
		s.Text = Paragraphs(s.Text, p.HTML("team.last_owner"))
	case m.Role == programme.Owner:
		s.Text = Paragraphs(s.Text, p.HTML("team.owner_may"))
		s.Rows = [][]Button{{button("button.make_coordinator", "t.coord")}, {button("button.remove_member", "t.ask")}}
	default:
		s.Text = Paragraphs(s.Text, p.HTML("team.coordinator_may"))
		s.Rows = [][]Button{{button("button.make_owner", "t.owner")}, {button("button.remove_member", "t.ask")}}
	}
	s.Rows = append(s.Rows, back)
	return s
}

// AskRemoveMember asks whether somebody is to leave the team.
func AskRemoveMember(p *locale.Printer, g programme.Programme, m Member) Screen {
	s := Screen{Text: Paragraphs(
		p.HTML("team.remove_ask", "name", Cut(m.Name, longestName), "programme", g.Name),
		p.HTML("team.remove_note"))}
	if m.Self {
		s.Text = Paragraphs(p.HTML("team.leave_ask", "programme", g.Name), p.HTML("team.leave_note"))
	}
	s.Rows = [][]Button{{
		{Label: p.Say("button.remove_from_team"), Data: fmt.Sprintf("t.remove:%d", m.Person), Style: Danger},
		{Label: p.Say("button.back"), Data: fmt.Sprintf("t.who:%d", m.Person)},
	}}
	return s
}

// MemberRemoved says that somebody is of the team no longer, with `Undo`.
func MemberRemoved(p *locale.Printer, g programme.Programme, m Member) Screen {
	if m.Self {
		return LeftTeam(p, g)
	}
	told := p.HTML("team.told")
	if m.Reach != programme.ReachOK {
		told = p.HTML("team.not_told")
	}
	return Screen{
		Text: Paragraphs(p.HTML("team.removed", "name", Cut(m.Name, longestName), "programme", g.Name), Lines(told, p.HTML("team.removed_note"))),
		Rows: [][]Button{{{Label: p.Say("button.undo"), Data: fmt.Sprintf("t.undo:%d", m.Person)}, teamButton(p)}},
	}
}

// LeftTeam tells somebody that they are of the team no longer.
func LeftTeam(p *locale.Printer, g programme.Programme) Screen {
	return Screen{Text: p.HTML("team.you_removed", "programme", g.Name)}
}

// RoleGiven tells somebody what they are in the team from now on.
func RoleGiven(p *locale.Printer, g programme.Programme, role programme.Role) Screen {
	s := Screen{Text: Paragraphs(p.HTML("team.you_coordinator", "programme", g.Name), p.HTML("team.coordinator_may"))}
	if role == programme.Owner {
		s.Text = Paragraphs(p.HTML("team.you_owner", "programme", g.Name), p.HTML("team.owner_may"))
	}
	s.Rows = [][]Button{{teamButton(p)}}
	return s
}

// TeamNews is what happened to the team, in a line for its other owners.
type TeamNews string

// What may happen to a team.
const (
	NewsJoined      TeamNews = "joined"      // approved by an owner
	NewsRemoved     TeamNews = "removed"     // by an owner
	NewsBack        TeamNews = "back"        // the removal was undone
	NewsOwner       TeamNews = "owner"       // made one by an owner
	NewsCoordinator TeamNews = "coordinator" // an owner no longer
	NewsLink        TeamNews = "link"        // an owner by a link of the operator's
)

// TeamChanged tells the other owners what happened: who did it, and to whom.
func TeamChanged(p *locale.Printer, news TeamNews, who, name string) Screen {
	return Screen{
		Text: p.HTML("team_news."+string(news), "who", Cut(who, longestName), "name", Cut(name, longestName)),
		Rows: [][]Button{{teamButton(p)}},
	}
}
