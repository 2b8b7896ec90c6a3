package programme

import (
	"cmp"
	"maps"
)

// Words are what staff wrote, by language.
type Words map[string]string

// In is what a reader of a language reads: what was written in it; of another than
// English, what was written in Russian; else what was written first.
func (w Words) In(language, first string) string {
	if language == "en" {
		return cmp.Or(w[language], first)
	}
	return cmp.Or(w[language], w["ru"], first)
}

// With returns w with the words in a language, empty: without.
func (w Words) With(language, words string) Words {
	out := maps.Clone(w)
	if words == "" {
		delete(out, language)
		return out
	}
	if out == nil {
		out = Words{}
	}
	out[language] = words
	return out
}
