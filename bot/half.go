package bot

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// Apps cut what is pasted into messages of 4,096 characters, at a space or a line's
// end if there is one near. A message so long may go on in the next one.
const (
	messageLimit = 4096
	halfLength   = 4000
	halfWithin   = 5 * time.Second // of the times of sending
)

// partOf is the request's message as a part of a text.
func partOf(req Request, text string) postgres.Part {
	return postgres.Part{Message: req.MessageID, Text: text, Length: len(utf16.Encode([]rune(req.Text))), Sent: req.Sent, Forwarded: req.Forwarded}
}

// goOnWith takes a message that goes on with the text before it, or belongs to an
// album whose caption was that text. It reports false for any other message.
func goOnWith(ctx context.Context, tx *postgres.Tx, req Request) (reply Reply, ok bool, err error) {
	if !req.Me.Role.Staff() {
		return reply, false, nil
	}
	b, ok, err := tx.LatestBatch(ctx, req.Me.ID)
	if err != nil || !ok || len(b.Parts) == 0 { // a round has no text of its own
		return reply, false, err
	}
	last := b.Parts[len(b.Parts)-1]
	after := req.Sent.Sub(last.Sent)
	half := last.Length >= halfLength && after >= 0 && after <= halfWithin && req.Forwarded == last.Forwarded && req.Text != ""
	album := req.Album != "" && req.Album == b.Album
	if !half && !album {
		return reply, false, nil
	}
	if album {
		if err := noteFile(ctx, tx, req, b.ID); err != nil {
			return reply, false, err
		}
	}
	if req.Text == "" || album && strings.Contains(joinParts(b.Parts), req.Text) { // an album's further picture
		return reply, true, nil
	}
	b.Parts = append(b.Parts, partOf(req, req.Text))
	reply, err = reread(ctx, tx, req, b)
	return reply, true, err
}

// correction is an edited message: it corrects the draft that it opened, while
// that is not saved.
var correction = Command{Verb: "edit", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	text := req.Text
	if req.Command == newEvent.Name {
		text = strings.TrimSpace(req.Args)
	} else if req.Command != "" {
		text = ""
	}
	if !req.Me.Role.Staff() || text == "" {
		return Reply{}, nil
	}
	b, ok, err := tx.BatchOfMessage(ctx, req.Me.ID, req.MessageID)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return editedLine(ctx, tx, req)
	}
	i := slices.IndexFunc(b.Parts, func(p postgres.Part) bool { return p.Message == req.MessageID })
	if b.Parts[i].Text == text { // Telegram calls it an edit when a preview appears
		return Reply{}, nil
	}
	sent := b.Parts[i].Sent
	b.Parts[i] = partOf(req, text)
	b.Parts[i].Sent = sent
	if !b.Held {
		rows, err := tx.BatchDrafts(ctx, b.ID)
		if err != nil {
			return Reply{}, err
		}
		changes, err := tx.LockBatchChanges(ctx, b.ID, req.Me.ID)
		if err != nil || len(changes) == 0 && !slices.ContainsFunc(rows, func(r postgres.Draft) bool { return mine(req, r) }) {
			return Reply{}, err
		}
	}
	return reread(ctx, tx, req, b)
}}

// editedLine answers the edit of a line that was done as it came: who corrects it there would
// take it for done. Any other is passed over.
func editedLine(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	_, order := orderOf(req.Text)
	if !order && len(announce.Values(req.Text, req.readTime())) == 0 {
		return Reply{}, nil
	}
	reply := say(view.Screen{Text: req.P.HTML("text.edited")})
	row, open, err := tx.OpenDraft(ctx, req.Me.ID)
	if err != nil || !open {
		return reply, err
	}
	if here, err := aboutDraft(ctx, tx, req, row); err != nil || !here {
		return reply, err
	}
	reply.Card = besideDraft(row)
	return reply, nil
}

// reread reads a text anew that has grown or was corrected, and shows its card or
// list in the place where it stands.
func reread(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch) (Reply, error) {
	if err := tx.SaveBatch(ctx, b); err != nil || b.Held { // the question stands
		return Reply{}, err
	}
	before, err := tx.LockBatchDrafts(ctx, b.ID)
	if err != nil {
		return Reply{}, err
	}
	drafts, told, err := read(req, joinParts(b.Parts))
	if mistake, ok := programme.AsError(err); ok { // the text is kept, more of it may come; the drafts stay
		why := view.Screen{Text: req.P.Error(mistake)}
		if len(before) == 0 { // it stands where the first part was not understood
			return Reply{Renew: []Renewal{{Card: batchCardName(b.ID), Screen: why}}}, nil
		}
		return say(why), nil
	}
	if err != nil || len(before) == 0 && !told {
		return Reply{}, err
	}
	if err := merge(ctx, tx, req, b, before, drafts); err != nil {
		return Reply{}, err
	}
	reply, err := renewBatch(ctx, tx, req, b, before)
	if err != nil {
		return Reply{}, err
	}
	err = followText(ctx, tx, req, b, before, &reply)
	return reply, err
}

// renewBatch shows what a text's drafts are now, in the place where they stood.
func renewBatch(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, before []postgres.Draft) (reply Reply, err error) {
	rows, err := tx.LockBatchDrafts(ctx, b.ID)
	if err != nil {
		return Reply{}, err
	}
	list := batchCardName(b.ID)
	if len(before) == 0 { // its first part was not understood, and said so there
		return showReading(ctx, tx, req, b, rows, true)
	}
	if len(before) == 1 && len(rows) > 1 { // its card becomes the list
		first := &rows[slices.IndexFunc(rows, func(r postgres.Draft) bool { return r.ID == before[0].ID })]
		if card := first.Card; card != "" {
			list = card
			if err := tx.PutAside(ctx, first); err != nil {
				return Reply{}, err
			}
		}
		if list != batchCardName(b.ID) { // it was opened elsewhere meanwhile
			reply.Renew = append(reply.Renew, Renewal{Card: list, Screen: view.PutAside(req.P, first.ID, first.Fields)})
			s, err := batchList(ctx, tx, req, b, rows)
			reply.Edit, reply.Card = &s, batchCardName(b.ID)
			return reply, err
		}
	}
	if len(rows) > 1 {
		s, err := batchList(ctx, tx, req, b, rows)
		if err != nil {
			return Reply{}, err
		}
		reply.Renew = append(reply.Renew, Renewal{Card: list, Screen: s, Anew: true})
	}
	for _, r := range rows {
		if !mine(req, r) || r.Card == "" && len(rows) > 1 {
			continue
		}
		if req.Asking != nil && req.Asking.Subject == r.ID { // its card takes the question's place
			if err := tx.ForgetAsking(ctx, req.Chat); err != nil {
				return Reply{}, err
			}
		}
		card, err := draftCard(ctx, tx, req, r)
		if err != nil {
			return Reply{}, err
		}
		if r.Card == "" { // put aside: whoever corrects it wants to see it
			return present(ctx, tx, req, r, view.Draft(req.P, card))
		}
		reply.Renew = append(reply.Renew, Renewal{Card: r.Card, Screen: view.Draft(req.P, card), Anew: true})
	}
	return reply, nil
}

// joinParts is a text whose parts an app cut. Within a word they are joined as they
// are, within a sentence by the space that was cut away, else by the line's end.
func joinParts(parts []postgres.Part) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			before, _ := utf8.DecodeLastRuneInString(parts[i-1].Text)
			after, _ := utf8.DecodeRuneInString(p.Text)
			switch {
			case parts[i-1].Length >= messageLimit && inWord(before) && inWord(after):
			case unicode.IsLower(after):
				b.WriteByte(' ')
			default:
				b.WriteByte('\n')
			}
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
