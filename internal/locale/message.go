package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// message is a text in the plural forms of its language. One that does not
// depend on a count has only other.
type message struct {
	other  template
	plural map[string]template // by CLDR's name of the form, nil if there is one form
	form   func(n int) string  // of the language of this message, which may be a fallback
}

// text returns the template that fits the count among args.
func (m message) text(args []any) template {
	if m.plural == nil {
		return m.other
	}
	v, _ := argument(args, "n")
	n, ok := v.(int)
	if !ok {
		return m.other
	}
	if t, ok := m.plural[m.form(n)]; ok {
		return t
	}
	return m.other
}

// argument finds a name in pairs of name and value. Messages have a handful of
// arguments: a walk is faster than a map.
func argument(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if s, ok := args[i].(string); ok && s == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// plain is an argument as text.
func (p *Printer) plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case time.Month: // behind its day
		return p.names.months[v-1]
	case programme.Date: // an Error carries dates, not words for them
		return p.Day(v)
	}
	return fmt.Sprint(v)
}

// template is a text taken apart at its placeholders: literals[0], the value of
// names[0], literals[1], …
type template struct {
	literals []string // one more than names
	names    []string
}

// parseTemplate reads "text {name} text"; {{ and }} are literal braces.
func parseTemplate(s string) (template, error) {
	var t template
	var literal strings.Builder
	for {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			literal.WriteString(s)
			t.literals = append(t.literals, literal.String())
			return t, nil
		}
		literal.WriteString(s[:i])
		switch end := strings.IndexByte(s[i:], '}'); {
		case strings.HasPrefix(s[i:], "{{"), strings.HasPrefix(s[i:], "}}"):
			literal.WriteByte(s[i])
			s = s[i+2:]
		case s[i] == '{' && end > 0 && isName(s[i+1:i+end]):
			t.literals, t.names = append(t.literals, literal.String()), append(t.names, s[i+1:i+end])
			literal.Reset()
			s = s[i+end+1:]
		default:
			return template{}, fmt.Errorf("a brace at %q begins no {name}", s[i:])
		}
	}
}

func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// fill puts the values of the names in their places.
func (t template) fill(value func(name string) string) string {
	if len(t.names) == 0 {
		return t.literals[0]
	}
	var b strings.Builder
	for i, name := range t.names {
		b.WriteString(t.literals[i])
		b.WriteString(value(name))
	}
	b.WriteString(t.literals[len(t.names)])
	return b.String()
}
