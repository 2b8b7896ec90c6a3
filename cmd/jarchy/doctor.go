package main

import (
	"context"
	"fmt"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/telegram"
)

// doctor checks what a bot needs and says what to do about what is wrong.
type doctor struct {
	connection
	database
	logging
}

// finding is one check: what was looked at, what was found, and whether it is
// well; if not, Found says what to do.
type finding struct {
	What, Found string
	Well        bool
}

func (d doctor) Run(ctx context.Context) error {
	log, err := d.logger()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	findings := append(d.telegram(ctx), zones())
	address, stop, err := d.open(ctx, log)
	if err != nil {
		findings = append(findings, finding{"database", err.Error(), false})
	} else {
		defer stop()
		findings = append(findings, inspect(ctx, address)...)
	}
	ill := 0
	for _, f := range findings {
		sign := "ok  "
		if !f.Well {
			sign, ill = "BAD ", ill+1
		}
		fmt.Printf("%s %-12s %s\n", sign, f.What, f.Found)
	}
	if ill > 0 {
		return fmt.Errorf("%d of %d checks failed", ill, len(findings))
	}
	return nil
}

func (d doctor) telegram(ctx context.Context) []finding {
	token, err := d.token()
	if err != nil {
		return []finding{{"token", err.Error(), false}}
	}
	c, err := telegram.New(telegram.Options{Token: token, APIURL: d.APIURL, Now: time.Now})
	if err != nil {
		return []finding{{"token", err.Error(), false}}
	}
	self, err := c.Self(ctx)
	if err != nil {
		return []finding{{"token", "Telegram does not take it, or does not answer: " + err.Error(), false}}
	}
	fs := []finding{{"token", "@" + self.Username, true}}
	switch url, pending, err := c.WebhookInfo(ctx); {
	case err != nil:
		fs = append(fs, finding{"webhook", err.Error(), false})
	case url != "":
		fs = append(fs, finding{"webhook", "one is set, so polling gets nothing: stop whoever set it; `serve` removes it at start", false})
	default:
		fs = append(fs, finding{"webhook", fmt.Sprintf("none; %d updates wait", pending), true})
	}
	return fs
}

func zones() finding {
	if err := locale.CheckZones(); err != nil {
		return finding{"zone data", err.Error(), false}
	}
	return finding{"zone data", "Almaty is at +05:00, as since March 2024", true}
}

func inspect(ctx context.Context, address string) []finding {
	db, err := openDatabase(ctx, address)
	if err != nil {
		return []finding{{"database", err.Error(), false}}
	}
	defer db.Close()
	about, err := db.About(ctx)
	if err != nil {
		return []finding{{"database", err.Error(), false}}
	}
	fs := []finding{{"database", fmt.Sprintf("Postgres %s, locale %s", about.Version, about.Locale), about.Number >= 150000}}
	if about.Number < 150000 {
		fs[0].Found += ": too old, 15 or newer is needed"
	}
	if about.Schema == 0 {
		fs = append(fs, finding{"schema", "not there yet: `jarchy migrate`, or just `jarchy serve`", false})
	} else {
		fs = append(fs, finding{"schema", fmt.Sprintf("version %d", about.Schema), true})
	}
	skew := about.Skew.Round(time.Millisecond)
	f := finding{"clock", fmt.Sprintf("the database is %s ahead of this machine", skew), skew.Abs() < 10*time.Second}
	if !f.Well {
		f.Found += ": set both by NTP"
	}
	return append(fs, f)
}
