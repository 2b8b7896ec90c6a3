package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Menus queues Telegram's command menu for everyone, in each language, unless it
// is the one that was set last. It is called at start.
func (b *Bot) Menus(ctx context.Context, tx *postgres.Tx) error {
	scope := map[string]any{"type": "all_private_chats"}
	if err := menu(ctx, tx, b.commands, Request{P: locale.For("en")}, scope, ""); err != nil {
		return err
	}
	for _, l := range locale.Languages() {
		if err := menu(ctx, tx, b.commands, Request{P: locale.For(l.Code)}, scope, l.Code); err != nil {
			return err
		}
	}
	return nil
}

// menuFor queues the menu of one person's chat, with staff's commands.
func menuFor(ctx context.Context, tx *postgres.Tx, req Request) error {
	return menu(ctx, tx, req.commands, req, map[string]any{"type": "chat", "chat_id": req.Chat}, "")
}

func menu(ctx context.Context, tx *postgres.Tx, commands []Command, req Request, scope map[string]any, language string) error {
	var list []map[string]any
	for _, c := range commands {
		if c.Help && c.may(req) {
			list = append(list, map[string]any{"command": c.Name, "description": req.P.Say("about." + c.Name)})
		}
	}
	params := map[string]any{"commands": list, "scope": scope}
	if language != "" {
		params["language_code"] = language
	}
	text, err := json.Marshal(params)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	changed, err := tx.Remember(ctx, fmt.Sprintf("menu:%v:%v:%s", scope["type"], scope["chat_id"], language), hex.EncodeToString(sum[:8]))
	if err != nil || !changed {
		return err
	}
	return tx.Enqueue(ctx, programme.Message{Method: "setMyCommands", Params: params, Class: programme.Mass})
}
