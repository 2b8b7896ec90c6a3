package bot

import (
	"context"
	"regexp"
	"strings"
	"unicode"

	"jarchy/internal/announce"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// What cards offer by a button can be typed as well, the answer to its question with
// it: /move 7KQ2M 16-18 December, reason: flights are cancelled.
var (
	moveCommand     = typed("move", programme.FieldDates, "")
	postponeCommand = typed("postpone", programme.FieldReason, programme.Postponed)
	cancelCommand   = typed("cancel", programme.FieldReason, programme.Cancelled)
)

func typed(name string, f programme.Field, status programme.Status) Command {
	return Command{Name: name, Args: "CODE", Who: Staff, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		code, said := firstWord(req.Args)
		if code == "" {
			var days []any
			if f == programme.FieldDates {
				req.About, days = newDays(req, req.About)
			}
			return which(ctx, tx, req, req.P.HTML("error.code_missing", "command", "/"+name+" 7KQ2M"), byVersion("e."+name, days...))
		}
		e, err := staffEvent(ctx, tx, req, code)
		if err != nil {
			return Reply{}, err
		}
		if said == "" {
			return asks(f, status)(ctx, tx, req, e)
		}
		return becomesAs(ctx, tx, req, e, f, status, said)
	}}
}

// newDays parts the days from an order that moves an event to them.
func newDays(req Request, about string) (event string, days []any) {
	for _, to := range []string{" to ", " на "} {
		if at := strings.LastIndex(" "+about, to); at >= 0 {
			span, err := announce.Dates(strings.TrimRight(about[at+len(to)-1:], ".!"), req.readTime())
			if err == nil && !span.Start.IsZero() {
				return strings.TrimSpace(about[:max(0, at-1)]), []any{span.Start.String() + " - " + span.End.String()}
			}
		}
	}
	return about, nil
}

// asks starts a change of an event with the question for a field of it.
func asks(f programme.Field, status programme.Status) func(context.Context, *postgres.Tx, Request, programme.Event) (Reply, error) {
	return func(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
		if status.Off() && e.Status == status {
			return offAlready(ctx, tx, req, e)
		}
		row, err := draftOf(ctx, tx, req, e, status)
		if err != nil {
			return Reply{}, err
		}
		return ask(ctx, tx, req, row, f)
	}
}

// offAlready answers who would call off what is off: nobody would read of it.
func offAlready(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event) (Reply, error) {
	card, err := staffCard(ctx, tx, req, e)
	if err != nil {
		return Reply{}, err
	}
	card.Screens[0].Text = view.Paragraphs(req.P.HTML("event.off_already", "status", req.P.Say("status."+string(e.Status))), card.Screens[0].Text)
	return inPlace(card), nil
}

// firstWord parts a text behind its first word and the comma after that.
func firstWord(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		text, rest = text[:end], strings.TrimSpace(text[end:])
	}
	return strings.TrimRight(text, ",:"), rest
}

// why begins a reason that is told with a change.
var why = regexp.MustCompile(`(?i)[\s,;.–-]*\b(?:reason|because)\s*:|[\s,;.–-]*(?:причина|потому что)\s*:`)

// becomesAs starts a change of an event with all that was said of it: days with a reason
// behind them, or why it is off. Who postpones to days moves.
func becomesAs(ctx context.Context, tx *postgres.Tx, req Request, e programme.Event, f programme.Field, status programme.Status, said string) (Reply, error) {
	days, reason := said, ""
	if at := why.FindStringIndex(said); at != nil {
		days, reason = said[:at[0]], strings.TrimSpace(said[at[1]:])
	}
	for _, to := range []string{"to ", "на "} {
		days = strings.TrimPrefix(days, to)
	}
	switch {
	case f == programme.FieldDates, status == programme.Postponed && readDates(req, &programme.Draft{}, days) == nil:
		f, status, said = programme.FieldDates, "", days
	case days == "": // "reason: …" alone
		said, reason = reason, ""
	default: // all of it is the reason, whatever word stands within
		reason = ""
	}
	if status.Off() && e.Status == status {
		return offAlready(ctx, tx, req, e)
	}
	row, err := draftOf(ctx, tx, req, e, status)
	if err != nil {
		return Reply{}, err
	}
	if reason != "" {
		if err := readField(req, &row.Fields, programme.FieldReason, reason); err != nil {
			return Reply{}, err
		}
	}
	reply, err := setField(ctx, tx, req, row, f, said)
	if mistake, ok := programme.AsError(err); ok && f == programme.FieldDates { // they are asked for, with what was wrong
		if err := tx.SaveDraft(ctx, &row); err != nil {
			return Reply{}, err
		}
		return askWrong(ctx, tx, req, row, f, mistake)
	}
	return reply, err
}
