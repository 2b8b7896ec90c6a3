package announce

import (
	"slices"
	"strings"
)

// people is a number of people in the text.
type people struct {
	from, to int
	n        int
	about    bool // over, around: not a limit
	limit    bool // seats, up to
	part     bool // including 12 women
	each     bool // per country
	apiece   bool // per service: of how many nobody can say
	score    float64
}

// peopleAt reads a number of people at token i.
func (r *reader) peopleAt(i int) (people, bool) {
	if r.inDate(i) || r.inHour(i) {
		return people{}, false
	}
	n, next, ok := r.amount(i)
	if !ok || n < 1 || n > 100000 || r.isWhole(i) {
		return people{}, false
	}
	p := people{from: i, n: n}
	yearLike := r.tok(i).digits() == 4 && n >= 1990 && n <= 2100 && next == i+1
	if r.tok(next).is("-", "to") && r.tok(next+1).sort == number && !r.inHour(next+1) { // 15-20 people
		p.n, next, p.about = r.tok(next+1).n, next+2, true
	}
	if r.tok(next).is("+") {
		p.about = true
		next++
	}
	if r.tok(next).is("-") && !r.tok(next).gap && r.tok(next+1).sort == word && r.tok(next+1).is("х", "ти", "ми", "мя", "и", "ух", "ех") { // 24-х
		next += 2
	}
	if r.tok(next).is("%", "percent", "-") {
		return people{}, false
	}
	for skip := 0; skip <= 6; skip++ {
		j := next + skip
		if r.tok(j).is("countries", "states", "years", "days", "страны", "стран", "лет", "дней", "годам", "hours", "часов", "institutions", "organisations", "organizations", "agencies", "организаций") {
			break
		}
		if j >= len(r.toks) || r.hasAt("verb", j) || r.toks[j].sort == number || skip > 0 && r.toks[j].is("of", "from", "in", "to", ".", ":", ";", "(", "-", "countries", "стран", "из") && !r.tok(j-1).is("mid") {
			break
		}
		if skip > 0 && yearLike {
			break // 2023 Candidates Forum
		}
		seats, isSeats := r.cue("seats", j)
		heads, isHeads := r.cue("heads", j)
		if !isHeads && skip <= 4 && isAgent(r.toks[j]) && (skip > 0 || r.tok(j-1).sort == number) {
			heads, isHeads = j+1, true
		}
		if isHeads && r.hasAt("heads", heads) && r.tok(heads).sort == word && !r.tok(heads).is("из") { // customs officers, police officers
			continue
		}
		switch {
		case isSeats && skip <= 2:
			p.to, p.limit = seats, true
			r.qualify(&p)
			return p, true
		case isHeads:
			p.to = heads
			r.qualify(&p)
			return p, true
		}
	}
	return people{}, false
}

// isWhole reports whether a number is the whole of which a part is told: "18 of the
// region's 23 members", "6 out of 10".
func (r *reader) isWhole(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if r.toks[j].is("of", "из") {
			return r.tok(j-1).sort == number || r.tok(j-1).is("out") && r.tok(j-2).sort == number
		}
		if r.toks[j].sort != word {
			return false
		}
	}
	return false
}

// isAgent reports whether an English word is the plural of people by what they do:
// commanders, curators, hydrologists, technicians.
func isAgent(t token) bool {
	if t.sort != word || t.capital || len(t.low) < 7 {
		return false
	}
	for _, end := range []string{"ers", "ors", "ists", "ians"} {
		if strings.HasSuffix(t.low, end) {
			return !slices.Contains(thingsLikePeople, t.low)
		}
	}
	return false
}

// thingsLikePeople end like people.
var thingsLikePeople = []string{
	"computers", "papers", "numbers", "centers", "chapters", "posters", "letters", "meters", "kilometers", "servers", "containers", "quarters",
	"borders", "orders", "corridors", "sectors", "factors", "scanners", "computers", "dinners", "theaters", "registers", "headquarters", "disasters",
	"clusters", "parameters", "chambers", "printers", "tractors", "reactors", "monitors", "detectors", "indicators", "errors", "colors", "newsletters",
	"answers", "trailers", "filters", "folders", "calculators", "generators", "hectares", "barriers", "carriers", "frontiers", "offers", "layers", "minors", "vectors",
}

// amount reads a number of people: 24, 1,500, 1 500, twenty-five, двадцать пять.
func (r *reader) amount(i int) (n, next int, ok bool) {
	t := r.tok(i)
	if t.sort == number {
		if i > 0 && !t.gap && !r.toks[i-1].is("(", "-", ",", "~", ":", "+", `"`) {
			return 0, i, false
		}
		n, next = t.n, i+1
		for r.tok(next+1).digits() == 3 && r.tok(next+1).sort == number && r.tok(next).is(",") && !r.tok(next).gap && !r.tok(next+1).gap {
			n, next = n*1000+r.tok(next+1).n, next+2
		}
		if t.digits() <= 3 && r.tok(next).sort == number && r.tok(next).digits() == 3 && r.tok(next).gap {
			n, next = n*1000+r.tok(next).n, next+1
		}
		if r.tok(next).is(".", "/") && r.tok(next+1).sort == number && !r.tok(next+1).gap {
			return 0, i, false
		}
		if r.tok(next).is("thousand", "тыс", "тысяч", "тысячи") {
			n, next = n*1000, r.over(next+1, ".")
		}
		return n, next, true
	}
	n, ok = numerals[t.low]
	if !ok || t.sort != word {
		return 0, i, false
	}
	next = i + 1
	if n >= 20 && n < 100 {
		j := next
		if r.tok(j).is("-") {
			j++
		}
		if u, ok := numerals[r.tok(j).low]; ok && u < 10 {
			n, next = n+u, j+1
		}
	}
	if n < 10 && r.tok(next).is("hundred") {
		n, next = n*100, next+1
	}
	return n, next, true
}

// qualify reads what stands around a number of people.
func (r *reader) qualify(p *people) {
	n, words := p.from, 0
	for j := n - 1; j >= n-4 && j >= 0 && r.sentence[j] == r.sentence[n]; j-- { // of "не более" and "более" the longest counts
		if end, ok := r.cue("over", j); ok && end == n && n-j > words {
			p.about, p.limit, p.from, words = true, false, j, n-j
		}
		if end, ok := r.cue("up_to", j); ok && end == n && n-j > words {
			p.about, p.limit, p.from, words = false, true, j, n-j
		}
		if r.hasAt("including", j) {
			p.part = true
		}
	}
	if r.tok(p.from-1).is("~", "≈") {
		p.about, p.from = true, p.from-1
	}
	if _, ok := r.cueAfter("including", p.to, 1); ok && r.tok(p.to).is("among", "из") {
		p.part = false
	}
	for j := p.to; j < p.to+4; j++ {
		if !r.tok(j).is("per", "each", "every", "каждой", "каждого", "каждый") {
			continue
		}
		for k := j + 1; k <= j+5 && k < len(r.toks); k++ { // each of the five countries
			if r.tok(k).is("country", "countries", "state", "states", "страны", "стран") {
				p.each = true
			} else if _, end := r.agencies.at(r.toks, k, true); end > k || r.tok(k).is("agency", "service", "institution", "organisation", "organization", "ministry", "ведомства", "службы", "организации", "учреждения") {
				p.apiece = !p.each
			}
		}
	}
}
