package announce_test

import (
	"maps"
	"slices"
	"testing"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// TestOtherLanguages measures the days read in the languages of Central Asia. A day may
// be asked for; it may not be wrong in silence.
func TestOtherLanguages(t *testing.T) {
	t.Parallel()
	counts := map[string]*tally{}
	for _, s := range samples(t, "languages.txt") {
		c := counts[s.truth["language"]]
		if c == nil {
			c = &tally{}
			counts[s.truth["language"]] = c
		}
		drafts, err := announce.Read(s.text, s.now)
		if err != nil || len(drafts) != 1 {
			t.Errorf("%v: %d events, error %v; want one event", s, len(drafts), err)
			continue
		}
		got, want := told(drafts[0])["dates"], s.truth["dates"]
		asked := slices.Contains(drafts[0].Uncertain, programme.FieldDates)
		switch {
		case got == want:
			c.right++
		case got == "":
			c.missed++
			t.Logf("%v: dates missed, want %s", s, want)
		default:
			c.wrong++
			t.Logf("%v: dates are %s, want %s", s, got, want)
		}
		if got != want && !asked {
			t.Errorf("%v: wrong in silence: %s, want %s", s, got, want)
		}
		if asked && s.truth["asked"] == "" {
			c.asked++
			t.Logf("%v: dates asked though clear", s)
		}
	}
	for _, l := range slices.Sorted(maps.Keys(counts)) {
		c := counts[l]
		t.Logf("%s dates precision %.3f recall %.3f (right %d, wrong %d, missed %d, asked in vain %d)", l, c.precision(), c.recall(), c.right, c.wrong, c.missed, c.asked)
		if c.precision() < 0.95 || c.recall() < 0.95 {
			t.Errorf("%s fell below 0.95", l)
		}
	}
}
