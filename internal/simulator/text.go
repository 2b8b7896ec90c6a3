package simulator

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Telegram's limits of a text.
const (
	maxText    = 4096  // code points, after parsing
	maxCaption = 1024  // code points, after parsing
	maxRaw     = 32768 // bytes, before parsing
)

// formatted is a text as Telegram keeps it.
type formatted struct {
	text     string
	html     string // as it was sent
	entities []Entity
}

// format reads a text as the Bot API does: parsed, cleaned, trimmed, with the
// entities that Telegram finds by itself. The refusals are in its words.
func format(raw, mode string) (formatted, *refusal) {
	if len(raw) > maxRaw {
		return formatted{}, bug("text is too long")
	}
	if !utf8.ValidString(raw) {
		return formatted{}, bug("text must be encoded in UTF-8")
	}
	f := formatted{text: raw, html: raw}
	if mode == "HTML" {
		text, entities, err := parseHTML(raw)
		if err != nil {
			return formatted{}, bug("can't parse entities: " + err.Error())
		}
		f.text, f.entities = text, entities
	} else {
		f.html = html.EscapeString(raw)
	}
	f.clean()
	f.entities = normalize(f.entities)
	f.trim()
	f.entities = append(f.entities, find(f.text, f.entities)...)
	sortEntities(f.entities)
	return f, nil
}

// plain is a text that a person typed.
func plain(text string) formatted {
	f := formatted{text: strings.ToValidUTF8(text, "\uFFFD"), html: html.EscapeString(text)}
	f.clean()
	f.trim()
	f.entities = find(f.text, nil)
	return f
}

// empty says whether nothing of f would be seen.
func (f formatted) empty() bool {
	return strings.IndexFunc(f.text, func(r rune) bool { return !invisible(r) }) < 0
}

// length is the number of code points, which is what Telegram limits.
func (f formatted) length() int { return utf8.RuneCountInString(f.text) }

// clean makes control characters spaces and drops what Telegram drops.
func (f *formatted) clean() {
	if strings.IndexFunc(f.text, func(r rune) bool { return control(r) || dropped(r) }) < 0 {
		return
	}
	var b strings.Builder
	var gone []int // UTF-16 offsets of what was dropped; all of it is one unit wide
	offset := 0
	for _, r := range f.text {
		switch {
		case dropped(r):
			gone = append(gone, offset)
		case control(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		offset += units(r)
	}
	f.text = b.String()
	shift := func(at int) int { n, _ := slices.BinarySearch(gone, at); return at - n }
	f.entities = move(f.entities, shift)
}

// trim takes white space away at the end, and at the beginning unless it is part
// of an entity.
func (f *formatted) trim() {
	f.text = strings.TrimRight(f.text, " \n")
	length := utf16Length(f.text)
	f.entities = move(f.entities, func(at int) int { return min(at, length) })
	lead := len(f.text) - len(strings.TrimLeft(f.text, " \n"))
	if len(f.entities) > 0 {
		lead = min(lead, f.entities[0].Offset)
	}
	f.text = f.text[lead:]
	f.entities = move(f.entities, func(at int) int { return at - lead })
}

// dropped characters vanish: carriage returns, line separators and the marks that
// turn the direction of a text, and combining lines that break a layout.
func dropped(r rune) bool {
	return r == '\r' || r >= 0x2028 && r <= 0x202e || r == 0x030a || r == 0x0333 || r == 0x033f
}

func control(r rune) bool { return r < ' ' && r != '\n' && r != '\r' }

// invisible characters alone make no message.
func invisible(r rune) bool {
	switch {
	case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
		return true
	case r == 0x2800, r == 0x3164, r == 0x115f, r == 0x1160, r == 0xfffc, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return false
}

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += units(r)
	}
	return n
}

// units are the UTF-16 units of a character.
func units(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
