package announce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sort is what a token is.
type sort uint8

const (
	word sort = iota
	number
	mark // one punctuation mark or other sign
	line // the end of a line; n counts the line feeds in a row
	link // an address on the web or of mail
)

// token is a piece of a text: text[from:to].
type token struct {
	from, to int
	sort     sort
	low      string // folded: lower case, ё as е, Latin letters without accents, no possessive 's
	n        int    // of a number its value, of a line end the line feeds
	gap      bool   // white space or a line end stands before it
	capital  bool   // begins with a capital
	caps     bool   // capitals only
}

// is reports whether the token is one of the folded words or marks.
func (t token) is(lows ...string) bool {
	for _, l := range lows {
		if t.low == l {
			return true
		}
	}
	return false
}

// digits is the number of digits of a number as written.
func (t token) digits() int { return t.to - t.from }

// tokens cuts a text into tokens. Hyphens stand apart, so that names and
// ranges are read by one grammar; an apostrophe inside a word belongs to it.
func tokens(text string) []token {
	toks := make([]token, 0, len(text)/4)
	gap := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		start := i
		switch {
		case r == '\n':
			if n := len(toks); n > 0 && toks[n-1].sort == line {
				toks[n-1].n++
			} else {
				toks = append(toks, token{from: i, to: i + 1, sort: line, low: "\n", n: 1, gap: true})
			}
			i, gap = i+size, true
			continue
		case unicode.IsSpace(r):
			i, gap = i+size, true
			continue
		case linkAt(text, i, gap) > i:
			i = linkAt(text, i, gap)
			toks = append(toks, token{from: start, to: i, sort: link, low: strings.ToLower(text[start:i]), gap: gap})
		case r >= '0' && r <= '9':
			t := token{from: start, sort: number, gap: gap}
			for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
				if t.n < 1e8 {
					t.n = t.n*10 + int(text[i]-'0')
				}
			}
			t.to, t.low = i, text[start:i]
			toks = append(toks, t)
		case unicode.IsLetter(r):
			i = wordEnd(text, i)
			toks = append(toks, newWord(text, start, i, gap))
		default:
			i += size
			low := text[start:i]
			switch r {
			case '‐', '‑', '–', '—', '−', '―':
				low = "-"
			case '’', '‘', '`':
				low = "'"
			case '«', '»', '“', '”', '„':
				low = `"`
			}
			toks = append(toks, token{from: start, to: i, sort: mark, low: low, gap: gap})
		}
		gap = false
	}
	return toks
}

// wordEnd returns the end of the word that starts at i.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u00ad' {
			i += size
			continue
		}
		if r == '\'' || r == '’' || r == 'ʼ' || r == 'ʻ' || r == '‘' {
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); unicode.IsLetter(next) {
				i += size
				continue
			}
		}
		return i
	}
	return i
}

func newWord(text string, from, to int, gap bool) token {
	t := token{from: from, to: to, sort: word, gap: gap, caps: true}
	raw := text[from:to]
	first, size := utf8.DecodeRuneInString(raw)
	t.capital = unicode.IsUpper(first)
	for _, r := range raw {
		if unicode.IsLower(r) {
			t.caps = false
			break
		}
	}
	t.caps = t.caps && t.capital && (size < len(raw))
	t.low = strings.TrimSuffix(fold(raw), "'s")
	return t
}

// fold makes spellings of one word equal.
func fold(s string) string {
	s = strings.ToLower(s)
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] < utf8.RuneSelf
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == 'ё':
			b.WriteRune('е')
		case r == 'ı':
			b.WriteRune('i')
		case r == 'ł':
			b.WriteRune('l')
		case r == 'ø':
			b.WriteRune('o')
		case r == '’' || r == 'ʼ' || r == 'ʻ' || r == '‘' || r == '`':
			b.WriteRune('\'')
		case r == '\u00ad' || r >= 0x300 && r < 0x370:
		case r >= 0xc0 && r < 0x250 || r >= 0x1e00 && r < 0x1f00: // Latin with accents
			base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			b.WriteRune(base)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
