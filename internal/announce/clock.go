package announce

import (
	"jarchy/internal/programme"
)

// hour is an hour of the day in the text: tokens [from,to).
type hour struct {
	from, to   int
	start, end programme.Clock // end empty if not told
	bad        error           // an hour that no clock shows
}

// reading of one clock: hour and minute, and how surely it is a clock.
type clockTime struct {
	h, m  int
	half  string // am, pm or nothing
	sure  bool   // 9:00, 9 am, 9h30: not merely a number
	until int    // the token after it
}

// clockAt reads one clock. Bare numbers and 9.30 are read too, as not sure.
func (g grammar) clockAt(i int) (clockTime, bool) {
	t := g.tok(i)
	if t.is("noon", "midday", "полдень") {
		return clockTime{h: 12, sure: true, until: i + 1}, true
	}
	if t.sort != number || t.digits() > 4 || t.digits() <= 2 && t.n > 29 {
		return clockTime{}, false // 60:40 is no hour, 25:00 a mistaken one
	}
	c := clockTime{h: t.n, until: i + 1}
	sep, min := g.tok(i+1), g.tok(i+2)
	switch {
	case t.digits() == 4:
		if !g.tok(i+1).is("hrs", "hours", "h") && t.low[0] != '0' && t.low[2:] != "00" && t.low[2:] != "30" {
			return clockTime{}, false
		}
		c.h, c.m = t.n/100, t.n%100
	case t.digits() > 2:
		return clockTime{}, false
	case sep.is(":", ".", "-", "h", "ч") && min.sort == number && min.digits() == 2 && g.glued(i+1, i+2) && !(g.tok(i+3).is(sep.low, ".") && g.tok(i+4).sort == number && g.glued(i+3, i+4)):
		if sep.is("-") && min.n != 0 && min.n != 30 {
			break // 9-11 are days
		}
		c.m, c.until, c.sure = min.n, i+3, sep.is(":", "h", "ч")
		if sep.is(":") && g.tok(i+3).is(":") && g.tok(i+4).digits() == 2 && g.glued(i+3, i+4) {
			c.until = i + 5
		}
	case sep.is("h", "ч") && !sep.gap:
		c.sure, c.until = true, i+2
	}
	return g.half(c), true
}

// half reads what stands behind a clock: am, p.m., hrs, часов.
func (g grammar) half(c clockTime) clockTime {
	t := g.tok(c.until)
	dotted := g.tok(c.until+1).is(".") && g.tok(c.until+2).is("m") && g.tok(c.until+3).is(".")
	switch {
	case t.is("am", "pm"):
		c.half, c.sure, c.until = t.low, true, c.until+1
	case t.is("a", "p") && dotted:
		c.half, c.sure, c.until = t.low+"m", true, c.until+4
	case t.is("утра"):
		c.half, c.sure, c.until = "am", true, c.until+1
	case t.is("вечера", "дня") && c.h <= 12:
		c.half, c.sure, c.until = "pm", true, c.until+1
	case t.is("hrs", "часов", "час", "часа", "ч", "o'clock"):
		c.sure, c.until = true, c.until+1
		if g.tok(c.until).is(".") && !g.tok(c.until).gap && t.is("ч") {
			c.until++
		}
		if g.tok(c.until).is("утра", "вечера", "дня") {
			return g.half(c)
		}
	}
	return c
}

// clock turns what was read into a time of day; false if no clock shows it.
func (c clockTime) clock() (programme.Clock, bool) {
	h := c.h
	if c.half == "am" && h > 12 || c.half == "pm" && h < 1 {
		return "", false
	}
	if c.half == "pm" && h < 12 {
		h += 12
	}
	if c.half == "am" && h == 12 {
		h = 0
	}
	if h > 23 || c.m > 59 {
		return "", false
	}
	return programme.NewClock(h, c.m), true
}

// clockRange reads an hour or a range of hours. A range of bare numbers needs
// a word before it: from 9 to 17, с 9 до 17.
func (g grammar) clockRange(i int) (hour, int, bool) {
	start := i
	led := g.tok(i).is("at", "from", "в", "с", "со", "к", "between", "@", "начиная") || g.isStart(i-1)
	if g.tok(i).is(",") {
		i++
	}
	if g.tok(i).is("at", "from", "в", "с", "со", "к", "between", "@") {
		led = true
		i++
	}
	a, ok := g.clockAt(i)
	if !ok {
		return hour{}, start, false
	}
	h := hour{from: start, to: a.until}
	next := a.until
	isRange := g.tok(next).is("-", "to", "until", "till", "до", "по") || led && g.tok(next).is("and") && a.sure
	if isRange {
		if b, ok := g.clockAt(next + 1); ok && g.rangeIsClear(a, b, led) {
			if a.half == "" && b.half == "pm" && a.h < b.h && a.h < 12 && b.h != 12 {
				a.half = "pm" // 2-4 pm
			} else if a.half == "" && b.half == "am" {
				a.half = "am"
			}
			from, okFrom := a.clock()
			to, okTo := b.clock()
			h.start, h.end, h.to = from, to, b.until
			if !okFrom || !okTo {
				h.bad = g.noSuchTime(h)
			}
			return h, h.to, true
		}
	}
	heads := g.tok(i-1).sort == line && g.tok(i+1).is(".") && a.until == i+3 && a.m%5 == 0 && g.tok(a.until).is("-") // 10.00 – Opening
	if !a.sure && !heads && !(led && g.tok(i+1).is(".") && g.glued(i+1, i+2) && a.until == i+3) && !(led && g.tok(i).digits() == 4 && a.until > i+1) && !(led && a.m == 0 && a.until == i+3) {
		return hour{}, start, false
	}
	if h.start, ok = a.clock(); !ok {
		h.bad = g.noSuchTime(h)
	}
	return h, h.to, true
}

// rangeIsClear reports whether two readings make a range of hours and not of
// days, pages or people.
func (g grammar) rangeIsClear(a, b clockTime, led bool) bool {
	if a.sure && b.sure || b.sure && b.half != "" {
		return true
	}
	written := func(c clockTime) bool { return g.tok(c.until-2).is(".", "-") && g.tok(c.until-1).digits() == 2 }
	if written(a) && written(b) && a.m%5 == 0 && b.m%5 == 0 && a.h < 24 && b.h < 24 {
		return true
	}
	if four := func(c clockTime) bool { return g.tok(c.until-1).digits() == 4 && c.m%5 == 0 }; four(a) && four(b) && g.tok(b.until).is("utc", "gmt", "cet", "cest", "bst", "msk", "hrs", "hours") {
		return true // 1500 - 1800 UTC
	}
	if a.sure != b.sure {
		return a.h < 24 && b.h <= 24 && (a.sure || b.sure) && !g.dayLike(b.until)
	}
	return led && a.h < 24 && b.h < 24 && a.m == 0 && b.m == 0 && g.tok(b.until).is("час", "часов", "hrs", "o'clock")
}

// dayLike reports whether the number before token i belongs to a date.
func (g grammar) dayLike(i int) bool {
	_, _, ok := g.monthAfterDay(i)
	return ok || g.tok(i).is(".", "/") && g.tok(i+1).sort == number
}

func (g grammar) noSuchTime(h hour) error {
	var text string
	for _, t := range g.toks[h.from:h.to] {
		if t.sort == number || text != "" {
			text += t.low
		}
	}
	return programme.Refuse(programme.Invalid, "time_not_exist", "text", text)
}

// isStart reports whether the word at token i says that something begins: an hour may
// follow that is written with a full stop.
func (g grammar) isStart(i int) bool {
	if g.tok(i).is(":", "-") {
		i--
	}
	return g.tok(i).is("start", "starts", "starting", "begin", "begins", "beginning", "time", "начало", "начала", "начинается", "время", "сбор", "opens")
}
