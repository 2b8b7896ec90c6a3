package bot

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// jobImport is the job that takes rows of a plan over: two thousand are more than a
// press may take.
const jobImport = "import"

type importArgs struct {
	Plan   int64            `json:"plan"`
	Verb   string           `json:"verb"`
	Rows   map[int]int64    `json:"rows"` // that were confirmed, by index, each with the event that it is, or 0
	Update programme.Update `json:"update"`
}

// verdictOf are the rows that a button takes over.
var verdictOf = map[string]verdict{"w.add": rowNew, "w.change": rowChanged, "w.past": rowPast, "w.look": rowLook}

// taking is a button that leaves its rows for the job, unless they are others by now.
func taking(verb string) Command {
	return onWorkplan(verb, func(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan) (Reply, error) {
		n, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		found, _, err := findings(ctx, tx, req, p)
		if err != nil {
			return Reply{}, err
		}
		rows := confirmed(found, verdictOf[verb])
		if len(rows) != int(n) || n == 0 {
			s, err := importScreen(ctx, tx, req, w, p, "")
			return Reply{Edit: &s, Card: workplanCardName(w.ID), Toast: req.P.Say("workplan.outdated")}, err
		}
		u := req.Update
		u.Kind = programme.MessageSent // the press is answered here
		args, err := json.Marshal(importArgs{Plan: w.ID, Verb: verb, Rows: rows, Update: u})
		if err != nil {
			return Reply{}, err
		}
		return Reply{Toast: req.P.Say("workplan.taking", "n", int(n))}, tx.AddJob(ctx, programme.Job{
			Programme: w.Programme, Kind: jobImport, Args: args, Chat: req.Chat, Aside: true, Key: data(jobImport, w.ID, verb), NotBefore: req.Now})
	})
}

// confirmed are the rows of a verdict, by index, each with the event that it is.
func confirmed(found []finding, v verdict) map[int]int64 {
	rows := map[int]int64{}
	for _, f := range found {
		if f.verdict != v {
			continue
		}
		rows[f.index] = 0
		if f.old != nil {
			rows[f.index] = f.old.ID
		}
	}
	return rows
}

// importDue takes rows of a plan over, all or none, and renews its preview. If they are
// not those that were confirmed, it does nothing else.
func (b *Bot) importDue(ctx context.Context, tx *postgres.Tx, j programme.Job) error {
	var args importArgs
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	return b.later(ctx, tx, args.Update, jobImport, func(req Request) (Reply, error) {
		w, p, err := heldPlan(ctx, tx, req, args.Plan, true)
		if err != nil {
			return Reply{}, err
		}
		if err := tx.TakeOver(ctx, w.Programme); err != nil {
			return Reply{}, err
		}
		found, _, err := findings(ctx, tx, req, p)
		if err != nil {
			return Reply{}, err
		}
		v := verdictOf[args.Verb]
		if !maps.Equal(confirmed(found, v), args.Rows) {
			s, err := importScreen(ctx, tx, req, w, p, req.P.HTML("workplan.outdated"))
			return Reply{Renew: []Renewal{{Card: workplanCardName(w.ID), Screen: s, Anew: true}}}, err
		}
		found = slices.DeleteFunc(found, func(f finding) bool { return f.verdict != v })
		if v == rowLook {
			return lookAt(ctx, tx, req, w, p, found)
		}
		done, err := takeAll(ctx, tx, req, v, w.Name, &p, found)
		if err != nil {
			return Reply{}, err
		}
		if err := savePlan(ctx, tx, w, p); err != nil {
			return Reply{}, err
		}
		s, err := importScreen(ctx, tx, req, w, p, done)
		return Reply{Renew: []Renewal{{Card: workplanCardName(w.ID), Screen: s, Anew: true}}}, err
	})
}

// takenLines is how many of the events that were taken over are named.
const takenLines = 5

// takeAll saves rows as events, or lets events have what their rows say, and notes in
// their plan which event each is: several may be like it. Of the people nobody is told;
// the team is, of what they would have been.
func takeAll(ctx context.Context, tx *postgres.Tx, req Request, v verdict, name string, p *importedPlan, found []finding) (locale.HTML, error) {
	key := map[verdict]string{rowNew: "workplan.added", rowPast: "workplan.recorded", rowChanged: "workplan.changed"}[v]
	if v == rowChanged {
		var ids []int64
		for _, f := range found {
			ids = append(ids, f.old.ID)
		}
		if err := tx.LockEvents(ctx, ids); err != nil {
			return "", err
		}
	}
	var lines []locale.HTML
	var moved []string
	n, waits := 0, 0
	for _, f := range found {
		e, ok, err := takeRow(ctx, tx, req, v, f)
		if err != nil {
			return "", err
		}
		if !ok {
			waits++
			continue
		}
		p.is(f.index, e.ID)
		if v == rowChanged && programme.Told(programme.Differences(*f.old, e)) {
			moved = append(moved, "/e_"+e.Code)
		}
		if n++; n <= takenLines {
			lines = append(lines, req.P.HTML("workplan.taken", "title", view.Cut(e.Title(req.P.Language()), 60), "code", e.Code))
		}
	}
	if len(moved) > 0 {
		if err := tellOfPlan(ctx, tx, req, name, moved); err != nil {
			return "", err
		}
	}
	if n > takenLines {
		lines = append(lines, req.P.HTML("workplan.and_more", "n", n-takenLines))
	}
	if waits > 0 {
		lines = append(lines, req.P.HTML("workplan.waits", "n", waits))
	}
	return view.Lines(append([]locale.HTML{req.P.HTML(key, "n", n)}, lines...)...), nil
}

// tellOfPlan tells the others of the team which events are changed by a plan.
func tellOfPlan(ctx context.Context, tx *postgres.Tx, req Request, name string, codes []string) error {
	me := req.personIn(req.Programme.ID)
	named := codes[:min(len(codes), takenLines)]
	return tellTeam(ctx, tx, req.Programme, func(r programme.Reader) (programme.Message, bool) {
		p := locale.For(r.Language)
		text := p.HTML("alert.others_plan", "who", me.Name, "name", name, "n", len(codes), "codes", strings.Join(named, " "))
		if more := len(codes) - len(named); more > 0 {
			text = view.Lines(text, p.HTML("workplan.and_more", "n", more))
		}
		return programme.Message{Class: programme.Notice, Params: view.Screen{Text: text}.Params()}, r.Person != me.ID
	})
}

func takeRow(ctx context.Context, tx *postgres.Tx, req Request, v verdict, f finding) (e programme.Event, ok bool, err error) {
	if v != rowChanged {
		d := f.row.Draft
		d.Past = d.Past || v == rowPast
		d.Surely(programme.FieldDates)
		e, err := addEvent(ctx, tx, req, req.Programme.ID, d)
		return e, err == nil, err
	}
	old, err := tx.LockEvent(ctx, f.old.ID)
	if err != nil || old.Version != f.old.Version {
		return old, false, err
	}
	if _, pending, err := becoming(ctx, tx, req, old); err != nil || pending { // it goes its own way; the row stays
		return old, false, err
	}
	if e, err = changed(req, old, overlay(fieldsOf(req, old), old, f.row)); err != nil {
		return e, false, err
	}
	promoted, err := store(ctx, tx, req, old, &e, programme.Draft{})
	if err != nil {
		return e, false, err
	}
	_, err = changeQuietly(ctx, tx, req, programme.Draft{}, old, e, promoted)
	return e, true, err
}

// lookAt makes drafts of rows of which something is to be asked.
func lookAt(ctx context.Context, tx *postgres.Tx, req Request, w postgres.Workplan, p importedPlan, found []finding) (Reply, error) {
	b := postgres.Batch{Programme: w.Programme, By: req.Me.ID, Parts: []postgres.Part{{Sent: req.Now}}}
	if err := tx.AddBatch(ctx, &b); err != nil {
		return Reply{}, err
	}
	var rows []postgres.Draft
	for i, f := range found {
		d := f.row.Draft
		d.Source = strings.TrimSpace(d.Title)
		row, err := addRead(ctx, tx, req, b, i, d)
		if err != nil {
			return Reply{}, err
		}
		rows = append(rows, row)
		p.Drafted = append(p.Drafted, f.index)
	}
	if err := savePlan(ctx, tx, w, p); err != nil {
		return Reply{}, err
	}
	s, err := importScreen(ctx, tx, req, w, p, "")
	if err != nil {
		return Reply{}, err
	}
	reply, err := showReading(ctx, tx, req, b, rows, false)
	if reply.Edit != nil { // below the preview
		reply.Screens, reply.Edit = []view.Screen{*reply.Edit}, nil
	}
	reply.Renew = append(reply.Renew, Renewal{Card: workplanCardName(w.ID), Screen: s})
	return reply, err
}
