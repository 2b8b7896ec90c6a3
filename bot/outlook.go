package bot

import (
	"context"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// outlookAhead is how far /outlook looks.
const outlookAhead = 7 * 24 * time.Hour

// outlook says what goes to whom in the next seven days.
var outlook = Command{Name: "outlook", Help: true, Look: true, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	screen, err := outlookPage(ctx, tx, req, 0)
	return say(screen), err
}}

// outlookButtons turn its pages, and stop or move what a line tells of.
var outlookButtons = []Command{
	{Verb: "week", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		page, err := req.page(0)
		if err != nil {
			return Reply{}, err
		}
		screen, err := outlookPage(ctx, tx, req, page)
		return show(screen), err
	}},
	onRule("week.line", outlookRule),
	{Verb: "week.send", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		return outlookSend(ctx, tx, req, e, s)
	}},
	onRule("week.stop", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
		if err := switchRule(ctx, tx, req, e, &r, req.part(2) == "1"); err != nil {
			return Reply{}, err
		}
		return outlookRule(ctx, tx, req, e, r)
	}),
}

func outlookPage(ctx context.Context, tx *postgres.Tx, req Request, n int) (view.Screen, error) {
	lines, over, err := reminder.Week(ctx, tx, req.Programme.ID, req.Now.Add(outlookAhead))
	return view.Outlook(req.P, lines, over, view.Page{Number: n, Size: view.OutlookPage, Total: len(lines),
		Data: func(n int) string { return data("week", n) }}), err
}

func outlookSend(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
	page, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	screen, _, err := progress(ctx, tx, req.P, e, s, req.Zone)
	return show(view.OutlookSend(req.P, screen, page)), err
}

func outlookRule(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule) (Reply, error) {
	page, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	rules, err := tx.EventRules(ctx, e.ID)
	if err != nil {
		return Reply{}, err
	}
	line, err := reminder.RuleOutlook(ctx, tx, e, r, rules)
	return show(view.OutlookRule(req.P, e, line, page)), err
}
