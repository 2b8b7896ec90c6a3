package announce

import (
	"strings"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// maxWords is the length in characters of what staff add to a message in their
// own words: with the event's facts it fits into one of Telegram's.
const maxWords = 2000

// Words reads staff's own text for a message: as typed, without what cannot be
// seen. None is no mistake.
func Words(text string) (string, error) { return Note(text, maxWords) }

// Note reads a text of at most limit characters as Words does.
func Note(text string, limit int) (string, error) {
	s := strings.TrimSpace(clean(text))
	if !visible(s) {
		return "", nil
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return "", programme.Refuse(programme.Invalid, "title_long", "n", n, "max", limit)
	}
	return s, nil
}
