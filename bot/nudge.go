package bot

import (
	"context"
	"strings"

	"jarchy/internal/postgres"
	"jarchy/internal/reminder"
)

// nudge asks those for their answer who have not given one. All else is as with a
// message of /remind.
var nudge = Command{Name: "nudge", Args: "CODE […]", Help: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	name, words, _ := strings.Cut(strings.TrimSpace(req.Args), " ")
	if name == "" {
		return which(ctx, tx, req, req.P.HTML("nudge.which"), byCode("nudge"))
	}
	return previewSend(ctx, tx, req, reminder.Nudge, name, words)
}}
