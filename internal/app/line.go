package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jarchy/internal/intake"
	"jarchy/internal/web"
)

// lineLook is how often it is looked at whether updates still come this way.
const lineLook = time.Minute

// ownLine has updates come the way they are expected: to the webhook, or to who
// polls. A webhook that was left over keeps them from polling.
func (a *App) ownLine(ctx context.Context) {
	c := a.config
	url, _, err := a.client.WebhookInfo(ctx)
	switch {
	case err != nil || url == c.Webhook && url == "":
	case c.Webhook == "":
		c.Log.WarnContext(ctx, "a webhook was left over; it is taken away")
		err = a.client.DeleteWebhook(ctx)
	default: // even if the address is the same: the secret may be another
		err = a.client.SetWebhook(ctx, c.Webhook, c.WebhookSecret)
	}
	if err != nil && ctx.Err() == nil {
		c.Log.WarnContext(ctx, "could not see to it that updates come this way", "err", err)
	}
}

// keepLine sets the webhook again if somebody took it away.
func (a *App) keepLine(ctx context.Context) {
	if a.config.Webhook == "" {
		return // who polls sees it at once
	}
	for sleep(ctx, lineLook) {
		url, _, err := a.client.WebhookInfo(ctx)
		if err == nil && url != a.config.Webhook {
			a.config.Log.WarnContext(ctx, "updates went elsewhere: another copy uses this token, or did; the webhook is set again")
			a.ownLine(ctx)
		}
	}
}

// Take handles an update as Telegram brought it to the webhook, for good.
func (a *App) Take(ctx context.Context, body []byte) error {
	u, err := a.client.ReadUpdate(body)
	if err != nil {
		a.config.Log.WarnContext(ctx, "the webhook got what is no update", "err", err)
		return fmt.Errorf("%w: %w", web.ErrUnreadable, err)
	}
	err = a.intake.Take(ctx, u)
	switch {
	case errors.Is(err, intake.ErrStandby):
		return web.ErrStandby
	case err != nil:
		a.config.Log.WarnContext(ctx, "an update could not be handled; Telegram brings it again", "update", u.ID, "err", err)
	}
	return err
}
