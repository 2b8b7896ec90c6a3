package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

var language = Command{Name: "language", Help: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if req.Account.ID == 0 {
		return toStranger(ctx, tx, req)
	}
	return say(view.Languages(req.P)), nil
}}

var timezone = Command{Name: "timezone", Help: true, Who: Member, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if req.Args != "" {
		return setZone(ctx, tx, req, req.Args)
	}
	if err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "zone", Field: string(programme.FieldZone)}, req.Now.Add(askFor)); err != nil {
		return Reply{}, err
	}
	return say(view.Zones(req.P, req.Zone, req.Account.ZoneChosen)), nil
}}

var settings = Command{Name: "settings", Help: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	r := Reply{Screens: []view.Screen{view.Languages(req.P)}}
	if req.Account.ID != 0 {
		r.Screens = append(r.Screens, view.Zones(req.P, req.Zone, req.Account.ZoneChosen), view.Name(req.P, asListed(req.Me.Name, req.Me.Institution)))
	}
	if req.Me.Role == programme.Owner {
		r.Screens = append(r.Screens, view.Programme(req.P, req.Programme))
	}
	return r, nil
}}

var settingsButtons = []Command{
	{Verb: "lang", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		chosen := req.part(0)
		if !isLanguage(chosen) {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		req.P = locale.For(chosen)
		if req.Account.ID == 0 { // nothing is stored of a stranger: they read the notice in it
			reply, err := toStranger(ctx, tx, req)
			return inPlace(reply), err
		}
		reply := show(view.Languages(req.P))
		req.Account.Language, req.Account.LanguageChosen = chosen, true
		if err := tx.SaveAccount(ctx, req.Account); err != nil {
			return Reply{}, err
		}
		if req.Me.Role.Staff() {
			if err := menuFor(ctx, tx, req); err != nil {
				return Reply{}, err
			}
		}
		reply.Toast, reply.Replan = req.P.Say("settings.language_set"), true
		return reply, nil
	}},
	{Verb: "zones", Who: Member, Run: timezone.Run},
	{
		Verb: "zone", Who: Member,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			return setZone(ctx, tx, req, req.part(0))
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, _ postgres.Asking) (Reply, error) {
			return setZone(ctx, tx, req, req.Text)
		},
		Back: func(postgres.Asking) string { return "zones" },
	},
}

// setZone takes an IANA name, or a city or country whose zone is known.
func setZone(ctx context.Context, tx *postgres.Tx, req Request, text string) (Reply, error) {
	zone, err := readZone(text)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	req.Account.Zone, req.Account.ZoneChosen = zone, true
	if err := tx.SaveAccount(ctx, req.Account); err != nil {
		return Reply{}, err
	}
	s := view.Zones(req.P, zone, true)
	s.Text = view.Paragraphs(req.P.HTML("settings.zone_set", "zone", req.P.ZoneName(zone)), s.Text)
	return Reply{Edit: &s, Replan: true}, nil
}
