package announce

import (
	"strings"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// maxVenue is the length of a venue in letters; what is longer is no name of a house.
const maxVenue = 120

// house is a building that the text names: tokens [from,to), its kind at head.
type house struct {
	from, head, to int
	score          float64
}

// readVenue fills in the building of the event. A ministry or a university may also
// be who holds it: without a clear word a person should look.
func (r *reader) readVenue(d *programme.Draft) {
	if d.Mode == programme.Online {
		return
	}
	if v := r.labelledVenue(); v != "" {
		d.Venue = v
		return
	}
	var best house
	rival := false
	for i := range r.toks {
		h, ok := r.houseAt(i)
		switch {
		case !ok:
		case h.score > best.score:
			rival = best.score > h.score-1 && r.toks[best.head].low != r.toks[h.head].low
			best = h
		case h.score > best.score-1 && h.from >= best.to && r.toks[best.head].low != r.toks[h.head].low:
			rival = true
		}
	}
	if best.score < perhaps {
		return
	}
	d.Venue = r.houseName(best)
	r.note(best.from, best.to, programme.FieldPlace)
	if rival || best.score < surely {
		r.doubt(d, programme.FieldPlace)
	}
}

// labelledVenue is what stands under the label of a place beside towns, countries and
// days: "Venue: Hilton Hotel, 12 Rudaki Ave, Dushanbe".
func (r *reader) labelledVenue() string {
	for _, l := range r.labels {
		if l.name != "label_place" && l.name != "label_date" || r.has("of_country", l.head, l.start) {
			continue
		}
		var parts []string
		for from := l.start; from < l.end; {
			to := from
			for to < l.end && !r.toks[to].is(",", ";", "|", "(", ")") && (!r.isPlace(to) || to > from && r.has("street", max(from, to-2), to)) && !r.inDate(to) && !r.inHour(to) && !(to > from && r.starts[to]) && (r.toks[to].sort != link || to == from) {
				to++
			}
			if w := r.between(from, to); w != "" && !r.saysMode(from, to) && r.toks[from].sort != link && (l.name == "label_place" || r.hasHouse(from, to)) {
				parts = append(parts, w)
				r.note(from, to, programme.FieldPlace)
			}
			if to > l.start && to < l.end && r.starts[to] {
				break // another sentence
			}
			from = max(to, from) + 1
		}
		if v := strings.Join(parts, ", "); v != "" && utf8.RuneCountInString(v) <= maxVenue && (r.hasHouse(l.start, l.end) || strings.ContainsAny(v, "0123456789«\"“") || len(parts) < 3 && r.toks[l.start].capital) {
			return v
		}
	}
	return ""
}

// saysMode reports whether tokens [from,to) say how people meet, or that it is open.
func (r *reader) saysMode(from, to int) bool {
	return r.has("online", from, to) || r.has("offline", from, to) || r.has("hybrid", from, to) || r.has("unsettled", from, to) ||
		r.has("label_place", from, from+1) && to-from == 1 || r.toks[from].is("город", "city", "обл", "область", "region", "район", "страна", "country")
}

// hasHouse reports whether a building or a street is named in tokens [from,to).
func (r *reader) hasHouse(from, to int) bool {
	return r.has("venue", from, to) || r.has("lodging", from, to) || r.has("street", from, to)
}

// houseAt finds the building that a preposition, or the part of a line, at token i
// brings in.
func (r *reader) houseAt(i int) (h house, ok bool) {
	if r.aside[i] > 0 || r.labelled(i) == "label_other" || r.labelled(i) == "label_partners" || r.labelled(i) == "label_deadline" || r.labelled(i) == "label_audience" {
		return h, false
	}
	score, from := 0.0, i
	if end, led := r.cue("premises", i); led {
		score, from = 7, end
		if r.toks[i].is("по") {
			return r.streetAt(i, end)
		}
	} else {
		switch t := r.toks[i]; {
		case t.is("at", "в", "во"):
			score, from = perhaps, i+1
		case t.is("in") && r.tok(i+1).is("the"):
			score, from = 3, i+1
		case (t.capital || r.hasAt("lodging", i)) && (r.starts[i] || r.tok(i-1).is(",")):
			score = 3
		default:
			return h, false
		}
		if from > i && (r.hasAt("people", i-1) || r.hasAt("speaker", i-1) || r.tok(i-1).is("aimed", "studying", "study", "учатся", "участие", "участия", "участию", "вступление")) {
			return h, false
		}
	}
	bare, led := from == i, score > 6
	for r.tok(from).is("the", "a", "an") {
		from++
	}
	h.from, h.head, h.to = from, -1, r.nameEnd(from)
	sure, named := false, false
	for j := from; j < h.to; j++ {
		if end, ok := r.cue("lodging", j); ok {
			if h.head < 0 || !sure && !r.isRussian(j) {
				h.head = j
			}
			sure, j = true, end-1
		} else if r.isVenue(j) && (h.head < 0 || !sure && !r.isRussian(j)) {
			h.head = j
		}
	}
	if h.head < 0 {
		return h, false
	}
	for j := from; j < h.to; j++ {
		named = named || r.toks[j].capital && (j != h.head || r.toks[j].sort == word && !r.hasAt("lodging", j) && strings.HasSuffix(r.toks[j].low, "hotel")) || r.toks[j].is(`"`) || r.toks[j].sort == number
	}
	if !named && !(led && r.toks[h.head].capital && h.to-h.head > 1) && !(r.isRussian(h.head) && h.to-h.head > 2 && sure) {
		return h, false
	}
	if bare && !sure && (r.short || r.isPlainLine(i)) && r.tok(h.to).is(",") && r.isPlace(min(h.to+1, len(r.toks)-1)) && !r.hasAt("agency", h.head) {
		h.score = surely // Workshop, Customs Institute, Almaty
		return h, h.to-from > 1
	}
	if bare && (!sure || !r.tok(h.to).is(",", ".", "in", "(", ";") && r.tok(h.to).sort != line || h.to-from > 6) {
		return h, false
	}
	if sure {
		score += 3
	}
	h.to = r.addressEnd(h.to)
	h.score = score + r.venueWeight(i)
	return h, h.score >= perhaps && h.to-h.from > 1
}

// isPlainLine reports whether the sentence of token i is a line of parts that tells
// nothing by a verb.
func (r *reader) isPlainLine(i int) bool {
	from, to := r.sentenceRange(i)
	return to-from < 40 && !r.has("verb", from, to) && !r.has("past", from, to)
}

// streetAt reads the address behind "по адресу": the town stands among the places.
func (r *reader) streetAt(i, from int) (h house, ok bool) {
	for from < len(r.toks) && (r.isPlace(from) || r.toks[from].is(":", "г", "гор", ".", ",")) && r.toks[from].sort != line {
		from++
	}
	to := from
	for to < len(r.toks) && to < from+9 && r.toks[to].sort != line && !r.toks[to].is(",", ";", ")") && r.sentence[to] == r.sentence[i] {
		to++
	}
	if !r.isAddress(from, to) && !r.hasHouse(from, to) {
		return h, false
	}
	return house{from: from, head: from, to: r.addressEnd(to), score: 9 + r.venueWeight(i)}, true
}

// venueWeight weighs the sentence in which a building is named: of the event, of its
// days, or of something else.
func (r *reader) venueWeight(i int) float64 {
	from, to := r.sentenceRange(i)
	w := -3.0
	switch {
	case r.main >= 0 && r.sentence[i] == r.sentence[r.kinds[r.main].from]:
		w = 1
	case r.main >= 0 && r.sameKindNear(i), r.dateIn(from, to) && r.has("verb", from, to):
		w = 0.5
	case r.short, r.sentence[i] < 3 && to-from < 25:
		w = 0
	}
	if _, ok := r.cueBefore("verb", i, 8); ok && w >= 0 {
		w++
	}
	if r.dateIn(max(from, i-9), min(to, i+12)) && w >= 0 {
		w++
	}
	return w
}
