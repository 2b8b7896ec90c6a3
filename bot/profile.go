package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Introduce queues what Telegram shows of the bot to whoever looks at it: whose it
// is and what it does. It is called at start; a bot that nobody owns keeps its
// silence.
func (b *Bot) Introduce(ctx context.Context, tx *postgres.Tx) error {
	g, err := firstProgramme(ctx, tx)
	if err != nil {
		return err
	}
	team, err := tx.Team(ctx, g.ID)
	if err != nil || team.Owners() == 0 {
		return err
	}
	return introduce(ctx, tx, g)
}

// introduce queues the bot's name and its descriptions in each language, each unless
// it is the one that was set last: Telegram takes few names a day. A name is the
// same in every language; one that nobody gave is not taken. Who reads none of our
// languages is told in the programme's.
func introduce(ctx context.Context, tx *postgres.Tx, g programme.Programme) error {
	first, err := firstProgramme(ctx, tx)
	if err != nil || first.ID != g.ID { // the bot is the first programme's
		return err
	}
	if g.Name != programme.UnnamedProgramme {
		if err := profile(ctx, tx, "setMyName", "name", view.Cut(g.Name, view.MaxBotName), ""); err != nil {
			return err
		}
	}
	describe := func(p *locale.Printer, language string) error {
		if err := profile(ctx, tx, "setMyDescription", "description", view.Description(p, g.Name), language); err != nil {
			return err
		}
		return profile(ctx, tx, "setMyShortDescription", "short_description", view.ShortDescription(p, g.Name), language)
	}
	if err := describe(locale.For(g.Language), ""); err != nil {
		return err
	}
	for _, l := range locale.Languages() {
		if err := describe(locale.For(l.Code), l.Code); err != nil {
			return err
		}
	}
	return nil
}

// profile queues a text of the bot's profile in a language, empty for all others.
// What was queued before and has not left is withdrawn, so that it cannot come
// later than this.
func profile(ctx context.Context, tx *postgres.Tx, method, what, text, language string) error {
	sum := sha256.Sum256([]byte(text))
	changed, err := tx.Remember(ctx, "profile:"+what+":"+language, hex.EncodeToString(sum[:8]))
	if err != nil || !changed {
		return err
	}
	if err := tx.WithdrawProfile(ctx, method, language); err != nil {
		return err
	}
	params := map[string]any{what: text}
	if language != "" {
		params["language_code"] = language
	}
	return tx.Enqueue(ctx, programme.Message{Method: method, Params: params, Class: programme.Mass})
}
