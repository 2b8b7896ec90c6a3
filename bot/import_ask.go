package bot

import (
	"context"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// A row that may be an event which is there, or another of its title, is asked about
// one by one: it is for the team to know its meetings apart.

// askSame asks about the first row of which nobody has said what it is; if there is
// none, it shows the plan.
func askSame(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	v, err := importPreview(ctx, tx, req, w, p)
	if err != nil {
		return Reply{}, err
	}
	s := view.Workplan(req.P, v)
	if len(v.Ask) > 0 {
		s = view.AskSame(req.P, v)
	}
	return Reply{Edit: &s, Card: workplanCardName(w.ID)}, nil
}

// pressedRow is the row that a button is about.
func pressedRow(req Request, p importedPlan) (int, error) {
	n, err := req.number(1)
	if err == nil && (n < 0 || int(n) >= len(p.Rows)) {
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return int(n), err
}

// isSame says which event a row is.
func isSame(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	row, err := pressedRow(req, p)
	if err != nil {
		return Reply{}, err
	}
	event, err := req.number(2)
	if err != nil {
		return Reply{}, err
	}
	found, _, err := findings(ctx, tx, req, p)
	if err != nil {
		return Reply{}, err
	}
	if slices.ContainsFunc(found[row].like, func(e programme.Event) bool { return e.ID == event }) { // else it was said before
		p.is(row, event)
		if err := savePlan(ctx, tx, w, p); err != nil {
			return Reply{}, err
		}
	}
	return askSame(ctx, tx, req, w, p)
}

// is notes which event a row is.
func (p *importedPlan) is(row int, event int64) {
	if p.Same == nil {
		p.Same = map[int]int64{}
	}
	p.Same[row] = event
}

// isOther says that a row, or each that is asked about, is another event.
func isOther(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	found, _, err := findings(ctx, tx, req, p)
	if err != nil {
		return Reply{}, err
	}
	only := -1
	if req.part(1) != "all" {
		if only, err = pressedRow(req, p); err != nil {
			return Reply{}, err
		}
	}
	for _, f := range found {
		if f.verdict == rowAsk && (only < 0 || only == f.index) {
			p.Other = append(p.Other, f.index)
		}
	}
	if err := savePlan(ctx, tx, w, p); err != nil {
		return Reply{}, err
	}
	return askSame(ctx, tx, req, w, p)
}
