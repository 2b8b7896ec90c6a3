package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/reminder"
	"jarchy/internal/telegram"
)

// oldest is the oldest Postgres that will do.
const oldest = 150000

// inspect checks the database, and how the bot lives in it. serving says that a
// process is active on it.
func (d doctor) inspect(ctx context.Context, log *slog.Logger, self telegram.Bot) (fs []finding, serving bool) {
	no := func(err error, do string) ([]finding, bool) {
		return []finding{{ill, "database", err.Error(), do}}, false
	}
	address, stop, err := d.open(ctx, log)
	if err != nil {
		return no(err, "without DATABASE_URL a private Postgres is used: is its folder, JARCHY_DATA, this user's?")
	}
	defer stop()
	db, err := openDatabase(ctx, address, time.Now)
	if err != nil {
		return no(err, "does Postgres run, and is DATABASE_URL right?")
	}
	defer db.Close()
	about, err := db.About(ctx)
	if err != nil {
		return no(err, "may this user connect?")
	}
	fs = append(server(about), d.disk(about))
	switch {
	case about.Schema == 0:
		return append(fs, finding{odd, "schema", "not there yet", "`jarchy serve` makes it"}), false
	case about.Schema > about.Known:
		return append(fs, finding{ill, "schema", fmt.Sprintf("version %d, and this jarchy knows %d at most", about.Schema, about.Known),
			"use the one that made it, or a newer one"}), false
	}
	fs = append(fs, finding{well, "schema", fmt.Sprintf("version %d", about.Schema), ""})
	c, err := db.Checkup(ctx)
	if err != nil {
		return append(fs, finding{ill, "schema", err.Error(), "`jarchy migrate`"}), false
	}
	return append(append(fs, life(c, self)...), reminders(ctx, db)), !c.Active.IsZero()
}

// reminders holds what is planned against what should be.
func reminders(ctx context.Context, db *postgres.DB) finding {
	overlooked, n, err := reminder.Audit(ctx, db)
	if err != nil {
		return finding{ill, "reminders", err.Error(), "`jarchy migrate`"}
	}
	if len(overlooked) == 0 {
		return finding{well, "reminders", fmt.Sprintf("all %d rules are planned as they should be", n), ""}
	}
	first := overlooked[0]
	return finding{ill, "reminders", fmt.Sprintf("%d of %d rules would come too late; the first is of /e_%s, due %s", len(overlooked), n, first.Code,
		first.Owed.UTC().Format("2 January 2006 15:04 MST")), "within the hour the bot plans all anew. If it stays so, this is a bug to report"}
}

// server checks the server itself.
func server(a postgres.About) []finding {
	f := finding{well, "database", fmt.Sprintf("Postgres %s, locale %s", a.Version, a.Locale), ""}
	if a.Number < oldest {
		f.how, f.do = ill, "too old: 15 or newer is needed"
	}
	fs := []finding{f}
	if !a.MayCreate {
		fs = append(fs, finding{ill, "rights", "this user may not create tables", "GRANT CREATE ON SCHEMA public, or make the user the database's owner"})
	}
	skew := a.Skew.Round(time.Millisecond)
	clock := finding{well, "clock", fmt.Sprintf("the database is %s ahead of this machine", skew), ""}
	if skew.Abs() > 10*time.Second {
		clock.how, clock.do = ill, "set both by NTP: reminders go by the clock"
	}
	return append(fs, clock)
}

// disk says how big the database is, and how much room a private one has.
func (d doctor) disk(a postgres.About) finding {
	const megabyte = 1 << 20
	found := fmt.Sprintf("the database has %d MB", a.Size/megabyte)
	if d.DatabaseURL != "" || d.DatabaseURLFile != "" {
		return finding{well, "disk", found, ""}
	}
	dir, err := d.folder()
	if err != nil {
		return finding{odd, "disk", err.Error(), "set JARCHY_DATA"}
	}
	free, ok := room(dir)
	if !ok {
		return finding{well, "disk", found, ""}
	}
	found += fmt.Sprintf(", and %d MB are free in %s", free/megabyte, dir)
	if free < 500*megabyte {
		return finding{ill, "disk", found, "make room: a database without room stops taking anything"}
	}
	return finding{well, "disk", found, ""}
}

// life checks how the bot lives in its database.
func life(c postgres.Checkup, self telegram.Bot) (fs []finding) {
	switch {
	case c.Bot != 0 && self.ID != 0 && c.Bot != self.ID:
		fs = append(fs, finding{ill, "identity", fmt.Sprintf("the database is bot %d's, and the token bot %d's", c.Bot, self.ID),
			"is the token right, and the database? If both are, start once with --new-bot"})
	case c.Moved:
		fs = append(fs, finding{odd, "identity", "another server or database than at the last start: a copy", "the next start pauses all but answers, and asks the owners"})
	default:
		fs = append(fs, finding{well, "identity", "token and database belong together", ""})
	}
	if c.Owners == 0 {
		fs = append(fs, finding{ill, "owner", "nobody owns the programme", "`jarchy owner-link` prints a link: whoever opens it first does"})
	}
	if c.Active.IsZero() {
		fs = append(fs, finding{odd, "process", "none is active", "`jarchy serve`"})
	} else {
		fs = append(fs, finding{well, "process", "active since " + c.Active.UTC().Format("2 January 2006 15:04 MST"), ""})
	}
	for _, p := range c.Pauses {
		if p.Scope == postgres.PauseChat {
			continue
		}
		f := finding{odd, "paused", p.Why, "it ends by itself"}
		if p.Until.IsZero() {
			f.how, f.do = ill, "an owner decides in the chat; or `jarchy resume`"
		}
		fs = append(fs, f)
	}
	f := finding{well, "outbox", fmt.Sprintf("%d messages wait", c.Waiting), ""}
	if c.LostTime > 0 {
		f.how, f.found = ill, fmt.Sprintf("%s, %d of them were due over 10 minutes ago", f.found, c.LostTime)
		f.do = "is a process active, and nothing paused?"
	}
	fs = append(fs, f)
	if c.Parked > 0 {
		fs = append(fs, finding{odd, "jobs", fmt.Sprintf("%d were given up", c.Parked), "the log says why, at level error"})
	}
	return fs
}
