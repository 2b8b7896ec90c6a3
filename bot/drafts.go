package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// One draft card is open at a time in a chat: whichever is opened puts the one
// before it aside, as a line with a button. The others wait behind /new.

// draftCardName and batchCardName name the messages that a draft's card and a
// batch's list stand in.
func draftCardName(id int64) string { return fmt.Sprintf("draft:%d", id) }
func batchCardName(id int64) string { return fmt.Sprintf("batch:%d", id) }

// takesNoWords reports whether a card is one that has only buttons: a list of a text's
// events, a plan, a change, which has a draft's card as well.
func takesNoWords(card string) bool {
	return slices.ContainsFunc([]string{"draft:", "batch:", "workplan:"}, func(kind string) bool { return strings.HasPrefix(card, kind) })
}

// present shows a draft, or a question about it, in the place of the pressed
// message or as a new one; from then on it stands open there.
func present(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, s view.Screen) (Reply, error) {
	reply := Reply{Edit: &s}
	if row.Event != 0 { // a change stands in the place of the event's card
		return reply, nil
	}
	return nameDraft(ctx, tx, req, row, reply)
}

// presentBelow shows a draft as a new message below what the reply says.
func presentBelow(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, reply Reply) (Reply, error) {
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	reply.Screens, reply.EditCard = append(reply.Screens, view.Draft(req.P, card)), reply.Card
	return nameDraft(ctx, tx, req, row, reply)
}

// nameDraft names a reply's last message as the one in which a draft stands open,
// and puts the others of the same coordinator aside.
func nameDraft(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, reply Reply) (Reply, error) {
	if reply.Card = row.Card; reply.Card == "" {
		reply.Card = draftCardName(row.ID)
	}
	aside, err := asideAll(ctx, tx, req, &row, reply.Card)
	if err != nil {
		return Reply{}, err
	}
	reply.Renew = append(reply.Renew, aside...)
	return reply, nil
}

// asideAll notes where a draft stands open from now on, and renews the cards of
// those that were open before.
func asideAll(ctx context.Context, tx *postgres.Tx, req Request, row *postgres.Draft, card string) ([]Renewal, error) {
	others, err := tx.OpenCard(ctx, row, card)
	if err != nil {
		return nil, err
	}
	var aside []Renewal
	for _, o := range others {
		aside = append(aside, Renewal{Card: o.Card, Screen: view.PutAside(req.P, o.ID, o.Fields)})
	}
	return aside, nil
}

// unfinishedSize is how many drafts a page of /new offers: two a row, and room for
// the other buttons.
const unfinishedSize = 8

// unfinished lists the drafts that wait to be saved, and says how to begin another.
func unfinished(ctx context.Context, tx *postgres.Tx, req Request, page int) (view.Screen, error) {
	page = min(max(0, page), 1<<20)
	rows, total, err := tx.Unfinished(ctx, req.Programme.ID, req.Me.ID, unfinishedSize, page*unfinishedSize)
	if err != nil {
		return view.Screen{}, err
	}
	list := make([]view.UnfinishedDraft, len(rows))
	for i, r := range rows {
		list[i] = view.UnfinishedDraft{ID: r.ID, Draft: r.Fields, Change: r.Event != 0}
		if r.By != req.Me.ID {
			list[i].Owner = r.Owner
		}
	}
	return view.Unfinished(req.P, list, req.Today, view.Page{Number: page, Size: unfinishedSize, Total: total,
		Data: func(n int) string { return data("new", n) }}), nil
}

var unfinishedButtons = []Command{
	{Verb: "new", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		if req.part(0) == "" { // from another card, which stays
			s, err := unfinished(ctx, tx, req, 0)
			return say(s), err
		}
		page, err := req.page(0)
		if err != nil {
			return Reply{}, err
		}
		s, err := unfinished(ctx, tx, req, page)
		return show(s), err
	}},
	{Verb: "d.new", Who: Staff, Run: fillByHand},
	{Verb: "d.open", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		row, err := pressedDraft(ctx, tx, req)
		if err != nil {
			return Reply{}, err
		}
		if row.State != postgres.DraftOpen {
			return closed(ctx, tx, req, row)
		}
		if row.By == req.Me.ID {
			return cardOf(ctx, tx, req, row)
		}
		takeOver(req, &row)
		reply, err := saveCard(ctx, tx, req, row)
		reply.Toast = req.P.Say("draft.yours")
		return reply, err
	}},
}

// fillByHand opens an empty card; one that was opened before and left empty is
// opened again.
func fillByHand(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	if req.part(0) != "card" {
		return Reply{}, programme.Refuse(programme.Conflict, "button_old")
	}
	row, ok, err := tx.EmptyDraft(ctx, req.Programme.ID, req.Me.ID)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		row = postgres.Draft{Programme: req.Programme.ID, By: req.Me.ID, Fields: programme.Draft{Language: req.P.Language()}}
		if err := tx.AddDraft(ctx, &row); err != nil {
			return Reply{}, err
		}
	}
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, err
	}
	return present(ctx, tx, req, row, fieldsPage(req.P, card, ""))
}

// takeOver makes somebody else's draft the sender's. The card it stood open in is
// out of date from then on.
func takeOver(req Request, row *postgres.Draft) {
	row.By, row.Owner, row.Card = req.Me.ID, req.Me.Name, ""
}

// taken is what a button of a draft shows that another coordinator works on.
func taken(req Request, row postgres.Draft) Reply {
	reply := show(view.Taken(req.P, row.ID, row.Fields, row.Owner))
	reply.Toast = req.P.Say("draft.outdated_taken")
	return reply
}
