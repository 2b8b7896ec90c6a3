package simulator

import "strconv"

// htmlTag says whether there is a tag of that name, and which entity it makes: none
// here if an attribute decides.
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
	argument string // href, language, emoji-id or unix; of an expandable quotation: not empty
	format   string // of tg-time
	offset   int    // UTF-16 units before it
	begin    int    // bytes of text before it
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
			return markupErrorf("Invalid custom emoji identifier specified")
		}
		e.Type, e.CustomEmojiID = "custom_emoji", t.argument
	case "tg-time":
		if !dateFormat(t.format) {
			return markupErrorf("Invalid date format used")
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
