package announce

import "time"

// grammar reads days and hours at a token.
type grammar struct {
	*knowledge
	toks []token
	cued [][]cueEnd // the cues that begin at each token
	now  time.Time
	any  bool // the text is written without capitals
}

// grammarOf prepares tokens to be read.
func grammarOf(k *knowledge, toks []token, now time.Time) grammar {
	g := grammar{knowledge: k, toks: toks, cued: make([][]cueEnd, len(toks)), now: now, any: withoutCapitals(toks)}
	cues := make([]cueEnd, 0, 2*len(toks)) // one array for all tokens
	for i := range toks {
		from := len(cues)
		cues = k.addCues(cues, toks, i)
		g.cued[i] = cues[from:len(cues):len(cues)]
	}
	return g
}

// cue reports whether a phrase of a cue begins at token i, and where the
// longest such phrase ends.
func (g grammar) cue(name string, i int) (end int, ok bool) {
	if i < 0 || i >= len(g.cued) {
		return 0, false
	}
	for _, c := range g.cued[i] {
		if c.name == name {
			return c.end, true
		}
	}
	return 0, false
}

// tok is token i, or an empty one past the ends.
func (g grammar) tok(i int) token {
	if i < 0 || i >= len(g.toks) {
		return token{sort: line}
	}
	return g.toks[i]
}

// article steps over what may stand before a day.
func (g grammar) article(i int) int {
	for g.tok(i).is("the", ",", "числа") && g.tok(i).sort != line {
		i++
	}
	return i
}
