package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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
		case value == "null" && f.onlyArrays():
			// Go clients write nil slices so, and the server takes it for absent.
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

func (f *field) onlyArrays() bool {
	return !slices.ContainsFunc(f.Types, func(t string) bool { return !strings.HasPrefix(t, "Array of ") })
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

// checkValue holds decoded JSON against one type.
func (s *spec) checkValue(path string, f *field, t string, v any) []problem {
	if item, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return []problem{{path, badType, "must be of type Array"}}
		}
		var found []problem
		if c := f.Constraint; c != nil && c.Unit == "items" && (int64(len(list)) < c.Min || int64(len(list)) > c.Max) {
			found = append(found, problem{path, badLength, fmt.Sprintf("has %d items, not %d to %d", len(list), c.Min, c.Max)})
		}
		for i, e := range list {
			found = append(found, s.checkValue(fmt.Sprintf("%s[%d]", path, i), f, item, e)...)
		}
		return found
	}
	switch t {
	case "String":
		if text, ok := v.(string); ok {
			return checkString(path, f, text)
		}
		return []problem{{path, badType, "must be of type String"}}
	case "Integer":
		if n, ok := v.(json.Number); ok {
			if i, err := n.Int64(); err == nil {
				return checkNumber(path, f, i)
			}
		}
		return []problem{{path, badType, "must be of type Integer"}}
	case "Float":
		if _, ok := v.(json.Number); !ok {
			return []problem{{path, badType, "must be of type Float"}}
		}
		return nil
	case "Boolean", "True":
		if b, ok := v.(bool); !ok || !b && t == "True" {
			return []problem{{path, badType, "must be of type " + t}}
		}
		return nil
	}
	return s.checkObject(path, f, t, v)
}

func (s *spec) checkObject(path string, f *field, t string, v any) []problem {
	ty, ok := s.Types[t]
	if !ok {
		return []problem{{path, badType, "has the unknown type " + t}}
	}
	if len(ty.Subtypes) > 0 {
		var best []problem
		for i, sub := range ty.Subtypes {
			found := s.checkValue(path, f, sub, v)
			if len(found) == 0 {
				return nil
			}
			if i == 0 || weight(found) < weight(best) {
				best = found
			}
		}
		return best
	}
	object, ok := v.(map[string]any)
	if !ok {
		return []problem{{path, badType, "must be an object of type " + t}}
	}
	var found []problem
	for i := range ty.Fields {
		sub := &ty.Fields[i]
		value, ok := object[sub.Name]
		if !ok {
			if sub.Required {
				found = append(found, problem{path + "." + sub.Name, missing, "is missing"})
			}
			continue
		}
		found = append(found, s.checkField(path+"."+sub.Name, sub, value)...)
	}
	for name := range object {
		if ty.field(name) == nil {
			found = append(found, problem{path + "." + name, unknown, "is no field of " + t})
		}
	}
	return found
}

func (s *spec) checkField(path string, f *field, v any) []problem {
	var best []problem
	for i, t := range f.Types {
		found := s.checkValue(path, f, t, v)
		if len(found) == 0 {
			return nil
		}
		if i == 0 || weight(found) < weight(best) {
			best = found
		}
	}
	return best
}

func checkString(path string, f *field, value string) []problem {
	if !utf8.ValidString(value) {
		return []problem{{path, badValue, "is not UTF-8"}}
	}
	if len(f.Enum) > 0 && !slices.ContainsFunc(f.Enum, func(e any) bool { return fmt.Sprint(e) == value }) {
		return []problem{{path, badChoice, fmt.Sprintf("is %q, not one of %v", value, f.Enum)}}
	}
	c := f.Constraint
	if c == nil || c.After || c.Unit != "bytes" && c.Unit != "characters" {
		return nil
	}
	n := int64(len(value))
	if c.Unit == "characters" {
		n = int64(utf8.RuneCountInString(value))
	}
	if n < c.Min || n > c.Max {
		return []problem{{path, badLength, fmt.Sprintf("has %d %s, not %d to %d", n, c.Unit, c.Min, c.Max)}}
	}
	return nil
}

func checkNumber(path string, f *field, n int64) []problem {
	if len(f.Enum) > 0 && !slices.ContainsFunc(f.Enum, func(e any) bool { return e == float64(n) }) {
		return []problem{{path, badChoice, fmt.Sprintf("is %d, not one of %v", n, f.Enum)}}
	}
	c := f.Constraint
	if c == nil || c.Unit != "value" || n >= c.Min && n <= c.Max || slices.Contains(c.Also, n) {
		return nil
	}
	return []problem{{path, badValue, fmt.Sprintf("is %d, not %d to %d", n, c.Min, c.Max)}}
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
