package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	tg "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Bot is what Telegram says of the bot itself.
type Bot struct {
	ID             int64
	Username       string // without @
	Name           string
	CanJoinGroups  bool
	ReadsAllGroups bool // privacy mode is off
	Inline         bool
}

// Self asks Telegram who the bot is, and keeps its name for the reading of commands.
// Errors are *FetchError.
func (c *Client) Self(ctx context.Context) (Bot, error) {
	var me struct {
		ID             int64  `json:"id"`
		Username       string `json:"username"`
		FirstName      string `json:"first_name"`
		CanJoinGroups  bool   `json:"can_join_groups"`
		ReadsAllGroups bool   `json:"can_read_all_group_messages"`
		Inline         bool   `json:"supports_inline_queries"`
	}
	if err := c.ask(ctx, "getMe", nil, &me); err != nil {
		return Bot{}, err
	}
	bot := Bot{
		ID: me.ID, Username: me.Username, Name: me.FirstName,
		CanJoinGroups: me.CanJoinGroups, ReadsAllGroups: me.ReadsAllGroups, Inline: me.Inline,
	}
	c.self.Store(&bot)
	return bot, nil
}

// DeleteWebhook has Telegram keep updates for Fetch; none is dropped. Errors are
// *FetchError.
func (c *Client) DeleteWebhook(ctx context.Context) error {
	var done bool
	return c.ask(ctx, "deleteWebhook", nil, &done)
}

// WebhookInfo tells where Telegram sends updates (empty: nowhere, Fetch gets them) and
// how many wait. Errors are *FetchError.
func (c *Client) WebhookInfo(ctx context.Context) (url string, pending int, err error) {
	var info struct {
		URL     string `json:"url"`
		Pending int    `json:"pending_update_count"`
	}
	if err := c.ask(ctx, "getWebhookInfo", nil, &info); err != nil {
		return "", 0, err
	}
	return info.URL, info.Pending, nil
}

// ask makes a call and reads its result into v.
func (c *Client) ask(ctx context.Context, method string, params tg.Params, v any) error {
	result, x, err := c.request(ctx, callTimeout, method, params)
	if err != nil {
		return failure(method, x, err)
	}
	if err := json.Unmarshal(result, v); err != nil {
		return &FetchError{Kind: Network, Err: fmt.Errorf("telegram: %s: %w", method, err)}
	}
	return nil
}

// HasPicture tells whether the bot has a picture. Errors are *FetchError.
func (c *Client) HasPicture(ctx context.Context) (bool, error) {
	self := c.self.Load()
	if self == nil {
		b, err := c.Self(ctx)
		if err != nil {
			return false, err
		}
		self = &b
	}
	var photos struct {
		Total int `json:"total_count"`
	}
	err := c.ask(ctx, "getUserProfilePhotos", tg.Params{"user_id": strconv.FormatInt(self.ID, 10), "limit": "1"}, &photos)
	return photos.Total > 0, err
}
