package view

import (
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// ImportPreview is a plan that somebody sent as a file, beside the events that there
// are.
type ImportPreview struct {
	ID       int64
	Name     string // of the file
	Encoding string // of a text that does not say it
	Today    programme.Date
	Rows     int         // in all
	Done     locale.HTML // what was just taken over

	New, Same, Changed, Past, Look, Ask, Refused, Drafts, Left []ImportRow

	Notes      []ImportNote
	Components []string // that rows are of
	LeftOut    []string // headings
	Passed     []ImportPassed
	// Explained says that headings mean what the team has said.
	Explained bool
}

// ImportRow is a row of a plan.
type ImportRow struct {
	Index  int    // in the plan
	Where  string // its number, with its sheet if there are several
	Draft  *programme.Draft
	Event  *programme.Event  // that it would become
	Old    *programme.Event  // that it is
	Like   []programme.Event // that it may be, MostLike at most
	Beside Neighbours        // what it would get in the way of
	Why    locale.HTML       // it is refused
}

// MostLike is how many events that a row may be are offered.
const MostLike = 4

// ImportNote is what was assumed in some rows, or not understood and left out there.
type ImportNote struct {
	Column string
	Where  []string
}

// ImportPassed is a sheet or a row that was passed over, and why.
type ImportPassed struct{ Where, Why string }

func (v ImportPreview) data(verb string, n int) string { return fmt.Sprintf("%s:%d:%d", verb, v.ID, n) }

// importWhere is how many rows are named by their numbers.
const importWhere = 6

// Workplan is the preview of a plan: what would be added, what changed, and what not,
// with its reason.
func Workplan(p *locale.Printer, v ImportPreview) Screen {
	var s Screen
	for _, most := range []int{10, 5, 3, 1, 0} {
		if s.Text = v.text(p, most); units(PlainText(s.Text)) <= maxText {
			break
		}
	}
	var row []Button
	for _, b := range []struct {
		verb, label string
		n           int
		style       Style
	}{
		{"w.add", "button.plan_add", len(v.New), Primary}, {"w.change", "button.plan_change", len(v.Changed), Plain},
		{"w.past", "button.plan_past", len(v.Past), Plain}, {"w.look", "button.look_n", len(v.Look), Plain},
	} {
		if b.n == 0 {
			continue
		}
		if row = append(row, Button{Label: p.Say(b.label, "n", b.n), Data: v.data(b.verb, b.n), Style: b.style}); len(row) == 2 {
			s.Rows, row = append(s.Rows, row), nil
		}
	}
	if row != nil {
		s.Rows = append(s.Rows, row)
	}
	row = nil
	if n := len(v.Ask); n > 0 {
		row = append(row, Button{Label: p.Say("button.plan_ask", "n", n), Data: fmt.Sprintf("w.ask:%d", v.ID)})
	}
	if n := len(v.warned()); n > 0 {
		row = append(row, Button{Label: p.Say("button.plan_warnings", "n", n), Data: v.data("w.warn", 0)})
	}
	if row != nil {
		s.Rows = append(s.Rows, row)
	}
	last := []Button{}
	if len(v.told()) > 0 {
		last = append(last, Button{Label: p.Say("button.plan_rows"), Data: v.data("w.more", 0)})
	}
	if len(s.Rows) > 0 {
		last = append(last, Button{Label: p.Say("button.plan_discard"), Data: fmt.Sprintf("w.discard:%d", v.ID)})
	}
	if len(last) > 0 {
		s.Rows = append(s.Rows, last)
	}
	if v.Explained && v.Done == "" {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.plan_anew"), Data: fmt.Sprintf("w.anew:%d", v.ID)}})
	}
	return s
}

func (v ImportPreview) text(p *locale.Printer, most int) locale.HTML {
	parts := []locale.HTML{v.Done}
	if v.Done == "" || len(v.told()) > 0 {
		parts = append(parts, p.HTML("workplan.heading", "name", v.Name, "n", v.Rows))
	}
	section := func(key string, rows []ImportRow, line func(ImportRow) locale.HTML) {
		if len(rows) == 0 {
			return
		}
		lines := []locale.HTML{p.HTML(key, "n", len(rows))}
		for _, r := range rows[:min(most, len(rows))] {
			if l := line(r); l != "" {
				lines = append(lines, l)
			}
		}
		if rest := len(rows) - most; rest > 0 && most > 0 && len(lines) > 1 {
			lines = append(lines, p.HTML("workplan.and_more", "n", rest))
		}
		parts = append(parts, Lines(lines...))
	}
	facts := func(r ImportRow) locale.HTML { return v.line(p, r, r.facts(p, v.Today)) }
	section("workplan.new", v.New, facts)
	section("workplan.changes", v.Changed, func(r ImportRow) locale.HTML { return v.line(p, r, r.changes(p)) })
	section("workplan.past", v.Past, facts)
	section("workplan.look", v.Look, facts)
	section("workplan.same_or_other", v.Ask, func(r ImportRow) locale.HTML { return v.line(p, r, r.liking(p, v.Today)) })
	section("workplan.refused", v.Refused, func(r ImportRow) locale.HTML { return v.line(p, r, r.Why) })
	section("workplan.left", v.Left, func(ImportRow) locale.HTML { return "" })
	section("workplan.drafts", v.Drafts, func(ImportRow) locale.HTML { return "" })
	if v.Done == "" { // else it was said before
		section("workplan.same", v.Same, func(ImportRow) locale.HTML { return "" })
		parts = append(parts, Lines(v.remarks(p)...))
		if len(v.New)+len(v.Changed)+len(v.Past)+len(v.Look)+len(v.Ask) > 0 {
			parts = append(parts, p.HTML("workplan.nothing_yet"))
		}
	}
	return Paragraphs(slices.DeleteFunc(parts, func(h locale.HTML) bool { return h == "" })...)
}

func (v ImportPreview) line(p *locale.Printer, r ImportRow, what locale.HTML) locale.HTML {
	return p.HTML("workplan.line", "where", r.Where, "what", what)
}

// facts are an event in a line, and its first reading of the days if there are two.
func (r ImportRow) facts(p *locale.Printer, today programme.Date) locale.HTML {
	it := BatchItem{Draft: *r.Draft, Event: *r.Event}
	line := it.facts(p, 60, today)
	if r.Draft.Start.IsZero() && !r.Draft.Rough.IsZero() {
		line = locale.Escape(capital(p.Rough(r.Draft.Rough))+" · ") + line
	}
	return line
}

// liking are an event in a line, and what it may be.
func (r ImportRow) liking(p *locale.Printer, today programme.Date) locale.HTML {
	return p.HTML("workplan.like", "facts", r.facts(p, today), "code", r.Like[0].Code, "when", dateLine(p, r.Like[0]))
}

// changes are an event's title with every old -> new.
func (r ImportRow) changes(p *locale.Printer) locale.HTML {
	if r.Old == nil {
		return ""
	}
	changes := staffOldNew(p, *r.Old, *r.Event)
	if n := r.Old.Tally.Coming + r.Old.Tally.Waiting; n > 0 && programme.Told(programme.Differences(*r.Old, *r.Event)) {
		changes = Lines(changes, p.HTML("workplan.untold", "n", n))
	}
	return p.HTML("workplan.change", "title", Cut(r.Old.Title(p.Language()), 60), "code", r.Old.Code, "changes", changes)
}

// remarks say what was assumed, left out or passed over.
func (v ImportPreview) remarks(p *locale.Printer) (lines []locale.HTML) {
	clashes, holidays := 0, 0
	for _, r := range v.warned() {
		clashes, holidays = clashes+min(len(r.Beside.Clashes), 1), holidays+min(len(r.Beside.Holidays), 1)
	}
	if clashes > 0 {
		lines = append(lines, p.HTML("workplan.clashes", "n", clashes))
	}
	if holidays > 0 {
		lines = append(lines, p.HTML("workplan.holidays", "n", holidays))
	}
	if v.Encoding != "" {
		lines = append(lines, p.HTML("workplan.encoding", "encoding", v.Encoding))
	}
	for _, n := range v.Notes {
		switch n.Column {
		case "year", "kind":
			lines = append(lines, p.HTML("workplan.note_"+n.Column, "rows", someRows(p, n.Where)))
		default:
			lines = append(lines, p.HTML("workplan.note_left_out", "column", p.Say("workplan.column_"+key(n.Column)), "rows", someRows(p, n.Where)))
		}
	}
	if len(v.Components) > 0 {
		lines = append(lines, p.HTML("workplan.components", "components", Cut(strings.Join(v.Components, "; "), 150)))
	}
	if len(v.LeftOut) > 0 {
		lines = append(lines, p.HTML("workplan.columns_left_out", "columns", Cut(strings.Join(v.LeftOut, ", "), 200)))
	}
	passed := map[string][]string{}
	for _, x := range v.Passed {
		passed[x.Why] = append(passed[x.Why], Cut(x.Where, 40))
	}
	for _, why := range []string{"hidden", "no_heading", "empty", "total", "note"} {
		if where := passed[why]; len(where) > 0 {
			lines = append(lines, p.HTML("workplan.passed_"+why, "where", someRows(p, where)))
		}
	}
	return lines
}

func key(column string) string { return strings.ReplaceAll(column, " ", "_") }

func someRows(p *locale.Printer, where []string) string {
	if rest := len(where) - importWhere; rest > 0 {
		return strings.Join(where[:importWhere], ", ") + " " + p.Say("workplan.more_rows", "n", rest)
	}
	return strings.Join(where, ", ")
}
