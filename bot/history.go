package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// historyPage is how many changes a page shows.
const historyPage = 5

// historyButton shows what the log has of an event: who changed what, and when.
var historyButton = Command{Verb: "log", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	n, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	rows, total, err := tx.Changes(ctx, "event", e.ID, historyPage, n*historyPage)
	if err != nil {
		return Reply{}, err
	}
	items, err := loggedChanges(req, e, rows)
	if err != nil {
		return Reply{}, err
	}
	page := view.Page{Number: n, Size: historyPage, Total: total, Data: func(n int) string { return data("log", e.Code, n) }}
	return show(view.History(req.P, e, items, req.Zone, page)), nil
}}

// loggedChanges are rows of an event's log as they are shown.
func loggedChanges(req Request, e programme.Event, rows []postgres.Logged) (items []view.Change, err error) {
	items = make([]view.Change, len(rows))
	for i, r := range rows {
		items[i] = view.Change{At: r.At, By: r.By}
		if err := readChange(req, r, &items[i]); err != nil {
			return nil, fmt.Errorf("log of event %d: %w", e.ID, err)
		}
	}
	return items, nil
}

// mostMissed is how many changes are named to somebody whose card has missed them.
const mostMissed = 10

// missedSince says who changed what of an event since a version of it.
func missedSince(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, version int) (string, error) {
	rows, _, err := tx.Changes(ctx, "event", e.ID, mostMissed, 0)
	if err != nil {
		return "", err
	}
	items, err := loggedChanges(req, e, slices.DeleteFunc(rows, func(r postgres.Logged) bool { return r.Version <= version }))
	return view.Outdated(req.P, items), err
}

// readChange reads what a line of the log is about.
func readChange(req Request, r postgres.Logged, c *view.Change) (err error) {
	if c.Document, err = renamed(r); err != nil || c.Document != nil {
		return err
	}
	var was, is loggedRule
	if err := json.Unmarshal(r.New, &is); err != nil {
		return err
	}
	if is.Rule != nil {
		c.Rule = is.Rule
		err := json.Unmarshal(r.Old, &was)
		c.RuleWas = was.Rule
		return err
	}
	c.Old, c.New, c.Switched, err = sides(req, r)
	return err
}

// logged is an event as the log has it: all that a draft has, and what became of it.
func logged(req Request, e programme.Event) programme.Draft {
	d := fieldsOf(req, e)
	d.Status, d.Reason, d.Reasons = e.Status, e.Reason, e.Reasons
	return d
}

// renamed is a logged change of a document; nil: it is of something else.
func renamed(r postgres.Logged) (*view.Renamed, error) {
	var was, is struct {
		Document *string `json:"document"`
	}
	if err := json.Unmarshal(r.Old, &was); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(r.New, &is); err != nil || was.Document == nil && is.Document == nil {
		return nil, err
	}
	var change view.Renamed
	if was.Document != nil {
		change.Was = *was.Document
	}
	if is.Document != nil {
		change.Is = *is.Document
	}
	return &change, nil
}

// sides are the event before and after a logged change; of a switch that was turned
// its name and how it stands.
func sides(req Request, r postgres.Logged) (old, e *programme.Event, switched string, err error) {
	var turned map[string]any
	if err := json.Unmarshal(r.New, &turned); err != nil {
		return nil, nil, "", err
	}
	for _, name := range []string{"answers_closed", "listed", "link"} {
		if v, ok := turned[name]; ok && len(turned) == 1 {
			return nil, nil, fmt.Sprintf("%s_%v", name, v), nil
		}
	}
	read := func(from json.RawMessage) (*programme.Event, error) {
		var d *programme.Draft
		if err := json.Unmarshal(from, &d); err != nil || d == nil {
			return nil, err
		}
		var e programme.Event
		apply(req, *d, &e)
		return &e, nil
	}
	if old, err = read(r.Old); err == nil {
		e, err = read(r.New)
	}
	return old, e, "", err
}
