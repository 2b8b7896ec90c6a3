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
	begin, first := 0, 0 // of the line, in bytes and in tokens
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
			if isDayAndMonth(toks, first, k) && isDayAndMonth(toks, i+1, k) {
				kept, first = append(kept, t), i+1
				continue // lines that days head, however long
			}
			if goesOn || even && length >= narrow || inDay(toks[i-1], toks[i+1], k) {
				continue
			}
		}
		kept, first = append(kept, t), i+1
	}
	return kept
}

// isDayAndMonth reports whether a day with its month begins at token i: 15 October.
func isDayAndMonth(toks []token, i int, k *knowledge) bool {
	if i+1 >= len(toks) || toks[i].sort != number || toks[i].digits() > 2 {
		return false
	}
	_, ok := k.months.of(toks[i+1].low)
	return ok
}

// inDay reports whether a line ends within a day: behind its number, or behind its month.
func inDay(last, next token, k *knowledge) bool {
	_, wasMonth := k.months.of(last.low)
	_, isMonth := k.months.of(next.low)
	return last.sort == number && last.digits() <= 2 && isMonth || wasMonth && next.sort == number && next.digits() == 4
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

// sentences numbers the sentence of each token, and says where a line, an item
// or a sentence starts.
func sentences(toks []token, k *knowledge) (of []int, starts []bool) {
	of, starts = make([]int, len(toks)), make([]bool, len(toks))
	n, fresh := 0, true
	for i, t := range toks {
		if t.sort == line {
			if !fresh || i > 0 && toks[i-1].is(";") {
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
