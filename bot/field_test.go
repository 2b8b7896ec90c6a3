package bot_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestUsualHours presses each of the hours that the question for them offers: the card
// then has the hours that stood on the button.
func TestUsualHours(t *testing.T) {
	t.Parallel()
	s := newTrial(t)
	s.says("coordinator", "/new Workshop on tariffs, Almaty, 2 December")
	hours := func() (labels []string) {
		s.presses("coordinator", "Change…", "Hours")
		newest := s.people["coordinator"].Messages()
		for _, row := range newest[len(newest)-1].Buttons {
			for _, b := range row {
				if regexp.MustCompile(`^\d\d:\d\d–\d\d:\d\d$`).MatchString(b.Text) {
					labels = append(labels, b.Text)
				}
			}
		}
		return labels
	}
	offered := hours()
	if len(offered) < 2 || len(slices.Compact(slices.Sorted(slices.Values(offered)))) != len(offered) {
		t.Fatalf("hours offered: %q", offered)
	}
	for i, label := range offered {
		if i > 0 {
			hours()
		}
		if card := s.presses("coordinator", label); !strings.Contains(card, label) {
			t.Errorf("pressed %s, and the card says: %s", label, card)
		}
	}
}
