package announce

// hoursBehindDay reads a range of whole hours right behind a date: 9 December from 9
// to 18, 9-11 декабря с 9 до 18.
func (g grammar) hoursBehindDay(i int) (hour, bool) {
	start := i
	if g.tok(i).is(",") {
		i++
	}
	if !g.tok(i).is("from", "с", "со") {
		return hour{}, false
	}
	a, okA := g.clockAt(i + 1)
	if !okA || a.sure || !g.tok(a.until).is("to", "till", "until", "до") {
		return hour{}, false
	}
	b, okB := g.clockAt(a.until + 1)
	if !okB || a.h < 6 || b.h > 23 || b.h <= a.h || g.dayLike(b.until) {
		return hour{}, false
	}
	if _, people := g.cue("heads", b.until); people || g.tok(b.until).is("%", "people") {
		return hour{}, false
	}
	from, okA := a.clock()
	to, okB := b.clock()
	return hour{from: start, to: b.until, start: from, end: to}, okA && okB
}

// dottedHour reads an hour with a full stop right behind a date: 16 December,
// 14.00.
func (g grammar) dottedHour(i int) (hour, bool) {
	if g.tok(i).is(",") {
		i++
	}
	c, ok := g.clockAt(i)
	if !ok || c.sure || c.until != i+3 || !g.tok(i+1).is(".") || c.m%5 != 0 || g.tok(c.until).is("-") {
		return hour{}, false
	}
	start, ok := c.clock()
	return hour{from: i, to: c.until, start: start}, ok
}

// bareHour reads a whole hour behind today or tomorrow, where what follows is the event
// or nothing: завтра в 10 встреча, tomorrow at 10.
func (g grammar) bareHour(i int) (hour, bool) {
	c, ok := g.clockAt(i + 1)
	if !g.tok(i).is("в", "at") || !ok || c.until != i+2 || g.tok(i+1).digits() > 2 {
		return hour{}, false
	}
	if next := g.tok(i + 2); i+2 < len(g.toks) && next.sort == word {
		_, online := g.cue("online", i+2)
		if _, end := g.knowledge.kinds.at(g.toks, i+2, true); !online && end == i+2 {
			return hour{}, false // завтра в 10 странах
		}
	} else if next.is(".", "/", "%", "-") && g.tok(i+3).sort == number {
		return hour{}, false
	}
	start, ok := c.clock()
	return hour{from: i, to: i + 2, start: start}, ok
}

// hoursOfEnds reads the hours at which a range of days begins and ends: from 6 July, 1pm
// until 7 July, 2pm.
func (g grammar) hoursOfEnds(m mention) (hour, bool) {
	end, _, ok := g.clockRange(m.to)
	if !ok || end.end != "" || end.bad != nil {
		return hour{}, false
	}
	for i := m.from + 2; i < m.to; i++ {
		if h, next, ok := g.clockRange(i); ok && h.bad == nil && next < m.to {
			return hour{from: end.from, to: end.to, start: h.start, end: end.start}, true
		}
	}
	return hour{}, false
}

// hours returns the hours of the text that no date contains.
func (g grammar) hours(taken []mention) []hour {
	var all []hour
	for i := 0; i < len(g.toks); {
		if len(taken) > 0 && i >= taken[0].from {
			first := taken[0]
			i, taken = max(i, first.to), taken[1:]
			if h, ok := g.hoursOfEnds(first); ok {
				all, i = append(all, h), h.to
			} else if h, ok := g.hoursBehindDay(i); ok {
				all, i = append(all, h), h.to
			} else if h, ok := g.dottedHour(i); ok {
				all, i = append(all, h), h.to
			} else if h, ok := g.bareHour(i); first.fixed && !first.loose && ok {
				all, i = append(all, h), h.to
			}
			continue
		}
		if h, next, ok := g.clockRange(i); ok && !(len(taken) > 0 && h.to > taken[0].from) {
			all = append(all, h)
			i = next
			continue
		}
		i++
	}
	return all
}
