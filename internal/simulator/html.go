package simulator

import (
	"fmt"
	"unicode/utf8"
)

// htmlParser reads Telegram's HTML, which is not the web's: a byte at a time, as
// the official server does, so that its offsets in errors are the same.
type htmlParser struct {
	in       string
	pos      int
	out      []byte
	offset   int // UTF-16 units in out
	open     []openTag
	entities []Entity
	halves   bool // a numeric reference was half of a surrogate pair
}

// markupError is what is wrong with a text's markup, in Telegram's words.
type markupError string

func (e markupError) Error() string { return string(e) }

func markupErrorf(format string, args ...any) error {
	return markupError(fmt.Sprintf(format, args...))
}

// parseHTML turns text with tags into plain text and its entities. The error is
// a markupError.
func parseHTML(in string) (string, []Entity, error) {
	p := &htmlParser{in: in, out: make([]byte, 0, len(in))}
	for p.pos < len(in) {
		var err error
		switch c := in[p.pos]; {
		case c == '&':
			p.reference()
		case c != '<':
			p.plain(c)
		case p.at(p.pos+1) == '/':
			err = p.endTag()
		default:
			err = p.startTag()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, markupErrorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	if p.halves {
		return "", nil, markupErrorf("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	return string(p.out), p.entities, nil
}

// at is the byte at a position, 0 behind the end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

func (p *htmlParser) plain(c byte) {
	if utf8.RuneStart(c) {
		p.offset++
		if c >= 0xf0 {
			p.offset++ // outside the basic plane: two units
		}
	}
	p.out = append(p.out, c)
	p.pos++
}

func (p *htmlParser) reference() {
	code, end := decodeReference(p.in, p.pos)
	if code == 0 {
		p.plain('&')
		return
	}
	p.pos = end
	p.offset++
	if code > 0xffff {
		p.offset++
	}
	if code >= 0xd800 && code <= 0xdfff {
		p.halves = true
	}
	p.out = utf8.AppendRune(p.out, rune(code))
}

func (p *htmlParser) startTag() error {
	begin := p.pos
	p.pos++
	nameAt := p.pos
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	if p.at(p.pos) == 0 {
		return markupErrorf("Unclosed start tag at byte offset %d", begin)
	}
	t := openTag{name: asciiLower(p.in[nameAt:p.pos]), offset: p.offset, begin: len(p.out)}
	if _, ok := htmlTag(t.name); !ok {
		return markupErrorf("Unsupported start tag \"%s\" at byte offset %d", t.name, begin)
	}
	for p.at(p.pos) != '>' {
		p.skipSpace()
		if p.at(p.pos) == '>' {
			break
		}
		if err := p.attribute(&t, begin); err != nil {
			return err
		}
	}
	if t.name == "span" && t.argument != "spoiler" {
		return markupErrorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.pos++
	p.open = append(p.open, t)
	return nil
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return markupErrorf("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	nameAt := p.pos
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	name := asciiLower(p.in[nameAt:min(p.pos, len(p.in))])
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return markupErrorf("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	t := p.open[len(p.open)-1]
	if name != "" && name != t.name {
		return markupErrorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, t.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.offset == t.offset {
		return nil // nothing in it: no entity
	}
	return p.close(t)
}

func (p *htmlParser) skipSpace() {
	for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
		p.pos++
	}
}
