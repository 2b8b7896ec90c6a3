package announce

// isBare reports whether tokens [from,to), the kind as the text has it, tell no more
// than the kind: "regional workshop", "three workshops".
func (r *reader) isBare(k hit[kindWord], from, to int) bool {
	if to > k.to {
		return false
	}
	for i := from; i < k.from; i++ {
		if !r.hasAt("fresh", i) && !r.hasAt("plain", i) && !r.hasNumeral(i) && r.toks[i].sort == word {
			return false
		}
	}
	return true
}

// heading takes the line above a text for its title, where the text calls its event by
// the kind alone.
func (r *reader) heading(k hit[kindWord]) string {
	from, to := 0, 0
	for to < len(r.toks) && r.toks[to].sort != line {
		to++
	}
	if r.sentence[k.from] == 0 && k.to <= to && !r.verbsBehind(to) || to >= len(r.toks)-8 || to > 22 || to < 3 || r.labelled(0) != "" {
		return ""
	}
	if r.toks[to-1].is(".", "!", ":", ",") && to > 0 || r.toks[0].sort != word && !r.toks[0].is(`"`) || r.inDate(0) {
		return ""
	}
	for i := from; i < to; i++ {
		if r.inDate(i) || r.toks[i].sort == link || r.hasAt("question", i) && r.toks[to-1].is("?") {
			return ""
		}
	}
	for from < to && (r.isPlace(from) || r.toks[from].is("-", ":", ",")) && r.toks[from+1].is("-", ":") {
		from++
	}
	return r.title(from, to, false)
}

// verbsBehind reports whether the text goes on in sentences behind its first line.
func (r *reader) verbsBehind(i int) bool { return r.has("verb", i, len(r.toks)) }
