package telegram

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"regexp"
)

// Secret is a text that does not let itself be printed, logged or marshalled.
type Secret string

const redacted = "[secret]"

// Reveal gives the text itself.
func (s Secret) Reveal() string { return string(s) }

// String says that there is a secret, or "" if there is none.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return redacted
}

// GoString is String: for %#v.
func (s Secret) GoString() string { return s.String() }

// Format writes String whatever the verb: fmt asks nobody for %d.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// LogValue is String.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText is String.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON is String, quoted.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// anyToken finds bot tokens, as they are and as addresses may escape them.
var anyToken = regexp.MustCompile(`\d{6,}(?::|%3[Aa])[\w-]{30,}`)

// scrub is the second line of defence: the first is not to write tokens.
func scrub(s string) string { return anyToken.ReplaceAllLiteralString(s, redacted) }
