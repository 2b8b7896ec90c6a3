package announce

import (
	"strings"
	"unicode/utf8"
)

// From narrow to wide letters a line may be broken by its width and not by its
// writer.
const (
	narrow = 60
	wide   = 110
)

// unwrap drops the line ends that only wrap a sentence.
func unwrap(text string, toks []token, k *knowledge) []token {
	kept := make([]token, 0, len(toks))
	begin := 0 // of the line, in bytes
	even := longestLine(text) <= wide && longLines(text) > 1
	for i, t := range toks {
		if t.sort != line {
			kept = append(kept, t)
			continue
		}
		length := utf8.RuneCountInString(text[begin:t.from])
		begin = t.to
		if t.n == 1 && i > 0 && i+1 < len(toks) && !startsItem(toks, i+1, k) && !toks[i-1].is(".", ":", ";", "!", "?") {
			goesOn := toks[i+1].sort == word && !toks[i+1].capital && length >= narrow/2 || toks[i-1].is(",", "of", "the", "and", "in", "for", "to", "on", "with", "и", "в", "на", "с", "по", "для")
			if goesOn || even && length >= narrow {
				continue
			}
		}
		kept = append(kept, t)
	}
	return kept
}

// longestLine returns the length of the longest line in letters.
func longestLine(text string) int {
	longest := 0
	for l := range strings.Lines(text) {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	return longest
}

// longLines counts the lines that may be broken by their width.
func longLines(text string) (n int) {
	for l := range strings.Lines(text) {
		if utf8.RuneCountInString(l) >= narrow {
			n++
		}
	}
	return n
}

// startsItem reports whether a line that begins at token i is an item of a
// list or a labelled line.
func startsItem(toks []token, i int, k *knowledge) bool {
	t := toks[i]
	if t.sort == mark && !t.is("(", `"`, "'") {
		return true
	}
	if t.sort == number && i+1 < len(toks) && toks[i+1].is(".", ")") && !toks[i+1].gap && (i+2 >= len(toks) || toks[i+2].gap) {
		return true
	}
	_, _, ok := labelAt(toks, i, k)
	return ok
}

// label is a part of the text that is said to be of one sort: "Venue: …".
type label struct {
	name       string // the cue: label_date …
	head       int    // the token at which the label begins
	start, end int    // what it labels
}

// labelAt reads a label at token i and returns its name and where its content
// begins.
func labelAt(toks []token, i int, k *knowledge) (name string, next int, ok bool) {
	for _, c := range k.cuesAt(toks, i) {
		if n, end := c.name, c.end; strings.HasPrefix(n, "label_") && end > next {
			sign := toks[i].sort == mark
			for end < len(toks) && (toks[end].is("(", "s", ")") || toks[end].low == "\ufe0f") && !toks[end].gap {
				end++
			}
			colon := end < len(toks) && (toks[end].is(":") || toks[end].is("?") && isQuestionWord(toks[i]) || isDash(toks, end))
			if !sign && !colon && !isOwnLine(toks, i, end) {
				continue
			}
			if colon {
				end++
			}
			name, next, ok = n, end, true
		}
	}
	if ok && toks[i].sort == mark { // "📅 Date: …"
		if n, after, found := labelAt(toks[:len(toks):len(toks)], min(next, len(toks)-1), k); found && next < len(toks) && toks[next].sort == word {
			return n, after, true
		}
	}
	return name, next, ok
}

// isDash reports whether a dash between spaces at token i parts a label from its
// content: "Количество мест - 25".
func isDash(toks []token, i int) bool {
	return toks[i].is("-") && toks[i].gap && i+1 < len(toks) && toks[i+1].gap && toks[i+1].sort != line
}

// isQuestionWord reports whether a label asks: "Where?", "Когда?".
func isQuestionWord(t token) bool {
	return t.is("where", "when", "who", "what", "где", "когда", "кто", "что")
}

// isOwnLine reports whether tokens [from,to) fill a line whose content stands below.
func isOwnLine(toks []token, from, to int) bool {
	return to+1 < len(toks) && toks[to].sort == line && toks[to].n == 1 && from > 0 && toks[from-1].sort == line
}

// labels finds the labelled parts of the text: at the start of a line or a
// sentence.
func labels(toks []token, starts []bool, k *knowledge) []label {
	var all []label
	for i := range toks {
		if !starts[i] || toks[i].sort == line {
			continue
		}
		name, next, ok := labelAt(toks, i, k)
		if !ok {
			continue
		}
		if n := len(all); n > 0 && all[n-1].end > i {
			all[n-1].end = i
		}
		end := next
		if end < len(toks) && toks[end].sort == line && toks[end].n == 1 { // the content stands below
			end++
		}
		for end < len(toks) && toks[end].sort != line && !(end > next && starts[end] && (headed(toks, end) || tells(toks, starts, end, k))) {
			end++
		}
		all = append(all, label{name, i, next, end})
	}
	return all
}

// tells reports whether the sentence that starts at token i has a verb: it is no more part
// of what stands under a label.
func tells(toks []token, starts []bool, i int, k *knowledge) bool {
	for j := i; j < len(toks) && toks[j].sort != line && (j == i || !starts[j]); j++ {
		for _, c := range k.cuesAt(toks, j) {
			if c.name == "verb" || c.name == "future" {
				return true
			}
		}
	}
	return false
}

// headed reports whether a sentence that starts at token i begins with a word
// and a colon, as a label does that is not known.
func headed(toks []token, i int) bool {
	for j := i + 1; j < i+4 && j < len(toks) && toks[j-1].sort == word; j++ {
		if toks[j].is(":") {
			return true
		}
	}
	return false
}

// sentences numbers the sentence of each token, and says where a line, an item
// or a sentence starts.
func sentences(toks []token, k *knowledge) (of []int, starts []bool) {
	of, starts = make([]int, len(toks)), make([]bool, len(toks))
	n, fresh := 0, true
	for i, t := range toks {
		if t.sort == line {
			if !fresh {
				n++
			}
			fresh = true
			of[i] = n
			continue
		}
		of[i], starts[i] = n, fresh
		if fresh && t.sort == mark && !t.is("(", `"`) || fresh && t.sort == number && i+1 < len(toks) && toks[i+1].is(".", ")") && !toks[i+1].gap {
			continue // a bullet, or the number of an item
		}
		if fresh && t.is(".", ")") {
			continue
		}
		fresh = false
		if endsSentence(toks, i, k) {
			n++
			fresh = true
		} else if t.is(";") {
			fresh = true
		}
	}
	return of, starts
}

// endsSentence reports whether the mark at token i ends a sentence.
func endsSentence(toks []token, i int, k *knowledge) bool {
	t := toks[i]
	if !t.is(".", "!", "?", "…") || i+1 >= len(toks) || !toks[i+1].gap {
		return false
	}
	if !t.is(".") || i == 0 {
		return true
	}
	next, before := toks[i+1], toks[i-1]
	if before.sort == word && !t.gap {
		if before.is("г", "гг", "ж") && i > 1 && toks[i-2].sort == number {
			return next.capital && !next.is("г")
		}
		if len([]rune(before.low)) == 1 && before.capital {
			return false
		}
		for _, c := range k.cuesAt(toks, i-1) {
			if c.name == "abbreviation" {
				return false
			}
		}
	}
	return next.sort != word || next.capital || strings.TrimSpace(next.low) == ""
}
