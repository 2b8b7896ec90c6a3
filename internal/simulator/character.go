package simulator

import (
	"strings"
	"unicode/utf8"
)

// decodeReference reads the character reference at text[pos], which is '&', and
// says where the text goes on. 0: there is none that Telegram knows. Only four have
// names, and the semicolon may be missing.
func decodeReference(text string, pos int) (code uint32, end int) {
	at := func(i int) byte {
		if i < len(text) {
			return text[i]
		}
		return 0
	}
	end = pos + 1
	if at(end) == '#' {
		end++
		base := uint32(10)
		if at(end) == 'x' {
			base = 16
			end++
		}
		for digit, ok := digitValue(at(end), base); ok; digit, ok = digitValue(at(end), base) {
			code = code*base + digit
			end++
		}
		if code == 0 || code >= utf8.MaxRune || end-pos >= 10 {
			return 0, pos
		}
	} else {
		for asciiLetter(at(end)) {
			end++
		}
		switch text[pos+1 : end] {
		case "lt":
			code = '<'
		case "gt":
			code = '>'
		case "amp":
			code = '&'
		case "quot":
			code = '"'
		default:
			return 0, pos
		}
	}
	if at(end) == ';' {
		end++
	}
	return code, end
}

func digitValue(c byte, base uint32) (uint32, bool) {
	switch {
	case asciiDigit(c):
		return uint32(c - '0'), true
	case base == 16 && c >= 'a' && c <= 'f':
		return uint32(c-'a') + 10, true
	case base == 16 && c >= 'A' && c <= 'F':
		return uint32(c-'A') + 10, true
	}
	return 0, false
}

// htmlSpace also holds for the zero byte, which ends everything.
func htmlSpace(c byte) bool {
	switch c {
	case ' ', '\t', '\r', '\n', '\v', 0:
		return true
	}
	return false
}

func asciiDigit(c byte) bool  { return c >= '0' && c <= '9' }
func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// asciiLower leaves other letters as they are: the case of a tag is the only one
// that Telegram passes over.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
