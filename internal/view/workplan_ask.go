package view

import (
	"fmt"

	"jarchy/internal/locale"
)

// AskSame asks of the first row that may be an event which is there whether it is, or
// is another.
func AskSame(p *locale.Printer, v ImportPreview) Screen {
	r := v.Ask[0]
	parts := []locale.HTML{
		p.HTML("workplan.ask_same", "name", v.Name, "n", len(v.Ask)),
		v.line(p, r, r.facts(p, v.Today)),
	}
	var s Screen
	var row []Button
	for _, e := range r.Like {
		title := p.HTML("workplan.taken", "title", Cut(e.Title(p.Language()), 60), "code", e.Code)
		line := Lines(title, dateLine(p, e))
		if place := PlaceLine(p, e); place != "" {
			line = Lines(line, locale.Escape(Cut(place, 80)))
		}
		parts = append(parts, line)
		b := Button{Label: p.Say("button.plan_same", "code", e.Code), Data: fmt.Sprintf("w.same:%d:%d:%d", v.ID, r.Index, e.ID)}
		if row = append(row, b); len(row) == 2 {
			s.Rows, row = append(s.Rows, row), nil
		}
	}
	if row != nil {
		s.Rows = append(s.Rows, row)
	}
	s.Text = Paragraphs(append(parts, p.HTML("workplan.ask_same_why"))...)
	s.Rows = append(s.Rows, []Button{
		{Label: p.Say("button.plan_other"), Data: fmt.Sprintf("w.other:%d:%d", v.ID, r.Index)},
		{Label: p.Say("button.plan_leave_out"), Data: fmt.Sprintf("w.left:%d:%d:1", v.ID, r.Index)}})
	if n := len(v.Ask); n > 1 {
		s.Rows = append(s.Rows, []Button{{Label: p.Say("button.plan_other_all", "n", n), Data: fmt.Sprintf("w.other:%d:all", v.ID)}})
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: fmt.Sprintf("w.show:%d", v.ID)}})
	return s
}

// AskHeading asks what a heading of a plan means. left is how many are to be asked.
func AskHeading(p *locale.Printer, id int64, heading, sample string, left int, columns []string) Screen {
	s := Screen{Text: Paragraphs(
		p.HTML("workplan.ask", "heading", Cut(heading, 100), "sample", Cut(sample, 200)),
		p.HTML("workplan.ask_why"))}
	add := func(label, column string) {
		b := Button{Label: label, Data: fmt.Sprintf("w.is:%d:%d:%s", id, left, column)}
		if n := len(s.Rows); n > 0 && len(s.Rows[n-1]) < 2 {
			s.Rows[n-1] = append(s.Rows[n-1], b)
		} else {
			s.Rows = append(s.Rows, []Button{b})
		}
	}
	for _, c := range columns {
		add(p.Say("workplan.column_"+key(c)), c)
	}
	add(p.Say("button.plan_leave_out"), "-")
	if left > 1 {
		add(p.Say("button.plan_leave_out_all", "n", left), "all")
	}
	return s
}
