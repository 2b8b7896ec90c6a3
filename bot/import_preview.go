package bot

import (
	"context"
	"fmt"
	"slices"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// findings are the rows of a plan beside the events of its programme.
func findings(ctx context.Context, tx *postgres.Tx, req Request, p importedPlan) ([]finding, []programme.Event, error) {
	events, err := tx.AllEvents(ctx, req.Programme.ID)
	if err != nil {
		return nil, nil, err
	}
	return compare(req, p, events), events, nil
}

// importPreview is what the screens of a plan show.
func importPreview(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (view.ImportPreview, error) {
	v := view.ImportPreview{ID: w.ID, Name: w.Name, Encoding: p.Encoding, Today: req.Today, LeftOut: p.LeftOut, Rows: len(p.Rows), Explained: len(p.Explained) > 0}
	found, events, err := findings(ctx, tx, req, p)
	if err != nil {
		return v, err
	}
	beside := besideRows(req, found, events)
	lists := map[verdict]*[]view.ImportRow{rowNew: &v.New, rowSame: &v.Same, rowChanged: &v.Changed, rowPast: &v.Past, rowLook: &v.Look,
		rowAsk: &v.Ask, rowRefused: &v.Refused, rowDraft: &v.Drafts, rowLeft: &v.Left}
	for i := range found {
		f := &found[i]
		row := view.ImportRow{Index: f.index, Where: rowName(req.P, f.row.Sheet, f.row.Number), Draft: &f.row.Draft, Event: &f.event, Old: f.old, Like: f.like, Beside: beside[i]}
		if f.why != nil {
			row.Why = req.P.Error(f.why)
		}
		list := lists[f.verdict]
		*list = append(*list, row)
		if f.verdict != rowNew && f.verdict != rowChanged {
			continue
		}
		if c := f.row.Draft.Component; c != "" && !slices.Contains(v.Components, c) {
			v.Components = append(v.Components, c)
		}
		for _, n := range f.row.Notes {
			i := slices.IndexFunc(v.Notes, func(x view.ImportNote) bool { return x.Column == string(n.Field) })
			if i < 0 {
				i = len(v.Notes)
				v.Notes = append(v.Notes, view.ImportNote{Column: string(n.Field)})
			}
			v.Notes[i].Where = append(v.Notes[i].Where, row.Where)
		}
	}
	for _, passed := range p.Passed {
		where := passed.Sheet
		if passed.Number > 0 {
			where = rowName(req.P, passed.Sheet, passed.Number)
		}
		v.Passed = append(v.Passed, view.ImportPassed{Where: where, Why: passed.Why})
	}
	return v, nil
}

// rowName is a row as people find it in their file.
func rowName(p *locale.Printer, sheet string, number int) string {
	if sheet == "" {
		return fmt.Sprint(number)
	}
	return p.Say("workplan.row_of_sheet", "n", fmt.Sprint(number), "sheet", view.Cut(sheet, 30))
}
