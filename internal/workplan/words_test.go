package workplan

import (
	"slices"
	"strings"
	"testing"
)

// TestData: each heading names a column, and no phrase two things. A phrase stands as
// text is folded, else it is never met.
func TestData(t *testing.T) {
	t.Parallel()
	columns := []Column{Title, Kind, Dates, Start, End, Times, StartTime, EndTime, Place, Venue, Country, Audience, Seats, Partners,
		Component, Languages, Interpreted, Deadline, Register, Nominate, Submit, TitleEN, TitleRU, Contact, Description, Status, Mode, Link, Zone, LeftOut}
	named := map[Column]bool{}
	seen := map[string]Column{}
	for _, phrases := range headings() {
		for _, p := range phrases {
			words := strings.Join(p.words, " ")
			if named[p.value] = true; !slices.Contains(columns, p.value) {
				t.Errorf("%s: there is no column %s", words, p.value)
			}
			if before, twice := seen[words]; twice {
				t.Errorf("%s: names %s and %s", words, before, p.value)
			}
			seen[words] = p.value
			if plain := strings.ReplaceAll(words, "*", ""); fold(plain) != plain {
				t.Errorf("%s: would be met as %s", words, fold(plain))
			}
		}
	}
	for _, c := range columns {
		if !named[c] {
			t.Errorf("no heading names the column %s", c)
		}
	}
	met := map[string]string{}
	for _, phrases := range cellWords() {
		for _, p := range phrases {
			words := strings.Join(p.words, " ")
			if before, twice := met[words]; twice && before != p.value {
				t.Errorf("%s: is %s and %s", words, before, p.value)
			}
			met[words] = p.value
			if plain := strings.ReplaceAll(words, "*", ""); fold(plain) != plain {
				t.Errorf("%s: would be met as %s", words, fold(plain))
			}
		}
	}
}
