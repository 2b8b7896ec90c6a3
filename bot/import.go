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
	// Of rows, by index.
	Drafted []int         `json:"drafted,omitempty"` // made drafts
	Left    []int         `json:"left,omitempty"`    // left out
	Same    map[int]int64 `json:"same,omitempty"`    // the event that they are, as was said, or that they became
	Other   []int         `json:"other,omitempty"`   // none of the events that they are like, as was said
}

func workplanCardName(id int64) string { return fmt.Sprintf("workplan:%d", id) }

// readPlan reads a plan that was fetched and shows its preview. A document that is no
// table is left for its chat's turn, to be read as its pasted text: others of that chat
// may be at the same drafts.
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
		args, err := json.Marshal(textArgs{Text: plan.Text, Update: req.Update})
		if err != nil {
			return Reply{}, err
		}
		return Reply{}, tx.AddJob(ctx, programme.Job{Programme: req.Programme.ID, Kind: jobText, Args: args, Chat: req.Chat, NotBefore: req.Now})
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
	v, err := importPreview(ctx, tx, req, w, p)
	v.Done = done
	return view.Workplan(req.P, v), err
}

func columnNames() (names []string) {
	for _, c := range workplan.Asked() {
		names = append(names, string(c))
	}
	return names
}

var importButtons = []Command{
	onWorkplan("w.show", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
		s, err := importScreen(ctx, tx, req, w, p, "")
		return Reply{Edit: &s, Card: workplanCardName(w.ID)}, err
	}),
	onWorkplan("w.is", explain),
	onWorkplan("w.discard", func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, _ importedPlan) (Reply, error) {
		return putAway(ctx, tx, w, view.Screen{Text: req.P.HTML("workplan.discarded", "name", w.Name)})
	}),
	onWorkplan("w.anew", forget),
	rowsButton,
	onWorkplan("w.left", leaveOut),
	onWorkplan("w.ask", askSame), onWorkplan("w.same", isSame), onWorkplan("w.other", isOther),
	onWorkplan("w.warn", warnings),
	taking("w.add"), taking("w.change"), taking("w.past"), taking("w.look"),
}

// onWorkplan is a button of a plan, which is its sender's alone.
func onWorkplan(verb string, run func(context.Context, *postgres.Tx, Request, postgres.Workplan, importedPlan) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		id, err := req.number(0)
		if err != nil {
			return Reply{}, err
		}
		w, p, err := heldPlan(ctx, tx, req, id, false)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, w, p)
	}}
}

// heldPlan is a plan that is held by the request that reads it. A press does not wait
// for a job that takes its rows over: it is told so.
func heldPlan(ctx context.Context, tx *postgres.Tx, req Request, id int64, wait bool) (w postgres.Workplan, p importedPlan, err error) {
	w, ok, err := tx.LockWorkplan(ctx, id, req.Me.ID, wait)
	switch {
	case err != nil:
		return w, p, err
	case !ok:
		return w, p, programme.Refuse(programme.Conflict, "plan_busy")
	case w.Discarded || w.Programme != req.Programme.ID:
		return w, p, programme.Refuse(programme.Conflict, "plan_gone")
	}
	return w, p, json.Unmarshal(w.Plan, &p)
}

// savePlan stores what was said of a plan that is held.
func savePlan(ctx context.Context, tx *postgres.Tx, w postgres.Workplan, p importedPlan) (err error) {
	if w.Plan, err = json.Marshal(p); err != nil {
		return err
	}
	return tx.SaveWorkplan(ctx, w)
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
	if err := savePlan(ctx, tx, w, p); err != nil {
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
