package announce

import (
	"slices"
	"time"

	"jarchy/internal/programme"
)

// Languages reads an answer that is the languages of work, and those among them that
// are interpreted into: "Russian, English; interpretation into Kazakh". Every word of
// it has to be understood.
func Languages(text string) (languages, interpretation []string, err error) {
	if len(text) > maxAnswer {
		return nil, nil, tooLong(text, maxAnswer)
	}
	unknown := programme.Refuse(programme.Invalid, "language_unknown", "text", clip(text))
	r := newReader(clean(text), time.Time{})
	interpreted := false
	for i := 0; i < len(r.toks); {
		values, end := r.grammar.languages.at(r.toks, i, true)
		switch {
		case end > i:
			code := values[0]
			if !slices.Contains(languages, code) {
				languages = append(languages, code)
			}
			into := interpreted && !r.tok(i-1).is("from", "с", "со") || r.hasAt("interpretation", end) || r.tok(end).is("(") && r.hasAt("interpretation", end+1) && r.tok(end+2).is(")")
			if into && !slices.Contains(interpretation, code) {
				interpretation = append(interpretation, code)
			}
			i = end
			continue
		case r.hasAt("interpretation", i):
			interpreted = true
		case r.toks[i].is(")"):
			interpreted = false
		case !r.hasAt("language", i) && !r.hasAt("label_language", i) && !r.toks[i].is(languageWords...) && r.toks[i].sort != line:
			return nil, nil, unknown
		}
		i++
	}
	if len(languages) == 0 {
		return nil, nil, unknown
	}
	return languages, interpretation, nil
}

// languageWords may stand beside languages.
var languageWords = []string{
	",", ";", ":", ".", "/", "-", "(", ")", "&", "and", "with", "in", "into", "to", "from", "of", "work", "working", "only", "simultaneous", "consecutive",
	"и", "с", "со", "на", "в", "рабочие", "рабочий", "только", "последовательный", "последовательным",
}
