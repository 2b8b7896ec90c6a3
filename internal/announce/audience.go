package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readAudience fills in the invited countries: the ones named one by one
// before the groups that contain them.
func (r *reader) readAudience(d *programme.Draft) {
	var single, grouped []string
	inMain := func(s spot) bool {
		return r.main >= 0 && r.sentence[s.from] == r.sentence[r.kinds[r.main].from]
	}
	named := slices.ContainsFunc(r.spots, func(s spot) bool {
		return s.place.sort != group && s.place.sort != city && s.audience >= surely && s.audience > s.host && inMain(s)
	})
	labelled := slices.ContainsFunc(r.spots, func(s spot) bool { return r.labelled(s.from) == "label_audience" && s.place.sort != city })
	bySentence := map[int][]string{}
	astray := false
	for _, s := range r.spots {
		if s.place.sort == group && named && !inMain(s) {
			continue // the event's own sentence names them one by one
		}
		if labelled && r.labelled(s.from) != "label_audience" || named && !inMain(s) && r.isOfOtherKind(s.from) {
			continue
		}
		if s.audience < 5 || s.audience <= s.host || s.place.sort == city && s.audience < surely {
			continue
		}
		astray = astray || r.isOfOtherKind(s.from)
		bySentence[r.sentence[s.from]] = append(bySentence[r.sentence[s.from]], s.place.codes...)
		to := &single
		if s.place.sort == group {
			to = &grouped
		}
		for _, c := range s.place.codes {
			if !slices.Contains(*to, c) {
				*to = append(*to, c)
			}
		}
		r.note(s.from, s.to, programme.FieldAudience)
	}
	d.Audience = grouped
	if len(single) > 1 || len(grouped) == 0 {
		d.Audience = single
		for _, c := range single {
			if len(grouped) > 0 && !slices.Contains(grouped, c) { // Central Asia and Afghanistan
				d.Audience = append(slices.Clone(grouped), single...)
				break
			}
		}
	} else {
		for _, c := range single {
			if !slices.Contains(d.Audience, c) {
				d.Audience = append(d.Audience, c)
			}
		}
	}
	d.Audience = unique(d.Audience)
	if !labelled && (astray || r.isPieced(bySentence, d.Audience) || len(single) == 0 && len(grouped) > 0 && r.isDistant(bySentence)) {
		r.doubt(d, programme.FieldAudience)
	}
	if len(d.Audience) == 0 && r.isNational(d) {
		d.Audience = slices.Clone(d.Hosts)
	}
}

func unique(codes []string) []string {
	var kept []string
	for _, c := range codes {
		if !slices.Contains(kept, c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// isGuest reports whether those who come are speakers, not the invited.
func (r *reader) isGuest(i int) bool {
	from, _ := r.sentenceRange(max(0, min(i, len(r.toks)-1)))
	for from < i && r.toks[from].sort == line {
		from++
	}
	if r.has("as_speaker", max(from, i-14), i) {
		return true // экспертами выступили представители
	}
	if r.tok(from).caps && r.hasAt("speaker", from+1) && r.tok(from+2).is("came", "come") {
		return true // TAIEX experts came from
	}
	if r.hasAt("speaker", from) && i-from < 12 && !r.has("gather", from, i) && !r.has("future", from, i) {
		_, join := r.cueAfter("join_in", i, 25)
		return !join
	}
	for j := i - 1; j >= i-3 && j >= 0 && r.sentence[j] == r.sentence[i]; j-- {
		if r.hasAt("speaker", j) && (r.endsKind(j) || r.tok(j-1).is("of") && r.endsKind(j-1)) {
			return false // the meeting of experts of Chad and Niger
		}
		if r.hasAt("speaker", j) {
			_, join := r.cueAfter("join_in", i, 25)
			join = join || r.has("join_in", max(from, j-4), j)
			from, _ := r.sentenceRange(j)
			return !join && !r.has("gather", max(from, j-14), j) && !r.has("came_together", max(from, j-14), j)
		}
	}
	return false
}

// endsKind reports whether a word for a meeting ends right before token i.
func (r *reader) endsKind(i int) bool {
	return slices.ContainsFunc(r.kinds, func(k hit[kindWord]) bool { return k.to == i && k.value.kind == programme.Meeting })
}

// headBefore finds the people or agencies that "of X" hangs on, within one
// noun phrase: no verb, no date between.
func (r *reader) headBefore(i int) (at int, ok bool) {
	for j := i - 1; j >= 0 && j >= i-22 && r.sentence[j] == r.sentence[i]; j-- {
		if r.inDate(j) || r.toks[j].is(";", ":") {
			return 0, false
		}
		if r.tok(j-1).is("-") && r.tok(j-2).is("пресс", "press") { // the press service of X says so
			return 0, false
		}
		if r.hasAt("people", j) || r.hasAt("agency", j) && !r.toks[j].capital {
			return j, !r.isCounterpart(j)
		}
		if i-j > 6 && r.hasAt("verb", j) {
			return 0, false
		}
	}
	return 0, false
}

// isCounterpart reports whether people at token i are those whom the others speak with or
// of: "met with experts from Poland", "об университетах Кыргызстана".
func (r *reader) isCounterpart(i int) bool {
	for j := i - 1; j >= i-4 && j >= 0; j-- {
		if end, ok := r.cue("counterpart", j); ok && end <= i && end >= i-1 {
			return true
		}
	}
	return false
}

// agencyBefore reports whether an agency is named right before token i.
func (r *reader) agencyBefore(i int) bool {
	if i == 0 {
		return false
	}
	_, ok := r.cue("agency", i-1)
	return ok
}

// hasAgency reports whether an agency is named within three tokens before i.
func (r *reader) hasAgency(i int) bool {
	for j := max(0, i-3); j < i; j++ {
		if _, end := r.agencies.at(r.toks, j, true); end > j && !(r.toks[j].capital && r.hasAt("institute", j)) {
			return true
		}
	}
	return false
}
