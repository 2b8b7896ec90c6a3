package view_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// longBatch is n events with all that makes a list long.
func longBatch(t *testing.T, n int, saved bool) view.Batch {
	t.Helper()
	e := workshop(t, "2026-11-30", "2026-12-11")
	e.Places[0].Venue = strings.Repeat("Институт повышения квалификации ", 4)
	d := programme.Draft{Kind: programme.SteeringGroup, Title: strings.Repeat("Управление рисками & <границами> ", 6),
		Start: e.When.First(), End: e.When.Last(), Uncertain: []programme.Field{programme.FieldDates, programme.FieldAudience, programme.FieldSeats}}
	b := view.Batch{ID: 1 << 40, Version: 1 << 30, Today: e.When.First()}
	for i := range n {
		it := view.BatchItem{Draft: d, Event: e}
		if saved {
			it.Saved = fmt.Sprintf("CODE%d", i)
		}
		b.Items = append(b.Items, it)
	}
	return b
}

// TestSeveralFits: thirty events are one message, each with its line; of more than
// can have one, the list says how many are left out.
func TestSeveralFits(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"en", "ru"} {
		for _, c := range []struct {
			n     int
			saved bool
			whole bool
		}{{1, false, true}, {30, false, true}, {30, true, true}, {200, false, false}, {200, true, false}} {
			s := view.Several(locale.For(language), longBatch(t, c.n, c.saved))
			plain := view.PlainText(s.Text)
			if got := len(utf16.Encode([]rune(plain))); got > 4096 {
				t.Errorf("%s: %d events, saved %t: got %d characters", language, c.n, c.saved, got)
			}
			if got := strings.Contains(plain, fmt.Sprintf("\n%d. ", c.n)); got != c.whole {
				t.Errorf("%s: %d events, saved %t: the last stands there: %t, want %t\n%s", language, c.n, c.saved, got, c.whole, plain)
			}
			if c.saved && c.whole && !strings.Contains(plain, fmt.Sprintf("/e_CODE%d", c.n-1)) {
				t.Errorf("%s: the last code is missing:\n%s", language, plain)
			}
			for _, row := range s.Rows {
				for _, b := range row {
					if len(b.Data) > 64 || len([]rune(b.Label)) > 30 {
						t.Errorf("%s: a button too long: %q %q", language, b.Label, b.Data)
					}
				}
			}
		}
	}
}
