package main

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"jarchy/internal/telegram"
)

// webhook is where Telegram brings updates; the zero one: nowhere.
type webhook struct {
	address string // as Telegram knows it
	pattern string // as this process serves it
	secret  telegram.Secret
}

// incoming is where this process listens, and by which way updates come.
type incoming struct {
	Listen            string `env:"JARCHY_LISTEN" default:"127.0.0.1:8080" help:"Where health and metrics are served; empty: nowhere."`
	WebhookURL        string `name:"webhook-url" env:"JARCHY_WEBHOOK_URL" help:"Have Telegram bring updates to this https address, served on --listen under its path. Empty: they are polled."`
	WebhookSecret     string `env:"JARCHY_WEBHOOK_SECRET" help:"What Telegram says to be let in at the webhook: 16 to 256 letters, digits, _ or -."`
	WebhookSecretFile string `env:"JARCHY_WEBHOOK_SECRET_FILE" type:"path" help:"A file that holds the webhook's secret."`
}

var plainPath = regexp.MustCompile(`^[A-Za-z0-9/_.-]*$`)

// webhook reads and checks the settings. There is none without a secret: whoever
// knows the address could say anything in anybody's name.
func (s incoming) webhook() (webhook, error) {
	text, err := secret(s.WebhookSecret, s.WebhookSecretFile)
	if err != nil || s.WebhookURL == "" {
		return webhook{}, err
	}
	u, err := url.Parse(s.WebhookURL)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return webhook{}, fmt.Errorf("JARCHY_WEBHOOK_URL: %q is not an address such as https://bot.example.org/telegram", s.WebhookURL)
	}
	switch path := u.EscapedPath(); {
	case !plainPath.MatchString(path):
		return webhook{}, fmt.Errorf("JARCHY_WEBHOOK_URL: a path of letters, digits, / - _ . will do; for example https://%s/telegram", u.Host)
	case path == "/healthz" || path == "/readyz" || path == "/metrics":
		return webhook{}, fmt.Errorf("JARCHY_WEBHOOK_URL: %s is taken; for example https://%s/telegram", path, u.Host)
	case s.Listen == "":
		return webhook{}, errors.New("JARCHY_WEBHOOK_URL needs JARCHY_LISTEN: that is where updates arrive")
	case text == "":
		return webhook{}, errors.New("JARCHY_WEBHOOK_URL needs JARCHY_WEBHOOK_SECRET; for example from `openssl rand -hex 32`")
	}
	if err := telegram.CheckWebhookSecret(telegram.Secret(text)); err != nil {
		return webhook{}, fmt.Errorf("JARCHY_WEBHOOK_SECRET: %w", err)
	}
	path := u.Path
	if path == "" || path == "/" {
		path = "/{$}"
	}
	return webhook{address: s.WebhookURL, pattern: "POST " + path, secret: telegram.Secret(text)}, nil
}
