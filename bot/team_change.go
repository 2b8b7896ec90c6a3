package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// giveRole makes a member an owner, or a coordinator again.
func giveRole(ctx context.Context, tx *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember, role programme.Role) (Reply, error) {
	if m.Role == role { // pressed twice
		return Reply{Toast: req.P.Say("team.as_before")}, nil
	}
	if role != programme.Owner {
		if err := removable(team, m); err != nil {
			return Reply{}, err
		}
	}
	if err := tx.SetRole(ctx, m.Person, role, req.Me.ID); err != nil {
		return Reply{}, err
	}
	r, err := tx.Reader(ctx, m.Person)
	if err != nil {
		return Reply{}, err
	}
	if err := settleIn(ctx, tx, req, r, view.RoleGiven(locale.For(r.Language), req.Programme, role)); err != nil {
		return Reply{}, err
	}
	news := view.NewsCoordinator
	if role == programme.Owner {
		news = view.NewsOwner
	}
	if err := tellOwners(ctx, tx, req, m.Person, news, m.Name); err != nil {
		return Reply{}, err
	}
	if m.Person == req.Me.ID {
		req.Me.Role = role
	}
	return showTeam(ctx, tx, req, 0)
}

// removeMember takes somebody out of the team. They stay a person of the programme:
// what they registered is theirs, and where they take part they still do.
func removeMember(ctx context.Context, tx *postgres.Tx, req Request, team postgres.Team, m postgres.TeamMember) (Reply, error) {
	if err := removable(team, m); err != nil {
		return Reply{}, err
	}
	if err := tx.SetRole(ctx, m.Person, programme.Participant, req.Me.ID); err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, m.Account); err != nil {
		return Reply{}, err
	}
	r, err := tx.Reader(ctx, m.Person)
	if err != nil {
		return Reply{}, err
	}
	shown := viewMember(req, team, m)
	if shown.Self {
		req.Me.Role = programme.Participant
		if err := menuFor(ctx, tx, req); err != nil {
			return Reply{}, err
		}
	} else if err := settleIn(ctx, tx, req, r, view.LeftTeam(locale.For(r.Language), req.Programme)); err != nil {
		return Reply{}, err
	}
	return show(view.MemberRemoved(req.P, req.Programme, shown)), tellOwners(ctx, tx, req, m.Person, view.NewsRemoved, m.Name)
}

// takeMemberBack undoes a removal: they are what they were before.
func takeMemberBack(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	person, err := req.number(0)
	if err != nil {
		return Reply{}, err
	}
	team, err := ownedTeam(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	if _, ok := team.Find(person); ok { // pressed twice, or invited anew
		return Reply{Toast: req.P.Say("team.back_already")}, nil
	}
	was, err := tx.RoleBefore(ctx, req.Programme.ID, person)
	if err != nil {
		return Reply{}, err
	}
	if !was.Staff() { // never of this team: the button is forged
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	if err := tx.SetRole(ctx, person, was, req.Me.ID); err != nil {
		return Reply{}, err
	}
	r, err := tx.Reader(ctx, person)
	if err != nil {
		return Reply{}, err
	}
	if err := settleIn(ctx, tx, req, r, view.RoleGiven(locale.For(r.Language), req.Programme, was)); err != nil {
		return Reply{}, err
	}
	if err := tellOwners(ctx, tx, req, person, view.NewsBack, r.Name); err != nil {
		return Reply{}, err
	}
	reply, err := showTeam(ctx, tx, req, 0)
	reply.Toast = req.P.Say("team.back", "name", view.Cut(r.Name, 60))
	return reply, err
}
