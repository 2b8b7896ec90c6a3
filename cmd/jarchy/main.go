// Command jarchy is a Telegram bot for programme teams: staff register events,
// participants are reminded of them and answer with one tap.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"jarchy/internal/programme"
)

// version is set by the linker.
var version = "dev"

type commands struct {
	Serve   serve   `cmd:"" help:"Run the bot."`
	Demo    tour    `cmd:"" help:"Show the whole bot with a simulated Telegram; needs no token and no database."`
	Read    read    `cmd:"" help:"Print what the reader of announcements understands of a text."`
	Screens screens `cmd:"" help:"Print every screen of the bot, in every language, as one HTML page."`
	Migrate migrate `cmd:"" help:"Bring the database's schema up to date."`
	Backup  backup  `cmd:"" help:"Save all that the database holds to one file; the bot may run meanwhile."`
	Restore restore `cmd:"" help:"Put a backup into an empty database."`
	Resume  resume  `cmd:"" help:"Let a paused bot send again."`
	Owner   owner   `cmd:"" name:"owner-link" help:"Print a link by which whoever opens it first owns the programme: the way back in."`
	Doctor  doctor  `cmd:"" help:"Check token, database and settings, and say what to do about each."`
	Health  health  `cmd:"" help:"Ask a running bot whether it is ready; for images without a shell."`
	Version show    `cmd:"" help:"Print the version."`
}

func main() {
	setMemory()
	// The first signal asks to stop, the second ends the process at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	parser, err := newParser(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "jarchy:", err)
		return 2
	}
	k, err := parser.Parse(args)
	if err != nil {
		parser.FatalIfErrorf(err)
	}
	if err := k.Run(); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "jarchy:", err)
		return 1
	}
	return 0
}

// newParser makes the parser of the command line and the environment.
func newParser(ctx context.Context) (*kong.Kong, error) {
	return kong.New(&commands{}, kong.Name("jarchy"), kong.UsageOnError(),
		kong.Description("A Telegram bot for programme teams. Every flag can be set by the environment variable shown behind it."),
		kong.Vars{"unnamed": programme.UnnamedProgramme},
		kong.BindTo(ctx, (*context.Context)(nil)))
}

type show struct{}

func (show) Run() error {
	fmt.Println("jarchy", version)
	return nil
}
