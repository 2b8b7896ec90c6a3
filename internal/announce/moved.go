package announce

import "slices"

// A text that moves an event tells two days: the one that was and the one that is. Only
// the second is read.

// shifted reads the day before a move at token i, where the one after it follows: "moved
// from 9-11 December to 16-18 December", "переносится с 9 на 16 декабря". The grammar of
// ranges would take both for one long event. again says that another move was told just before.
func (g grammar) shifted(i int, again bool) (old mention, to int, ok bool) {
	if !g.tok(i).is("from", "с", "со") || !again && !g.shiftBefore(i) {
		return old, i, false
	}
	first := g.article(i + 1)
	if _, next := g.weekday(first); next == first && g.tok(first).sort != number {
		if _, _, isMonth := g.month(first); !isMonth {
			return old, i, false
		}
	}
	for j := i + 2; j < i+11 && g.tok(j).sort != line; j++ {
		if g.tok(j).sort != word || !g.tok(j).is("to", "на") {
			continue
		}
		if m, ok := g.date(g.article(j + 1)); ok && m.bad == nil {
			return mention{from: i, to: j, old: true}, j + 1, true
		}
	}
	return old, i, false
}

// shiftBefore reports whether a word of moving stands before token i: rescheduled, сдвинут.
func (g grammar) shiftBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-8 && g.toks[j].sort != line && !g.toks[j].is(".", "!", "?", ":", ";"); j-- {
		for _, name := range [...]string{"shift", "change"} {
			if _, ok := g.cue(name, j); ok {
				return true
			}
		}
	}
	return false
}

// standing returns the days that still stand: those before a move are left out.
func (r *reader) standing(all []mention) []mention {
	kept := slices.DeleteFunc(slices.Clone(all), func(m mention) bool { return m.old })
	for n := 0; n < len(kept); n++ {
		if !r.isMoved(kept[n]) || r.isDeadline(kept[n]) {
			continue
		}
		old := false
		for k := n - 1; k >= 0 && r.sentence[kept[k].from] == r.sentence[kept[n].from] && !(old && r.isMoved(kept[k])); k-- {
			old = old || !r.isMoved(kept[k]) // another event's move stands before that day
			if !r.isDeadline(kept[k]) {      // "the workshop of 9 December is moved to 16 December"
				kept, r.moved = slices.Delete(kept, k, k+1), true
				n--
			}
		}
	}
	for n := 0; n < len(kept) && len(kept) > 1; n++ {
		if r.isReplaced(kept[n]) {
			kept, r.moved = slices.Delete(kept, n, n+1), true
			n--
		}
	}
	return kept
}

// isMoved reports whether a day is the one after a move: "rescheduled to 16 December",
// "новые даты: 16–18 декабря".
func (r *reader) isMoved(m mention) bool {
	i := m.from
	for i > 0 && r.tok(i-1).is("on", "for", "to", "the", "from", "until", "till", "are", "is", ":", "-", "в", "на", "с", "до", "—", "(") {
		i--
	}
	for j := i; j <= m.from; j++ {
		for k := j - 1; k >= 0 && k >= j-6 && r.sentence[k] == r.sentence[m.from]; k-- {
			if end, ok := r.cue("moved", k); ok && end == j && !r.isOfOthers(k) && !r.movesDeadline(k) {
				return true
			}
		}
	}
	led := r.tok(m.from-1).is("to", "на") && r.tok(m.from-1).sort == word
	j, ok := r.cueBefore("shift", m.from, 14)
	return led && ok && !r.isOfOthers(j) && !r.movesDeadline(j)
}

// movesDeadline reports whether what is moved at token i is the day until which people may
// apply: "the deadline for the workshop in Riga has been moved".
func (r *reader) movesDeadline(i int) bool {
	from, _ := r.sentenceRange(i)
	for j := from; j < i; j++ {
		if r.toks[j].is("deadline", "deadlines", "дедлайн") || r.toks[j].is("срок", "сроки") && r.tok(j+1).is("подачи", "приема", "регистрации") {
			return true
		}
	}
	return false
}

// isReplaced reports whether a text says of a day that the event is not on it: "instead of
// 9 December", "а не 9 декабря", "originally planned for 9 December".
func (r *reader) isReplaced(m mention) bool {
	if r.tok(m.from-1).is("not", "не") || r.tok(m.from-1).is("on", "to", "с", "на") && r.tok(m.from-2).is("not", "не") {
		return true
	}
	j, ok := r.cueBefore("replaced", m.from, 7)
	return ok && !r.dateIn(j, m.from)
}
