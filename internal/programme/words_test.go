package programme_test

import (
	"testing"

	"jarchy/internal/programme"
)

// TestWordsIn says what a reader of a language reads of what staff wrote in some: of a
// reason, of a reminder's own text, of an event's title.
func TestWordsIn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		words           programme.Words
		language, first string
		want            string
	}{
		"in their own":                {programme.Words{"kk": "kazakh", "ru": "russian"}, "kk", "typed", "kazakh"},
		"not English: in Russian":     {programme.Words{"en": "english", "ru": "russian"}, "kk", "typed", "russian"},
		"English: not in Russian":     {programme.Words{"ru": "russian"}, "en", "typed", "typed"},
		"neither: as it was typed":    {programme.Words{"en": "english"}, "ky", "typed", "typed"},
		"none but as it was typed":    {nil, "tg", "typed", "typed"},
		"nobody wrote anything":       {nil, "uz", "", ""},
		"Russian itself":              {programme.Words{"en": "english", "ru": "russian"}, "ru", "typed", "russian"},
		"in one that nobody reads in": {programme.Words{"en": "english"}, "tk", "", ""},
	} {
		if got := c.words.In(c.language, c.first); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	e := programme.Event{Language: "en", Texts: []programme.Text{{Language: "en", Title: "english"}, {Language: "ru", Title: "russian"}}}
	r := programme.Rule{Words: programme.Words{"en": "english", "ru": "russian"}}
	for language, want := range map[string]string{"en": "english", "ru": "russian", "uz": "russian"} {
		if got := e.Title(language); got != want {
			t.Errorf("title in %s: %q, want %q", language, got, want)
		}
		if got := r.WordsIn(language, e.Language); got != want {
			t.Errorf("a reminder's text in %s: %q, want %q", language, got, want)
		}
	}
}
