package workplan

import (
	"embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/*.tsv
var data embed.FS

// phrase is the words of a heading or a cell; one that ends in * stands for any word
// that begins so.
type phrase[T ~string] struct {
	value T
	words []string
}

// vocabulary is what data/ knows, by the first letters of phrases.
type vocabulary[T ~string] map[rune][]phrase[T]

var headings = sync.OnceValue(func() vocabulary[Column] { return load[Column]("headings") })
var cellWords = sync.OnceValue(func() vocabulary[string] { return load[string]("words") })

// windowsZones are the zones of IANA by the names that Outlook writes.
var windowsZones = sync.OnceValue(func() map[string]string {
	zones := map[string]string{}
	for l := range strings.Lines(string(file("windows"))) {
		if name, zone, ok := strings.Cut(strings.TrimRight(l, "\r\n"), "\t"); ok && l[0] != '#' {
			zones[name] = zone
		}
	}
	return zones
})

// file reads a data file. It is part of the program: one that cannot be read is a
// mistake of ours, found by any test.
func file(name string) []byte {
	b, err := data.ReadFile("data/" + name + ".tsv")
	if err != nil {
		panic(err)
	}
	return b
}

// load reads a vocabulary.
func load[T ~string](name string) vocabulary[T] {
	v := vocabulary[T]{}
	for l := range strings.Lines(string(file(name))) {
		value, phrases, ok := strings.Cut(strings.TrimRight(l, "\r\n"), "\t")
		if !ok || l[0] == '#' && value != "#" {
			continue
		}
		for _, p := range strings.Split(phrases, "|") {
			if words := strings.Fields(p); len(words) > 0 {
				first := []rune(words[0])[0]
				v[first] = append(v[first], phrase[T]{T(value), words})
			}
		}
	}
	return v
}

// whole is the value of a phrase that is all of a folded text.
func (v vocabulary[T]) whole(folded string) (value T, ok bool) {
	words := strings.Fields(folded)
	for _, p := range v.from(words) {
		if len(p.words) == len(words) && p.begins(words) {
			return p.value, true
		}
	}
	return value, false
}

// begins is the value of the longest phrase that begins a folded text.
func (v vocabulary[T]) begins(folded string, of ...T) (value T, ok bool) {
	words, n := strings.Fields(folded), 0
	for _, p := range v.from(words) {
		for _, o := range of {
			if p.value == o && len(p.words) > n && p.begins(words) {
				value, ok, n = o, true, len(p.words)
			}
		}
	}
	return value, ok
}

func (v vocabulary[T]) from(words []string) []phrase[T] {
	if len(words) == 0 {
		return nil
	}
	return v[[]rune(words[0])[0]]
}

func (p phrase[T]) begins(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, w := range p.words {
		if stem, ok := strings.CutSuffix(w, "*"); words[i] != w && !(ok && strings.HasPrefix(words[i], stem)) {
			return false
		}
	}
	return true
}

// fold brings a text into the form in which data/ has it: small letters and digits,
// words parted by one space.
func fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch r = unicode.ToLower(r); {
		case r == 'ё':
			r = 'е'
		case r == '№':
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' && !unicode.Is(unicode.Mn, r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Heading is a heading as it is remembered.
func Heading(s string) string { return fold(s) }

// headingOf tells what a heading names: as the team has explained it, as data/ knows
// it, or as it knows one of its halves, as in "Title / Название".
func headingOf(s string, known map[string]Column) (Column, bool) {
	folded := fold(s)
	if c, ok := known[folded]; ok {
		return c, true
	}
	if c, ok := headings().whole(folded); ok {
		return c, true
	}
	halves := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/|\n()[];:", r) })
	if len(halves) < 2 {
		return "", false
	}
	for _, h := range halves {
		if c, ok := headings().whole(fold(h)); ok && c != LeftOut {
			return c, true
		}
	}
	return "", false
}
