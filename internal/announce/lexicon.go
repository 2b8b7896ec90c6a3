package announce

import "strings"

// lexicon finds phrases in tokens. A word of a phrase that ends in * stands
// for any word that begins so.
type lexicon[T any] struct{ root node[T] }

type node[T any] struct {
	words map[string]*node[T]
	stems map[string][]stem[T] // by the first two letters
	ends  []entry[T]
}

type stem[T any] struct {
	begins string
	node   *node[T]
}

type entry[T any] struct {
	value T
	caps  bool // the phrase is an abbreviation: only capitals are meant
}

// hit is a phrase found: tokens [from,to).
type hit[T any] struct {
	from, to int
	value    T
}

// add teaches the lexicon a phrase.
func (l *lexicon[T]) add(phrase string, value T) {
	at := &l.root
	caps := false
	for i, w := range strings.Fields(phrase) {
		w, isStem := strings.CutSuffix(w, "*")
		toks := tokens(w)
		if i == 0 && len(toks) == 1 && len([]rune(w)) <= 6 {
			caps = toks[0].caps
		}
		for j, t := range toks {
			if !t.is("-") {
				at = at.child(t.low, isStem && j == len(toks)-1)
			}
		}
	}
	at.ends = append(at.ends, entry[T]{value, caps})
}

// addForms teaches the lexicon a phrase each of whose words has several forms.
func (l *lexicon[T]) addForms(words [][]string, value T) {
	at := []*node[T]{&l.root}
	for i, forms := range words {
		var next []*node[T]
		for _, n := range at {
			if i == len(words)-1 {
				for _, f := range forms {
					c := n.child(f, false)
					c.ends = append(c.ends, entry[T]{value: value})
				}
				continue
			}
			first := n.child(forms[0], false)
			next = append(next, first)
			for _, f := range forms[1:] {
				if n.words[f] == nil {
					n.words[f] = first
				} else if n.words[f] != first {
					next = append(next, n.words[f])
				}
			}
		}
		at = next
	}
}

func (n *node[T]) child(low string, isStem bool) *node[T] {
	if !isStem {
		if n.words == nil {
			n.words = map[string]*node[T]{}
		}
		if n.words[low] == nil {
			n.words[low] = &node[T]{}
		}
		return n.words[low]
	}
	if n.stems == nil {
		n.stems = map[string][]stem[T]{}
	}
	key := head(low)
	for _, s := range n.stems[key] {
		if s.begins == low {
			return s.node
		}
	}
	s := stem[T]{low, &node[T]{}}
	n.stems[key] = append(n.stems[key], s)
	return s.node
}

// head is the part of a word by which stems are filed.
func head(low string) string {
	n := 0
	for i := range low {
		if n == 2 {
			return low[:i]
		}
		n++
	}
	return low
}

// at returns the values of the longest phrase that begins at token i, and the
// token after it. Abbreviations are taken in capitals only, unless anyCase.
func (l *lexicon[T]) at(toks []token, i int, anyCase bool) (values []T, end int) {
	if toks[i].sort != word && toks[i].sort != mark {
		return nil, i
	}
	l.root.next(toks, i, anyCase || toks[i].caps, &values, &end)
	if values == nil {
		return nil, i
	}
	return values, end
}

func (n *node[T]) walk(toks []token, i int, caps bool, values *[]T, end *int) {
	if len(n.ends) > 0 && i > *end {
		var found []T
		for _, e := range n.ends {
			if !e.caps || caps {
				found = append(found, e.value)
			}
		}
		if found != nil {
			*values, *end = found, i
		}
	}
	if n.words != nil || n.stems != nil {
		n.next(toks, overJoint(toks, i), caps, values, end)
	}
}

// next goes on with the words that may stand at token i.
func (n *node[T]) next(toks []token, i int, caps bool, values *[]T, end *int) {
	if i >= len(toks) {
		return
	}
	if next := n.words[toks[i].low]; next != nil {
		next.walk(toks, i+1, caps, values, end)
	}
	for _, s := range n.stems[head(toks[i].low)] {
		if strings.HasPrefix(toks[i].low, s.begins) {
			s.node.walk(toks, i+1, caps, values, end)
		}
	}
}

// each calls found with all phrases that begin at token i, and where they end.
func (n *node[T]) each(toks []token, i int, found func(value T, end int)) {
	if i >= len(toks) {
		return
	}
	step := func(next *node[T]) {
		for _, e := range next.ends {
			found(e.value, i+1)
		}
		if next.words != nil || next.stems != nil {
			next.each(toks, overJoint(toks, i+1), found)
		}
	}
	if next := n.words[toks[i].low]; next != nil {
		step(next)
	}
	for _, s := range n.stems[head(toks[i].low)] {
		if strings.HasPrefix(toks[i].low, s.begins) {
			step(s.node)
		}
	}
}

// overJoint steps over what may stand between two words of one phrase: a
// hyphen without spaces, one end of a line.
func overJoint(toks []token, i int) int {
	if i+1 < len(toks) && toks[i].is("-") && !toks[i].gap && !toks[i+1].gap {
		return i + 1
	}
	if i < len(toks) && toks[i].sort == line && toks[i].n == 1 {
		return i + 1
	}
	return i
}

// all returns the phrases of a text, the longest at each place, without
// overlaps.
func (l *lexicon[T]) all(toks []token, anyCase bool) []hit[T] {
	var hits []hit[T]
	for i := 0; i < len(toks); {
		if values, end := l.at(toks, i, anyCase); end > i {
			hits = append(hits, hit[T]{i, end, values[0]})
			i = end
			continue
		}
		i++
	}
	return hits
}
