package bot

import (
	"context"
	"strings"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// programmeButtons let an owner change the programme's name, zone and language, in
// the first setup and ever after.
var programmeButtons = []Command{
	{Verb: "g", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		return show(view.Programme(req.P, req.Programme)), nil
	}},
	{
		Verb: "g.name", Who: Owner,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			switch req.part(0) {
			case "ask":
				return show(view.AskProgrammeName(req.P, req.Programme)), askProgrammeName(ctx, tx, req, 0)
			case "keep":
				return afterSetting(ctx, tx, req, req.part(1) == setupPart, view.FieldProgramme, "")
			}
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
			return nameProgramme(ctx, tx, req, a.Subject == inSetup)
		},
	},
	{
		Verb: "g.zone", Who: Owner,
		Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
			if req.part(0) == "" {
				return show(view.ProgrammeZones(req.P, req.Programme)), askProgrammeZone(ctx, tx, req, 0)
			}
			return setProgrammeZone(ctx, tx, req, req.part(0), req.part(1) == setupPart)
		},
		Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
			return setProgrammeZone(ctx, tx, req, req.Text, a.Subject == inSetup)
		},
	},
	{Verb: "g.lang", Who: Owner, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		chosen := req.part(0)
		if chosen == "" {
			return show(view.ProgrammeLanguages(req.P, req.Programme)), nil
		}
		if !isLanguage(chosen) {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		if err := changeProgramme(ctx, tx, &req, programme.Programme{Language: chosen}); err != nil {
			return Reply{}, err
		}
		toast := req.P.Say("setup.language_set", "language", view.LanguageName(chosen))
		return afterSetting(ctx, tx, req, req.part(1) == setupPart, programme.FieldLanguage, toast)
	}},
}

func askProgrammeName(ctx context.Context, tx *postgres.Tx, req Request, subject int64) error {
	return tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "g.name", Subject: subject, Field: string(view.FieldProgramme)}, req.Now.Add(askFor))
}

func askProgrammeZone(ctx context.Context, tx *postgres.Tx, req Request, subject int64) error {
	return tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "g.zone", Subject: subject, Field: string(programme.FieldZone)}, req.Now.Add(askFor))
}

// nameProgramme takes what was typed as the programme's name. It is the bot's, too:
// it may be as long as Telegram lets a bot's be.
func nameProgramme(ctx context.Context, tx *postgres.Tx, req Request, setup bool) (Reply, error) {
	name, err := announce.Title(req.Text)
	if err != nil {
		return Reply{}, err
	}
	if strings.HasSuffix(name, "?") {
		return Reply{}, programme.Refuse(programme.Invalid, "name_question")
	}
	if n := len([]rune(name)); n > view.MaxBotName {
		return Reply{}, programme.Refuse(programme.Invalid, "title_long", "n", n, "max", view.MaxBotName)
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	if err := changeProgramme(ctx, tx, &req, programme.Programme{Name: name}); err != nil {
		return Reply{}, err
	}
	return afterSetting(ctx, tx, req, setup, view.FieldProgramme, "")
}

// setProgrammeZone takes an IANA name, or a city or country whose zone is known.
func setProgrammeZone(ctx context.Context, tx *postgres.Tx, req Request, text string, setup bool) (Reply, error) {
	zone, err := readZone(text)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
		return Reply{}, err
	}
	if err := changeProgramme(ctx, tx, &req, programme.Programme{Zone: zone}); err != nil {
		return Reply{}, err
	}
	toast := req.P.Say("setup.zone_set", "zone", req.P.ZoneName(zone))
	return afterSetting(ctx, tx, req, setup, programme.FieldZone, toast)
}

// changeProgramme stores what is given of the request's programme, and has the bot
// introduce itself accordingly.
func changeProgramme(ctx context.Context, tx *postgres.Tx, req *Request, change programme.Programme) error {
	change.ID = req.Programme.ID
	before := req.Programme
	after, err := tx.ChangeProgramme(ctx, change)
	if err != nil {
		return err
	}
	if after.Name == before.Name && after.Zone == before.Zone && after.Language == before.Language {
		return nil
	}
	after.Hours = before.Hours
	req.Programme = after
	if err := tx.Log(ctx, postgres.Change{Programme: after.ID, Subject: "programme", SubjectID: after.ID, By: req.Me.ID,
		Old: map[string]any{"name": before.Name, "zone": before.Zone, "language": before.Language},
		New: map[string]any{"name": after.Name, "zone": after.Zone, "language": after.Language}}); err != nil {
		return err
	}
	if after.Zone != before.Zone {
		if err := tx.ReplanProgramme(ctx, after.ID); err != nil {
			return err
		}
	}
	return introduce(ctx, tx, after)
}
