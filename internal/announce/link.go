package announce

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// linkAt returns the end of an address of the web or of mail that begins at byte i;
// i if none does. fresh says that no letter stands right before it.
func linkAt(text string, i int, fresh bool) int {
	rest := text[i:]
	head := strings.ToLower(rest[:min(len(rest), 8)])
	isWeb := strings.HasPrefix(head, "http://") || strings.HasPrefix(head, "https://") || strings.HasPrefix(head, "www.")
	if !isWeb && (!fresh && i > 0 && text[i-1] != '(' && text[i-1] != '<' || !mailAhead(rest)) {
		return i
	}
	end := i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if r <= ' ' || r >= 0x80 && !isWeb || strings.ContainsRune("<>\"|«»“”…", r) || r == ')' && !strings.Contains(text[i:end], "(") {
			break
		}
		end += size
	}
	return i + len(strings.TrimRight(text[i:end], ".,;:!?'"))
}

// mailAhead reports whether a text begins with an address of mail.
func mailAhead(rest string) bool {
	at := strings.IndexFunc(rest, func(r rune) bool {
		return r != '.' && r != '-' && r != '_' && r != '+' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	return at > 0 && rest[at] == '@' && at+1 < len(rest) && rest[at+1] > ' ' && strings.IndexByte(rest[at+1:min(len(rest), at+60)], '.') > 0
}

// rooms are parts of the addresses of meetings online.
var rooms = []string{"zoom.us", "zoom.com", "teams.microsoft.", "teams.live.", "meet.google.", "webex.com", "gotomeeting.", "whereby.com", "meet.jit.si", "jitsi", "telemost.", "bigbluebutton", "ktalk", "youtube.com/live", "skype.com"}

// readLinks fills in the addresses of a text: all, and the one at which people meet
// online apart, which only those coming see.
func (r *reader) readLinks(d *programme.Draft) {
	for i, t := range r.toks {
		if t.sort != link || strings.Contains(t.low, "@") && !strings.Contains(t.low, "://") {
			continue
		}
		address := r.text[t.from:t.to]
		if !slices.Contains(d.Links, address) {
			d.Links = append(d.Links, address)
		}
		isRoom := slices.ContainsFunc(rooms, func(s string) bool { return strings.Contains(t.low, s) }) && !strings.Contains(t.low, "/register") && !strings.Contains(t.low, "/meeting/register")
		if d.Link == "" && (isRoom || r.has("join_link", max(0, i-6), i)) {
			d.Link = address
			r.note(i, i+1, programme.FieldLink)
		}
	}
}
