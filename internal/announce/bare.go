package announce

// bareTitle helps out where a text calls its event by the kind alone: "a study
// tour in Latvia and Lithuania", "shared its practice in X-ray image analysis by
// hosting a training". Tokens [from,to) are the kind as the text has it.
func (r *reader) bareTitle(k hit[kindWord], from, to int) string {
	if to > k.to {
		return "" // more than the kind stands there already
	}
	first, _ := r.sentenceRange(k.from)
	for j := first; j < k.from-2; j++ {
		if !r.toks[j].is("practice", "practices", "experience", "опыт", "практику", "практики") || !r.toks[j+1].is("in", "on", "of", "по", "в") {
			continue
		}
		if stop := r.topicEnd(j+2, k.from); stop > j+2 && stop-j < maxTitleWords && !r.isPlace(j+2) && !r.dateAhead(j+2) && !r.isRussian(j+2) {
			return r.title(j+2, stop, true)
		}
	}
	lead := 1
	if r.short && r.isPlaceSpot(to) && !r.tok(to).is("the") {
		lead = 0 // study tour riga latvia
	} else if !r.tok(to).is("in", "to", "в", "на") {
		return ""
	}
	end := to
	for _, s := range r.spots {
		if s.from == to+lead || s.from > end && s.from <= end+2 && end > to {
			end = s.to
		}
	}
	if end == to {
		return ""
	}
	return r.title(from, end, false)
}
