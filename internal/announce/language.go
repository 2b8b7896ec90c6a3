package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readLanguages fills in the languages in which people will work, those among them
// that are interpreted apart.
func (r *reader) readLanguages(d *programme.Draft) {
	for i := 0; i < len(r.toks); {
		values, end := r.grammar.languages.at(r.toks, i, true)
		if end == i {
			i++
			continue
		}
		code := values[0]
		if r.toks[i].capital || r.isRussian(i) || r.any {
			switch working, interpreted := r.speaks(i, end); {
			case interpreted:
				if !slices.Contains(d.Interpretation, code) {
					d.Interpretation = append(d.Interpretation, code)
				}
				fallthrough
			case working:
				if !slices.Contains(d.Languages, code) {
					d.Languages = append(d.Languages, code)
				}
				r.note(i, end, programme.FieldLanguages)
			}
		}
		i = end
	}
}

// speaks reports whether the language at tokens [from,to) is one of the event's, and
// whether it is interpreted into.
func (r *reader) speaks(from, to int) (working, interpreted bool) {
	if r.labelled(from) == "label_language" {
		working = true
	}
	first, last := r.sentenceRange(from)
	for j := max(first, from-16); j < min(last, to+8); j++ {
		if r.hasAt("language_level", j) && !working {
			return false, false
		}
		working = working || r.hasAt("language", j)
	}
	before, between := r.cueBefore("interpretation", from, 9)
	if between {
		for j := before; j < from; j++ {
			if r.toks[j].is(".", ";") {
				between = false
			}
		}
	}
	after, follows := r.cueAfter("interpretation", to, 1)
	if between || follows && after < last {
		return true, true
	}
	if r.tok(from-1).is("in", "на") && (r.hasAt("verb", from-2) || r.tok(from-2).is("held", "conducted", "delivered", "be")) || r.tok(from-1).is("на") && r.tok(to).is("языке", "языках") {
		working = true
	}
	return working, false
}
