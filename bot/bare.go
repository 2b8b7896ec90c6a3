package bot

import (
	"context"
	"strings"
	"unicode/utf8"

	"jarchy/internal/announce"
	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/view"
)

// longestBare is how many characters have the words of a button, or the value of a field.
const longestBare = 120

// toDraft takes a line for the draft whose card is open: the words of one of its buttons,
// or the value of one of its fields. ok is false if it is neither, no card is open, or it
// answers another message.
func toDraft(ctx context.Context, tx *postgres.Tx, req Request) (_ Reply, ok bool, err error) {
	if req.Forwarded || req.File != nil || req.Photo != "" || utf8.RuneCountInString(req.Text) > longestBare {
		return Reply{}, false, nil
	}
	row, open, err := tx.OpenDraft(ctx, req.Me.ID)
	if err != nil || !open || row.Programme != req.Programme.ID {
		return Reply{}, false, err
	}
	if req.ReplyTo != 0 {
		if its, err := tx.Shows(ctx, req.Chat, req.ReplyTo, row.Card); err != nil || !its {
			return Reply{}, false, err
		}
	}
	if row, err = tx.LockDraft(ctx, row.ID, []int64{req.Programme.ID}); err != nil || !mine(req, row) {
		return Reply{}, false, err
	}
	card, err := draftCard(ctx, tx, req, row)
	if err != nil {
		return Reply{}, false, err
	}
	if pressed := labelled(card, req.Text); pressed != "" {
		req.Data = pressed
		verb, rest, _ := strings.Cut(pressed, ":")
		for _, c := range req.commands {
			if c.Verb == verb && c.Run != nil {
				reply, err := c.press(rest).run(ctx, tx, req)
				return reply, true, err
			}
		}
	}
	f, ok := announce.Value(req.Text, req.readTime())
	if !ok {
		return Reply{}, false, nil
	}
	reply, err := setField(ctx, tx, req, row, f, req.Text)
	return reply, true, err
}

// labelled is the data of the button that a text names, in whatever language; empty if
// there is none.
func labelled(card view.DraftCard, text string) string {
	for _, l := range locale.Languages() {
		if !l.Complete {
			continue
		}
		for _, row := range view.Draft(locale.For(l.Code), card).Rows {
			for _, b := range row {
				if label(b.Label) == label(text) {
					return b.Data
				}
			}
		}
	}
	return ""
}

// label is what a button is called, without what nobody types.
func label(s string) string { return strings.ToLower(strings.Trim(s, " .…!")) }
