package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// problem is one way in which a call breaks the specification.
type problem struct {
	path string // reply_markup.inline_keyboard[0][1].url
	kind problemKind
	text string
}

type problemKind int

const (
	badValue problemKind = iota
	missing
	unknown
	badType
	badLength
	badChoice // not one of the enum
)

// structural problems say that a value is of another type altogether; they
// decide which type of a union was meant.
func (p problem) structural() bool {
	return p.kind == missing || p.kind == unknown || p.kind == badChoice
}

// check holds a call against the specification of its method, which exists.
func (s *spec) check(c *call) []problem {
	var found []problem
	m := s.Methods[c.method]
	for i := range m.Fields {
		f := &m.Fields[i]
		value := c.params.Get(f.Name)
		_, isFile := c.files[f.Name]
		switch {
		case isFile:
			if !slices.Contains(f.Types, "InputFile") {
				found = append(found, problem{f.Name, badType, "is not a file"})
			}
		case value == "":
			if f.Required {
				found = append(found, problem{f.Name, missing, "is missing"})
			}
		case f.absent(value):
		default:
			found = append(found, s.checkParam(f, value, m)...)
		}
	}
	var names []string
	for name := range c.params {
		if m.field(name) == nil {
			names = append(names, name)
		}
	}
	for name := range c.files {
		if m.field(name) == nil && !c.attached(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		found = append(found, problem{name, unknown, "is no parameter of " + c.method})
	}
	return found
}

// absent says whether a value counts as none: so the server takes null for a list,
// which is how Go's clients write a nil slice.
func (f *field) absent(value string) bool {
	return value == "null" && !slices.ContainsFunc(f.Types, func(t string) bool { return !strings.HasPrefix(t, "Array of ") })
}

// checkParam holds a parameter, which travels as text, against the types it may have.
func (s *spec) checkParam(f *field, value string, m shape) []problem {
	if m.field("parse_mode") != nil && (f.Name == "text" || f.Name == "caption") {
		return nil // counted once it is parsed
	}
	var best []problem
	for i, t := range f.Types {
		found := s.checkText(f, t, value)
		if len(found) == 0 {
			return nil
		}
		if i == 0 || weight(found) < weight(best) {
			best = found
		}
	}
	return best
}

func (s *spec) checkText(f *field, t, value string) []problem {
	switch t {
	case "String":
		return checkString(f.Name, f, value)
	case "Integer":
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return []problem{{f.Name, badType, fmt.Sprintf("is no Integer: %q", value)}}
		}
		return checkNumber(f.Name, f, n)
	case "Float":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return []problem{{f.Name, badType, fmt.Sprintf("is no Float: %q", value)}}
		}
		return nil
	case "Boolean", "True":
		if value != "true" && (value != "false" || t == "True") {
			return []problem{{f.Name, badType, fmt.Sprintf("is no %s: %q", t, value)}}
		}
		return nil
	case "InputFile":
		return []problem{{f.Name, badType, "must be uploaded as a file"}}
	}
	d := json.NewDecoder(bytes.NewReader([]byte(value)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return []problem{{f.Name, badType, "is no JSON of a " + t}}
	}
	return s.checkValue(f.Name, f, t, v)
}

// weight says how far a value is from a type of a union.
func weight(found []problem) int {
	n := 0
	for _, p := range found {
		n++
		if p.structural() {
			n += 100
		}
		if p.kind == badType && !strings.ContainsAny(p.path, ".[") {
			n += 1000 // the whole value is of another type
		}
	}
	return n
}

// description tells a problem in Telegram's words where they are known.
func (p problem) description() string {
	switch {
	case p.path == "chat_id" && p.kind == missing:
		return "chat_id is empty"
	case p.path == "text" && p.kind == missing:
		return "message text is empty"
	case p.path == "reply_markup":
		return "object expected as reply markup"
	case p.path == "reply_markup.inline_keyboard" && p.kind == badType:
		return `field "inline_keyboard" must be of type Array`
	case strings.HasPrefix(p.path, "reply_markup.inline_keyboard["):
		name := p.path[strings.LastIndexByte(p.path, '.')+1:]
		if name == "callback_data" && p.kind == badLength {
			return "BUTTON_DATA_INVALID"
		}
		return fmt.Sprintf("can't parse inline keyboard button: Field %q %s", name, p.text)
	}
	return p.path + " " + p.text
}
