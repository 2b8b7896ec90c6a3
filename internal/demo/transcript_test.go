package demo

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"jarchy/internal/simulator"
)

func TestTranscript(t *testing.T) {
	t.Parallel()
	pressed := simulator.Event{Kind: simulator.Pressed, Chat: 201, Time: opening, Text: "Yes"}
	edited := came(simulator.Edited, 201, 0, "Reminder\nNoted")
	silent := came(simulator.Posted, 202, 90, "Reminder")
	silent.Message.Silent = true
	var out bytes.Buffer
	tr := &transcript{out: &out}
	for _, e := range []simulator.Event{
		{Kind: simulator.Posted, Chat: 201, Time: opening, Message: simulator.Message{Text: "/start e_7KQ2M"}},
		came(simulator.Posted, 201, 0, "Reminder\n\nof what"), pressed, edited, came(simulator.Toasted, 201, 0, "Thanks"), silent,
	} {
		if err := tr.event(e); err != nil {
			t.Fatal(err)
		}
	}
	const want = `
── Monday 23 November 2026 · Almaty 09:00 · Dushanbe 09:00 · Brussels 05:00 ──

Officer opens the link …?start=e_7KQ2M
    → Officer
      Reminder

      of what
      [Yes] [No]

Officer presses [Yes]
    → Officer, in place
      …
      Noted
      …
    → Officer, for a moment
      Thanks

── Monday 23 November 2026 · Almaty 10:30 · Dushanbe 10:30 · Brussels 06:30 ──
    → Expert, silently
      Reminder
      [Yes] [No]
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	(&transcript{out: &out, colour: true}).step(1, "The first")
	if got, want := out.String(), "\n\x1b[1m1. The first\x1b[0m\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTranscriptThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	r.Close()
	err := (&transcript{out: w}).event(came(simulator.Posted, 201, 0, "Reminder"))
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{"", []string{""}},
		{"one two", []string{"one two"}},
		{"one two three", []string{"one two", "three"}},
		{"семинар два", []string{"семинар", "два"}},
		{"a\n\nb", []string{"a", "", "b"}},
		{strings.Repeat("x", 12) + " y", []string{strings.Repeat("x", 12), "y"}},
	}
	for _, tt := range tests {
		if got := wrap(tt.text, 8); !slices.Equal(got, tt.want) {
			t.Errorf("wrap(%q): got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	for _, p := range people {
		at, err := local(opening, p.zone)
		if err != nil || !at.Equal(opening) {
			t.Errorf("%s: got %v, %v; want %v", p.zone, at, err, opening.Format(time.RFC3339))
		}
	}
}
