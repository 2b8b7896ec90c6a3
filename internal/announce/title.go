package announce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// maxTitleWords bounds a title that is cut out of a sentence.
const maxTitleWords = 16

// readTitle makes a short title: a label's, a quoted one, the topic of the
// event, its proper name, or its kind as the text calls it.
func (r *reader) readTitle() string {
	if l, ok := r.labelOf("label_title"); ok {
		if t := r.titleFrom(l.start, l.end); t != "" {
			return t
		}
	}
	if r.main < 0 {
		return r.headTitle()
	}
	k := r.kinds[r.main]
	if t := r.quoted(k); t != "" {
		return t
	}
	if t := r.topicTitle(k, len(r.toks)); t != "" {
		return t
	}
	if from, to, ok := r.properTitle(k); ok {
		return r.title(from, to, false)
	}
	if k.value.weight < 4 {
		if t := r.headTitle(); t != "" {
			return t
		}
	}
	from, to := r.nounPhrase(k)
	if t := r.bareTitle(k, from, to); t != "" {
		return t
	}
	if r.isBare(k, from, to) {
		if t := r.heading(k); t != "" {
			return t
		}
	}
	if t := r.nominative(from, to); t != "" {
		r.note(from, to, programme.FieldTitle)
		return capitalise(t)
	}
	return r.title(from, to, false)
}

// title cuts tokens [from,to) out and marks them.
func (r *reader) title(from, to int, topic bool) string {
	quoted := r.toks[from].is(`"`)
	for from < to && !quoted && r.toks[from].is("the", "a", "an", ",", "-", ":", "of", "issues", "issue", "topic", "topics", `"`, "вопросам", "вопросу", "теме", "тему") && (topic || r.toks[from].is("the", "a", "an", ",", "-", ":")) {
		from++
	}
	for to > from && (r.toks[to-1].sort == mark && !r.toks[to-1].is(")", "!", "?") || r.toks[to-1].is("and", "the", "of", "in", "on", "for", "и", "в", "по", "at", "a", "an", "на", "с", "г")) {
		to--
	}
	if from >= to {
		return ""
	}
	r.note(from, to, programme.FieldTitle)
	t := strings.Join(strings.Fields(r.raw(from, to)), " ")
	if strings.Count(t, `"`)%2 == 1 && !strings.HasPrefix(t, `"`) {
		t += `"`
		return capitalise(t)
	}
	if strings.Count(t, "«") > strings.Count(t, "»") && !strings.HasPrefix(t, "«") {
		return capitalise(t) + "»"
	}
	if strings.Count(t, "(") > strings.Count(t, ")") {
		t = strings.TrimSpace(t[:strings.LastIndexByte(t, '(')])
	}
	return capitalise(strings.Trim(t, ` "«»“”.,;:-–—`))
}

func capitalise(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// topicTitle makes a title of what the event is on, within tokens before end.
// A Russian topic stands in another case there: it is brought back to the
// nominative where the endings are plain, else the kind goes with it.
func (r *reader) topicTitle(k hit[kindWord], end int) string {
	from, to, ok := r.topic(k)
	if !ok || to > end {
		return ""
	}
	if !r.isRussian(from) {
		return r.title(from, to, true)
	}
	t := r.title(from, to, true)
	switch lead := r.tok(from - 1); {
	case lead.is("по"):
		if n := fromDative(t); n != "" {
			return capitalise(n)
		}
	case lead.is("тему", "темы", "названием", ":", "-") || r.tok(from).is(`"`):
		return t
	case lead.is("вопросам", "вопросу", "проблемам", "теме", "тематике"):
		if n := fromGenitive(t); n != "" {
			return capitalise(n)
		}
	}
	head, _ := r.nounPhrase(hit[kindWord]{from: k.from, to: k.from, value: k.value})
	if t := r.nominative(head, to); t != "" {
		r.note(head, to, programme.FieldTitle)
		return capitalise(t)
	}
	return r.title(head, to, false)
}

// titleFrom takes a labelled line, without what is no title in it.
func (r *reader) titleFrom(from, to int) string {
	if from < to && r.toks[from].is(`"`) {
		for j := from + 1; j < to; j++ {
			if r.toks[j].is(`"`) {
				return r.title(from, j, false)
			}
		}
	}
	for j := from; j < to; j++ {
		if j > from && (r.inDate(j) || r.toks[j].is(".") && r.tok(j+1).gap && j+1 < to) {
			to = j
			break
		}
	}
	k, ok := r.kindWithin(from, to)
	if ok && k.from-from <= 3 {
		if t := r.topicTitle(k, to); t != "" {
			return t
		}
	}
	return r.title(from, to, false)
}

func (r *reader) kindWithin(from, to int) (hit[kindWord], bool) {
	for _, k := range r.kinds {
		if k.from >= from && k.to <= to {
			return k, true
		}
	}
	return hit[kindWord]{}, false
}

// quoted returns the title in quotation marks near the kind.
func (r *reader) quoted(k hit[kindWord]) string {
	_, end := r.sentenceRange(k.from)
	for j := k.to; j < end && j < k.to+14; j++ {
		if !r.toks[j].is(`"`) || !r.toks[j].gap {
			continue
		}
		for e := j + 2; e < len(r.toks) && e < j+40; e++ {
			if r.toks[e].is(`"`) && !r.toks[e].gap {
				if j > k.to+1 && r.toks[j-1].is("and", "и", "&") {
					return "" // a workshop on maps and "Z & Y": a part of what it is on
				}
				if e-j < 3 && j-k.to > 2 || j > k.to && (r.isVenue(j-1) || r.hasAt("institute", j-1) || r.hasAt("named_thing", j-1)) {
					return ""
				}
				return r.title(j, e, false)
			}
		}
		return ""
	}
	return ""
}
