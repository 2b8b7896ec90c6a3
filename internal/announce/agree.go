package announce

import (
	"strings"
	"unicode/utf8"
)

// gender is that of a Russian noun, or its plural.
type gender uint8

const (
	masculine gender = iota
	feminine
	neuter
	many
)

// genderOf tells the gender of a noun by its nominative.
func genderOf(noun string) gender {
	switch {
	case ends(noun, "а"), ends(noun, "я"):
		return feminine
	case ends(noun, "о"), ends(noun, "е"):
		return neuter
	case ends(noun, "и"), ends(noun, "ы"):
		return many
	}
	return masculine
}

// oblique are the endings of Russian adjectives, the longer ones first.
var oblique = []string{"ыми", "ими", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ой", "ей", "ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ый", "ий"}

// agree puts an adjective into the nominative of a gender: региональном, семинар ->
// региональный. A word that is no adjective is returned as it is.
func agree(w string, g gender) string {
	for _, end := range oblique {
		base, ok := strings.CutSuffix(w, end)
		if !ok || utf8.RuneCountInString(base) < 3 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(end)
		soft := strings.ContainsRune("еиюя", first)
		last, _ := utf8.DecodeLastRuneInString(strings.ToLower(base))
		switch {
		case strings.ContainsRune("кгх", last):
			return base + [4]string{"ий", "ая", "ое", "ие"}[g]
		case strings.ContainsRune("жшщч", last):
			return base + [4]string{"ий", "ая", "ее", "ие"}[g]
		case soft:
			return base + [4]string{"ий", "яя", "ее", "ие"}[g]
		}
		return base + [4]string{"ый", "ая", "ое", "ые"}[g]
	}
	return w
}

// nominative returns tokens [from,to), adjectives and a Russian word for an event, in
// the nominative; empty if the word is not known or stands in the nominative already.
func (r *reader) nominative(from, to int) string {
	for i := from; i < to; i++ {
		if _, end := r.grammar.heads.at(r.toks, i, r.any); end > i && end <= to {
			if !r.isOblique(end - 1) {
				return ""
			}
			return r.inNominative(from, to)
		}
	}
	return ""
}

// inNominative does so where the words before say that it stands in another case.
func (r *reader) inNominative(from, to int) string {
	for i := from; i < to; i++ {
		n, end := r.grammar.heads.at(r.toks, i, r.any)
		if end == i || end > to {
			continue
		}
		if len(n) == 0 {
			return ""
		}
		words := strings.Fields(r.raw(from, i))
		g := genderOf(n[0])
		for j, w := range words {
			words[j] = agree(w, g)
		}
		rest := strings.Join(strings.Fields(r.raw(end, to)), " ")
		return strings.TrimSpace(strings.Join(append(words, n[0]), " ") + " " + rest)
	}
	return ""
}
