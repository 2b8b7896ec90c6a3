package announce

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// Told is an event that a text tells of.
type Told struct {
	programme.Draft
	Wrong error           // what it says of its days or hours that cannot be, left empty for it
	Field programme.Field // that is wrong
}

// ReadEach is Read that loses no event to what is wrong with it.
func ReadEach(text string, now time.Time) (told []Told, err error) {
	text = plain(text)
	if n := utf8.RuneCountInString(text); n > maxText {
		return nil, programme.Refuse(programme.Invalid, "text_long", "n", n, "max", maxText)
	}
	for _, b := range blocks(text, now) {
		d := readBlock(b, now)
		inherit(&d.Draft, b.lead)
		if d.Wrong != nil || d.Kind != "" && d.Kind != programme.OtherKind || !d.Start.IsZero() || len(d.DateChoices) > 0 || d.Kind != "" && len(d.Hosts) > 0 {
			told = append(told, d)
		}
	}
	doubtRetold(told)
	return told, nil
}

// doubtRetold leaves the days open of a heading and of the news below it that tell one
// name and different days: one of them is a slip.
func doubtRetold(told []Told) {
	for n := 1; n < len(told); n++ {
		a, b := &told[n-1].Draft, &told[n].Draft
		if a.Kind != b.Kind || !strings.HasPrefix(b.Title, a.Title) || len(strings.Fields(a.Title)) < 5 || a.Start == b.Start || strings.Contains(a.Source, "\n") || !b.Past || !slices.Equal(a.Hosts, b.Hosts) {
			continue
		}
		for _, d := range []*programme.Draft{a, b} {
			if !slices.Contains(d.Uncertain, programme.FieldDates) {
				d.Uncertain = append(d.Uncertain, programme.FieldDates)
			}
		}
	}
}
