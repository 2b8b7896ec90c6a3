package telegram_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"jarchy/internal/telegram"
)

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	now := time.Now
	for name, tt := range map[string]struct {
		options telegram.Options
		want    string
	}{
		"no token":         {telegram.Options{Now: now}, "token is malformed"},
		"half a token":     {telegram.Options{Token: telegram.Secret(token[:20]), Now: now}, "token is malformed"},
		"token and more":   {telegram.Options{Token: telegram.Secret(token + "\n"), Now: now}, "token is malformed"},
		"no clock":         {telegram.Options{Token: token}, "Now is missing"},
		"no scheme":        {telegram.Options{Token: token, Now: now, APIURL: "api.telegram.org"}, "scheme and host"},
		"other scheme":     {telegram.Options{Token: token, Now: now, APIURL: "ftp://api.telegram.org"}, "scheme and host"},
		"no host":          {telegram.Options{Token: token, Now: now, APIURL: "https://"}, "scheme and host"},
		"not an address":   {telegram.Options{Token: token, Now: now, APIURL: "https://bot" + token + "%zz"}, "scheme and host"},
		"path with token":  {telegram.Options{Token: token, Now: now, APIURL: "https://api.telegram.org/bot" + token}, "has a path"},
		"query":            {telegram.Options{Token: token, Now: now, APIURL: "https://api.telegram.org?a=b"}, "has a path or a query"},
		"user":             {telegram.Options{Token: token, Now: now, APIURL: "https://" + token + "@api.telegram.org"}, "user name"},
		"library's format": {telegram.Options{Token: token, Now: now, APIURL: "https://api.telegram.org/bot%s/%s"}, "scheme and host"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := telegram.New(tt.options)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want an error with %q", err, tt.want)
			}
			noToken(t, "error", err.Error())
		})
	}
}

func TestNewTakes(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "https://api.telegram.org", "http://localhost:8081/", "http://[fe80::1%25eth0]:8081"} {
		if _, err := telegram.New(telegram.Options{Token: token, APIURL: url, Now: time.Now}); err != nil {
			t.Errorf("%q: got %v", url, err)
		}
	}
}

func TestSecretIsNotPrinted(t *testing.T) {
	t.Parallel()
	secret := telegram.Secret(token)
	holder := struct {
		Token  telegram.Secret
		Nested map[string]*telegram.Options
	}{Token: secret}
	c, err := telegram.New(telegram.Options{Token: secret, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	var printed []string
	for _, v := range []any{secret, &secret, holder, &holder, telegram.Options{Token: secret}, []telegram.Secret{secret}, c} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
			printed = append(printed, fmt.Sprintf(verb, v))
		}
	}
	data, err := json.Marshal(map[string]any{"secret": secret, "holder": holder})
	if err != nil {
		t.Fatal(err)
	}
	log := &logBuffer{}
	slog.New(slog.NewTextHandler(log, nil)).Info("text", "token", secret, "holder", holder)
	slog.New(slog.NewJSONHandler(log, nil)).Info("json", "token", secret, "holder", holder)
	for _, s := range append(printed, string(data), log.String(), secret.String(), secret.GoString()) {
		noToken(t, "a secret", s)
	}
	if got := secret.Reveal(); got != token {
		t.Errorf("got %q revealed", got)
	}
	if got := telegram.Secret("").String(); got != "" {
		t.Errorf("got %q of no secret", got)
	}
}
