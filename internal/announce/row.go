package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// isOfIntake reports whether a sentence that names no event tells by when people register,
// pay or send papers: "sign up to give a talk on Friday".
func (r *reader) isOfIntake(m mention) bool {
	from, to := r.sentenceRange(m.from)
	return !r.kindIn(from, to) && (r.has("apply", from, to) || r.has("payment", from, to) || r.lineOf(from) && r.has("submit", from, to))
}

// fuller returns the mention that tells the same first day as mention n, but also the last
// one, or the year: "On 18 September … (18-30 September 2027)".
func (r *reader) fuller(n int) int {
	m := r.dates[n]
	if m.coarse || m.fixed || m.bad != nil || len(m.readings) != 1 {
		return n
	}
	own := m.readings[0]
	for k, o := range r.dates {
		if k == n || o.coarse || o.fixed || o.bad != nil || len(o.readings) != 1 || o.series || r.aside[o.from] > 0 || r.isDeadline(o) || r.isIntake(o) {
			continue
		}
		of := o.readings[0]
		year := max(of.first.year, of.last.year)
		if of.first.day != own.first.day || of.first.month != own.first.month || own.first.year != 0 && year != 0 && year != own.first.year && of.first.year != own.first.year {
			continue
		}
		if own.last.day == 0 && of.last.day != 0 || own.last.day == of.last.day && own.last.month == of.last.month && own.first.year == 0 && own.last.year == 0 && year != 0 {
			return k
		}
	}
	return n
}

// isRow reports whether a day heads a line of a calendar whose other lines do too, while
// another line has the day of the event itself: "15 February - final papers".
func (r *reader) isRow(m mention, best int) bool {
	b := r.dates[best]
	if r.main < 0 || !r.starts[m.from] || !r.starts[b.from] || r.sentence[m.from] == r.sentence[b.from] {
		return false
	}
	kind := r.kinds[r.main].value.kind
	return r.nameOf(b.from, kind) && !r.kindIn(r.sentenceRange(m.from)) && r.lineOf(m.from) && r.lineOf(b.from)
}

// isRowOfEvent reports whether a day heads a line of "Important dates" that names the event
// itself: "3-5 June: conference in Riga".
func (r *reader) isRowOfEvent(m mention) bool {
	if r.main < 0 || !r.lineOf(m.from) || r.isIntake(m) || r.isOfIntake(m) {
		return false
	}
	from, to := r.sentenceRange(m.from)
	return r.nameOf(m.from, r.kinds[r.main].value.kind) && !r.has("apply", from, to) && !r.has("submit", from, to) && !r.has("payment", from, to)
}

// nameOf reports whether the sentence of token i names an event of a kind.
func (r *reader) nameOf(i int, kind programme.Kind) bool {
	return slices.ContainsFunc(r.kinds, func(k hit[kindWord]) bool {
		return r.sentence[k.from] == r.sentence[i] && k.value.kind == kind && r.aside[k.from] == 0
	})
}

// lineOf reports whether token i begins a line, behind nothing but a bullet.
func (r *reader) lineOf(i int) bool {
	for i--; i >= 0 && r.toks[i].sort == mark; i-- {
	}
	return i < 0 || r.toks[i].sort == line
}

// underDeadlines reports whether a day heads a line of those below the word "Deadlines".
func (r *reader) underDeadlines(m mention) bool {
	if m.from == 0 || !r.lineOf(m.from) {
		return false
	}
	for i := m.from - 1; i > 0; i-- { // up, over the lines that days head too
		for i > 0 && r.toks[i].sort == line {
			i--
		}
		end := i + 1
		for i > 0 && r.toks[i-1].sort != line {
			i--
		}
		if r.tok(end - 1).is(":") {
			end--
		}
		if end == i+1 && r.toks[i].is("deadlines", "deadline", "дедлайны", "дедлайн") {
			return true
		}
		first := i
		for r.tok(first).sort == mark {
			first++
		}
		if !r.inDate(first) {
			return false
		}
	}
	return false
}
