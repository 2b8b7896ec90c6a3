package announce

import "strings"

// readTense finds, once, whether the text tells of the event as past or to come.
func (r *reader) readTense() tense {
	if !r.tensed {
		r.tense, r.tensed = r.findTense(), true
	}
	return r.tense
}

// findTense goes by the sentence that names the event; without a word there by the whole
// text.
func (r *reader) findTense() tense {
	for i := range r.toks {
		if r.aside[i] == 0 && (r.hasAt("cancelled", i) || r.hasAt("postponed", i)) && !r.isOfOthers(i) && !r.tok(i-1).is("не", "not") {
			return future // what does not take place is not over
		}
	}
	if t := r.tenseByDate(); t != untold {
		return t
	}
	if r.main >= 0 {
		from, to := r.sentenceRange(r.kinds[r.main].from)
		if t := r.tenseOf(from, to); t != untold {
			return t
		}
	}
	for n := range r.dates {
		if r.datedScore(r.dates[n]) > 8 {
			from, to := r.sentenceRange(r.dates[n].from)
			if t := r.tenseOf(from, to); t != untold {
				return t
			}
		}
	}
	return r.tenseOf(0, len(r.toks))
}

// tenseByDate is the tense of the verb that stands nearest to the days of the
// event.
func (r *reader) tenseByDate() tense {
	best, bestScore := -1, 8.0
	for n, m := range r.dates {
		if s := r.datedScore(m); s > bestScore && !m.coarse {
			best, bestScore = n, s
		}
	}
	if best < 0 {
		return untold
	}
	m := r.dates[best]
	from, to := r.sentenceRange(m.from)
	for d := 1; d <= 9; d++ {
		before, after := untold, untold
		if i := m.from - d; i >= from {
			before = r.verbAt(i)
		}
		if i := m.to + d - 1; i < to {
			after = r.verbAt(i)
		}
		if before != untold {
			return before
		}
		if after != untold {
			return after
		}
	}
	return untold
}

// verbAt is the tense of the verb that begins at token i.
func (r *reader) verbAt(i int) tense {
	if r.aside[i] > 0 {
		return untold
	}
	if r.hasAt("future", i) {
		return future
	}
	if r.hasAt("postponed", i) || r.hasAt("cancelled", i) {
		return untold // the change is past, the event is not
	}
	if r.isFutureRest(i) {
		return untold
	}
	if r.hasAt("present", i) && r.toks[i].sort == word {
		return present
	}
	if r.hasAt("past", i) && !r.isPassive(i) || isPastVerb(r.toks[i].low) {
		return past
	}
	if r.tok(i-1).is("он", "она", "они", "мы") && (strings.HasSuffix(r.toks[i].low, "ли") || strings.HasSuffix(r.toks[i].low, "ал") || strings.HasSuffix(r.toks[i].low, "ала")) {
		return past // они обсуждали
	}
	return untold
}

// isFutureRest reports whether a participle belongs to a future before it:
// "will be held".
func (r *reader) isFutureRest(i int) bool {
	for j := max(0, i-3); j < i; j++ {
		if r.toks[j].is("will", "be", "shall", "будет", "будут", "to") {
			return true
		}
	}
	return false
}

// tenseOf weighs the verbs of tokens [from,to).
func (r *reader) tenseOf(from, to int) tense {
	before, ahead, hints := 0, 0, 0
	for i := from; i < to; i++ {
		if r.aside[i] > 0 {
			continue
		}
		if end, ok := r.cue("future", i); ok {
			ahead++
			i = end + 2 // "will be held": the rest of the verb
			continue
		}
		if r.hasAt("postponed", i) || r.hasAt("cancelled", i) {
			continue
		}
		if end, ok := r.cue("past", i); ok && !r.isPassive(i) {
			before++
			i = end - 1
		} else if isPastVerb(r.toks[i].low) {
			before++
		} else if r.hintsPast(i) {
			hints++
		}
	}
	switch {
	case before > ahead:
		return past
	case ahead > before:
		return future
	case before == 0 && hints > 0:
		return past
	}
	return untold
}

// hintsPast reports whether a word only looks like a verb in the past:
// "the Institute demonstrated", "обсудили".
func (r *reader) hintsPast(i int) bool {
	t := r.toks[i]
	if t.sort != word || t.capital || len([]rune(t.low)) < 5 {
		return false
	}
	if strings.HasSuffix(t.low, "ed") {
		return !r.isPassive(i) && r.tok(i-1).sort == word && !r.tok(i-1).is("the", "a", "an", "of", "for", "and", "in", "on", "with", "will", "or", "their") && !r.tok(i+1).is("by", "in", "on", "from", "at", "under", "to", "with", "for")
	}
	if t.is("цели", "недели", "если", "модели", "начала", "материала", "персонала", "потенциала", "отдела", "отдели", "раздела", "филиала", "канала", "журнала", "зала", "портала", "квартала", "капитала", "сигнала") {
		return false
	}
	for _, end := range []string{"или", "али", "ели", "ила", "ала", "ело", "ило"} {
		if strings.HasSuffix(t.low, end) {
			return true
		}
	}
	return false
}

// isPassive reports whether a participle at token i tells no past: "is held",
// "to be organised by".
func (r *reader) isPassive(i int) bool {
	return r.tok(i-1).is("is", "are", "be", "being", "to", "by", "can") && r.tok(i).sort == word && !r.tok(i).is("was", "were", "has", "have")
}

// isPastVerb reports whether a Russian word is a reflexive verb in the past:
// состоялся, завершились.
func isPastVerb(low string) bool {
	for _, end := range []string{"лся", "лась", "лось", "лись"} {
		if len(low) > len(end)+4 && low[len(low)-len(end):] == end {
			return true
		}
	}
	return false
}
