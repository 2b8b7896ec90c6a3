package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

var teamCommand = Command{Name: "team", Help: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	return showTeam(ctx, tx, req, 0)
}}

// teamButtons show the team and let an owner change it. What one of them does holds
// at once: rights are read anew for each update.
var teamButtons = []Command{
	{Verb: "t", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		page, err := req.page(0)
		if err != nil {
			return Reply{}, err
		}
		return showTeam(ctx, tx, req, page)
	}},
	{Verb: "t.who", Who: Owner, Run: onMember(func(_ context.Context, _ *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember) (Reply, error) {
		return show(view.TeamMember(req.P, viewMember(req, team, m))), nil
	})},
	{Verb: "t.owner", Who: Owner, Run: onMember(func(ctx context.Context, tx *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember) (Reply, error) {
		return giveRole(ctx, tx, req, team, m, programme.Owner)
	})},
	{Verb: "t.coord", Who: Owner, Run: onMember(func(ctx context.Context, tx *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember) (Reply, error) {
		return giveRole(ctx, tx, req, team, m, programme.Coordinator)
	})},
	{Verb: "t.ask", Who: Owner, Run: onMember(func(_ context.Context, _ *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember) (Reply, error) {
		if err := removable(team, m); err != nil {
			return Reply{}, err
		}
		return show(view.AskRemoveMember(req.P, req.Programme, viewMember(req, team, m))), nil
	})},
	{Verb: "t.remove", Who: Owner, Run: onMember(removeMember)},
	{Verb: "t.undo", Who: Owner, Run: takeMemberBack},
}

// showTeam is a page of the team.
func showTeam(ctx context.Context, tx *postgres.Tx, req Request, n int) (Reply, error) {
	team, err := tx.Team(ctx, req.Programme.ID)
	if err != nil {
		return Reply{}, err
	}
	from := min(n*view.TeamPage, (len(team)-1)/view.TeamPage*view.TeamPage)
	var ms []view.Member
	for _, m := range team[from:min(from+view.TeamPage, len(team))] {
		ms = append(ms, viewMember(req, team, m))
	}
	asking := 0
	owner := req.Me.Role == programme.Owner
	if owner { // who asks is known to those alone who decide
		requests, err := tx.JoinRequests(ctx, req.Programme.ID)
		if err != nil {
			return Reply{}, err
		}
		asking = len(requests)
	}
	page := view.Page{Number: from / view.TeamPage, Size: view.TeamPage, Total: len(team), Data: func(n int) string { return data("t", n) }}
	return show(view.Team(req.P, req.Programme, ms, owner, asking, page)), nil
}

func viewMember(req Request, team postgres.Team, m postgres.TeamMember) view.Member {
	return view.Member{
		Person: m.Person, Account: m.Account, Name: m.Name, Role: m.Role, Reach: m.Reach, Configured: m.Configured,
		Since: programme.DateOf(m.Since.In(location(req.Zone))),
		Last:  m.Role == programme.Owner && team.Owners() == 1, Self: m.Person == req.Me.ID,
	}
}

// ownedTeam reads and holds the team of the programme that the sender owns. Somebody
// may be taking that from them this very moment: only what is read under the lock
// counts.
func ownedTeam(ctx context.Context, tx *postgres.Tx, req Request) (postgres.Team, error) {
	team, err := tx.LockTeam(ctx, req.Programme.ID)
	if err != nil {
		return nil, err
	}
	if me, ok := team.Find(req.Me.ID); !ok || me.Role != programme.Owner {
		return nil, programme.Refuse(programme.Denied, "owners_only")
	}
	return team, nil
}

// onMember finds the member that a button is about, in the team of the sender's
// programme, held.
func onMember(run func(context.Context, *postgres.Tx, Request, postgres.Team, postgres.TeamMember) (Reply, error)) func(context.Context, *postgres.Tx, Request) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		person, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		team, err := ownedTeam(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		m, ok := team.Find(person)
		if !ok { // removed meanwhile, or of another programme
			return Reply{Toast: req.P.Say("team.removed_already")}, nil
		}
		return run(ctx, tx, req, team, m)
	}
}

// removable refuses to take what makes them an owner from those of whom it cannot be
// taken.
func removable(team postgres.Team, m postgres.TeamMember) error {
	switch {
	case m.Configured:
		return programme.Refuse(programme.Conflict, "owner_configured")
	case m.Role == programme.Owner && team.Owners() == 1:
		return programme.Refuse(programme.Conflict, "last_owner")
	}
	return nil
}
