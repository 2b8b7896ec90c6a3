package view_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"jarchy/internal/locale"
	"jarchy/internal/view"
)

// TestProfileFits: whatever a programme is called, Telegram takes the texts, and what
// the bot never asks for stands in them.
func TestProfileFits(t *testing.T) {
	t.Parallel()
	for _, l := range locale.Languages() {
		p := locale.For(l.Code)
		for _, name := range []string{"BMP", strings.Repeat("Программа ", 30)} {
			for text, most := range map[string]int{view.Description(p, name): 512, view.ShortDescription(p, name): 120} {
				if n := utf8.RuneCountInString(text); n > most {
					t.Errorf("%s: %d characters, want %d at most: %s", l.Code, n, most, text)
				}
				if !strings.HasPrefix(name, "Программа") && !strings.Contains(text, name) {
					t.Errorf("%s: whose bot is it? %s", l.Code, text)
				}
				if !strings.Contains(text, "passport") && !strings.Contains(text, "паспорт") {
					t.Errorf("%s: what it never asks for is cut off: %s", l.Code, text)
				}
			}
		}
	}
}
