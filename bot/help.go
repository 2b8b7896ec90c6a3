package bot

import (
	"context"

	"jarchy/internal/postgres"
	"jarchy/internal/view"
)

var help = Command{Name: "help", Help: true, Look: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	var lines []view.HelpLine
	for _, c := range req.commands {
		if c.Help && c.may(req) {
			lines = append(lines, view.HelpLine{Name: c.Name, Args: c.Args, About: req.P.Say("about." + c.Name)})
		}
	}
	return say(view.Help(req.P, req.Me.Role.Staff(), lines)), nil
}}

var privacy = Command{Name: "privacy", Help: true, Look: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	return say(view.Privacy(req.P, req.Programme)), nil
}}
