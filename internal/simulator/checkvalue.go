package simulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

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
