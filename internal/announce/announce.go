// Package announce reads announcements of events: free text in English or
// Russian -> draft events. It is pure: no I/O, no clock of its own, and all it
// knows of the world stands in data/.
package announce

import (
	"time"

	"jarchy/internal/programme"
)

// Span is a day or a range of days with its hours, as somebody wrote it.
type Span struct {
	Start, End programme.Date
	From, To   programme.Clock // empty if no hour was written
	// Past says that the days lie before today, or are told in the past tense.
	Past bool
	// YearGuessed says that the year was not written.
	YearGuessed bool
	// Choices are the readings of an ambiguous date such as 03/04/2027; Start
	// and End are then empty.
	Choices []Span
}

// Read returns the events that a text tells, in its order.
func Read(text string, now time.Time) ([]programme.Draft, error) { return nil, nil }

// LooksLike reports whether a free text reads like an announcement.
func LooksLike(text string, now time.Time) bool { return false }
