package bot

import (
	"context"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

var inviteCommand = Command{Name: "invite", Help: true, Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	name, _ := firstWord(req.Args)
	if name == "" {
		return invite(ctx, tx, req)
	}
	e, err := staffEvent(ctx, tx, req, name) // people are invited to an event by its link
	if _, unknown := programme.AsError(err); unknown && !spokenCode.MatchString(name) {
		return invite(ctx, tx, req)
	}
	return say(view.ShareIn(req.P, e)), err
}}

// invite makes a link for one colleague.
func invite(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	token, err := tx.NewToken(ctx, postgres.TokenInvite, req.Programme.ID, req.Me.ID, linkGood)
	if err != nil {
		return Reply{}, err
	}
	link := fmt.Sprintf("https://t.me/%s?start=i_%s", req.bot, token)
	return say(view.Invite(req.P, req.Programme, link, req.Now.Add(linkGood), location(req.Zone), req.Zone)), nil
}

// inviteButtons bring a colleague into the team: they ask, an owner decides.
var inviteButtons = []Command{
	{Verb: "i.new", Who: Owner, Run: invite},
	{Verb: "i.in", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		chosen := req.part(1)
		if !isLanguage(chosen) {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		req.P, req.chosen = locale.For(chosen), chosen
		reply, err := openInvitation(ctx, tx, req, req.part(0))
		return inPlace(reply), err
	}},
	{Verb: "i.ask", Run: askToJoin},
	{Verb: "i.all", Who: Owner, Run: joinRequests},
	{Verb: "i.one", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		t, ok, err := tx.JoinRequest(ctx, req.Programme.ID, id)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return show(view.Screen{Text: req.P.HTML("invite.decided")}), nil
		}
		return show(joinRequest(req, t)), nil
	}},
	{Verb: "i.yes", Who: Owner, Run: onJoinRequest(approve)},
	{Verb: "i.no", Who: Owner, Run: onJoinRequest(turnDown)},
}

// openInvitation shows an invitation. Nothing is stored of who only looks at it.
func openInvitation(ctx context.Context, tx *postgres.Tx, req Request, text string) (Reply, error) {
	t, err := invitation(ctx, tx, req, text)
	if err != nil {
		return Reply{}, err
	}
	g := programmeByID(req, t.Programme)
	switch {
	case t.Used:
		return say(view.InvitationAsked(req.P, g)), nil
	case req.personIn(t.Programme).Role.Staff():
		return say(view.Screen{Text: req.P.HTML("invite.member_already", "programme", g.Name)}), nil
	}
	return say(view.Invitation(req.P, g, text, req.chosen)), nil
}

// invitation finds an invitation by its token. A used one is there for nobody but
// who used it.
func invitation(ctx context.Context, tx *postgres.Tx, req Request, text string) (postgres.Token, error) {
	t, ok, err := tx.Token(ctx, text)
	if err == nil && (!ok || t.Kind != postgres.TokenInvite || t.Used && t.Account != req.User) {
		err = programme.Refuse(programme.NotFound, "link_dead")
	}
	return t, err
}

// askToJoin is the step after which something is known of who took it: name, number
// and language stand with the invitation until an owner has decided.
func askToJoin(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	t, err := invitation(ctx, tx, req, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	if chosen := req.part(1); isLanguage(chosen) {
		req.P, t.LanguageChosen = locale.For(chosen), true
	}
	g := programmeByID(req, t.Programme)
	if req.personIn(t.Programme).Role.Staff() {
		return show(view.Screen{Text: req.P.HTML("invite.member_already", "programme", g.Name)}), nil
	}
	asked := show(view.InvitationAsked(req.P, g))
	if t.Used { // pressed twice
		return asked, nil
	}
	t.Account, t.Name, t.Username, t.Language = req.User, personName(req.Update), req.Username, req.P.Language()
	ok, err := tx.AskToJoin(ctx, t)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return Reply{}, programme.Refuse(programme.NotFound, "link_dead")
	}
	return asked, tellInviter(ctx, tx, g, t)
}

// tellInviter asks who gave the invitation out whether somebody is let in; if they
// cannot be reached, the other owners.
func tellInviter(ctx context.Context, tx *postgres.Tx, g programme.Programme, t postgres.Token) error {
	inviter, err := tx.Reader(ctx, t.By)
	if err != nil {
		return err
	}
	to := []programme.Reader{inviter}
	if inviter.Reach != programme.ReachOK {
		if to, err = tx.OwnersOf(ctx, g.ID); err != nil {
			return err
		}
	}
	for _, r := range to {
		s := view.JoinRequest(locale.For(r.Language), g, t.ID, t.Name, t.Username, t.Account)
		if err := tellMember(ctx, tx, g, r, s); err != nil {
			return err
		}
	}
	return nil
}

// joinRequests shows those who wait to be let into the team; a single one at once.
func joinRequests(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	asking, err := tx.JoinRequests(ctx, req.Programme.ID)
	switch {
	case err != nil:
		return Reply{}, err
	case len(asking) == 0:
		return showTeam(ctx, tx, req, 0)
	case len(asking) == 1:
		return show(joinRequest(req, asking[0])), nil
	}
	var who []view.Asking
	for _, t := range asking {
		who = append(who, view.Asking{Request: t.ID, Account: t.Account, Name: t.Name})
	}
	return show(view.JoinRequests(req.P, who)), nil
}

// joinRequest shows the wish of somebody to join the team, with the way back to it.
func joinRequest(req Request, t postgres.Token) view.Screen {
	s := view.JoinRequest(req.P, req.Programme, t.ID, t.Name, t.Username, t.Account)
	s.Rows = append(s.Rows, view.BackRow(req.P, data("t", 0))...)
	return s
}

// onJoinRequest finds the wish to join that a button is about, held, in a programme
// that the sender owns.
func onJoinRequest(run func(context.Context, *postgres.Tx, Request, postgres.Token) (Reply, error)) func(context.Context, *postgres.Tx, Request) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		if _, err := ownedTeam(ctx, tx, req); err != nil {
			return Reply{}, err
		}
		t, ok, err := tx.JoinRequest(ctx, req.Programme.ID, id)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return show(view.Screen{Text: req.P.HTML("invite.decided")}), nil
		}
		if err := tx.ForgetToken(ctx, t.ID); err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, t)
	}
}

// approve makes somebody who asked a coordinator, and tells them.
func approve(ctx context.Context, tx *postgres.Tx, req Request, t postgres.Token) (Reply, error) {
	c, err := tx.Caller(ctx, t.Account)
	if err != nil {
		return Reply{}, err
	}
	if c.Account.ID == 0 {
		c.Account = programme.Account{ID: t.Account, Language: t.Language, LanguageChosen: t.LanguageChosen, Zone: locale.GuessZone(t.Language), Reach: programme.ReachOK}
		if err := tx.SaveAccount(ctx, c.Account); err != nil {
			return Reply{}, err
		}
	}
	if c.RoleIn(t.Programme).Staff() { // meanwhile, by another way
		return show(view.Screen{Text: req.P.HTML("invite.decided")}), nil
	}
	p := programme.Person{Programme: t.Programme, Account: t.Account, Role: programme.Participant, Name: t.Name}
	if err := tx.AddPerson(ctx, &p); err != nil {
		return Reply{}, err
	}
	if err := tx.SetRole(ctx, p.ID, programme.Coordinator, req.Me.ID); err != nil {
		return Reply{}, err
	}
	r, err := tx.Reader(ctx, p.ID)
	if err != nil {
		return Reply{}, err
	}
	if err := settleIn(ctx, tx, req, r, view.Welcome(locale.For(r.Language), req.Programme)); err != nil {
		return Reply{}, err
	}
	return show(view.JoinDecided(req.P, t.Name, true)), tellOwners(ctx, tx, req, p.ID, view.NewsJoined, t.Name)
}

// turnDown tells somebody that they were not let in. With that message goes the last
// that was known of a stranger.
func turnDown(ctx context.Context, tx *postgres.Tx, req Request, t postgres.Token) (Reply, error) {
	c, err := tx.Caller(ctx, t.Account)
	if err != nil {
		return Reply{}, err
	}
	p := locale.For(t.Language)
	if err := tx.Enqueue(ctx, programme.Message{
		Programme: t.Programme, Chat: t.Account, Class: programme.Notice, Params: view.JoinRefused(p, req.Programme).Params(),
		Stranger: c.Account.ID == 0, Repeat: string(p.HTML("bot.repeat")),
	}); err != nil {
		return Reply{}, err
	}
	return show(view.JoinDecided(req.P, t.Name, false)), nil
}
