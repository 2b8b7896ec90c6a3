package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"jarchy/internal/locale"
)

// doctor checks what a bot needs and says what to do about what is wrong.
type doctor struct {
	connection
	database
	logging
	incoming
	SendRate int `env:"JARCHY_SEND_RATE" default:"30" help:"Messages per second over all chats, as for serve."`
}

// severity is how bad a finding is.
type severity string

const (
	well severity = "ok"
	odd  severity = "look" // the bot works; somebody should know
	ill  severity = "BAD"  // the bot does not work, or will not
)

// finding is one check: what was looked at, what was found, and what to do.
type finding struct {
	how   severity
	what  string
	found string
	do    string // empty if all is well
}

func (f finding) String() string {
	s := fmt.Sprintf("%-4s %-12s %s", f.how, f.what, f.found)
	if f.do != "" {
		s += "\n" + strings.Repeat(" ", 18) + "→ " + f.do
	}
	return s
}

func (d doctor) Run(ctx context.Context) error {
	log, err := d.logger()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	line, self, findings := d.known(ctx)
	findings = append(findings, zones(), d.rate())
	if _, err := d.webhook(); err != nil {
		findings = append(findings, finding{ill, "webhook", err.Error(), "`jarchy serve` does not start with these settings"})
	}
	about, serving := d.inspect(ctx, log, self)
	findings = append(findings, about...)
	if line != nil {
		findings = append(findings, d.line(ctx, line, serving)...)
	}
	return report(findings)
}

// report prints findings. It returns an error if one is ill.
func report(findings []finding) error {
	sick := 0
	for _, f := range findings {
		fmt.Println(f)
		if f.how == ill {
			sick++
		}
	}
	if sick > 0 {
		return fmt.Errorf("%d of %d checks failed", sick, len(findings))
	}
	return nil
}

func zones() finding {
	if err := locale.CheckZones(); err != nil {
		return finding{ill, "zone data", err.Error(), "use a build of a newer version"}
	}
	return finding{well, "zone data", "version " + locale.ZoneVersion() + "; Almaty is at +05:00, as since March 2024", ""}
}

// rate is how fast the bot may send. Telegram's own server takes about 30 messages
// a second; only a server of one's own has no such limit.
func (d doctor) rate() finding {
	switch own := d.APIURL != ""; {
	case own:
		return finding{well, "rate", fmt.Sprintf("%d a second, to a Bot API server of your own", d.SendRate), ""}
	case d.SendRate == 0 || d.SendRate > 30:
		return finding{ill, "rate", fmt.Sprintf("JARCHY_SEND_RATE is %d (0: no limit), and Telegram takes about 30 a second", d.SendRate), "leave JARCHY_SEND_RATE out"}
	}
	return finding{well, "rate", fmt.Sprintf("%d a second", d.SendRate), ""}
}
