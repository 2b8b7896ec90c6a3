package locale

import "strings"

// HTML is text that is safe to send with parse_mode HTML: Telegram's tags, and
// everything that a person typed escaped.
type HTML string

// escaper replaces what Telegram's parser takes for markup. The quote matters
// inside the attributes of links.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// Escape makes HTML that shows s as it is.
func Escape(s string) HTML { return HTML(escaper.Replace(s)) }

// Join puts sep between the parts that are not empty.
func Join(sep HTML, parts ...HTML) HTML {
	var b strings.Builder
	for _, part := range parts {
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(string(sep))
		}
		b.WriteString(string(part))
	}
	return HTML(b.String())
}
