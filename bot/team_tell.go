package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// settleIn does what follows from another role of somebody's: reminders for the team
// are planned anew, their chat has the commands that they may use, and they are told.
func settleIn(ctx context.Context, tx *postgres.Tx, req Request, r programme.Reader, s view.Screen) error {
	if r.Chat == 0 {
		return nil
	}
	if err := tx.ReplanPerson(ctx, r.Chat); err != nil {
		return err
	}
	if r.Reach != programme.ReachOK {
		return nil
	}
	theirs := Request{P: locale.For(r.Language), Me: programme.Person{ID: r.Person, Role: r.Role}, Persons: []int64{r.Person}, commands: req.commands}
	theirs.Chat = r.Chat
	if err := menuFor(ctx, tx, theirs); err != nil {
		return err
	}
	return tellMember(ctx, tx, req.Programme, r, s)
}

// tellOwners tells the other owners of the request's programme, in a line, what
// happened to the team.
func tellOwners(ctx context.Context, tx *postgres.Tx, req Request, about int64, news view.TeamNews, name string) error {
	owners, err := tx.OwnersOf(ctx, req.Programme.ID)
	if err != nil {
		return err
	}
	for _, r := range owners {
		if r.Person == about || r.Person == req.Me.ID {
			continue
		}
		if err := tellMember(ctx, tx, req.Programme, r, view.TeamChanged(locale.For(r.Language), news, req.Me.Name, name)); err != nil {
			return err
		}
	}
	return nil
}

// tellMember tells one of the team something at once, outside civil hours silently.
func tellMember(ctx context.Context, tx *postgres.Tx, g programme.Programme, r programme.Reader, s view.Screen) error {
	params := s.Params()
	hours, err := tx.Hours(ctx, g.ID)
	if err != nil {
		return err
	}
	if !hours.Civil(tx.Now(), location(r.Zone)) {
		params["disable_notification"] = true
	}
	return tx.Enqueue(ctx, programme.Message{
		Programme: g.ID, Person: r.Person, Chat: r.Chat, Class: programme.Notice, Params: params,
		Repeat: string(locale.For(r.Language).HTML("bot.repeat")),
	})
}
