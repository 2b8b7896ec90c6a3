package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readAgencies fills in the sorts of agencies that are invited.
func (r *reader) readAgencies(d *programme.Draft) {
	for i := 0; i < len(r.toks); {
		values, end := r.agencies.at(r.toks, i, r.any)
		if end == i {
			i++
			continue
		}
		if a := values[0]; r.aside[i] == 0 && !slices.Contains(d.Agencies, a.name) && (r.isInvited(i, end, a.sure)) {
			d.Agencies = append(d.Agencies, a.name)
			r.note(i, end, programme.FieldAudience)
		}
		i = end
	}
}

// isInvited reports whether the agency at tokens [from,to) is invited and not
// what the event is about: "for customs officers", "customs of KZ".
func (r *reader) isInvited(from, to int, sure bool) bool {
	switch r.labelled(from) {
	case "label_audience":
		return true
	case "label_title", "label_partners", "label_place", "label_other":
		return false
	}
	if r.tok(to).is("of", "from") && (r.isPlace(min(to+1, len(r.toks)-1)) || r.tok(to+1).is("the") && r.isPlace(min(to+2, len(r.toks)-1))) || to < len(r.toks) && r.isPlace(to) && !r.tok(from-1).is("on", "по") && (r.isSpotInvited(to)) {
		return true
	}
	if r.short && r.tok(from-1).is(",") && (to >= len(r.toks) || r.tok(to).is(",", ".")) {
		return true // a part of a line of its own: "Almaty, 9-11 December, customs, 24 people"
	}
	if r.isHost(from, to) {
		return false
	}
	if !sure {
		return r.beforePeople(to) && r.audienceLeads(from)
	}
	return r.audienceLeads(from)
}

// isHost reports whether the agency only lends its house or its name:
// "at the University of …", "организован Министерством".
func (r *reader) isHost(from, to int) bool {
	return r.has("organiser", max(0, from-4), from) || r.tok(from-1).is("at", "the", "в", "на") && r.toks[from].capital && !r.audienceNear(from) || r.has("host", max(0, from-5), from)
}

func (r *reader) audienceNear(from int) bool {
	_, ok := r.cueBefore("people", from, 12)
	return ok
}

// isSpotInvited reports whether the place at token i is one whose people are
// invited.
func (r *reader) isSpotInvited(i int) bool {
	for _, s := range r.spots {
		if i >= s.from && i < s.to {
			return s.audience >= 5
		}
	}
	return false
}

// beforePeople reports whether officers, services and the like follow in the
// same list: "border, customs and veterinary agencies".
func (r *reader) beforePeople(i int) bool {
	for j := i; j < i+7 && j < len(r.toks); j++ {
		if r.hasAt("people", j) || r.hasAt("agency", j) {
			return true
		}
		if _, end := r.agencies.at(r.toks, j, true); end > j {
			continue
		}
		if !r.toks[j].is(",", "and", "&", "и", "/", "-", "other", "или", "or") {
			return false
		}
	}
	return false
}

// audienceLeads reports whether a word before the agency, or the agency's
// place in the text, says that it is invited.
func (r *reader) audienceLeads(from int) bool {
	if r.tok(from-1).is("on", "about", "по", "о", "об") && !r.short {
		return false
	}
	for j := from; j >= 0 && j >= from-30 && r.sentence[j] == r.sentence[from]; j-- {
		if r.toks[j].is("on", "about") && from-j < 6 && r.main >= 0 && j == r.kinds[r.main].to {
			return false
		}
		if r.toks[j].is("для", "for", "from", "из", "of", "with", "among", "gathered", "с") || r.hasAt("people", j) || r.hasAt("gather", j) {
			return true
		}
	}
	if r.short {
		return from == 0 || !r.tok(from-1).is("on", "по")
	}
	_, joins := r.cueAfter("join_in", from, 20)
	return joins
}

// readPartners fills in the known organisations that hold the event together
// with the team: those the text joins to it, and those whose experts give it.
func (r *reader) readPartners(d *programme.Draft) {
	joined := -1 // the end of the last organisation of a list that counts
	for i := 0; i < len(r.toks); {
		values, end := r.partners.at(r.toks, i, r.any)
		if end == i || !r.properName(i) && r.toks[i].low[0] < 0xd0 {
			i++
			continue
		}
		name := values[0]
		counts := r.aside[i] == 0 && (r.labelled(i) == "label_partners" || r.isPartner(i, end) || joined >= 0 && r.isListed(joined, i))
		if counts {
			joined = end
			if !slices.Contains(d.Partners, name) {
				d.Partners = append(d.Partners, name)
			}
			r.note(i, end, programme.FieldPartners)
		}
		i = end
	}
}

// isListed reports whether only the words of a list stand in tokens [from,to).
func (r *reader) isListed(from, to int) bool {
	for j := from; j < to; j++ {
		if !r.toks[j].is(",", "and", "и", "the", "/", "&", "with", "also") {
			return false
		}
	}
	return to-from <= 3
}

// isPartner reports whether the organisation at tokens [from,to) is joined to
// the event, or its experts are.
func (r *reader) isPartner(from, to int) bool {
	for j := from - 1; j >= 0 && j >= from-14 && r.sentence[j] == r.sentence[from]; j-- {
		if r.hasAt("together", j) {
			return true
		}
		if r.toks[j].is(";", ".") || r.inDate(j) || r.isKind(j) && from-j > 3 {
			break
		}
	}
	next := to
	for r.tok(next).is("and", ",", "и") { // IOM and UNHCR experts
		_, end := r.partners.at(r.toks, min(next+1, len(r.toks)-1), r.any)
		if end <= next+1 {
			break
		}
		next = end
	}
	return r.tok(next).is("experts", "specialists", "trainers", "экспертами", "эксперты", "экспертов", "consultants")
}

// readMode fills in whether people meet online.
func (r *reader) readMode(d *programme.Draft) {
	online, offline, hybrid := false, false, false
	for i := 0; i < len(r.toks); i++ {
		if end, ok := r.cue("not_online", i); ok {
			i = end - 1
			continue
		}
		if r.aside[i] > 0 {
			continue
		}
		if r.hasAt("hybrid", i) {
			hybrid = true
		} else if r.hasAt("online", i) && !r.inTopic(i) {
			online = true
		}
		offline = offline || r.hasAt("offline", i)
	}
	if online && !offline && !hybrid && r.onlyNewsroom() {
		d.Hosts, d.Cities = nil, nil
	}
	switch {
	case hybrid || online && offline:
		d.Mode = programme.Hybrid
	case d.Kind == programme.OnlineSession:
		d.Mode = programme.Online
	case online && len(d.Cities) > 0:
		d.Mode = programme.Hybrid
		r.doubt(d, programme.FieldMode)
	case online:
		d.Mode = programme.Online
	}
}

// inTopic reports whether token i belongs to what the event is about:
// "training on online safety".
func (r *reader) inTopic(i int) bool {
	if r.main < 0 {
		return false
	}
	k := r.kinds[r.main]
	if r.has("verb", k.to, i) {
		return false // the conference on floods goes on by video link
	}
	return i > k.to && i-k.to < 8 && r.sentence[i] == r.sentence[k.from] && r.tok(k.to).is("on", "about", "по", "о", "об") && !r.tok(i-1).is(",", "held", "via", "on", "(") && r.tok(i+1).sort == word && !r.tok(i+1).is("on", "from", "via", "at")
}
