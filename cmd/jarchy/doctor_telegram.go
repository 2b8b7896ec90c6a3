package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jarchy/internal/telegram"
)

// known checks the token and what Telegram says of the bot. The client is nil if
// there is no use in asking more.
func (d doctor) known(ctx context.Context) (*telegram.Client, telegram.Bot, []finding) {
	no := func(err error, do string) (*telegram.Client, telegram.Bot, []finding) {
		return nil, telegram.Bot{}, []finding{{ill, "token", err.Error(), do}}
	}
	token, err := d.connection.token()
	if err != nil {
		return no(err, "set TELEGRAM_BOT_TOKEN, or TELEGRAM_BOT_TOKEN_FILE")
	}
	c, err := telegram.New(telegram.Options{Token: token, APIURL: d.APIURL, Now: time.Now})
	if err != nil {
		return no(err, "copy it anew from @BotFather: /mybots, the bot, API Token")
	}
	asking, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	self, err := c.Self(asking)
	var failure *telegram.FetchError
	switch {
	case errors.As(err, &failure) && failure.Fatal():
		return no(err, "it was revoked, or is another server's: copy it anew from @BotFather: /mybots, the bot, API Token")
	case err != nil:
		return no(err, "does this machine reach api.telegram.org by https? A firewall or proxy may stand between")
	}
	fs := []finding{{well, "token", "@" + self.Username, ""}, {well, "name", self.Name, ""}}
	if photo, err := c.HasPicture(ctx); err == nil && !photo {
		fs = append(fs, finding{odd, "picture", "none", "people trust a bot that has the programme's emblem: @BotFather, /setuserpic"})
	}
	if self.ReadsAllGroups {
		fs = append(fs, finding{odd, "privacy mode", "off: in groups the bot is given all that is written", "it needs none of that: @BotFather, /setprivacy, Enable"})
	}
	if self.Inline {
		fs = append(fs, finding{odd, "inline mode", "on, and not used", "@BotFather, /setinline, then /empty"})
	}
	return c, self, fs
}

// line checks by which way updates come, and whether somebody else takes them.
// serving says that a process on this database is active: then it is the one that
// sees others, and asking here would only be in its way.
func (d doctor) line(ctx context.Context, c *telegram.Client, serving bool) []finding {
	url, pending, err := c.WebhookInfo(ctx)
	switch {
	case err != nil:
		return []finding{{ill, "updates", err.Error(), "try again"}}
	case url != d.WebhookURL && url != "":
		return []finding{{ill, "updates", "a webhook takes them, to an address that is not JARCHY_WEBHOOK_URL",
			"stop whoever set it; `jarchy serve` then takes the updates over by itself"}}
	case d.WebhookURL != "" && url == "":
		return []finding{{odd, "updates", "no webhook is set yet", "`jarchy serve` sets it"}}
	case url != "":
		return []finding{{well, "updates", fmt.Sprintf("brought to the webhook; %d wait", pending), ""}}
	case serving:
		return []finding{{well, "updates", fmt.Sprintf("polled; %d wait", pending), ""}}
	}
	if another(ctx, c) {
		return []finding{{ill, "updates", "another copy polls with this token", "stop it, or give one of them a token of its own. If it is not yours, revoke the token: @BotFather, /revoke"}}
	}
	return []finding{{well, "updates", fmt.Sprintf("nobody else polls; %d wait", pending), ""}}
}

// another reports whether somebody else polls with the same token: of two, Telegram
// ends the one when the other asks, within seconds. Nothing is confirmed.
func another(ctx context.Context, c *telegram.Client) bool {
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	for ctx.Err() == nil {
		_, err := c.Fetch(ctx)
		var failure *telegram.FetchError
		if errors.As(err, &failure) && failure.Conflict() {
			return true
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
	return false
}
