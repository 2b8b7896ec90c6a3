package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
)

// told are the rows that are not simply there: those that are refused first, the
// others as they stand in the plan.
func (v ImportPreview) told() []ImportRow {
	return slices.Concat(v.Refused, inOrder(v.Ask, v.Look, v.Changed, v.Past, v.New, v.Left))
}

func inOrder(lists ...[]ImportRow) []ImportRow {
	rows := slices.Concat(lists...)
	slices.SortFunc(rows, func(a, b ImportRow) int { return a.Index - b.Index })
	return rows
}

// warned are the rows that get in the way of something.
func (v ImportPreview) warned() (rows []ImportRow) {
	for _, r := range inOrder(v.Ask, v.Changed, v.New) {
		if len(r.Beside.Clashes)+len(r.Beside.Holidays) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// row says what becomes of a row.
func (v ImportPreview) row(p *locale.Printer, r ImportRow) locale.HTML {
	what := r.Why
	switch {
	case what != "":
	case r.Old != nil:
		what = r.changes(p)
	case len(r.Like) > 0:
		what = r.liking(p, v.Today)
	default:
		what = r.facts(p, v.Today)
	}
	return v.line(p, r, what)
}

// importPage is how many rows of buttons a page of rows has.
const importPage = 4

// WorkplanRows are the rows of a plan, page by page: first those that are refused.
// Each of the others can be left out, and taken back.
func WorkplanRows(p *locale.Printer, v ImportPreview, page int) Screen {
	rows, wide := v.told(), 2
	if slices.ContainsFunc(rows, func(r ImportRow) bool { return strings.Contains(r.Where, " ") }) { // with the names of sheets
		wide = 1
	}
	pg := v.page("w.more", page, importPage*wide, len(rows))
	parts := []locale.HTML{p.HTML("workplan.rows_heading", "name", v.Name)}
	var s Screen
	var row []Button
	for _, r := range pg.of(rows) {
		line, out := v.row(p, r), slices.ContainsFunc(v.Left, func(l ImportRow) bool { return l.Index == r.Index })
		if out {
			line = p.HTML("workplan.row_left", "row", line)
		}
		if parts = append(parts, line); r.Why != "" {
			continue
		}
		b := Button{Label: p.Say("button.plan_row_out", "row", r.Where), Data: fmt.Sprintf("w.left:%d:%d:1:%d", v.ID, r.Index, pg.Number)}
		if out {
			b = Button{Label: p.Say("button.plan_row_back", "row", r.Where), Data: fmt.Sprintf("w.left:%d:%d:0:%d", v.ID, r.Index, pg.Number)}
		}
		b.Label = Cut(b.Label, longestLabel)
		if row = append(row, b); len(row) == wide {
			s.Rows, row = append(s.Rows, row), nil
		}
	}
	if row != nil {
		s.Rows = append(s.Rows, row)
	}
	if len(s.Rows) > 0 {
		parts = append(parts, p.HTML("workplan.rows_many"))
	}
	s.Text = Paragraphs(parts...)
	v.close(p, &s, pg)
	return s
}

// warningsPage is how many rows a page of warnings has.
const warningsPage = 4

// WorkplanWarnings are the rows that get in the way of something, page by page.
func WorkplanWarnings(p *locale.Printer, v ImportPreview, page int) Screen {
	rows := v.warned()
	pg := v.page("w.warn", page, warningsPage, len(rows))
	var s Screen
	for most := MostNeighbours; most > 0; most-- {
		parts := []locale.HTML{p.HTML("workplan.warnings_heading", "name", v.Name)}
		for _, r := range pg.of(rows) {
			b := r.Beside
			b.Clashes, b.Holidays = b.Clashes[:min(most, len(b.Clashes))], b.Holidays[:min(most, len(b.Holidays))]
			lines := []locale.HTML{v.line(p, r, r.facts(p, v.Today))}
			parts = append(parts, Lines(append(lines, neighbourLines(p, *r.Event, b)...)...))
		}
		if s.Text = Paragraphs(parts...); units(PlainText(s.Text)) <= maxText {
			break
		}
	}
	v.close(p, &s, pg)
	return s
}

// page is a page of rows; one that is no more is the last.
func (v ImportPreview) page(verb string, page, size, rows int) importPages {
	return importPages{Page{Number: min(max(0, page), max(0, (rows-1)/size)), Size: size, Total: rows, Data: func(n int) string { return v.data(verb, n) }}}
}

type importPages struct{ Page }

func (pg importPages) of(rows []ImportRow) []ImportRow {
	return rows[min(len(rows), pg.Number*pg.Size):min(len(rows), (pg.Number+1)*pg.Size)]
}

// close ends a screen of pages with the way to the others and back to the preview.
func (v ImportPreview) close(p *locale.Printer, s *Screen, pg importPages) {
	if row := pg.row(); row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("w.show:%d", v.ID)}})
}
