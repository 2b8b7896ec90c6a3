package announce

import "strings"

// properTitle finds a name in capitals around the kind: "the 13th Central Asia
// Border Security Initiative Conference (CABSI)".
func (r *reader) properTitle(k hit[kindWord]) (from, to int, ok bool) {
	if !r.toks[k.from].capital || r.any || k.value.kind == "" {
		return 0, 0, false
	}
	from, to = k.from, k.to
	first, end := r.sentenceRange(k.from)
	for from > first {
		t := r.toks[from-1]
		if t.sort == word && (t.capital || t.is("of", "on", "for", "and", "the", "th", "st", "nd", "rd") && from-1 > first && (r.toks[from-2].capital || r.toks[from-2].sort == number)) || t.sort == number && !r.inDate(from-1) || t.is("-", "&") && !t.gap {
			if r.inDate(from-1) || r.hasAt("verb", from-1) {
				break
			}
			from--
			continue
		}
		break
	}
	for r.toks[from].is("the", "of", "and", "on", "for", "in", "at", "this", "our", "-") && from < k.from {
		from++
	}
	for to < end && (r.toks[to].capital && r.toks[to].sort == word || r.toks[to].is("of", "on", "for", "and", "the") && to+1 < end && (r.toks[to+1].capital || r.toks[to+1].is("the")) || r.toks[to].is("-") && !r.toks[to].gap) && !r.inDate(to) && !r.isPlaceSpotHost(to) {
		to++
	}
	if to+2 < end && r.toks[to].is("(") && r.toks[to+2].is(")") && r.toks[to+1].caps {
		to += 3
	}
	return from, to, to-from >= 3
}

func (r *reader) isPlaceSpotHost(i int) bool {
	return r.tok(i-1).is("in", "at", ",") && r.isPlaceSpot(i)
}

// nounPhrase is the kind with the words that belong to it: "national Steering
// Group meetings".
func (r *reader) nounPhrase(k hit[kindWord]) (from, to int) {
	from, to = k.from, k.to
	first, _ := r.sentenceRange(k.from)
	for n := 0; from > first && n < 5; n++ {
		t := r.toks[from-1]
		if t.is("-") && !t.gap && !r.toks[from].gap && from-2 >= first && r.toks[from-2].sort == word && !r.inDate(from-2) && !r.tok(from-2).is("day", "week", "long", "day's") {
			from -= 2
			continue
		}
		if t.sort != word || t.is("day", "week", "days") || strings.Contains(t.low, "дневн") || r.inDate(from-1) || r.hasAt("verb", from-1) || r.isPlaceSpot(from-1) || t.is("the", "a", "an", "of", "in", "on", "at", "for", "to", "this", "that", "our", "new", "round", "is", "was", "and", "в", "на", "с", "по", "и", "о", "об", "к", "из", "этот", "этого", "series", "by", "first", "last", "held", "join", "us", "with", "ходе", "рамках", "о", "во", "ко", "для", "от") || r.hasAt("past", from-1) || r.hasAt("future", from-1) || hasStem(t.low, "посвящен") {
			break
		}
		from--
	}
	if from > first+1 && r.toks[from].is("th", "st", "nd", "rd", "й", "я", "е") && !r.toks[from].gap { // 13th, 13-я
		for from--; from > first && r.toks[from].is("-"); from-- {
		}
	}
	if r.tok(to).is("of") && r.tok(to+1).is("the") || r.tok(to).sort == word && r.isRussian(min(to, len(r.toks)-1)) || r.tok(to).is("of", "for") && !r.isPlaceSpot(to+1) {
		_, end := r.sentenceRange(k.from)
		if stop := r.topicEnd(to, end); stop > to && stop-to < 10 && !r.hasAt("verb", to) && !r.endsTopic(to) && !r.inDate(to) && !r.tok(to).is("в", "с", "на", "от") {
			to = stop
		}
	}
	return from, to
}

// isOblique reports whether the Russian noun at token i stands in another case
// than the nominative.
func (r *reader) isOblique(i int) bool {
	for _, e := range []string{"у", "ю", "е", "ом", "ой", "ей", "и", "ы", "ах", "ях", "ам", "ям", "ами", "ями", "ов"} {
		if low := r.toks[i].low; strings.HasSuffix(low, e) && !strings.HasSuffix(low, "ние") {
			return true
		}
	}
	return strings.HasSuffix(r.toks[i].low, "ара") || strings.HasSuffix(r.toks[i].low, "нга") || strings.HasSuffix(r.toks[i].low, "ния") || strings.HasSuffix(r.toks[i].low, "ума")
}

// headTitle makes a title of a line that names no kind: its first part.
func (r *reader) headTitle() string {
	for i := range r.toks {
		if r.starts[i] && r.toks[i].sort == word && !r.inDate(i) && !r.isPlace(i) && r.labelled(i) == "" {
			_, end := r.sentenceRange(i)
			return r.title(i, r.topicEnd(i, min(end, i+maxTitleWords)), false)
		}
	}
	return ""
}
