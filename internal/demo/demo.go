// Package demo shows the whole bot at work: the real one, on a Postgres of its own,
// with a simulated Telegram and a clock that is turned. People play a story, and
// each of its steps is held against what it promises.
package demo

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Options say how the demo runs. Out, Machine and Log are needed, and of Show Listen
// and Program.
type Options struct {
	Out     io.Writer        // gets the transcript, or the page's address
	Listen  string           // where the page is served: host and port, 0 for a free one
	Program string           // this program's file, for the process that is killed
	Colour  bool             // Out is a terminal that shows colours
	Bin     string           // Postgres' binaries; empty: searched, then fetched
	Fetched string           // folder that keeps fetched binaries; empty: nothing is fetched
	Machine func() time.Time // the machine's clock: the story's goes on by it
	Log     *slog.Logger     // of the bot
}

// Tour plays the story and prints it as it goes. The error names the first step
// that did not happen. Nothing is left behind, also if ctx ends on the way.
func Tour(ctx context.Context, o Options) (err error) {
	began := o.Machine()
	t := &transcript{out: o.Out, colour: o.Colour}
	t.title("Jarchy at work. The bot and its Postgres are real; Telegram, the people and the clock are simulated.")

	s, err := open(ctx, o)
	if err != nil {
		return fmt.Errorf("set the stage: %w", err)
	}
	defer func() {
		if left := s.close(); err == nil {
			err = left
		}
	}()
	if ctx, err = s.run(ctx); err != nil {
		return fmt.Errorf("set the stage: %w", err)
	}
	p := &player{stage: s, transcript: t, names: map[string]string{}}
	for i, step := range story() {
		t.step(i+1, step.name)
		if err := p.play(ctx, step); err != nil {
			return fmt.Errorf("step %d did not happen, %q: %w", i+1, step.name, err)
		}
	}
	t.end(figures{
		steps: len(story()), people: len(people), said: p.said, sent: p.sent,
		days: int(s.clock.Now().Sub(opening).Hours() / 24), took: o.Machine().Sub(began),
	})
	return t.err
}
