package announce

import (
	"strings"
	"unicode/utf8"

	"jarchy/internal/programme"
)

// maxContact is the length of a contact in letters.
const maxContact = 200

// readContact fills in whom to ask: what stands under a label, else who is named where
// the text says whom to write to or to call. An address of which the text does not say
// so is to be confirmed.
func (r *reader) readContact(d *programme.Draft) {
	for _, l := range r.labels {
		if !r.has("contact", l.head, l.start) || l.start >= l.end {
			continue
		}
		from, to := l.start, r.contactEnd(l.start, l.end)
		if r.detailIn(from, to) || r.namesSomebody(from, to) {
			r.setContact(d, from, to)
			return
		}
	}
	var lone [][2]int
	for i := 0; i < len(r.toks); {
		end := r.detailAt(i)
		if end == i {
			i++
			continue
		}
		if from, ok := r.contactLead(i); ok {
			r.setContact(d, from, r.contactEnd(from, len(r.toks)))
			return
		}
		lone = append(lone, [2]int{i, end})
		i = end
	}
	if len(lone) > 0 && len(lone) < 3 {
		first, last := lone[0], lone[len(lone)-1]
		if last[0]-first[1] > 3 {
			last = first
		}
		r.setContact(d, first[0], last[1])
		r.doubt(d, programme.FieldContact)
	}
}

func (r *reader) setContact(d *programme.Draft, from, to int) {
	for to > from && (r.toks[to-1].is(",", ";", ".", ":", "-", "(", "or", "and", "или", "и") || r.toks[to-1].sort == line) {
		to--
	}
	c := strings.Join(strings.Fields(r.raw(from, to)), " ")
	if c == "" || utf8.RuneCountInString(c) > maxContact {
		return
	}
	d.Contact = c
	r.note(from, to, programme.FieldContact)
}

// contactLead finds where the contact of which token i is a detail begins: behind
// "please contact", "for further information", "по вопросам участия".
func (r *reader) contactLead(i int) (from int, ok bool) {
	for j := i - 1; j >= 0 && j >= i-24 && r.sentence[j] == r.sentence[i] && (r.toks[j].sort != line || j >= i-2); j-- {
		end, led := r.cue("contact", j)
		if !led || end > i {
			continue
		}
		for from = end; from < i; from++ {
			t := r.toks[from]
			if t.sort == word && t.capital && !r.hasAt("contact", from) && !t.is("e", "email", "tel", "phone", "тел") || t.is("+", "(") && !r.toks[from+1].is("at") {
				break
			}
		}
		return from, true
	}
	return i, false
}

// contactEnd returns the end of a contact that begins at token i: the last detail or
// name of its line.
func (r *reader) contactEnd(i, limit int) int {
	end := i
	for j := i; j < limit && j < i+40; {
		if r.toks[j].sort == line && (r.toks[j].n > 1 || r.detailAt(min(j+1, len(r.toks)-1)) == j+1 && !r.hasAt("contact", min(j+1, len(r.toks)-1))) {
			break
		}
		if e := r.detailAt(j); e > j {
			j, end = e, e
			continue
		}
		if r.sentence[j] != r.sentence[i] && end > i && r.starts[j] && !r.hasAt("contact", j) {
			break
		}
		if t := r.toks[j]; t.sort == word && t.capital && end == j || end == i && t.sort == word {
			end = j + 1
		}
		j++
	}
	return end
}

// detailIn reports whether an address of mail or a phone stands in tokens [from,to).
func (r *reader) detailIn(from, to int) bool {
	for i := from; i < to; i++ {
		if r.detailAt(i) > i {
			return true
		}
	}
	return false
}

// namesSomebody reports whether tokens [from,to) begin as the name of a person does.
func (r *reader) namesSomebody(from, to int) bool {
	return to-from >= 2 && to-from < 12 && r.toks[from].capital && r.toks[from+1].capital && !r.isPlace(from)
}

// detailAt reads an address of mail, a phone or a handle at token i and returns its
// end; i if there is none.
func (r *reader) detailAt(i int) int {
	t := r.toks[i]
	switch {
	case t.sort == link && strings.Contains(t.low, "@") && !strings.Contains(t.low, "://"):
		return i + 1
	case t.is("@") && r.tok(i+1).sort == word && !r.tok(i+1).gap && len(r.tok(i+1).low) > 3:
		return i + 2
	case t.is("+") || t.sort == number && !r.inDate(i) && !r.inHour(i) || t.is("(") && r.tok(i+1).sort == number:
		return r.phoneEnd(i)
	}
	return i
}

// phoneEnd returns the end of the number of a phone at token i: +996 312 90-12-34,
// 8 (499) 254-86-91.
func (r *reader) phoneEnd(i int) int {
	if r.tok(i-1).sort == number || r.tok(i-1).is("-", "№", "+") && !r.tok(i).gap {
		return i
	}
	digits, groups, end := 0, 0, i
	for j := i; j < len(r.toks) && !r.inDate(j); j++ {
		t := r.toks[j]
		if t.sort == number {
			if t.digits() == 4 && t.n >= 1900 && t.n < 2100 && groups == 0 {
				return i // years
			}
			digits, groups, end = digits+t.digits(), groups+1, j+1
			continue
		}
		if !t.is("+") && !t.is("(", ")", "-") || t.is("(") && r.tok(j+1).sort != number {
			break
		}
	}
	led := r.toks[i].is("+") || r.toks[i].is("(") || r.tok(i+1).is("(") || r.has("contact", max(0, i-3), i)
	if digits < 6 || digits > 15 || groups < 2 && !r.toks[i].is("+") && !led || !led && groups < 4 {
		return i
	}
	return end
}
