package announce

import (
	"strings"
	"unicode/utf8"
)

// nameEnd returns the end of the name of a building that begins at token i.
func (r *reader) nameEnd(i int) int {
	end, head := i, false
	for j := i; j < len(r.toks) && j < i+16 && r.sentence[j] == r.sentence[min(i, len(r.toks)-1)]; j++ {
		t := r.toks[j]
		switch {
		case t.sort == line || t.sort == link || r.inDate(j) || r.inHour(j):
			return end
		case t.is(`"`):
			closed := j + 1
			for closed < len(r.toks) && closed < j+10 && !r.toks[closed].is(`"`) && r.toks[closed].sort != line {
				closed++
			}
			if !r.tok(closed).is(`"`) {
				return end
			}
			j, end = closed, closed+1
		case r.hasAt("lodging", j) || r.isVenue(j):
			if e, ok := r.cue("lodging", j); ok {
				j = e - 1
			}
			head, end = true, j+1
		case t.sort == number:
			if !head || !r.isVenue(j-1) && !r.hasAt("lodging", j-1) {
				return end
			}
			end = j + 1
		case t.is("-", ".") && !t.gap, t.is("of", "the", "de", "and", "for", "им", "имени", "при"):
			if !head && !t.is("-", "of", "the") {
				return end
			}
		case t.sort != word:
			return end
		case t.capital:
			if head && r.isPlace(j) && !r.tok(j-1).is("of", "the") && !r.isRussian(j) && r.tok(j-1).is(",") {
				return end
			}
			end = j + 1
		case r.isRussian(j) && !r.hasAt("verb", j) && !r.hasAt("people", j) && !r.hasAt("past", j) && !r.hasAt("future", j) && !r.isKind(j) && isAttribute(t.low):
			if head {
				end = j + 1
			}
		default:
			return end
		}
	}
	return end
}

// isAttribute reports whether a Russian word may stand beside a noun in an oblique
// case: "учебном", "таможенной службы", "организаций".
func isAttribute(low string) bool {
	if utf8.RuneCountInString(low) < 4 {
		return false
	}
	for _, end := range []string{"ом", "ем", "ой", "ей", "ого", "его", "ых", "их", "ий", "ия", "ии", "ы", "ов", "ства", "ния", "ций", "са", "та", "ка", "ра", "на"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// addressEnd takes the street, the house and the floor behind a building.
func (r *reader) addressEnd(i int) int {
	open := false
	for end := i; ; {
		from := end
		if !r.tok(from).is(",", "(") {
			return end
		}
		to := from + 1
		for to < len(r.toks) && to < from+9 && r.toks[to].sort != line && !r.toks[to].is(",", ";", ")") && r.sentence[to] == r.sentence[from] && !r.inDate(to) {
			to++
		}
		if !r.isAddress(from+1, to) {
			return end
		}
		if end = to; r.tok(from).is("(") {
			open = true
		}
		if open && r.tok(to).is(")") {
			end, open = end+1, false
		}
	}
}

// isAddress reports whether tokens [from,to) are a street, a house or a room.
func (r *reader) isAddress(from, to int) bool {
	if from >= to || from >= len(r.toks) || r.inDate(from) {
		return false
	}
	if r.has("street", from, to) {
		return true
	}
	t := r.toks[from]
	return t.sort == number && t.digits() < 4 && (to == from+1 || to == from+2 && !r.hasAt("heads", from+1)) ||
		t.is("д", "дом", "room", "floor", "каб", "кабинет", "офис", "этаж", "ауд", "аудитория", "зал", "hall") && to-from < 7 ||
		r.hasAt("lodging", from) && to-from < 6
}

// houseName is a building as a card shows it: its kind in the nominative.
func (r *reader) houseName(h house) string {
	rest := h.head
	if end, ok := r.cue("lodging", h.head); ok {
		rest = end
	} else {
		rest++
	}
	name := r.inNominative(h.from, rest)
	if name == "" {
		rest = h.from
	} else if r.toks[h.from].capital {
		name = capitalise(name)
	}
	name = strings.TrimRight(strings.Join(strings.Fields(name+" "+r.raw(rest, h.to)), " "), ".,;:")
	if utf8.RuneCountInString(name) > maxVenue {
		return strings.Join(strings.Fields(r.raw(h.from, min(h.to, h.head+4))), " ")
	}
	return name
}
