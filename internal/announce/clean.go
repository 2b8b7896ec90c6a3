package announce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"jarchy/internal/programme"
)

// maxTitle is the length of a title in graphemes, what a reader counts as
// letters.
const maxTitle = 200

// Title reads an answer that is a title: one line, without what cannot be
// seen.
func Title(text string) (string, error) {
	s := strings.Join(strings.Fields(clean(text)), " ")
	if !visible(s) {
		return "", programme.Refuse(programme.Invalid, "title_empty")
	}
	if n := uniseg.GraphemeClusterCount(s); n > maxTitle {
		return "", programme.Refuse(programme.Invalid, "title_long", "n", n, "max", maxTitle)
	}
	return s, nil
}

// clean brings a text into one form: NFC, lines ended by line feeds, and no
// characters that cannot be seen. Joiners stay between emoji, where they are
// part of what is seen.
func clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(text))
	var before rune
	marks := 0
	for i, r := range text {
		switch {
		case r == '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				b.WriteByte('\n')
			}
			continue
		case r == '\t' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			r = ' '
		case r == '\u200d':
			if next, _ := utf8.DecodeRuneInString(text[i+len("\u200d"):]); !isEmoji(before) || !isEmoji(next) {
				continue
			}
		case r != '\n' && unseen(r):
			continue
		}
		if unicode.Is(unicode.Mn, r) && r != '\ufe0f' {
			if marks++; marks > 3 { // a letter bears no more
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
		before = r
	}
	return strings.TrimSpace(b.String())
}

// plain is a text without the signs by which Markdown makes words bold, **Monday 13th**; the
// cells of a table's row are parted by bars.
func plain(text string) string {
	if strings.Count(text, "\t") > 1 {
		rows := strings.Split(text, "\n")
		for i, l := range rows {
			if cells := strings.FieldsFunc(l, func(r rune) bool { return r == '\t' }); len(cells) > 1 {
				rows[i] = strings.Join(cells, " | ")
			}
		}
		text = strings.Join(rows, "\n")
	}
	return stampsApart(strings.ReplaceAll(clean(text), "**", ""))
}

// unseen reports controls, zero-width characters and marks of direction.
func unseen(r rune) bool {
	return unicode.IsControl(r) || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u2069' || r == '\ufeff' || r == '\u00ad' || r == '\u180e' || r >= 0xe0000 && r <= 0xe007f
}

func isEmoji(r rune) bool { return r == '\ufe0f' || r >= 0x1f000 || r >= 0x2190 && r <= 0x2bff }

// visible reports whether a reader sees anything.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.M, r) && r != '\u115f' && r != '\u1160' && r != '\u3164' && r != '\u2800' && r != '\uffa0'
	})
}

// clip shortens what is quoted back in a refusal.
func clip(text string) string {
	s := strings.Join(strings.Fields(clean(text)), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func tooLong(text string, limit int) error {
	return programme.Refuse(programme.Invalid, "text_long", "n", utf8.RuneCountInString(text), "max", limit)
}

// withoutCapitals reports whether a text is written in one case, so that
// capitals tell nothing.
func withoutCapitals(toks []token) bool {
	words, capitals, lower := 0, 0, 0
	for _, t := range toks {
		if t.sort != word {
			continue
		}
		words++
		if t.capital {
			capitals++
		}
		if !t.caps && !t.capital {
			lower++
		}
	}
	return capitals <= 1 || words > 6 && lower == 0 && capitals == words && allCaps(toks)
}

func allCaps(toks []token) bool {
	for _, t := range toks {
		if t.sort == word && !t.caps && t.to-t.from > 2 {
			return false
		}
	}
	return true
}
