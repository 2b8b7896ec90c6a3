package telegram

import (
	"strings"
	"unicode/utf16"
)

// readCommand takes a text apart that begins with a command: /name@to args. The name
// comes in lower case. A text that Telegram does not mark so has none.
func readCommand(text string, entities []wireEntity) (name, args, to string) {
	for _, e := range entities {
		if e.Type != "bot_command" || e.Offset != 0 {
			continue
		}
		marked, rest, ok := cutUTF16(text, e.Length)
		marked, slash := strings.CutPrefix(marked, "/")
		if !ok || !slash {
			return "", "", ""
		}
		name, to, _ = strings.Cut(marked, "@")
		return strings.ToLower(name), strings.TrimSpace(rest), to
	}
	return "", "", ""
}

// cutUTF16 cuts a text after n UTF-16 code units, which is what the Bot API counts. ok
// is false if it has no such place: too short, or the middle of a character.
func cutUTF16(text string, n int) (head, tail string, ok bool) {
	units := 0
	for i, r := range text {
		if units >= n {
			return text[:i], text[i:], units == n
		}
		units += utf16.RuneLen(r)
	}
	return text, "", units == n
}
