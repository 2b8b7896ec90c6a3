package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// linkGood is how long a link that makes somebody staff is good.
const linkGood = 24 * time.Hour

// ErrNoProgramme says that there is nothing to own yet: the bot never ran.
var ErrNoProgramme = errors.New("there is no programme yet")

// SetupLink makes the link by which the first programme gets its first owner; empty
// if it has one. username is the bot's, without @. The link must stand in no log.
func SetupLink(ctx context.Context, tx *postgres.Tx, username string) (string, error) {
	g, err := firstProgramme(ctx, tx)
	if err != nil {
		return "", err
	}
	team, err := tx.Team(ctx, g.ID)
	if err != nil || team.Owners() > 0 {
		return "", err
	}
	return ownerLink(ctx, tx, username, postgres.TokenSetup, g.ID)
}

// OwnerLink makes a link by which somebody owns the first programme, whoever owns
// it now, and voids those before it: the way back in, for who can run a command on
// the server. It returns ErrNoProgramme if the bot never ran.
func OwnerLink(ctx context.Context, tx *postgres.Tx, username string) (string, error) {
	g, err := firstProgramme(ctx, tx)
	if err != nil {
		return "", err
	}
	if err := tx.VoidTokens(ctx, g.ID); err != nil {
		return "", err
	}
	return ownerLink(ctx, tx, username, postgres.TokenOwner, g.ID)
}

func ownerLink(ctx context.Context, tx *postgres.Tx, username string, kind postgres.TokenKind, programmeID int64) (string, error) {
	token, err := tx.NewToken(ctx, kind, programmeID, 0, linkGood)
	return fmt.Sprintf("https://t.me/%s?start=setup_%s", username, token), err
}

func firstProgramme(ctx context.Context, tx *postgres.Tx) (programme.Programme, error) {
	c, err := tx.Caller(ctx, 0)
	if err != nil {
		return programme.Programme{}, err
	}
	if len(c.Programmes) == 0 {
		return programme.Programme{}, ErrNoProgramme
	}
	return c.Programmes[0], nil
}

// becomeOwner makes whoever opens an owner's link first an owner. Of two at once
// the team's lock lets one go first; the other one's link is dead by then.
func becomeOwner(ctx context.Context, tx *postgres.Tx, req Request, text string) (Reply, error) {
	dead := programme.Refuse(programme.NotFound, "link_dead")
	t, ok, err := tx.Token(ctx, text)
	if err != nil {
		return Reply{}, err
	}
	if !ok || t.Used || t.Kind == postgres.TokenInvite {
		return Reply{}, dead
	}
	team, err := tx.LockTeam(ctx, t.Programme)
	if err != nil {
		return Reply{}, err
	}
	first := team.Owners() == 0
	if t.Kind == postgres.TokenSetup && !first {
		return Reply{}, dead
	}
	if me, ok := team.Find(req.personIn(t.Programme).ID); ok && me.Role == programme.Owner && !me.Configured {
		return say(view.Owned(req.P, programmeByID(req, t.Programme))), nil // it is for somebody else
	}
	if ok, err = tx.UseToken(ctx, t.ID); err != nil {
		return Reply{}, err
	}
	if !ok {
		return Reply{}, dead
	}
	if err := own(ctx, tx, &req, t.Programme); err != nil {
		return Reply{}, err
	}
	if first {
		return say(view.SetupName(req.P, req.Programme)), askProgrammeName(ctx, tx, req, inSetup)
	}
	return say(view.Owned(req.P, req.Programme)), tellOwners(ctx, tx, req, req.Me.ID, view.NewsLink, req.Me.Name)
}

// own makes the sender an owner of a programme, and the request theirs.
func own(ctx context.Context, tx *postgres.Tx, req *Request, programmeID int64) error {
	if _, err := join(ctx, tx, req, programmeID); err != nil {
		return err
	}
	if err := tx.SetRole(ctx, req.Me.ID, programme.Owner, req.Me.ID); err != nil {
		return err
	}
	req.Me.Role = programme.Owner
	req.Programme = programmeByID(*req, programmeID)
	if err := tx.ReplanPerson(ctx, req.User); err != nil {
		return err
	}
	return menuFor(ctx, tx, *req)
}

// programmeByID is one of all programmes.
func programmeByID(req Request, id int64) programme.Programme {
	for _, g := range req.all {
		if g.ID == id {
			return g
		}
	}
	return req.Programme
}

// The first owner is asked for name, zone and language, one after the other; inSetup
// is the subject of those questions, and marks their buttons.
const (
	inSetup   = 1
	setupPart = "s"
)

// afterSetting goes on with what follows when one of the three is answered: the next
// question of the setup, or the programme's card.
func afterSetting(ctx context.Context, tx *postgres.Tx, req Request, setup bool, field programme.Field, toast string) (Reply, error) {
	if !setup {
		reply := show(view.Programme(req.P, req.Programme))
		reply.Toast = toast
		return reply, nil
	}
	switch field {
	case view.FieldProgramme:
		if err := introduce(ctx, tx, req.Programme); err != nil {
			return Reply{}, err
		}
		guess := locale.GuessZone(req.Language)
		if guess == "" {
			guess = req.Programme.Zone
		}
		return show(view.SetupZone(req.P, req.Programme, guess)), askProgrammeZone(ctx, tx, req, inSetup)
	case programme.FieldZone:
		return show(view.SetupLanguage(req.P, req.Programme)), nil
	}
	return show(view.SetupDone(req.P, req.Programme)), nil
}
