package simulator

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// htmlTags are the tags there are, with the entity each makes; those whose entity
// depends on an attribute have none here.
func htmlTag(name string) (entity string, ok bool) {
	switch name {
	case "b", "strong":
		return "bold", true
	case "i", "em":
		return "italic", true
	case "u", "ins":
		return "underline", true
	case "s", "strike", "del":
		return "strikethrough", true
	case "tg-spoiler", "span":
		return "spoiler", true
	case "pre", "code", "a", "blockquote", "tg-emoji", "tg-time":
		return "", true
	}
	return "", false
}

// openTag is a tag that waits for its end.
type openTag struct {
	name     string
	argument string // href, language, emoji-id, unix; not empty for an expandable quotation
	format   string // of tg-time
	offset   int    // UTF-16 units before it
	begin    int    // bytes of text before it
}

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

// parseHTML turns text with tags into plain text and its entities. The error is
// in Telegram's words.
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
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	if p.halves {
		return "", nil, fmt.Errorf("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
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
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	t := openTag{name: asciiLower(p.in[nameAt:p.pos]), offset: p.offset, begin: len(p.out)}
	if _, ok := htmlTag(t.name); !ok {
		return fmt.Errorf("Unsupported start tag \"%s\" at byte offset %d", t.name, begin)
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
		return fmt.Errorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.pos++
	p.open = append(p.open, t)
	return nil
}

// attribute reads one attribute of a start tag that began at begin.
func (p *htmlParser) attribute(t *openTag, begin int) error {
	nameAt := p.pos
	for c := p.at(p.pos); !htmlSpace(c) && !strings.ContainsRune(`=>/"'`, rune(c)); c = p.at(p.pos) {
		p.pos++
	}
	name := p.in[nameAt:min(p.pos, len(p.in))]
	if name == "" {
		return fmt.Errorf("Empty attribute name in the tag \"%s\" at byte offset %d", t.name, begin)
	}
	p.skipSpace()
	if p.at(p.pos) != '=' {
		if p.at(p.pos) == 0 {
			return fmt.Errorf("Unclosed start tag \"%s\" at byte offset %d", t.name, begin)
		}
		t.set(name, "")
		return nil
	}
	p.pos++
	p.skipSpace()
	if p.at(p.pos) == 0 {
		return fmt.Errorf("Unclosed start tag \"%s\" at byte offset %d", t.name, begin)
	}
	value, err := p.attributeValue()
	if err != nil {
		return err
	}
	if p.at(p.pos) == 0 {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	t.set(name, value)
	return nil
}

func (p *htmlParser) attributeValue() (string, error) {
	quote := p.at(p.pos)
	if quote != '"' && quote != '\'' {
		from := p.pos
		for c := p.at(p.pos); c == '.' || c == '-' || asciiLetter(c) || asciiDigit(c); c = p.at(p.pos) {
			p.pos++
		}
		if c := p.at(p.pos); !htmlSpace(c) && c != '>' {
			return "", fmt.Errorf("Unexpected end of name token at byte offset %d", from)
		}
		return asciiLower(p.in[from:min(p.pos, len(p.in))]), nil
	}
	p.pos++
	var value []byte
	for c := p.at(p.pos); c != quote && c != 0; c = p.at(p.pos) {
		if c == '&' {
			if code, end := decodeReference(p.in, p.pos); code != 0 {
				value = utf8.AppendRune(value, rune(code))
				p.pos = end
				continue
			}
		}
		value = append(value, c)
		p.pos++
	}
	if p.at(p.pos) == quote {
		p.pos++
	}
	return string(value), nil
}

// set keeps the attributes that mean something; all others are passed over.
func (t *openTag) set(name, value string) {
	switch t.name + " " + name {
	case "a href", "tg-emoji emoji-id", "tg-time unix":
		t.argument = value
	case "tg-time format":
		t.format = value
	case "code class":
		if language, ok := strings.CutPrefix(value, "language-"); ok {
			t.argument = language
		}
	case "span class":
		if class, ok := strings.CutPrefix(value, "tg-"); ok {
			t.argument = class
		}
	case "blockquote expandable":
		t.argument = "expandable"
	}
}

func (p *htmlParser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	nameAt := p.pos
	for !htmlSpace(p.at(p.pos)) && p.at(p.pos) != '>' {
		p.pos++
	}
	name := asciiLower(p.in[nameAt:min(p.pos, len(p.in))])
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	t := p.open[len(p.open)-1]
	if name != "" && name != t.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, t.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.offset == t.offset {
		return nil // nothing in it: no entity
	}
	return p.close(t)
}

// close makes the entity of a tag that has text in it.
func (p *htmlParser) close(t openTag) error {
	e := Entity{Offset: t.offset, Length: p.offset - t.offset}
	last := p.lastIf(e)
	switch t.name {
	case "pre":
		if last != nil && last.Type == "code" && last.Language != "" {
			last.Type = "pre"
			return nil
		}
		e.Type = "pre"
	case "code":
		if last != nil && last.Type == "pre" && t.argument != "" {
			last.Language = t.argument
			return nil
		}
		e.Type, e.Language = "code", t.argument
	case "blockquote":
		e.Type = "blockquote"
		if t.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "a":
		link := t.argument
		if link == "" {
			link = string(p.out[t.begin:])
		}
		if id, ok := userLink(link); ok {
			e.Type, e.User = "text_mention", &User{ID: id}
		} else if link, ok = checkLink(link); ok {
			e.Type, e.URL = "text_link", link
		} else {
			return nil // a link that is none is lost, its text stays
		}
	case "tg-emoji":
		if id, err := strconv.ParseInt(t.argument, 10, 64); err != nil || id == 0 {
			return fmt.Errorf("Invalid custom emoji identifier specified")
		}
		e.Type, e.CustomEmojiID = "custom_emoji", t.argument
	case "tg-time":
		if !dateFormat(t.format) {
			return fmt.Errorf("Invalid date format used")
		}
		unix, err := strconv.ParseInt(t.argument, 10, 32)
		if err != nil || unix <= 0 {
			return nil
		}
		e.Type, e.UnixTime, e.DateTimeFormat = "date_time", unix, t.format
	default:
		e.Type, _ = htmlTag(t.name)
	}
	p.entities = append(p.entities, e)
	return nil
}

// lastIf is the entity made last, if it covers what e covers.
func (p *htmlParser) lastIf(e Entity) *Entity {
	if n := len(p.entities); n > 0 && p.entities[n-1].Offset == e.Offset && p.entities[n-1].Length == e.Length {
		return &p.entities[n-1]
	}
	return nil
}

func (p *htmlParser) skipSpace() {
	for p.at(p.pos) != 0 && htmlSpace(p.at(p.pos)) {
		p.pos++
	}
}

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

// dateFormat says whether a tg-time can be shown so: r alone, or w, then d or D,
// then t or T, each of them or none.
func dateFormat(format string) bool {
	if format == "r" {
		return true
	}
	for _, letters := range []string{"w", "dD", "tT"} {
		if format != "" && strings.IndexByte(letters, format[0]) >= 0 {
			format = format[1:]
		}
	}
	return format == ""
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
