package bot

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// pressInWords takes the words of a button that staff typed where a question waits for an
// answer: they press it. A no presses the one that goes without an answer. ok is false if
// the text is neither.
func pressInWords(ctx context.Context, tx *postgres.Tx, req Request, c Command, a postgres.Asking) (_ Reply, ok bool, err error) {
	if !req.Me.Role.Staff() || c.Back == nil || req.Forwarded || req.File != nil || req.Photo != "" || utf8.RuneCountInString(req.Text) > longestBare {
		return Reply{}, false, nil
	}
	shown := func(p *locale.Printer) []view.Screen { return []view.Screen{{Rows: view.BackRow(p, c.Back(a))}} }
	if c.Shows != nil {
		if shown, err = c.Shows(ctx, tx, req, a); err != nil || shown == nil {
			return Reply{}, false, err
		}
	}
	data := named(shown, req.Text)
	if data == "" && c.Shows != nil && wrote(req.Text, plainNo) {
		data = without(shown(req.P)[0], req.Text)
	}
	verb, rest, _ := strings.Cut(data, ":")
	for _, pressed := range req.commands {
		if data == "" || pressed.Verb != verb || pressed.Run == nil || !pressed.may(req) {
			continue
		}
		if err := tx.ForgetAsking(ctx, req.Chat); err != nil { // as by any button
			return Reply{}, false, err
		}
		req.Data, req.Asking = data, nil
		reply, err := pressed.press(rest).run(ctx, tx, req)
		return reply, true, err
	}
	return Reply{}, false, nil
}

// named is the data of the first button of some screens that a text names, in whatever
// language; empty if there is none.
func named(shown func(*locale.Printer) []view.Screen, text string) string {
	for _, l := range locale.Languages() {
		if !l.Complete {
			continue
		}
		for _, s := range shown(locale.For(l.Code)) {
			for _, b := range slices.Concat(s.Rows...) {
				if label(b.Label) == label(text) {
					return b.Data
				}
			}
		}
	}
	return ""
}

// without is the data of the button of a question that leaves its field empty; where there
// is none, a no in words is the way back, the last one.
func without(asked view.Screen, no string) (data string) {
	buttons := slices.Concat(asked.Rows...)
	for _, b := range buttons {
		if strings.HasPrefix(b.Data, "d.set:") && strings.HasSuffix(b.Data, ":") {
			return b.Data
		}
	}
	if strings.TrimSpace(no) == "-" {
		return ""
	}
	return buttons[len(buttons)-1].Data
}

// fieldShows are the question for a field of a draft, and the draft's card, from which it
// came.
func fieldShows(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (func(*locale.Printer) []view.Screen, error) {
	row, err := tx.LockDraft(ctx, a.Subject, []int64{req.Programme.ID})
	if _, gone := programme.AsError(err); gone || err == nil && !mine(req, row) { // the answer's own reader says so
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	card, err := draftCard(ctx, tx, req, row)
	return func(p *locale.Printer) []view.Screen {
		return []view.Screen{view.AskField(p, card, programme.Field(a.Field)), view.Draft(p, card)}
	}, err
}

// wordsShow are the question for staff's own words of a message.
func wordsShow(ctx context.Context, tx *postgres.Tx, req Request, a postgres.Asking) (func(*locale.Printer) []view.Screen, error) {
	e, s, err := sendOf(ctx, tx, req, a.Subject)
	if _, gone := programme.AsError(err); gone {
		return nil, nil
	}
	return func(p *locale.Printer) []view.Screen {
		return []view.Screen{view.AskWords(p, e, s.ID, a.Field, s.Words)}
	}, err
}
