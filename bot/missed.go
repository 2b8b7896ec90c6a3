package bot

import (
	"context"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
	"jarchy/internal/view"
)

// reportButtons are those of what was sent to an event's people: whom it did not
// reach, and the text to pass on to them. What they are of is a send or a rule.
var reportButtons = []Command{
	onReport("r.report", showProgress),
	onReport("r.missed", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		return missed(ctx, tx, req, e, sendCause(e, s))
	}),
	onReport("r.relay", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, s postgres.Send) (Reply, error) {
		a, err := missedChange(ctx, tx, e, s)
		if err != nil {
			return Reply{}, err
		}
		return relay(ctx, tx, req, e, postgres.Cause{Send: s.ID}, func(m postgres.Member) view.Screen {
			return a.Screen(locale.For(m.Language), view.Part{State: m.State, Confirm: m.Confirm, Zone: m.Zone}, req.Now)
		})
	}),
	onAnyRule("rule.missed", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule, replaced bool) (Reply, error) {
		return missed(ctx, tx, req, e, ruleCause(e, r, replaced))
	}),
	onAnyRule("rule.relay", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, r programme.Rule, _ bool) (Reply, error) {
		rules, err := tx.EventRules(ctx, e.ID)
		if err != nil {
			return Reply{}, err
		}
		return relay(ctx, tx, req, e, postgres.Cause{Rule: r.ID}, func(m postgres.Member) view.Screen {
			return reminder.Sample(e, rules, r, m, req.Now)
		})
	}),
	{Verb: "missed", Who: Staff, Run: missedOf},
}

// onReport is a button of the report of a send that has left.
func onReport(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, postgres.Send) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, s, err := pressedSend(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		return run(ctx, tx, req, e, s)
	}}
}

// sendCause and ruleCause are what people were not reached by, as its buttons name it.
func sendCause(e programme.Event, s postgres.Send) view.Cause {
	c := view.Cause{Verb: "r", ID: s.ID, Back: data("r.report", s.ID)}
	if s.Kind == reminder.Change { // it has no report: the event's card tells of it
		c.Back = "e:" + e.Code
	}
	return c
}

func ruleCause(e programme.Event, r programme.Rule, replaced bool) view.Cause {
	c := view.Cause{Verb: "rule", ID: r.ID, Back: data("rule", r.ID)}
	if replaced { // it has no card any more
		c.Back = data("rules", e.Code, 0)
	}
	return c
}

// listed is a cause as the list of an event's causes shows it: from its names one goes
// back there.
func listed(e programme.Event, c view.Cause) view.Cause {
	c.Listed, c.Back = true, data("missed", e.Code, view.InPlace)
	return c
}

func causeOf(c view.Cause) postgres.Cause {
	if c.Verb == "rule" {
		return postgres.Cause{Rule: c.ID}
	}
	return postgres.Cause{Send: c.ID}
}

// missed lists a page of those whom a send or a rule did not reach, of all or of those
// of one reason: the number, the reason and where it was opened are the second to the
// fourth part.
func missed(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, c view.Cause) (Reply, error) {
	n, err := req.page(1)
	if err != nil {
		return Reply{}, err
	}
	why := req.part(2)
	if req.part(3) == view.Listed {
		c = listed(e, c)
	}
	tallies, err := tx.Tally(ctx, causeOf(c))
	if err != nil {
		return Reply{}, err
	}
	total, reasons := 0, []postgres.Tally{}
	for _, t := range tallies {
		if m := (view.Missed{Failed: t.Outcome == "failed", Reason: t.Reason}); t.Missed() && (why == "" || m.Why() == why) {
			total, reasons = total+t.N, append(reasons, t)
		}
	}
	rows, err := tx.Missed(ctx, causeOf(c), reasons, view.MissedPage, n*view.MissedPage)
	people := make([]view.Missed, len(rows))
	for i, r := range rows {
		people[i] = view.Missed{Account: r.Account, Name: r.Name, Failed: r.Outcome == "failed", Reason: r.Reason}
	}
	return show(view.MissedBy(req.P, e, c, people, view.Page{Number: n, Size: view.MissedPage, Total: total,
		Data: func(n int) string { return c.Missed(n, why) }})), err
}

// relay shows what a send or a rule said, as plain text to pass on to those whom it did
// not reach: one text for each of their languages. What only those coming may see is
// in it only if they all are.
func relay(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, c postgres.Cause, say func(postgres.Member) view.Screen) (Reply, error) {
	readers, err := tx.MissedReaders(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if len(readers) == 0 { // it has reached everyone by now
		readers = []postgres.Crowd{{Member: postgres.Member{Language: req.P.Language(), Zone: req.Zone, State: programme.Asked}}}
	}
	reply := Reply{Toast: view.RelayFor(req.P, languagesOf(readers))}
	for _, r := range readers {
		reply.Screens = append(reply.Screens, view.Relay(locale.For(r.Language), say(r.Member), req.link(e)))
	}
	return reply, nil
}

func languagesOf(readers []postgres.Crowd) (ls []view.LanguageCount) {
	for _, r := range readers {
		ls = append(ls, view.LanguageCount{Language: r.Language, N: r.N})
	}
	return ls
}

// missedOf shows by what the people of an event were not reached of late.
func missedOf(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	e, err := staffEvent(ctx, tx, req, req.part(0))
	if err != nil {
		return Reply{}, err
	}
	counts, err := tx.MissedCauses(ctx, e.ID, view.CausesShown)
	if err != nil {
		return Reply{}, err
	}
	var causes []view.CauseCount
	for _, n := range counts {
		c := view.CauseCount{N: n.N, At: n.At}
		if n.Rule != 0 {
			replaced := false
			if c.Rule, replaced, err = tx.Rule(ctx, n.Rule); err != nil {
				return Reply{}, err
			}
			c.Cause = ruleCause(e, c.Rule, replaced)
		} else {
			c.Cause = sendCause(e, postgres.Send{ID: n.Send, Kind: reminder.Change})
		}
		c.Cause = listed(e, c.Cause)
		causes = append(causes, c)
	}
	s := view.MissedOf(req.P, e, causes, req.Zone)
	if req.part(1) == view.InPlace { // back from the names
		return show(s), nil
	}
	return say(s), nil
}

// notReached adds to staff's card of an event that is not over whom the notice of the last
// change that was for them did not reach.
func notReached(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, card view.Screen) (view.Screen, error) {
	if e.Status == programme.Held || e.Over(req.Now) {
		return card, nil
	}
	missed, err := tx.MissedNow(ctx, e.ID)
	if err != nil || len(missed) == 0 {
		return card, err
	}
	if len(missed) == 1 {
		c := sendCause(e, postgres.Send{ID: missed[0].Send, Kind: reminder.Change})
		card.Rows = append(card.Rows, view.MissedRow(req.P, c, missed[0].N))
		return card, nil
	}
	n := 0
	for _, m := range missed {
		n += m.N
	}
	card.Rows = append(card.Rows, view.MissedCauseRow(req.P, e, n))
	return card, nil
}
