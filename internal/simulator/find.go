package simulator

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What Telegram marks by itself. Web addresses without a scheme are known by a few
// common endings only; Telegram knows all.
var (
	commandPattern = regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`)
	mentionPattern = regexp.MustCompile(`@[A-Za-z][A-Za-z0-9_]{3,31}`)
	hashtagPattern = regexp.MustCompile(`#[\pL\pN_]{1,256}`)
	emailPattern   = regexp.MustCompile(`[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}`)
	urlPattern     = regexp.MustCompile(`(?i)https?://[^\s<>"]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|edu|gov|int|eu|me|io|ru|kz|kg|tj|tm|uz)\b(?:/[^\s<>"]*)?`)
)

// find gives the entities that Telegram adds to a text outside code and links:
// addresses first, since what looks like a command or a mention in them is none.
func find(text string, known []Entity) []Entity {
	if !strings.ContainsAny(text, "/@#.") {
		return nil
	}
	taken := slices.DeleteFunc(slices.Clone(known), func(e Entity) bool {
		switch e.Type {
		case "code", "pre", "text_link", "text_mention", "custom_emoji", "date_time":
			return false
		}
		return true
	})
	var found []Entity
	for _, kind := range []struct {
		name     string
		pattern  *regexp.Regexp
		standing func(text string, from, to int) bool
	}{
		{"email", emailPattern, alone},
		{"url", urlPattern, alone},
		{"bot_command", commandPattern, commandStands},
		{"mention", mentionPattern, mentionStands},
		{"hashtag", hashtagPattern, hashtagStands},
	} {
		for _, at := range kind.pattern.FindAllStringIndex(text, -1) {
			from, to := at[0], at[1]
			if kind.name == "url" {
				to = from + len(strings.TrimRight(text[from:to], ".,:;!?'\")]"))
			}
			e := Entity{Type: kind.name, Offset: utf16Length(text[:from]), Length: utf16Length(text[from:to])}
			if e.Length == 0 || !kind.standing(text, from, to) || slices.ContainsFunc(taken, e.meets) {
				continue
			}
			taken = append(taken, e)
			found = append(found, e)
		}
	}
	sortEntities(found)
	return found
}

func before(text string, at int) rune { r, _ := utf8.DecodeLastRuneInString(text[:at]); return r }
func after(text string, at int) rune  { r, _ := utf8.DecodeRuneInString(text[at:]); return r }

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

func alone(text string, from, to int) bool {
	return !word(before(text, from)) && before(text, from) != '@' && after(text, to) != '@'
}

func commandStands(text string, from, to int) bool {
	b, a := before(text, from), after(text, to)
	return !word(b) && !strings.ContainsRune("/<>", b) && !word(a) && !strings.ContainsRune("/<>", a)
}

func mentionStands(text string, from, to int) bool {
	return !word(before(text, from)) && before(text, from) != '/' && !word(after(text, to))
}

func hashtagStands(text string, from, to int) bool {
	return !word(before(text, from)) && after(text, to) != '#' && strings.IndexFunc(text[from:to], unicode.IsLetter) >= 0
}
