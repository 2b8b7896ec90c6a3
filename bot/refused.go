package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// refusedDue tells of what Telegram will never take: it is not sent again, so somebody
// has to do without the bot.
func refusedDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args postgres.RefusedArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	if args.Key != "" {
		return documentRefused(ctx, tx, j, args.Key)
	}
	rows, err := tx.Refused(ctx, args.From)
	if err != nil {
		return err
	}
	var about []int64
	for _, r := range rows {
		about = append(about, r.Event)
	}
	events, err := tx.EventsByID(ctx, about)
	if err != nil {
		return err
	}
	all, err := tx.Programmes(ctx)
	if err != nil {
		return err
	}
	for _, g := range all {
		refused := view.Refused{Why: args.Why}
		replies := 0 // of no programme: what the bot says of itself is its owners' business
		for _, r := range rows {
			switch r.Programme {
			case 0:
				replies += r.N
			case g.ID:
				refused.N += r.N
			}
		}
		for _, e := range events {
			if e.Programme == g.ID {
				refused.Events = append(refused.Events, e)
			}
		}
		// For the same reason once a day: the next of them are likely to be many.
		day := programme.DateOf(tx.Now().In(location(g.Zone)))
		if err := tellTeam(ctx, tx, g, func(r programme.Reader) (programme.Message, bool) {
			refused := refused
			if r.Role == programme.Owner {
				refused.N += replies
			}
			return programme.Message{Class: programme.Notice, Key: fmt.Sprintf("refused:%d:%s:%s", r.Person, day, args.Why),
				Params: view.RefusedMessages(locale.For(r.Language), refused).Params()}, refused.N > 0
		}); err != nil {
			return err
		}
	}
	return nil
}
