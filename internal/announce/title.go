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
	if n, end := r.grammar.heads.at(r.toks, k.from, r.any); end > k.from && r.isOblique(end-1) {
		r.note(from, to, programme.FieldTitle)
		return capitalise(strings.TrimSpace(n[0] + " " + strings.Join(strings.Fields(r.raw(end, to)), " ")))
	}
	return r.title(from, to, false)
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
				if e-j < 3 && j-k.to > 2 || j > k.to && (r.isVenue(j-1) || r.hasAt("institute", j-1)) {
					return ""
				}
				return r.title(j, e, false)
			}
		}
		return ""
	}
	return ""
}

// topic finds what the event is on: tokens after on, about, по, на тему …
func (r *reader) topic(k hit[kindWord]) (from, to int, ok bool) {
	_, end := r.sentenceRange(k.from)
	for j := k.to; j < end; j++ {
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
	if r.tok(k.to).is(":", "-") && r.short && k.to+1 < len(r.toks) && !r.dateAhead(k.to+1) && !r.isPlace(k.to+1) {
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
		return j == k.to && !r.isPlaceSpot(next) && !r.peopleSoon(next) && !t.is("для")
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
	if _, ok := r.cueAfter("people", i, 6); ok {
		return true
	}
	j, ok := r.cueAfter("agency", i, 5)
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

// endsTopic reports whether token j begins what cannot belong to a topic: a
// verb, the place, the people.
func (r *reader) endsTopic(j int) bool {
	t := r.toks[j]
	if r.hasAt("verb", j) && !r.isNounVerb(j) || r.hasAt("past", j) && t.is("was", "were", "has", "have", "took", "brought", "gathered") || r.hasAt("future", j) {
		return true
	}
	if strings.HasSuffix(t.low, "тся") || t.is("она", "он", "они", "it", "he", "she", "they", "we") {
		return true
	}
	if r.hasAt("together", j) || r.hasAt("organiser", j) || r.hasAt("online", j) && t.is("via") {
		return true
	}
	if t.is("in", "at", "в", "во", "from", "на", "to") && j+1 < len(r.toks) && r.hostSpot(j+1) {
		return true
	}
	if t.is("for", "для", "with", "from", "из", "с") && (r.peopleSoon(j+1) || r.isPlaceSpot(j+1)) {
		return true
	}
	if t.is("held", "organized", "organised", "is", "are", "which", "that", "who", "where", "within", "attended", "will", "during", "aimed", "aiming", "designed", "а", "где", "был", "была", "было", "были", "при", "под", "запланирован", "запланированный", "conducted", "hosted", "и") {
		return !t.is("и") || r.hasAt("verb", j+1)
	}
	return t.is("under", "as", "at", "by", "through", "рамках") || t.is("в") && r.tok(j+1).is("рамках", "формате", "режиме", "период", "отеле", "гостинице", "здании", "онлайн", "зале")
}

// isNounVerb reports whether a word that may be a verb stands as a noun or
// adjective here: "planned", "organised crime", "launch".
func (r *reader) isNounVerb(j int) bool {
	t := r.toks[j]
	if t.is("host", "run", "launch", "conduct", "join", "open", "running", "hosting", "hold", "start") {
		return true
	}
	return t.is("organised", "organized", "planned", "delivered") && !r.tok(j+1).is("by", "in", "on", "at", "within", "with", "for", "from", "under", "as") || hasStem(t.low, "организаци") || hasStem(t.low, "приняти") || hasStem(t.low, "состоян") || hasStem(t.low, "провод") && t.low != "проводится" && t.low != "проводит" && t.low != "проводятся" || hasStem(t.low, "открыт") || hasStem(t.low, "планир") && t.low != "планируется" && t.low != "планируются" || hasStem(t.low, "участв") || hasStem(t.low, "участие") || hasStem(t.low, "собрани") || hasStem(t.low, "стартап") || hasStem(t.low, "посетит") && hasStem(t.low, "посетител")
}

// hostSpot reports whether a place where it is held stands at token i.
func (r *reader) hostSpot(i int) bool {
	for r.tok(i).is("the", "г", ".", "городе", "city", "of") && i+1 < len(r.toks) {
		i++
	}
	for _, s := range r.spots {
		if i >= s.from && i < s.to {
			return s.host >= perhaps
		}
	}
	return r.isVenue(i) || r.isVenue(i+1) || r.isVenue(i+2)
}

// commaEnds reports whether a comma ends the topic: a date, a place, people, a
// verb or a clause follows.
func (r *reader) commaEnds(j, end int) bool {
	if r.short {
		return true
	}
	n := j + 1
	if n >= end {
		return true
	}
	if r.inDate(n) || r.isPlace(n) || r.hasAt("verb", n) || r.hasAt("gather", n) || r.hasAt("relative", n) || r.hasAt("together", n) {
		return true
	}
	if r.toks[n].is("the", "which", "held", "organised", "organized", "where", "with", "as", "who", "will", "to", "for", "from", "at", "in", "on", "that", "это", "где", "в", "на", "с", "а", "которая", "который", "которое", "при", "под", "it", "we", "he", "she") {
		return true
	}
	return !r.listGoesOn(n, end)
}

// listGoesOn reports whether the comma before token n parts a list that still
// has its "and".
func (r *reader) listGoesOn(n, end int) bool {
	for j := n; j < end && j < n+9; j++ {
		if r.toks[j].is("and", "и") {
			return true
		}
		if r.hasAt("verb", j) || r.inDate(j) {
			return false
		}
	}
	return false
}

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
