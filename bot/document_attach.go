package bot

import (
	"context"
	"fmt"
	"slices"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// sentFile is the file or picture of a message; ok is false if it has none. batch is the
// text that was read from it, or stood beside it.
func sentFile(req Request, batch int64) (f postgres.SentFile, ok bool) {
	f = postgres.SentFile{Programme: req.Programme.ID, By: req.Me.ID, Batch: batch, Album: req.Album}
	day := req.P.DaysShort(req.Today, req.Today, req.Today)
	name, otherwise := "", req.P.Say("document.picture_of", "day", day)
	switch {
	case req.File != nil:
		f.File, name, otherwise = req.File.ID, req.File.Name, req.P.Say("document.file_of", "day", day)
	case req.Photo != "":
		f.File, f.Photo = req.Photo, true
		if batch == 0 { // else the words beside it tell of the event
			name = req.Text
		}
	default:
		return f, false
	}
	f.Name, _ = announce.Title(view.Cut(name, longestDocumentName))
	if f.Name == "" {
		f.Name = otherwise
	}
	return f, true
}

// noteFile notes the file of a message whose text was read: it may be kept with the
// event.
func noteFile(ctx context.Context, tx *postgres.Tx, req Request, batch int64) error {
	f, ok := sentFile(req, batch)
	if !ok {
		return nil
	}
	return tx.AddSentFile(ctx, &f)
}

// mayAttach answers a file that is not read, or not understood, and offers to attach it;
// to an album it does so once.
func mayAttach(ctx context.Context, tx *postgres.Tx, req Request, s view.Screen) (Reply, error) {
	f, ok := sentFile(req, 0)
	if !ok {
		return once(req, s), nil
	}
	if err := tx.AddSentFile(ctx, &f); err != nil {
		return Reply{}, err
	}
	return once(req, view.MayAttach(req.P, s, f.ID)), nil
}

// pressedFiles are the files of a button, those of an album together.
func pressedFiles(ctx context.Context, tx *postgres.Tx, req Request) ([]postgres.SentFile, error) {
	id, err := req.number(0)
	if err != nil {
		return nil, err
	}
	files, err := tx.SentFiles(ctx, id)
	if err == nil && (len(files) == 0 || !req.personIn(files[0].Programme).Role.Staff()) {
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return files, err
}

// attachButton asks which event a file that was sent is for.
var attachButton = Command{Verb: "f.attach", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	files, err := pressedFiles(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	ask := req.P.HTML("document.which_event", "name", files[0].Name)
	if n := len(files); n > 1 {
		ask = req.P.HTML("document.which_event_all", "n", n)
	}
	reply, err := which(ctx, tx, req, ask, func(e programme.Event) string { return data("f.to", files[0].ID, e.Code) })
	return inPlace(reply), err
}}

// attachTo attaches a file that was sent to an event. Under a saved event's card the card
// stays, and so does the list of a text's events.
var attachTo = Command{Verb: "f.to", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	files, err := pressedFiles(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	e, err := staffEvent(ctx, tx, req, req.part(1))
	if err != nil {
		return Reply{}, err
	}
	said, err := attach(ctx, tx, req, e.ID, files)
	if err != nil {
		return Reply{}, err
	}
	if e, err = tx.Event(ctx, e.ID); err != nil {
		return Reply{}, err
	}
	var reply Reply
	switch req.part(2) {
	case "card":
		said = req.P.Say("document.kept")
		reply, err = staffCard(ctx, tx, req, e)
		reply = inPlace(reply)
	case "list":
		said = req.P.Say("document.kept")
		var b postgres.Batch
		if b, err = tx.LockBatch(ctx, files[0].Batch, req.Me.ID); err == nil {
			reply, err = showBatch(ctx, tx, req, b)
		}
	default:
		reply = show(view.DocumentList(req.P, e, true, view.LastPage(len(e.Documents))))
	}
	reply.Toast = said
	return reply, err
}}

// addDocument asks for a document of an event; what is sent next is it, and so is what
// is sent after that.
var addDocument = Command{
	Verb: "doc.add", Who: Staff, Any: true,
	Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		e, err := staffEvent(ctx, tx, req, req.part(0))
		if err != nil {
			return Reply{}, err
		}
		asking := postgres.Asking{Purpose: "doc.add", Subject: e.ID}
		return show(view.AskDocument(req.P, e)), tx.Ask(ctx, req.Chat, asking, req.Now.Add(askFor))
	},
	Hear: func(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (Reply, error) {
		f, ok := sentFile(req, 0)
		if !ok && req.Text == "" {
			return Reply{}, programme.Refuse(programme.Invalid, "file_wanted")
		}
		if !ok { // something else was begun
			if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
				return Reply{}, err
			}
			req.Asking = nil
			return freeText.run(ctx, tx, req)
		}
		e, err := tx.Event(ctx, a.Subject)
		if err != nil {
			return Reply{}, err
		}
		if !req.staffOf(e) {
			return Reply{}, unknownCode(e.Code)
		}
		said, err := attach(ctx, tx, req, e.ID, []postgres.SentFile{f})
		if err != nil {
			return Reply{}, err
		}
		if e, err = tx.Event(ctx, e.ID); err != nil {
			return Reply{}, err
		}
		s := view.DocumentList(req.P, e, true, view.LastPage(len(e.Documents)))
		s.Text = view.Paragraphs(locale.Escape(said), s.Text)
		return say(s), nil
	},
}

// attach adds files to an event's documents, and says so.
func attach(ctx context.Context, tx *postgres.Tx, req Request, event int64, files []postgres.SentFile) (said string, err error) {
	e, err := tx.LockEvent(ctx, event)
	if err != nil {
		return "", err
	}
	var names []string
	key := "document.added"
	for _, f := range files {
		has := func(d programme.Document) bool { return d.File == f.File }
		if slices.ContainsFunc(e.Documents, has) { // it was pressed before
			names = append(names, f.Name)
			continue
		}
		name, replaces, err := attachOne(ctx, tx, req, &e, f)
		if err != nil {
			return "", err
		}
		if replaces {
			key = "document.replaced"
		}
		names = append(names, name)
	}
	return req.P.Say(key, "name", req.P.List(names)), nil
}

// attachOne attaches a file to an event that is held. One with the name of a document
// takes its place, so that the buttons of the old one send the new one; pictures are told
// apart by a number.
func attachOne(ctx context.Context, tx *postgres.Tx, req Request, e *programme.Event, f postgres.SentFile) (name string, replaces bool, err error) {
	d := programme.Document{File: f.File, Name: f.Name, Photo: f.Photo}
	same := func(o programme.Document) bool { return o.Name == d.Name }
	for n := 2; d.Photo && slices.ContainsFunc(e.Documents, same); n++ {
		d.Name = fmt.Sprintf("%s (%d)", f.Name, n)
	}
	by := req.personIn(e.Programme).ID
	if i := slices.IndexFunc(e.Documents, same); i >= 0 {
		e.Documents[i].File = d.File
		if err := tx.ReplaceDocument(ctx, e.Documents[i].ID, by, d); err != nil {
			return "", false, err
		}
		return d.Name, true, logDocument(ctx, tx, req, e, &d.Name, &d.Name)
	}
	if len(e.Documents) >= programme.MostDocuments {
		return "", false, programme.Refuse(programme.Conflict, "documents_full", "n", len(e.Documents), "code", e.Code)
	}
	e.Documents = append(e.Documents, d)
	if err := tx.AddDocument(ctx, e.ID, by, d); err != nil {
		return "", false, err
	}
	return d.Name, false, logDocument(ctx, tx, req, e, nil, &d.Name)
}
