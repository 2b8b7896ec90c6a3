package announce

// hasAt reports whether a phrase of a cue begins at token i.
func (r *reader) hasAt(name string, i int) bool {
	_, ok := r.cue(name, i)
	return ok
}

// isVenue reports whether token i names a sort of building.
func (r *reader) isVenue(i int) bool { return r.hasAt("venue", i) }

func (r *reader) isRussian(i int) bool { return r.toks[i].low[0] >= 0xd0 }

// labelled returns the name of the label that token i stands under.
func (r *reader) labelled(i int) string {
	l, _ := r.labelOver(i)
	return l.name
}

// labelOver returns the label that token i stands under.
func (r *reader) labelOver(i int) (label, bool) {
	for _, l := range r.labels {
		if i >= l.start && i < l.end {
			return l, true
		}
	}
	return label{}, false
}

// labelOf returns the first part of the text under a label.
func (r *reader) labelOf(name string) (label, bool) {
	for _, l := range r.labels {
		if l.name == name && l.start < l.end {
			return l, true
		}
	}
	return label{}, false
}

// sentenceRange returns the tokens of the sentence that token i stands in.
func (r *reader) sentenceRange(i int) (from, to int) {
	b := r.bounds[r.sentence[i]]
	return b[0], b[1]
}

// cueBefore returns the start of the last phrase of a cue within the limit of
// tokens before token i, in the same sentence and not beyond stop.
func (r *reader) cueBefore(name string, i, limit int) (int, bool) {
	for j := i - 1; j >= 0 && j >= i-limit && r.sentence[j] == r.sentence[i]; j-- {
		if end, ok := r.cue(name, j); ok && end <= i {
			return j, true
		}
	}
	return 0, false
}

// cueAfter returns the start of the next phrase of a cue within the limit of
// tokens from token i on, in the same sentence.
func (r *reader) cueAfter(name string, i, limit int) (int, bool) {
	if i >= len(r.toks) {
		return 0, false
	}
	for j := i; j < len(r.toks) && j < i+limit && r.sentence[j] == r.sentence[i]; j++ {
		if _, ok := r.cue(name, j); ok {
			return j, true
		}
	}
	return 0, false
}

// has reports whether a phrase of a cue stands in tokens [from,to).
func (r *reader) has(name string, from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := r.cue(name, i); ok {
			return true
		}
	}
	return false
}

// raw is the text of tokens [from,to) as written.
func (r *reader) raw(from, to int) string {
	if from >= to {
		return ""
	}
	return r.text[r.toks[from].from:r.toks[to-1].to]
}

// inDate reports whether token i belongs to a date.
func (r *reader) inDate(i int) bool { return i >= 0 && i < len(r.dated) && r.dated[i] }

// isPlace reports whether token i belongs to the name of a place.
func (r *reader) isPlace(i int) bool { return i >= 0 && i < len(r.placed) && r.placed[i] }

// inHour reports whether token i belongs to an hour.
func (r *reader) inHour(i int) bool { return i >= 0 && i < len(r.clocked) && r.clocked[i] }
