package view

import (
	"html"
	"regexp"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"jarchy/internal/locale"
)

// capital makes the first letter a capital one.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// How long, in UTF-16 units, a label shows whole on a phone, and what somebody
// typed may be where much else stands beside it.
const (
	longestLabel = 30
	longestTitle = 120
	longestName  = 60

	longestPartners = 460
)

// Cut shortens s to at most n UTF-16 units, as Telegram counts, with an ellipsis. It
// never cuts within what people see as one character.
func Cut(s string, n int) string {
	if len(s) <= n || units(s) <= n {
		return s
	}
	g, end := uniseg.NewGraphemes(s), 0
	for left := n - 1; g.Next(); {
		if left -= units(g.Str()); left < 0 {
			break
		}
		_, end = g.Positions()
	}
	return s[:end] + "…"
}

func units(s string) (n int) {
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// PlainText is what a reader sees of HTML: for the answer to a press, which knows
// no tags.
func PlainText(h locale.HTML) string {
	return html.UnescapeString(tag.ReplaceAllString(string(h), ""))
}

var tag = regexp.MustCompile(`</?[a-z][^>]*>`)
