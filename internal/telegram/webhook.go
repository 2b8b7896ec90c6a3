package telegram

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"jarchy/internal/programme"
)

// webhookConnections is how many updates Telegram may bring at once.
const webhookConnections = 40

// secretPattern is what Telegram takes as a webhook's secret token.
var secretPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// CheckWebhookSecret refuses what Telegram would not take as a webhook's secret
// token, and what could be guessed.
func CheckWebhookSecret(secret Secret) error {
	if !secretPattern.MatchString(secret.Reveal()) || len(secret) < 16 {
		return errors.New("the webhook's secret must be 16 to 256 letters, digits, _ or -; for example from `openssl rand -hex 32`")
	}
	return nil
}

// SetWebhook has Telegram bring updates to an address, with the secret in the header
// X-Telegram-Bot-Api-Secret-Token. What waits is kept. Errors are *FetchError.
func (c *Client) SetWebhook(ctx context.Context, address string, secret Secret) error {
	var done bool
	return c.ask(ctx, "setWebhook", tg.Params{
		"url": address, "secret_token": secret.Reveal(), "allowed_updates": allowedUpdates,
		"max_connections": strconv.Itoa(webhookConnections),
	}, &done)
}

// ReadUpdate reads an update that Telegram brought. One that does not fit comes as
// Unreadable; it fails only if not even the id can be read.
func (c *Client) ReadUpdate(body []byte) (programme.Update, error) {
	var username string
	if self := c.self.Load(); self != nil {
		username = self.Username
	}
	u, err := readUpdate(body, username)
	if err != nil {
		return u, fmt.Errorf("telegram: %w", err)
	}
	u.Fetched = c.now()
	return u, nil
}
