package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"jarchy/internal/demo"
)

// tour shows the bot at work, with a simulated Telegram and on a Postgres of its
// own that goes with it.
type tour struct {
	Tour   bool   `help:"Print the transcript of a story that the whole bot plays, and end."`
	Listen string `env:"JARCHY_DEMO_LISTEN" default:"127.0.0.1:8088" help:"Where the page is served: host and port. 0.0.0.0:8088 lets colleagues open it on their telephones; port 0 takes a free one."`
	PGBin  string `name:"pg-bin" env:"PG_BIN" type:"path" help:"Postgres' binaries. Default: searched, then fetched."`
	Log    string `env:"JARCHY_LOG" default:"text,warn" help:"text or json, with a level if wanted: json,debug."`
}

func (t tour) Run(ctx context.Context) error {
	// A reader that goes, such as head, is an error to end by, in good order.
	signal.Ignore(syscall.SIGPIPE)
	log, err := logging{Log: t.Log}.logger()
	if err != nil {
		return err
	}
	data, err := dataFolder()
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	play := demo.Show
	if t.Tour {
		play = demo.Tour
	}
	return play(ctx, demo.Options{
		Out: os.Stdout, Colour: coloured(os.Stdout), Listen: t.Listen, Program: program,
		Bin: t.PGBin, Fetched: filepath.Join(data, "fetched"), Machine: time.Now, Log: log,
	})
}

// coloured tells whether a file is a terminal whose user wants colours.
func coloured(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == ""
}
