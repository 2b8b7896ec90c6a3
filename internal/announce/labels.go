package announce

import "strings"

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
			if !sign && !colon && !isOwnLine(toks, i, end) && !isOfRecord(toks, i, end, n) {
				continue
			}
			if colon {
				end++
			}
			name, next, ok = n, end, true
			if n == "label_date" && i > 0 && toks[i-1].is(":") && (i < 2 || toks[i-2].sort == line) || n == "label_date" && isOfMail(toks, i) {
				name = "label_other" // ":Date: 2027-02-03" tells when a page was written
			}
		}
	}
	if ok && toks[i].sort == mark { // "📅 Date: …"
		if n, after, found := labelAt(toks[:len(toks):len(toks)], min(next, len(toks)-1), k); found && next < len(toks) && toks[next].sort == word {
			return n, after, true
		}
	}
	return name, next, ok
}

// isOfRecord reports whether a line of a database names a day or a place without a colon:
// "Date 25/08/2027", "Location Riga, Latvia".
func isOfRecord(toks []token, from, to int, name string) bool {
	if from == 0 || toks[from-1].sort != line || !toks[from].capital || to >= len(toks) {
		return false
	}
	if name == "label_date" {
		return toks[to].sort == number
	}
	if name != "label_place" || !toks[from].is("location", "venue", "место") || !toks[to].capital {
		return false
	}
	for i := to; i < len(toks) && toks[i].sort != line; i++ {
		if i > to+7 || toks[i].is(".", ":") {
			return false
		}
	}
	return true
}

// isOfMail reports whether the line of token i stands below the sender's or the subject's, or
// above them, at the head of a letter.
func isOfMail(toks []token, i int) bool {
	heads := func(i int) bool {
		return i >= 0 && i+1 < len(toks) && toks[i].is("from", "to", "subject", "sent", "cc", "от", "кому", "тема") && toks[i+1].is(":")
	}
	above, below := i-1, i
	for above > 0 && toks[above-1].sort != line {
		above--
	}
	for below < len(toks) && toks[below].sort != line {
		below++
	}
	return i > 0 && toks[i-1].sort == line && heads(above) || heads(below+1)
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
	return from > 0 && toks[from-1].sort == line && contentBelow(toks, to)
}

// contentBelow reports whether what a label stands over begins in the next line, or with
// figures behind an empty one.
func contentBelow(toks []token, i int) bool {
	return i+1 < len(toks) && toks[i].sort == line && (toks[i].n == 1 || toks[i].n == 2 && toks[i+1].sort == number)
}

// ofPage reports whether the text begins with the fields of a page of a web site, such as
// "tags: report".
func ofPage(toks []token) bool {
	for i := 0; i+1 < len(toks) && i < 60; i++ {
		if toks[i].is("tags", "author", "layout", "categories", "category", "slug", "permalink", "draft") && !toks[i].capital && toks[i+1].is(":") && (i == 0 || toks[i-1].sort == line) {
			return true
		}
	}
	return false
}

// labels finds the labelled parts of the text: at the start of a line or a
// sentence.
func labels(toks []token, starts []bool, k *knowledge) []label {
	var all []label
	page := ofPage(toks)
	for i := range toks {
		if !starts[i] || toks[i].sort == line {
			continue
		}
		name, next, ok := labelAt(toks, i, k)
		if !ok {
			continue
		}
		if page && name == "label_date" && toks[i].low == "date" && !toks[i].capital {
			name = "label_other" // when the page was written
		}
		if n := len(all); n > 0 && all[n-1].end > i {
			all[n-1].end = i
		}
		end := next
		if contentBelow(toks, end) {
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
