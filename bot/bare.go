package bot

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// longestBare is how many characters have the words of a button, or the value of a field.
const longestBare = 120

// toDraft takes a line for the draft whose card is open: the words of one of its buttons,
// or the value of one of its fields. ok is false if it is neither, no card is open, or it
// answers another message. Where something else was shown since, the line may be about that:
// it does nothing to the draft.
func toDraft(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	if req.Forwarded || req.File != nil || req.Photo != "" || utf8.RuneCountInString(req.Text) > longestBare {
		return Reply{}, false, nil
	}
	row, open, err := tx.OpenDraft(ctx, req.Me.ID)
	switch {
	case err != nil:
		return Reply{}, false, err
	case !open:
		return savedAlready(ctx, tx, req)
	case row.Programme != req.Programme.ID:
		return Reply{}, false, nil
	}
	here, err := aboutDraft(ctx, tx, req, row)
	if err != nil || !here && req.ReplyTo != 0 {
		return Reply{}, false, err
	}
	if row, err = tx.LockDraft(ctx, row.ID, []int64{req.Programme.ID}); err != nil || !mine(req, row) {
		return Reply{}, false, err
	}
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, false, err
	}
	shown := func(p *locale.Printer) []view.Screen { return []view.Screen{view.Draft(p, card)} }
	pressed, save := named(shown, req.Text), says("button.save", req.Text)
	switch {
	case !here && (save || pressed != ""):
		return say(view.PutAside(req.P, row.ID, row.Fields)), true, nil
	case pressed != "":
		req.Data = pressed
		verb, rest, _ := strings.Cut(pressed, ":")
		for _, c := range req.commands {
			if c.Verb == verb && c.Run != nil {
				reply, err := c.press(rest).run(ctx, tx, req)
				return reply, true, err
			}
		}
	case save: // its card says why it has no such button
		reply, err := cardOf(ctx, tx, req, row)
		if err != nil {
			return Reply{}, false, err
		}
		reply.Edit.Text = view.Paragraphs(req.P.HTML("draft.not_saved"), reply.Edit.Text)
		return reply, true, nil
	}
	said := announce.Values(req.Text, req.readTime())
	switch {
	case len(said) == 0:
		return Reply{}, false, nil
	case !here:
		s, _, err := noEvent(ctx, tx, req)
		return say(s), true, err
	}
	reply, err := setFields(ctx, tx, req, row, said)
	if mistake, ok := programme.AsError(err); ok {
		reply, err = say(view.Screen{Text: req.P.Error(mistake)}), nil
		reply.Card = besideDraft(row)
	}
	return reply, true, err
}

// setFields fills the fields that a line tells, all or none.
func setFields(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft, said []announce.Said) (Reply, error) {
	d := row.Fields
	for _, s := range said {
		if err := readField(req, &d, s.Field, s.Text); err != nil {
			return Reply{}, err
		}
		d.Surely(s.Field)
	}
	return fill(ctx, tx, req, row, said[len(said)-1].Field, d)
}

// savedAlready answers who would save once more the event whose card was shown last.
func savedAlready(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	if !says("button.save", req.Text) {
		return Reply{}, false, nil
	}
	last, err := tx.LastCard(ctx, req.Chat)
	if err != nil {
		return Reply{}, false, err
	}
	id, ok := eventOfCard(last)
	if !ok {
		return Reply{}, false, nil
	}
	e, err := tx.Event(ctx, id)
	if err != nil || !req.staffOf(e) {
		return Reply{}, false, err
	}
	return say(view.Screen{Text: req.P.HTML("draft.saved_as", "code", e.Code)}), true, nil
}

// aboutDraft reports whether a line is about the draft that stands open: its card, or what
// was said of it, is the newest message of the chat, or the one that the line replies to.
func aboutDraft(ctx context.Context, tx *postgres.Tx, req Request, row postgres.Draft) (bool, error) {
	if req.ReplyTo != 0 {
		return tx.Shows(ctx, req.Chat, req.ReplyTo, row.Card, besideDraft(row))
	}
	last, err := tx.LastCard(ctx, req.Chat)
	return err == nil && (last == row.Card || last == besideDraft(row)), err
}

// besideDraft names a message that says something of the draft that stands open above it.
func besideDraft(row postgres.Draft) string { return row.Card + beside }

const beside = ":beside"

// says reports whether a text is what a button is called, in whatever language.
func says(button, text string) bool {
	return slices.ContainsFunc(locale.Languages(), func(l locale.Language) bool {
		return l.Complete && label(locale.For(l.Code).Say(button)) == label(text)
	})
}

// label is what a button is called, without what nobody types.
func label(s string) string { return strings.ToLower(strings.Trim(s, " .…!")) }
