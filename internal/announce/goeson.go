package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// continues reports whether block o tells more of this block's event: of the
// same kind, and no other days or places.
func (r *reader) continues(o *reader) bool {
	mine, theirs := r.plainDraft(), o.plainDraft()
	if r.onlyDateline() && mine.Kind == theirs.Kind && (len(theirs.Hosts) == 0 || len(mine.Hosts) == 0 || mine.Hosts[0] == theirs.Hosts[0]) {
		return true // the news begins with what the next paragraph tells in full
	}
	if o.isMovedTo() && mine.Kind == theirs.Kind && (len(theirs.Hosts) == 0 || len(mine.Hosts) > 0 && mine.Hosts[0] == theirs.Hosts[0]) {
		return true // the same event on other days
	}
	sameHost := len(theirs.Hosts) == 0 || len(mine.Hosts) == 0 || mine.Hosts[0] == theirs.Hosts[0]
	if sameHost && (o.pointsBackTo(mine.Kind) || theirs.Start.IsZero() && o.isAnaphor(o.kinds[o.main])) {
		return true // "The workshop was held …" after another paragraph told of it
	}
	if r.isHeading() && mine.Kind == theirs.Kind && sameHost && sameDays(mine, theirs) {
		return true // the heading has the day on which it was written, or the first one
	}
	if theirs.Start.IsZero() {
		return len(theirs.Hosts) == 0 || len(mine.Hosts) > 0 && mine.Hosts[0] == theirs.Hosts[0] && len(theirs.Hosts) == 1 && mine.Kind == theirs.Kind
	}
	if mine.Start.IsZero() { // a heading, and what it is about
		return r.isHeading() && slices.ContainsFunc(o.kinds, func(k hit[kindWord]) bool { return k.value.kind == mine.Kind }) && len(mine.Hosts) > 0 && len(theirs.Hosts) > 0 && sameHost
	}
	inside := !theirs.Start.Before(mine.Start) && !mine.End.Before(theirs.End)
	return inside && sameHost
}

// pointsBackTo reports whether the first sentence speaks of "the workshop", "this
// training": an event of a kind that was spoken of.
func (r *reader) pointsBackTo(kind programme.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k hit[kindWord]) bool {
		return r.sentence[k.from] == 0 && k.value.kind == kind && r.isAnaphor(k)
	})
}

// isAnaphor reports whether "the", "this" stands before an event's word and nothing that
// tells it from others: the next, the second.
func (r *reader) isAnaphor(k hit[kindWord]) bool {
	for j := k.from - 1; j >= 0 && j >= k.from-4 && r.sentence[j] == r.sentence[k.from]; j-- {
		if _, _, ok := r.ordinal(j); ok || r.toks[j].sort == number || r.toks[j].is("a", "an", "next", "another", "new") {
			return false
		}
		if r.toks[j].is("the", "this", "these", "эта", "этот", "данный", "данная") {
			return true
		}
		if r.toks[j].sort != word || r.isPlace(j) {
			return false
		}
	}
	return false
}

// tellsNewsUnder reports whether the block begins as news does, with a town and a day, and
// what stands above are its heading and the words under a picture.
func (r *reader) tellsNewsUnder(above *reader) bool {
	line := r.dateline()
	return line >= 0 && r.sentence[r.dates[line].from] < 2 && above.dateline() < 0 && len(above.toks) < 80 &&
		(r.main < 0 || above.main < 0 || r.kinds[r.main].value.kind == above.kinds[above.main].value.kind)
}

// onlyDateline reports whether the block tells no day but the one of its publication.
func (r *reader) onlyDateline() bool {
	line := r.dateline()
	for n, m := range r.dates {
		if line < 0 && r.labelled(m.from) == "" && r.standsAlone(m) && r.isHeadingOver(m.from) {
			line = n
		}
		if n != line && !m.coarse && !r.isReference(m) {
			return false
		}
	}
	return line >= 0
}

// isHeadingOver reports whether a heading stands above the line of token i.
func (r *reader) isHeadingOver(i int) bool {
	return i > 1 && r.toks[i-1].sort == line && len(r.toks) < 45
}
