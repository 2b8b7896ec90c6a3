package announce

// topic finds what the event is on: tokens after on, about, по, на тему …
func (r *reader) topic(k hit[kindWord]) (from, to int, ok bool) {
	_, end := r.sentenceRange(k.from)
	for j := k.to; j < end; j++ {
		if j == k.to && r.tok(j).is("to") && j+1 < end && r.toks[j+1].sort == word && !r.toks[j+1].capital && !r.isPlaceSpot(j+1) && !r.toks[j+1].is("be", "the", "which", "take", "a", "an") && !r.dateAhead(j+1) {
			if stop := r.topicEnd(j+1, end); stop > j+2 {
				head, _ := r.nounPhrase(hit[kindWord]{from: k.from, to: k.from, value: k.value})
				return head, stop, true // a workshop to set up a strategy
			}
		}
		if r.tok(j).sort == line || r.toks[j].is(";") {
			break
		}
		for _, cue := range []string{"about_ru", "about"} {
			next, found := r.cue(cue, j)
			if !found || r.dateAhead(next) || !r.isTopicWord(j, next, k) {
				continue
			}
			if stop := r.topicEnd(next, end); stop > next {
				return next, stop, true
			}
		}
		if j > k.to+25 {
			break
		}
	}
	if first, _ := r.sentenceRange(k.from); r.tok(k.to).is(":", "-") && (r.short || r.tok(k.to).is(":") && k.from-first <= 4 && r.labelled(k.from) == "") && k.to+1 < len(r.toks) && r.toks[k.to+1].sort != line && !r.dateAhead(k.to+1) && !r.isPlace(k.to+1) {
		return k.to + 1, r.topicEnd(k.to+1, end), true
	}
	return 0, 0, false
}

// dateAhead reports whether a day or a place follows, so that "on", "in" or
// "for" introduces that and no topic.
func (r *reader) dateAhead(i int) bool {
	if i >= len(r.toks) || r.inDate(i) || r.inHour(i) {
		return true
	}
	if w, next := r.weekday(i); next > i && w != noWeekday {
		return true
	}
	return false
}

// isTopicWord reports whether the word at tokens [j,next) introduces the topic
// here. "in" and "for" do only right behind the kind, and not before places
// and people.
func (r *reader) isTopicWord(j, next int, k hit[kindWord]) bool {
	t := r.toks[j]
	if r.aside[j] > 0 {
		return false
	}
	switch {
	case t.is("in"), t.is("for"), t.is("для"):
		if next-j > 1 {
			return true
		}
		return j == k.to && !r.tok(next).is("honour", "honor", "cooperation", "partnership", "collaboration", "connection", "order", "addition", "support", "response", "person", "the", "english", "russian") && !r.isPlaceSpot(next) && !r.peopleSoon(next) && !t.is("для")
	case t.is("по") && next-j == 1:
		return j <= k.to+4 && !r.inDate(j)
	case t.is("о", "об") && next-j == 1:
		return j == k.to
	case t.is("on") && next-j == 1:
		return j <= k.to+12 && !r.tok(next).is("behalf", "the", "zoom") || r.tok(next).is("the") && !r.tok(next+1).is("basis", "occasion", "premises", "margins", "sidelines", "spot") && j <= k.to+12
	}
	return true
}

func (r *reader) isPlaceSpot(i int) bool {
	for r.tok(i).is("the") {
		i++
	}
	for _, s := range r.spots {
		if i >= s.from && i < s.to {
			return true
		}
	}
	return false
}

// peopleSoon reports whether a noun for people or agencies follows.
func (r *reader) peopleSoon(i int) bool {
	reach := func(limit int) int { // not into a clause that hangs on the topic
		for j := i; j < i+limit && j < len(r.toks); j++ {
			if r.toks[j].is(",") && (r.hasAt("relative", j+1) || r.hasAt("relative", j+2) || r.tok(j+1).is("где", "where")) {
				return j - i
			}
		}
		return limit
	}
	if _, ok := r.cueAfter("people", i, reach(6)); ok {
		return true
	}
	j, ok := r.cueAfter("agency", i, reach(5))
	return ok && !r.toks[j].is("countries", "states", "regions")
}

// topicEnd returns where the noun phrase that begins at token i ends.
func (r *reader) topicEnd(i, end int) int {
	open := 0
	for j := i; j < end; j++ {
		t := r.toks[j]
		switch {
		case t.sort == line, t.is(".", ";", "?", "!", "|") && (t.is(";", "|") || j+1 >= end || r.toks[j+1].gap):
			return j
		case t.is("("):
			open++
			if r.inDate(j+1) || j+1 < end && r.isPlace(j+1) {
				return j
			}
		case t.is(")"):
			if open--; open < 0 {
				return j
			}
		case t.is(":") && j > i:
			return j
		case t.is("-") && t.gap && j+1 < end && r.toks[j+1].gap:
			return j
		case r.inDate(j), r.inHour(j):
			return r.backOver(i, j)
		case j > i && r.endsTopic(j):
			return r.backOver(i, j)
		case t.is(",") && r.commaEnds(j, end):
			return j
		}
		if j-i >= maxTitleWords+8 {
			return r.backOver(i, r.lastBreak(i, i+maxTitleWords))
		}
	}
	return end
}

// lastBreak finds a comma or "and" to cut a long phrase at.
func (r *reader) lastBreak(i, j int) int {
	for b := j; b > i+2; b-- {
		if r.toks[b].is(",", "and", "и", "for", "для", "in") {
			return b
		}
	}
	return j
}

// backOver drops the prepositions before token j.
func (r *reader) backOver(i, j int) int {
	for j > i && r.toks[j-1].is("on", "in", "at", "from", "the", "between", "of", ",", "в", "во", "с", "на", "to", "for", "г", ".", "(", "by", "via", "will", "was", "к") {
		j--
	}
	return j
}
