package simulator

import (
	"strings"
	"unicode/utf8"
)

// attribute reads one attribute of a start tag that began at begin.
func (p *htmlParser) attribute(t *openTag, begin int) error {
	nameAt := p.pos
	for c := p.at(p.pos); !htmlSpace(c) && !strings.ContainsRune(`=>/"'`, rune(c)); c = p.at(p.pos) {
		p.pos++
	}
	name := p.in[nameAt:min(p.pos, len(p.in))]
	if name == "" {
		return markupErrorf("Empty attribute name in the tag \"%s\" at byte offset %d", t.name, begin)
	}
	p.skipSpace()
	if p.at(p.pos) != '=' {
		if p.at(p.pos) == 0 {
			return markupErrorf("Unclosed start tag \"%s\" at byte offset %d", t.name, begin)
		}
		t.set(name, "")
		return nil
	}
	p.pos++
	p.skipSpace()
	if p.at(p.pos) == 0 {
		return markupErrorf("Unclosed start tag \"%s\" at byte offset %d", t.name, begin)
	}
	value, err := p.attributeValue()
	if err != nil {
		return err
	}
	if p.at(p.pos) == 0 {
		return markupErrorf("Unclosed start tag at byte offset %d", begin)
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
			return "", markupErrorf("Unexpected end of name token at byte offset %d", from)
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
