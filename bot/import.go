package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
	"jarchy/internal/workplan"
)

// A team's plan is a file with a row for each event. It is shown beside what there is,
// and nothing is saved before a press. The preview is made anew from the rows and the
// events each time: what was taken over is there the next time, so that nothing is
// taken over twice.

// importedPlan is a plan as it waits for the presses.
type importedPlan struct {
	workplan.Plan
	Drafted []int `json:"drafted,omitempty"` // rows that were made drafts, by index
}

func workplanCardName(id int64) string { return fmt.Sprintf("workplan:%d", id) }

// readPlan reads a plan that was fetched and shows its preview; a document that is no
// table is read as its pasted text.
func readPlan(ctx context.Context, tx *postgres.Tx, req Request, name string, file []byte) (Reply, error) {
	means, err := tx.Headings(ctx, req.Programme.ID)
	if err != nil {
		return Reply{}, err
	}
	known := map[string]workplan.Column{}
	for heading, column := range means {
		known[heading] = workplan.Column(column)
	}
	plan, err := workplan.Read(name, file, known, req.readTime())
	if err != nil {
		return Reply{}, err
	}
	if plan.Text != "" {
		return register(ctx, tx, req, plan.Text)
	}
	w := postgres.Workplan{Programme: req.Programme.ID, By: req.Me.ID, Name: view.Cut(name, 60)}
	p := importedPlan{Plan: plan}
	p.Settle()
	if w.Plan, err = json.Marshal(p); err != nil {
		return Reply{}, err
	}
	if err := tx.AddWorkplan(ctx, &w); err != nil {
		return Reply{}, err
	}
	s, err := importScreen(ctx, tx, req, w, p, "")
	reply := say(s)
	reply.Card = workplanCardName(w.ID)
	return reply, err
}

// importScreen is what a plan shows now: a question about a heading, or the preview.
func importScreen(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan, done locale.HTML) (view.Screen, error) {
	if len(p.Unknown) > 0 {
		return view.AskHeading(req.P, w.ID, p.Unknown[0].Heading, p.Unknown[0].Sample, len(p.Unknown), columnNames()), nil
	}
	found, err := findings(ctx, tx, req, p)
	if err != nil {
		return view.Screen{}, err
	}
	return view.Workplan(req.P, importPreview(req, w, p, found, done)), nil
}

func columnNames() (names []string) {
	for _, c := range workplan.Asked() {
		names = append(names, string(c))
	}
	return names
}

func findings(ctx context.Context, tx *postgres.Tx, req Request, p importedPlan) ([]finding, error) {
	events, err := tx.AllEvents(ctx, req.Programme.ID)
	if err != nil {
		return nil, err
	}
	return compare(req, p, events), nil
}

// importPreview is what the preview needs to know.
func importPreview(req Request, w postgres.Workplan, p importedPlan, found []finding, done locale.HTML) view.ImportPreview {
	v := view.ImportPreview{ID: w.ID, Name: w.Name, Encoding: p.Encoding, Today: req.Today, Done: done, LeftOut: p.LeftOut, Rows: len(p.Rows), Explained: len(p.Explained) > 0}
	lists := map[verdict]*[]view.ImportRow{rowNew: &v.New, rowSame: &v.Same, rowChanged: &v.Changed, rowPast: &v.Past, rowLook: &v.Look, rowRefused: &v.Refused, rowDraft: &v.Drafts}
	for _, f := range found {
		row := view.ImportRow{Where: rowName(req.P, f.row.Sheet, f.row.Number), Draft: f.row.Draft, Event: f.event, Old: f.old}
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
	return v
}

// rowName is a row as people find it in their file.
func rowName(p *locale.Printer, sheet string, number int) string {
	if sheet == "" {
		return fmt.Sprint(number)
	}
	return p.Say("workplan.row_of_sheet", "n", fmt.Sprint(number), "sheet", view.Cut(sheet, 30))
}

var importButtons = []Command{
	onWorkplan("w.show", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
		s, err := importScreen(ctx, tx, req, w, p, "")
		return Reply{Edit: &s, Card: workplanCardName(w.ID)}, err
	}),
	onWorkplan("w.more", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
		page, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		found, err := findings(ctx, tx, req, p)
		if err != nil {
			return Reply{}, err
		}
		s := view.WorkplanRows(req.P, importPreview(req, w, p, found, ""), page)
		return Reply{Edit: &s, Card: workplanCardName(w.ID)}, nil
	}),
	onWorkplan("w.is", explain),
	onWorkplan("w.discard", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, _ importedPlan) (Reply, error) {
		return putAway(ctx, tx, w, view.Screen{Text: req.P.HTML("workplan.discarded", "name", w.Name)})
	}),
	onWorkplan("w.anew", forget),
	taking("w.add"), taking("w.change"), taking("w.past"), taking("w.look"),
}

// onWorkplan is a button of a plan, which is its sender's alone.
func onWorkplan(verb string, run func(context.Context, *postgres.Tx, Request, postgres.Workplan, importedPlan) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		w, p, err := lockedPlan(ctx, tx, req, id)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, w, p)
	}}
}

// lockedPlan reads and holds a plan.
func lockedPlan(ctx context.Context, tx *postgres.Tx, req Request, id int64) (w postgres.Workplan, p importedPlan, err error) {
	if w, err = tx.LockWorkplan(ctx, id, req.Me.ID); err != nil {
		return w, p, err
	}
	if w.Discarded || w.Programme != req.Programme.ID {
		return w, p, programme.Refuse(programme.Conflict, "plan_gone")
	}
	return w, p, json.Unmarshal(w.Plan, &p)
}

// explain says what a heading means, now and in the programme's next plans.
func explain(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	left, err := req.number(1)
	if err != nil {
		return Reply{}, err
	}
	column, ask := workplan.Column(req.part(2)), len(p.Unknown)
	all := column == "all" // the rest is left out
	if all {
		column = workplan.LeftOut
	}
	if !slices.Contains(workplan.Asked(), column) && column != workplan.LeftOut {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	for int(left) == ask && len(p.Unknown) > 0 { // else it was answered already
		heading := p.Unknown[0].Heading
		p.Answer(heading, column, req.readTime())
		if err := tx.Explain(ctx, w.Programme, workplan.Heading(heading), string(column)); err != nil {
			return Reply{}, err
		}
		if !all {
			break
		}
	}
	p.Settle()
	if w.Plan, err = json.Marshal(p); err != nil {
		return Reply{}, err
	}
	if err := tx.SaveWorkplan(ctx, w); err != nil {
		return Reply{}, err
	}
	s, err := importScreen(ctx, tx, req, w, p, "")
	return Reply{Edit: &s, Card: workplanCardName(w.ID)}, err
}

// forget takes back what was said of the headings of a plan: one was mistaken.
func forget(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
	for _, heading := range p.Explained {
		if err := tx.ForgetHeading(ctx, w.Programme, workplan.Heading(heading)); err != nil {
			return Reply{}, err
		}
	}
	return putAway(ctx, tx, w, view.Screen{Text: req.P.HTML("workplan.forgotten", "name", w.Name)})
}

// putAway lets go of a plan's rows.
func putAway(ctx context.Context, tx *postgres.Tx, w postgres.Workplan, s view.Screen) (Reply, error) {
	w.Plan, w.Discarded = json.RawMessage(`{}`), true
	return show(s), tx.SaveWorkplan(ctx, w)
}
