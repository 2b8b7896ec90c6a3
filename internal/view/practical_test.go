package view_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// TestLastReminder looks at what a reader has on the way, without a network: what fits
// into the message is there whole, the arrival first; only what finds no room is cut.
func TestLastReminder(t *testing.T) {
	t.Parallel()
	reminder := func(info programme.Info) string {
		e := programme.Event{Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
			Texts: []programme.Text{{Language: "en", Title: "Risk management"}}, Info: info}
		return view.PlainText(view.LastReminder(locale.For("en"), e, view.Part{State: programme.Coming}, "", true).Text)
	}
	of := func(word string, n int) string { return strings.Repeat(word+" ", n/(len(word)+1)) + word + "-end" }
	text := reminder(programme.Info{programme.Documents: of("paper", 450), programme.Hotel: of("room", 450),
		programme.Morning: of("hall", 450), programme.Arrival: of("bus", 450)})
	last := -1
	for _, end := range []string{"bus-end", "hall-end", "room-end", "paper-end"} {
		i := strings.Index(text, end)
		if i <= last {
			t.Errorf("%s stands at %d, after %d:\n%s", end, i, last, text)
		}
		last = i
	}
	if !strings.Contains(text, "First morning\nhall") {
		t.Errorf("where to be on the first morning has no heading:\n%s", text)
	}
	text = reminder(programme.Info{programme.Arrival: of("bus", 2000), programme.Morning: of("hall", 2500), programme.Hotel: "Hotel Kazakhstan"})
	if n := len(utf16.Encode([]rune(text))); n > 4096 || !strings.Contains(text, "bus-end") || !strings.Contains(text, "hall hall") || strings.Contains(text, "hall-end") {
		t.Errorf("of more than a message takes, %d units:\n%s", n, text)
	}
}
