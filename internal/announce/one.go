package announce

import "strings"

// One is the title of one event of several that a title names: "Steering group meetings"
// → "Steering group meeting", "Заседания комитетов" → "Заседание комитетов". Any other
// stays as it is.
func One(title string) string {
	k, toks := know(), tokens(title)
	if len(toks) == 0 {
		return title
	}
	last := toks[len(toks)-1]
	if end := title[last.from:]; strings.HasSuffix(last.low, "s") && last.to == len(title) {
		one := strings.TrimSuffix(end, "s")
		if many, to := k.kinds.at(toks, len(toks)-1, true); len(many) > 0 && to == len(toks) {
			if known, _ := k.kinds.at(tokens(one), 0, true); len(known) > 0 && plural(one) == end {
				return title[:last.from] + one
			}
		}
	}
	if heads, end := k.heads.at(toks, 0, true); len(heads) > 0 && len(toks) > end {
		return capitalise(heads[0]) + title[toks[end-1].to:]
	}
	return title
}
