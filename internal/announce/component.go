package announce

import (
	"strconv"
	"strings"

	"jarchy/internal/programme"
)

// readComponent fills in the code of the component or activity of the programme:
// "Component 2", "Activity 1.3.2", "Компонент II". The most exact code stands; where
// several contradict each other a person should look, and a list of many is none.
func (r *reader) readComponent(d *programme.Draft) {
	var codes []string
	var first [2]int
	for i := range r.toks {
		end, ok := r.cue("component", i)
		if !ok || r.labelled(i) == "label_partners" {
			continue
		}
		for r.tok(end).is(":", "№", "no", ".", "#", "-", "код", "code", "number") && end-i < 5 && r.tok(end).sort != number {
			end++
		}
		code, to := r.codeAt(end)
		if n, from, ok := r.ordinalBefore(i); code == "" && ok { // 2-й компонент
			code, to = strconv.Itoa(n), from
		}
		if code == "" {
			continue
		}
		if len(codes) == 0 || len(code) > len(codes[0]) && strings.HasPrefix(code, codes[0]) {
			first = [2]int{i, to}
		}
		codes = append(codes, code)
	}
	best, others := "", map[string]bool{}
	for _, c := range codes {
		switch {
		case best == "", strings.HasPrefix(c, best):
			best = c
		case !strings.HasPrefix(best, c):
			others[c] = true
		}
	}
	if best == "" || len(others) > 1 {
		return
	}
	d.Component = best
	r.note(first[0], first[1], programme.FieldComponent)
	if len(others) > 0 {
		r.doubt(d, programme.FieldComponent)
	}
}

// ordinalBefore reads the ordinal that ends before token i: "2-й", "второй".
func (r *reader) ordinalBefore(i int) (n, end int, ok bool) {
	for j := i - 1; j >= max(0, i-3); j-- {
		if n, to, ok := r.ordinal(j); ok && to == i && n > 0 && (r.toks[j].sort == number || r.hasAt("component", i)) {
			return n, i + 1, true
		}
	}
	return 0, i, false
}

// codeAt reads 2, 1.3.2, A2 or II at token i.
func (r *reader) codeAt(i int) (code string, end int) {
	t := r.tok(i)
	if t.sort == word {
		if n, _, ok := r.ordinal(i); ok && t.caps && n > 0 {
			return strings.ToUpper(t.low), i + 1
		}
		if len(t.low) != 1 || !t.caps || r.tok(i+1).sort != number || r.tok(i+1).gap {
			return "", i
		}
		i++
	} else if t.sort != number || t.digits() > 2 || r.inDate(i) {
		return "", i
	}
	end = i + 1
	for r.tok(end).is(".") && !r.tok(end).gap && r.tok(end+1).sort == number && !r.tok(end+1).gap && r.tok(end+1).digits() < 3 {
		end += 2
	}
	from := t.from
	return r.text[from:r.toks[end-1].to], end
}
