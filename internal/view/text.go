package view

import (
	"html"
	"regexp"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"jarchy/internal/locale"
)

// capital makes the first letter a capital one.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// Cut shortens s to at most n characters as people count them, with an ellipsis.
func Cut(s string, n int) string {
	if uniseg.GraphemeClusterCount(s) <= n {
		return s
	}
	g, end := uniseg.NewGraphemes(s), 0
	for i := 0; i < n-1 && g.Next(); i++ {
		_, end = g.Positions()
	}
	return s[:end] + "…"
}

// PlainText is what a reader sees of HTML: for the answer to a press, which knows
// no tags.
func PlainText(h locale.HTML) string {
	return html.UnescapeString(tag.ReplaceAllString(string(h), ""))
}

var tag = regexp.MustCompile(`</?[a-z][^>]*>`)
