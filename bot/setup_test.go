package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"jarchy/bot"
	"jarchy/internal/postgres"
)

// newOwnerless is an office whose programme nobody owns.
func newOwnerless(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.exec(`DELETE FROM person`)
	o.exec(`DELETE FROM account`)
	return o
}

// token is what a link that makes an owner carries.
func (o *office) token(link func(context.Context, *postgres.Tx, string) (string, error)) string {
	o.t.Helper()
	var url string
	if err := o.pools[0].Do(o.t.Context(), func(tx *postgres.Tx) (err error) {
		url, err = link(o.t.Context(), tx, "jarchy_bot")
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	_, token, _ := strings.Cut(url, "?start=")
	return token
}

func (o *office) owners() string {
	o.t.Helper()
	return o.text(`SELECT coalesce(string_agg(account_id::text, ' ' ORDER BY account_id), '') FROM person WHERE role = 'owner'`)
}

// TestOwnersLinks: which links make an owner, and when. All that do not are answered
// alike, and nothing is stored of who opened them.
func TestOwnersLinks(t *testing.T) {
	t.Parallel()
	const first, second = 501, 502
	open := func(o *office, user int64, token string) { o.do(o.said(user, "start", token)) }
	for name, c := range map[string]struct {
		act  func(o *office)
		want string
	}{
		"the setup link": {func(o *office) { open(o, first, o.token(bot.SetupLink)) }, "501"},
		"used": {func(o *office) {
			token := o.token(bot.SetupLink)
			open(o, first, token)
			open(o, second, token)
		}, "501"},
		"the setup link of another start, once there is an owner": {func(o *office) {
			one, two := o.token(bot.SetupLink), o.token(bot.SetupLink)
			open(o, first, one)
			open(o, second, two)
		}, "501"},
		"each of two starts": {func(o *office) {
			one := o.token(bot.SetupLink)
			o.token(bot.SetupLink)
			open(o, first, one)
		}, "501"},
		"late": {func(o *office) {
			token := o.token(bot.SetupLink)
			o.clock.Set(o.clock.Now().Add(24 * time.Hour))
			open(o, first, token)
		}, ""},
		"in time": {func(o *office) {
			token := o.token(bot.SetupLink)
			o.clock.Set(o.clock.Now().Add(24*time.Hour - time.Second))
			open(o, first, token)
		}, "501"},
		"forged": {func(o *office) {
			o.token(bot.SetupLink)
			for _, token := range []string{"setup_", "setup", "setup_abcdefghijkmnopqrstuvwx", "setup_%", "setup__"} {
				open(o, first, token)
			}
		}, ""},
		"the way back in": {func(o *office) {
			open(o, first, o.token(bot.SetupLink))
			open(o, second, o.token(bot.OwnerLink))
		}, "501 502"},
		"one link voids those before": {func(o *office) {
			setup, one := o.token(bot.SetupLink), o.token(bot.OwnerLink)
			two := o.token(bot.OwnerLink)
			open(o, first, setup)
			open(o, first, one)
			open(o, second, two)
		}, "502"},
		"opened by an owner, it is still good": {func(o *office) {
			open(o, first, o.token(bot.SetupLink))
			token := o.token(bot.OwnerLink)
			open(o, first, token)
			open(o, second, token)
		}, "501 502"},
		"an invitation to the team": {func(o *office) {
			open(o, first, o.token(bot.SetupLink))
			invitation := o.invitation(first)
			open(o, second, "setup_"+invitation)
		}, "501"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOwnerless(t)
			c.act(o)
			o.want("owners", o.owners(), c.want)
			for _, user := range []int64{first, second} {
				if strings.Contains(c.want, fmt.Sprint(user)) {
					continue
				}
				o.want("accounts of who owns nothing", o.int(`SELECT count(*) FROM account WHERE id = $1`, user), 0)
				for _, said := range o.heardAll(user) {
					o.want("answer", said, refusal("link_dead"))
				}
			}
			o.want("tokens as they are", o.int(`SELECT count(*) FROM token WHERE length(hash) <> 32`), 0)
		})
	}
}

// heardAll is all that was said to a user.
func (o *office) heardAll(user int64) (texts []string) {
	o.t.Helper()
	if err := o.sql.Select(&texts, `SELECT params ->> 'text' FROM outbox WHERE chat = $1 AND method = 'sendMessage' ORDER BY id`, user); err != nil {
		o.t.Fatal(err)
	}
	for i, s := range texts {
		texts[i] = plain(s)
	}
	return texts
}

// TestSetupLinkWithOwner: none is made while somebody owns the programme.
func TestSetupLinkWithOwner(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.want("link", o.token(bot.SetupLink), "")
	o.want("tokens", o.int(`SELECT count(*) FROM token`), 0)
}

// TestTwoOpeners: of many who open the links of one bot at once, one owns it.
func TestTwoOpeners(t *testing.T) {
	t.Parallel()
	o := newOwnerless(t)
	for round := range rounds {
		o.exec(`DELETE FROM change`)
		o.exec(`DELETE FROM outbox`)
		o.exec(`DELETE FROM person`)
		tokens := []string{o.token(bot.SetupLink), o.token(bot.SetupLink)} // as of two starts
		var fs []func() error
		for i := range 8 {
			fs = append(fs, o.handling(i, o.said(int64(600+i), "start", tokens[i/4])))
		}
		o.atOnce(fs...)
		o.want(fmt.Sprintf("round %d: owners", round), o.int(`SELECT count(*) FROM person WHERE role = 'owner'`), 1)
		o.want("persons", o.int(`SELECT count(*) FROM person`), 1)
		o.want("all are answered", o.int(`SELECT count(DISTINCT chat) FROM outbox`), 8)
	}
	o.report()
}

// TestUnownedStranger: somebody who finds a bot that nobody owns learns where its
// operator finds the link, and nothing is stored of them.
func TestUnownedStranger(t *testing.T) {
	t.Parallel()
	o := newOwnerless(t)
	for _, u := range []string{"start", "language", ""} {
		if got := o.do(o.said(aStranger, u, "")); !strings.Contains(got, "jarchy owner-link") || !strings.Contains(got, fmt.Sprint(aStranger)) {
			t.Errorf("/%s: %s", u, got)
		}
	}
	o.want("accounts", o.int(`SELECT count(*) FROM account`), 0)
}

// TestProfile: what Telegram shows of the bot is set when it changes, and only then.
func TestProfile(t *testing.T) {
	t.Parallel()
	o := newOwnerless(t)
	calls := func() string {
		t.Helper()
		s := o.text(`SELECT coalesce(string_agg(method || ' ' || n, ', ' ORDER BY method), '') FROM (
			SELECT method, count(*) AS n FROM outbox WHERE method LIKE 'setMy%' AND method <> 'setMyCommands' AND withdrawn IS NULL GROUP BY method) c`)
		o.exec(`UPDATE outbox SET state = 'sent', final_at = $1 WHERE method LIKE 'setMy%'`, o.clock.Now())
		o.exec(`DELETE FROM outbox WHERE method LIKE 'setMy%'`)
		return s
	}
	start := func() {
		t.Helper()
		if err := o.pools[0].Do(t.Context(), func(tx *postgres.Tx) error { return o.bot.Introduce(t.Context(), tx) }); err != nil {
			t.Fatal(err)
		}
	}
	const (
		eight = "setMyDescription 8, setMyShortDescription 8" // seven languages, and one for all others
		nine  = "setMyDescription 8, setMyName 1, setMyShortDescription 8"
	)
	start()
	o.want("a bot that nobody owns", calls(), "")
	o.do(o.said(501, "start", o.token(bot.SetupLink)))
	o.want("before the name is known", calls(), "")
	o.do(o.said(501, "", "Border Programme"))
	o.want("a name", calls(), nine)
	start()
	o.want("the next start", calls(), "")
	o.do(o.pressed(501, "g.zone:Asia/Tashkent"))
	o.want("another zone", calls(), "")
	o.do(o.pressed(501, "g.lang:ru"))
	o.want("another language", calls(), "setMyDescription 1, setMyShortDescription 1")
	o.do(o.pressed(501, "g.name:ask"))
	o.do(o.said(501, "", "Border Programme"))
	o.want("the same name", calls(), "")
	for _, name := range []string{"One", "Two"} { // the first has not left yet
		o.do(o.pressed(501, "g.name:ask"))
		o.do(o.said(501, "", name))
	}
	o.want("name that waits", o.text(`SELECT string_agg(params ->> 'name', ' ') FROM outbox WHERE method = 'setMyName' AND withdrawn IS NULL`), "Two")
	o.want("two names, one after the other", calls(), nine)

	o.exec(`UPDATE programme SET name = 'Our programme'`)
	start()
	o.want("a name that nobody gave", calls(), eight)
}
