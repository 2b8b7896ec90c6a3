package bot

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

var newEvent = Command{
	Name: "new", Args: "[…]", Help: true, Who: Staff,
	Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		text := strings.TrimSpace(req.Args)
		if text == "" {
			s, err := unfinished(ctx, tx, req, 0)
			return say(s), err
		}
		return register(ctx, tx, req, text)
	},
}

// freeText is what somebody wrote that is neither a command nor an answer: staff's
// announcements open drafts.
var freeText = Command{Verb: "text", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	switch {
	case !req.Me.Role.Staff() && pastedLink(req) != "": // typed or pasted instead of pressed
		return openLink(ctx, tx, req, pastedLink(req))
	case !req.Me.Role.Staff() && req.Me.ID == 0:
		return toStranger(ctx, tx, req)
	case !req.Me.Role.Staff():
		return fromParticipant(ctx, tx, req)
	}
	if reply, ok, err := answerQuestion(ctx, tx, req); ok || err != nil {
		return reply, err
	}
	if reply, ok, err := goOnWith(ctx, tx, req); ok || err != nil {
		return reply, err
	}
	for _, take := range []func(context.Context, *postgres.Tx, Request) (Reply, bool, error){takeOrder, toDraft} {
		if reply, ok, err := take(ctx, tx, req); ok || err != nil {
			return reply, err
		}
	}
	switch {
	case req.File != nil:
		return readFile(ctx, tx, req)
	case req.Text == "" && req.Photo != "":
		return mayAttach(ctx, tx, req, view.Screen{Text: req.P.HTML("text.picture")})
	case req.Text == "":
		return mayAttach(ctx, tx, req, view.Screen{Text: req.P.HTML("text.no_text")})
	case req.Forwarded || announce.LooksLike(req.Text, req.readTime()):
		return register(ctx, tx, req, req.Text)
	}
	why, card, err := noEvent(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	if req.Photo != "" {
		return mayAttach(ctx, tx, req, why)
	}
	reply, err := notRead(ctx, tx, req, newBatch(req, req.Text), why)
	reply.Card = cmp.Or(reply.Card, card)
	return reply, err
}}

// noEvent answers a text in which staff tell of no event. While a draft's card is
// open the text may have been meant for that: card names what is said of the draft. Where
// something else was shown since, it is rather the answer to a question that came.
func noEvent(ctx context.Context, tx *postgres.Tx, req Request) (s view.Screen, card string, err error) {
	row, open, err := tx.OpenDraft(ctx, req.Me.ID)
	here := false
	if err == nil && open {
		here, err = aboutDraft(ctx, tx, req, row)
	}
	if err != nil {
		return view.Screen{}, "", err
	}
	if here {
		return view.MeantForDraft(req.P, row.ID, row.Version, row.Fields), besideDraft(row), nil
	}
	if s, ok, err := maybeAnswer(ctx, tx, req); ok || err != nil {
		return s, "", err
	}
	last, err := tx.LastCard(ctx, req.Chat)
	switch {
	case err != nil:
		return view.Screen{}, "", err
	case takesNoWords(last):
		return view.Screen{Text: req.P.HTML("text.card_above")}, strings.TrimSuffix(last, beside) + beside, nil
	case open:
		return view.MeantForDraft(req.P, row.ID, row.Version, row.Fields), "", nil
	}
	return view.Screen{Text: req.P.HTML("text.staff")}, "", nil
}

// once is a reply of one message, of which an album's pictures get one together.
func once(req Request, s view.Screen) Reply {
	reply := say(s)
	if req.Album != "" {
		reply.Once = data("album", req.Chat, req.Album)
	}
	return reply
}

// newBatch is a text that the request's message begins.
func newBatch(req Request, text string) postgres.Batch {
	return postgres.Batch{Programme: req.Programme.ID, By: req.Me.ID, Album: req.Album, Parts: []postgres.Part{partOf(req, text)}}
}

// register opens a draft for each event that a text tells of.
func register(ctx context.Context, tx *postgres.Tx, req Request, text string) (Reply, error) {
	b := newBatch(req, text)
	if _, _, err := readEach(req, text); err != nil {
		if mistake, ok := programme.AsError(err); ok {
			return notRead(ctx, tx, req, b, view.Screen{Text: req.P.Error(mistake)})
		}
		return Reply{}, err
	}
	if err := tx.AddBatch(ctx, &b); err != nil {
		return Reply{}, err
	}
	if err := noteFile(ctx, tx, req, b.ID); err != nil {
		return Reply{}, err
	}
	return firstReading(ctx, tx, req, b)
}

// notRead says why nothing was read from a text. One so long that it may go on in
// the next message is kept: with its rest it may be understood.
func notRead(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, why view.Screen) (Reply, error) {
	reply := once(req, why)
	if b.Parts[0].Length < halfLength {
		return reply, nil
	}
	err := tx.AddBatch(ctx, &b)
	reply.Card = batchCardName(b.ID)
	return reply, err
}

// read is readEach that refuses the one event of a text for what is wrong with it.
func read(req Request, text string) (drafts []programme.Draft, told bool, err error) {
	each, told, err := readEach(req, text)
	if err == nil && len(each) == 1 {
		err = each[0].Wrong
	}
	if err != nil {
		return nil, false, err
	}
	for _, d := range each {
		drafts = append(drafts, d.Draft)
	}
	return drafts, told, nil
}

// readEach reads the events of a text, without the days and hours that cannot be; few
// words are the title of one. told says that the text itself told of them.
func readEach(req Request, text string) (drafts []announce.Told, told bool, err error) {
	drafts, err = announce.ReadEach(text, req.readTime())
	if err != nil {
		return nil, false, err
	}
	if len(drafts) == 1 && drafts[0].Kind == "" && drafts[0].Wrong != nil { // there is nothing beside
		return nil, false, drafts[0].Wrong
	}
	if told = len(drafts) > 0; !told {
		title, err := announce.Title(text)
		if err != nil {
			return nil, false, err
		}
		drafts = []announce.Told{{Draft: programme.Draft{Title: title, Source: text}}}
	}
	for i := range drafts {
		d := &drafts[i]
		if d.Language == "" {
			d.Language = req.P.Language()
		}
		if links := address.FindAllString(d.Source, 2); len(drafts) == 1 && len(links) == 1 && onLine(d.Draft) {
			d.Link = strings.TrimRight(links[0], ".,;)")
		}
		if err := check(d.Draft); err != nil {
			if d.From, d.To = "", ""; d.Wrong == nil {
				d.Wrong, d.Field = err, programme.FieldTimes
			}
			if !slices.Contains(d.Uncertain, programme.FieldTimes) {
				d.Uncertain = append(d.Uncertain, programme.FieldTimes)
			}
		}
	}
	return drafts, told, nil
}

// firstReading opens the drafts of a text that was stored, and shows the card of
// one, or the list of several.
func firstReading(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch) (Reply, error) {
	drafts, _, err := readEach(req, joinParts(b.Parts))
	if err != nil {
		return Reply{}, err
	}
	rows := make([]postgres.Draft, len(drafts))
	for i, d := range drafts {
		if rows[i], err = addRead(ctx, tx, req, b, i, d.Draft); err != nil {
			return Reply{}, err
		}
	}
	if mistake, ok := programme.AsError(drafts[0].Wrong); ok && len(drafts) == 1 {
		return askWrong(ctx, tx, req, rows[0], drafts[0].Field, mistake)
	}
	return showReading(ctx, tx, req, b, rows, false)
}

// addRead stores a draft that was read from a text.
func addRead(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, position int, d programme.Draft) (postgres.Draft, error) {
	row := postgres.Draft{Programme: b.Programme, By: req.Me.ID, Batch: b.ID, Position: position, Fields: d, Base: &d}
	return row, tx.AddDraft(ctx, &row)
}

// showReading shows the card of a text's one draft, or the list of several, and
// names its message after the text. renewed says that the message is there already.
func showReading(ctx context.Context, tx *postgres.Tx, req Request, b postgres.Batch, rows []postgres.Draft, renewed bool) (Reply, error) {
	reply := Reply{Card: batchCardName(b.ID)}
	s, err := batchList(ctx, tx, req, b, rows)
	if err != nil {
		return Reply{}, err
	}
	if len(rows) == 1 {
		card, err := draftCard(ctx, tx, req, rows[0])
		if err != nil {
			return Reply{}, err
		}
		if reply.Renew, err = asideAll(ctx, tx, req, &rows[0], reply.Card); err != nil {
			return Reply{}, err
		}
		s = view.Draft(req.P, card)
	}
	if renewed {
		reply.Renew = append(reply.Renew, Renewal{Card: reply.Card, Screen: s, Anew: true})
		return reply, nil
	}
	reply.Edit = &s
	return reply, nil
}

// address finds what may be the link to an online meeting.
var address = regexp.MustCompile(`https?://\S+`)

func onLine(d programme.Draft) bool {
	return d.Kind == programme.OnlineSession || d.Mode == programme.Online || d.Mode == programme.Hybrid
}

// pastedLink is what a shared link of this bot in a text points at; empty if there
// is none.
func pastedLink(req Request) string {
	_, after, ok := strings.Cut(req.Text, "t.me/"+req.bot+"?start=")
	if !ok {
		return ""
	}
	words := strings.Fields(after)
	if len(words) == 0 {
		return ""
	}
	return strings.TrimRight(words[0], ".,;)")
}
