package bot

import (
	"context"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// agendaButton shows what is on at an event to staff and to those who are coming, who
// wait or who are asked: always as it is now, whatever it was under the pressed button.
var agendaButton = partButton(view.WhatIsOn, func(e programme.Event) bool { return len(e.Agenda) == 0 }, "agenda.none",
	func(req Request, e programme.Event, back string) (view.Screen, error) {
		page := -1
		if req.part(1) != "" {
			var err error
			if page, err = req.page(1); err != nil {
				return view.Screen{}, err
			}
		}
		today := programme.DateOf(req.Now.In(location(e.When.Zone)))
		return view.Agenda(req.P, e, today, page, back), nil
	})

// hearDays takes further days of an agenda, one message after the other. What names no
// day is no part of it.
var hearDays = Command{
	Verb: "d.agenda", Who: Staff, Any: true, Run: askButton.Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		row, err := tx.LockDraft(ctx, a.Subject, []int64{req.Programme.ID})
		if err != nil {
			return Reply{}, err
		}
		sent, err := announce.Agenda(req.Text, row.Fields.Start, row.Fields.End)
		if err == nil && (len(sent) == 0 || sent[0].Day == 0) || err != nil && announces(req) {
			if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
				return Reply{}, err
			}
			req.Asking = nil
			return freeText.run(ctx, tx, req)
		}
		return hearField(ctx, tx, req, a)
	},
	Back: func(a postgres.Asking) string { return data("d.open", a.Subject) },
}

// goOnWithAgenda shows a draft of which days were given an agenda. The next message may
// go on with others: too many for one come a day at a time.
func goOnWithAgenda(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (Reply, error) {
	if row.Fields.Agenda.Parted() {
		if err := tx.Ask(ctx, req.Chat, postgres.Asking{Purpose: "d.agenda", Subject: row.ID, Field: string(programme.FieldAgenda)}, req.Now.Add(askFor)); err != nil {
			return Reply{}, err
		}
	}
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	return present(ctx, tx, req, row, view.DraftAgenda(req.P, card))
}
