package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jarchy/internal/app"
	"jarchy/internal/pgdev"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/telegram"
)

// logging is how the program logs.
type logging struct {
	Log string `env:"JARCHY_LOG" default:"text" help:"text or json, with a level if wanted: json,debug."`
}

func (l logging) logger() (*slog.Logger, error) {
	format, level, _ := strings.Cut(l.Log, ",")
	o := &slog.HandlerOptions{}
	if level != "" {
		var lv slog.Level
		if err := lv.UnmarshalText([]byte(level)); err != nil {
			return nil, fmt.Errorf("JARCHY_LOG: %q is no level; for example json,debug", level)
		}
		o.Level = lv
	}
	switch format {
	case "text", "":
		return slog.New(slog.NewTextHandler(os.Stderr, o)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, o)), nil
	}
	return nil, fmt.Errorf("JARCHY_LOG: %q is neither text nor json", format)
}

// database is where the data is: an address, or a private Postgres.
type database struct {
	DatabaseURL     string `env:"DATABASE_URL" help:"Postgres 15 or newer. Empty: a private one, kept in --data."`
	DatabaseURLFile string `env:"DATABASE_URL_FILE" type:"path" help:"A file that holds DATABASE_URL."`
	Data            string `env:"JARCHY_DATA" type:"path" help:"Where the private Postgres lives. Default: the user's data folder; for root /var/lib/jarchy."`
	PGBin           string `name:"pg-bin" env:"PG_BIN" type:"path" help:"Postgres' binaries for the private one. Default: searched, then fetched."`
}

// open returns the database's address, and what ends a private server.
func (d database) open(ctx context.Context, log *slog.Logger) (address string, stop func(), err error) {
	address, err = secret(d.DatabaseURL, d.DatabaseURLFile)
	if err != nil || address != "" {
		return address, func() {}, err
	}
	dir, err := d.folder()
	if err != nil {
		return "", nil, err
	}
	s, err := pgdev.Start(ctx, pgdev.Options{
		Dir: filepath.Join(dir, "postgres"), Bin: d.PGBin, Durable: true, FetchDir: filepath.Join(dir, "fetched"),
		Log: func(line string) { log.Info(line) },
	})
	if err != nil {
		return "", nil, err
	}
	log.Info("no DATABASE_URL: a private Postgres is used", "folder", dir)
	return s.URL("postgres"), func() { _ = s.Stop() }, nil
}

// folder is where the private Postgres lives.
func (d database) folder() (string, error) {
	if d.Data != "" {
		return d.Data, nil
	}
	return dataFolder()
}

// dataFolder is where programs keep a user's data; as root the server runs as
// another account, which cannot see into root's home.
func dataFolder() (string, error) {
	if os.Geteuid() == 0 {
		return "/var/lib/jarchy", nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "jarchy"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no folder for the data; set JARCHY_DATA: %w", err)
	}
	return filepath.Join(home, ".local", "share", "jarchy"), nil
}

// secret is a value, or what a file holds: secrets need not stand in the
// environment.
func secret(value, file string) (string, error) {
	if value != "" || file == "" {
		return value, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// connection is the bot's line to Telegram.
type connection struct {
	Token     string `env:"TELEGRAM_BOT_TOKEN" help:"The bot's token, from @BotFather."`
	TokenFile string `env:"TELEGRAM_BOT_TOKEN_FILE" type:"path" help:"A file that holds the token."`
	APIURL    string `name:"api-url" env:"TELEGRAM_API_URL" help:"Bot API server: scheme and host, without a path. Default: Telegram's own."`
}

func (c connection) token() (telegram.Secret, error) {
	t, err := secret(c.Token, c.TokenFile)
	if err == nil && t == "" {
		err = errors.New("no token: ask @BotFather for one (/newbot) and set TELEGRAM_BOT_TOKEN; `jarchy demo` needs none")
	}
	return telegram.Secret(t), err
}

// first is the first programme, used when the database has none.
type first struct {
	Owner     []int64 `env:"JARCHY_OWNER" help:"Telegram numbers that own the first programme, exactly as long as they stand here."`
	Programme string  `env:"JARCHY_PROGRAMME" default:"${unnamed}" help:"The first programme's name."`
	Timezone  string  `env:"JARCHY_TIMEZONE" default:"Asia/Almaty" help:"Its time zone."`
	Language  string  `env:"JARCHY_LANGUAGE" default:"en" help:"Its language."`
}

func (f first) programme() programme.Programme {
	return programme.Programme{Name: f.Programme, Zone: f.Timezone, Language: f.Language}
}

// clock is programme time: the wall clock, or a rehearsal's.
func clock(now string, log *slog.Logger) (*app.Clock, error) {
	c := app.NewClock(time.Now)
	if now == "" {
		return c, nil
	}
	t, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return nil, fmt.Errorf("JARCHY_NOW: %q is no instant such as 2026-11-23T09:00:00+05:00", now)
	}
	c.Set(t)
	log.Warn("REHEARSAL: programme time does not follow the wall clock; reminders go by it", "now", t)
	return c, nil
}

// openDatabase opens a small pool for a command that asks and ends.
func openDatabase(ctx context.Context, address string, now postgres.Clock) (*postgres.DB, error) {
	return postgres.Open(ctx, address, 2, now, postgres.Random{})
}

// storage is what a command needs that works on the database and ends.
type storage struct {
	database
	logging
	Now string `env:"JARCHY_NOW" help:"Start programme time at this RFC 3339 instant: for rehearsals."`
}

// use lets f work on the database.
func (s storage) use(ctx context.Context, f func(*postgres.DB) error) error {
	log, err := s.logger()
	if err != nil {
		return err
	}
	c, err := clock(s.Now, log)
	if err != nil {
		return err
	}
	address, stop, err := s.open(ctx, log)
	if err != nil {
		return err
	}
	defer stop()
	db, err := openDatabase(ctx, address, c.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	return f(db)
}
