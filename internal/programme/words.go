package programme

import "maps"

// Words are what staff wrote, by language.
type Words map[string]string

// In is what was written in a language; else what was written first.
func (w Words) In(language, first string) string {
	if words := w[language]; words != "" {
		return words
	}
	return first
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
