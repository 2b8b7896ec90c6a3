package announce

import "strings"

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
		return !r.longList(j, end)
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

// longList reports whether the comma at token j of a line typed by hand belongs to a
// list of subjects: "tariffs, border checks, risk analysis and audit". People, places and
// days make no such list.
func (r *reader) longList(j, end int) bool {
	commas := 0
	for i := j - 1; i > 0 && commas == 0 && r.sentence[i] == r.sentence[j] && !r.isKind(i); i-- {
		if r.toks[i].is(",") {
			commas++
		}
	}
	for i := j; i < end && i < j+24; i++ {
		t := r.toks[i]
		switch {
		case t.is(","):
			commas++
		case t.is("and", "и"):
			return commas > 1
		case t.sort != word && !t.is("-") || r.isPlace(i) || r.inDate(i) || r.hasAt("heads", i) || r.hasAt("verb", i) || r.isKind(i):
			return false
		case r.hasAt("people", i) && !r.isRussian(i), t.capital && !t.caps:
			return false
		}
	}
	return false
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
