package bot

import (
	"context"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// documentButtons are those of an event's documents: who is coming gets them, staff
// add, rename and remove them. Telegram has the files.
var documentButtons = []Command{
	{Verb: view.Documents, Who: Member, Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		page := 0
		if req.part(1) != "" {
			var err error
			if page, err = req.page(1); err != nil {
				return Reply{}, err
			}
		}
		if req.staffOf(e) {
			return show(view.DocumentList(req.P, e, true, page)), nil
		}
		if len(e.SeenBy(part.State).Documents) == 0 {
			return noDocuments(ctx, tx, req, e)
		}
		return show(view.DocumentList(req.P, e, false, page)), nil
	})},
	{Verb: view.SendDocument, Who: Member, Run: ofPart(func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, part programme.Participation) (Reply, error) {
		id, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		if !req.staffOf(e) {
			if e = e.SeenBy(part.State); len(e.Documents) == 0 {
				return noDocuments(ctx, tx, req, e)
			}
		}
		d, ok := e.Document(id)
		if !ok {
			return documentGone(req, e), nil
		}
		file := view.DocumentFile(req.P, e, d)
		return Reply{Document: &file, Once: postgres.DocumentKey(d.ID, req.ID)}, nil
	})},
	onDocument("doc.one", func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event, d programme.Document) (Reply, error) {
		return show(view.DocumentOf(req.P, e, d)), nil
	}),
	askDocumentName,
	onDocument("doc.ask", func(_ context.Context, _ *postgres.Tx, req Request, e programme.Event, d programme.Document) (Reply, error) {
		return show(view.AskRemoveDocument(req.P, e, d)), nil
	}),
	onDocument("doc.remove", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, d programme.Document) (Reply, error) {
		e, err := tx.LockEvent(ctx, e.ID)
		if err != nil {
			return Reply{}, err
		}
		if _, ok := e.Document(d.ID); ok {
			if err := tx.RemoveDocument(ctx, d.ID); err != nil {
				return Reply{}, err
			}
			if err := logDocument(ctx, tx, req, &e, &d.Name, nil); err != nil {
				return Reply{}, err
			}
		}
		return documentsAfter(ctx, tx, req, e.ID, "document.removed")
	}),
	addDocument,
	attachButton, attachTo,
}

// noDocuments shows an event as it stands to somebody who gets none of its documents.
func noDocuments(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	card, err := cardFor(ctx, tx, req, e)
	card = inPlace(card)
	card.Toast = req.P.Say("document.not_yours")
	return card, err
}

func documentGone(req Request, e programme.Event) Reply {
	reply := show(view.DocumentList(req.P, e, req.staffOf(e), 0))
	reply.Toast = req.P.Say("document.gone")
	return reply
}

// onDocument is a button of staff's on a document that the event still has.
func onDocument(verb string, run func(context.Context, *postgres.Tx, Request, programme.Event, programme.Document) (Reply, error)) Command {
	return Command{Verb: verb, Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		id, err := req.number(1)
		if err != nil {
			return Reply{}, err
		}
		d, ok := e.Document(id)
		if !ok {
			return documentGone(req, e), nil
		}
		return run(ctx, tx, req, e, d)
	}}
}

// documentsAfter lists an event's documents after one was changed.
func documentsAfter(ctx context.Context, tx *postgres.Tx, req Request, event int64, said string) (Reply, error) {
	e, err := tx.Event(ctx, event)
	if err != nil {
		return Reply{}, err
	}
	reply := show(view.DocumentList(req.P, e, true, view.LastPage(len(e.Documents))))
	if req.Kind == programme.ButtonPressed {
		reply.Toast = req.P.Say(said)
	} else {
		reply.Edit.Text = view.Paragraphs(req.P.HTML(said), reply.Edit.Text)
	}
	return reply, nil
}

// logDocument stores that a document of an event that is held has another name, is new
// or is gone.
func logDocument(ctx context.Context, tx *postgres.Tx, req Request, e *programme.Event, was, is *string) error {
	return saveManaged(ctx, tx, req, e, map[string]any{"document": was}, map[string]any{"document": is})
}

// askDocumentName asks for another name of a document; the next message is it.
var askDocumentName = Command{
	Verb: "doc.name", Who: Staff, Any: true,
	Run: onDocument("", func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, d programme.Document) (Reply, error) {
		asking := postgres.Asking{Purpose: "doc.name", Subject: d.ID}
		return show(view.AskDocumentName(req.P, e, d)), tx.Ask(ctx, req.Chat, asking, req.Now.Add(askFor))
	}).Run,
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		name, err := announce.Title(req.Text)
		if req.Text == "" {
			err = programme.Refuse(programme.Invalid, "text_wanted", "field", view.FieldName(req.P, "document_name"))
		}
		if err != nil {
			return Reply{}, err
		}
		name = view.Cut(name, longestDocumentName)
		if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
			return Reply{}, err
		}
		event, _, err := tx.DocumentEvent(ctx, a.Subject)
		if err != nil {
			return Reply{}, err
		}
		mistake, _ := programme.AsError(programme.Refuse(programme.Conflict, "document_gone"))
		gone := say(view.Screen{Text: req.P.Error(mistake)}) // and the question ends
		if event == 0 {
			return gone, nil
		}
		e, err := tx.LockEvent(ctx, event)
		if err != nil {
			return Reply{}, err
		}
		d, ok := e.Document(a.Subject)
		if !ok || !req.staffOf(e) {
			return gone, nil
		}
		if err := tx.RenameDocument(ctx, d.ID, name); err != nil {
			return Reply{}, err
		}
		if err := logDocument(ctx, tx, req, &e, &d.Name, &name); err != nil {
			return Reply{}, err
		}
		return documentsAfter(ctx, tx, req, e.ID, "document.renamed")
	},
}

// longestDocumentName is how long, in UTF-16 units, the name of a document may be.
const longestDocumentName = 100
