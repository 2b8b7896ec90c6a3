package workplan

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// sheet is a table of a file.
type sheet struct {
	name   string
	hidden bool
	lines  []line
}

// line is a row that has something in it.
type line struct {
	number int
	cells  []string
	broken *Problem // why it cannot be read
	wide   int      // the columns over which its first cell reaches
}

// filled are the columns of a line that have something in them.
func (l line) filled() (at []int) {
	for i, c := range l.cells {
		if c != "" {
			at = append(at, i)
		}
	}
	return at
}

// headingWithin is how many rows may stand above the heading.
const headingWithin = 20

// take reads the rows of sheets.
func (p *Plan) take(sheets []sheet, known map[string]Column, now time.Time) error {
	found := false
	several := 0
	for _, s := range sheets {
		if !s.hidden && len(s.lines) > 0 {
			several++
		}
	}
	for _, s := range sheets {
		switch {
		case s.hidden:
			p.Passed = append(p.Passed, Passed{Sheet: s.name, Why: "hidden"})
			continue
		case len(s.lines) == 0:
			if len(sheets) > 1 {
				p.Passed = append(p.Passed, Passed{Sheet: s.name, Why: "empty"})
			}
			continue
		}
		h, ok := findHeading(s.lines, known)
		if !ok {
			p.Passed = append(p.Passed, Passed{Sheet: s.name, Why: "no_heading"})
			continue
		}
		found = true
		name := ""
		if several > 1 {
			name = s.name
		}
		for _, text := range slices.Concat(cellsOf(s.lines[h.first:h.end])...) {
			if _, ok := known[fold(text)]; ok && text != "" && !slices.Contains(p.Explained, text) {
				p.Explained = append(p.Explained, text)
			}
		}
		p.takeSheet(name, s, h, known, now)
	}
	if !found {
		if several == 0 {
			return programme.Refuse(programme.Invalid, "plan_empty")
		}
		return programme.Refuse(programme.Invalid, "plan_no_heading", "n", headingWithin)
	}
	if len(p.Rows) == 0 {
		return programme.Refuse(programme.Invalid, "plan_empty")
	}
	return nil
}

// isTitle reports whether one of some columns is a title.
func isTitle(kept map[Column]bool) bool { return kept[Title] || kept[TitleEN] || kept[TitleRU] }

func cellsOf(lines []line) (cells [][]string) {
	for _, l := range lines {
		cells = append(cells, l.cells)
	}
	return cells
}

// heading is where the headings of a sheet stand and what they name.
type heading struct {
	first, end int // lines [first,end)
	columns    map[int]Column
	unknown    map[int]string
}

// findHeading finds the line of the first twenty that names most columns: two at
// least, and among them what an event is or when it is.
func findHeading(lines []line, known map[string]Column) (best heading, ok bool) {
	most := 0
	for i, l := range lines {
		if l.number > lines[0].number+headingWithin {
			break
		}
		h := heading{first: i, end: i + 1, columns: map[int]Column{}, unknown: map[int]string{}}
		kept := map[Column]bool{}
		names := 0
		for at, text := range l.cells {
			c, ok := headingOf(text, known)
			switch {
			case text == "":
			case ok:
				h.columns[at] = c
				names++
				kept[c] = c != LeftOut
			default:
				h.unknown[at] = strings.Join(strings.Fields(text), " ")
			}
		}
		if !kept[Dates] && !kept[Start] { // "Deadline" may be when it is held
			for at, c := range h.columns {
				if c == Deadline {
					delete(h.columns, at)
					h.unknown[at] = strings.Join(strings.Fields(l.cells[at]), " ")
				}
			}
		}
		if names > most && names >= 2 && (isTitle(kept) || kept[Dates] || kept[Start]) {
			best, most, ok = h, names, true
		}
	}
	if ok {
		best.second(lines, known)
	}
	return best, ok
}

// second takes the line below the heading in, if it is nothing but headings: "Dates"
// above "from" and "to".
func (h *heading) second(lines []line, known map[string]Column) {
	if h.end >= len(lines) {
		return
	}
	below := map[int]Column{}
	for at, text := range lines[h.end].cells {
		if text == "" {
			continue
		}
		c, ok := headingOf(text, known)
		if !ok {
			return
		}
		below[at] = c
	}
	if len(below) < 2 {
		return
	}
	h.end++
	for at, c := range below {
		h.columns[at] = c
		delete(h.unknown, at)
	}
}

// takeSheet reads the rows below a heading.
func (p *Plan) takeSheet(name string, s sheet, h heading, known map[string]Column, now time.Time) {
	var above strings.Builder
	above.WriteString(s.name)
	for _, l := range s.lines[:h.first] {
		above.WriteString(" " + strings.Join(l.cells, " "))
	}
	year, order := onlyYear(above.String()), p.slashes(s.lines[h.end:], h)
	for at, c := range h.columns {
		if text := strings.Join(strings.Fields(s.lines[h.first].cell(at)), " "); c == LeftOut && text != "" && fold(text) != "" && !slices.Contains(p.LeftOut, text) && numberless(text) {
			p.LeftOut = append(p.LeftOut, text)
		}
	}
	slices.Sort(p.LeftOut)
	under, when := "", ""
	for _, l := range s.lines[h.end:] {
		if l.broken == nil {
			switch text, what := h.between(l, known); what {
			case "total", "note":
				p.Passed = append(p.Passed, Passed{Sheet: name, Number: l.number, Why: what})
				continue
			case "numbers":
				continue
			case "heading": // of a second table, or of the next page
				h.columns = again(l, known)
				h.unknown = nil
				continue
			case "period":
				when = text
				continue
			case "year":
				year = text
				continue
			case "section":
				under = text
				continue
			}
		}
		r := Row{Sheet: name, Number: l.number, Cells: map[Column]string{}, Problem: l.broken}
		for at, text := range l.cells {
			if text == "" {
				continue
			}
			if c, ok := h.columns[at]; ok {
				if c != LeftOut {
					r.put(c, text)
				}
			} else if u := h.unknown[at]; u != "" {
				if r.Rest == nil {
					r.Rest = map[string]string{}
				}
				r.Rest[u] = text
				if !slices.ContainsFunc(p.Unknown, func(x Unknown) bool { return x.Heading == u }) {
					p.Unknown = append(p.Unknown, Unknown{u, text})
				}
			}
		}
		for c, text := range map[Column]string{section: under, period: when, yearAbove: year, slashOrder: order} {
			if text != "" {
				r.Cells[c] = text
			}
		}
		if l.broken == nil {
			r.read(p.From1904, now)
		}
		p.Rows = append(p.Rows, r)
	}
}

// numberless reports whether a column left out is worth a word: its "No." is not.
func numberless(heading string) bool {
	switch fold(heading) {
	case "no", "nr", "n", "#", "№", "number", "№ п п", "п п", "номер", "id", "uid":
		return false
	}
	return true
}

func (l line) cell(at int) string {
	if at < len(l.cells) {
		return l.cells[at]
	}
	return ""
}

var slashed = regexp.MustCompile(`\b([0-9]{1,2})/([0-9]{1,2})/(20)?[0-9]{2}\b`)

// slashes tells whether 03/04/2027 is a day of April or of March: if one row of a
// sheet proves it, the others are written so too.
func (p *Plan) slashes(lines []line, h heading) string {
	dmy, mdy := false, false
	for _, l := range lines {
		for at, c := range h.columns {
			if !slices.Contains([]Column{Dates, Start, End, Deadline, Register, Nominate, Submit}, c) {
				continue
			}
			for _, m := range slashed.FindAllStringSubmatch(l.cell(at), -1) {
				dmy = dmy || len(m[1]) == 2 && m[1] > "12"
				mdy = mdy || len(m[2]) == 2 && m[2] > "12"
			}
		}
	}
	switch {
	case dmy && !mdy:
		return "dmy"
	case mdy && !dmy:
		return "mdy"
	}
	return ""
}
