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

// which asks which event a command that named none is about: the next ones stand
// below as buttons, with the data that each is pressed by. Words that tell of some of them
// leave only these.
func which(ctx context.Context, tx *postgres.Tx, req Request, ask locale.HTML, press func(programme.Event) string) (Reply, error) {
	events, err := theirs(ctx, tx, req)
	if err != nil {
		return Reply{}, err
	}
	if some, _ := meant(req, events); len(some) > 0 {
		events = some
	}
	events = events[:min(len(events), pageSize)]
	return say(view.Which(req.P, ask, events, req.Today, press)), nil
}

// theirs are the next events that the sender may give orders to.
func theirs(ctx context.Context, tx *postgres.Tx, req Request) ([]programme.Event, error) {
	events, _, err := tx.Events(ctx, postgres.EventQuery{Programmes: req.Programmes, Viewer: req.Persons, Staff: true, Limit: 50})
	return events, err
}

// meant are those of some events that the words of an order tell most of: their kind,
// their place, their days, words of their title. all says that the kind and the place that
// were said are theirs.
func meant(req Request, events []programme.Event) (some []programme.Event, all bool) {
	var said programme.Draft
	if told, err := announce.ReadEach(req.About, req.readTime()); err == nil && len(told) > 0 {
		said = told[0].Draft
	}
	if said.Kind == programme.OtherKind { // an event, whatever it is
		said.Kind = ""
	}
	most := 0
	for _, e := range events {
		d, fits := fieldsOf(req, e), inTitle(req.About, e)
		kind := said.Kind != "" && said.Kind == d.Kind
		place := slices.ContainsFunc(said.Hosts, func(h string) bool { return slices.Contains(d.Hosts, h) })
		if len(said.Cities) > 0 {
			place = slices.ContainsFunc(said.Cities, func(c programme.City) bool { return slices.Contains(d.Cities, c) })
		}
		days := !said.Start.IsZero() && !d.Start.IsZero() && !said.End.Before(d.Start) && !d.End.Before(said.Start)
		for _, is := range []bool{kind, place, days} {
			if is {
				fits++
			}
		}
		if fits < most || fits == 0 {
			continue
		}
		if fits > most {
			some, most, all = nil, fits, false
		}
		some = append(some, e)
		all = all || (kind || said.Kind == "") && (place || len(said.Hosts) == 0)
	}
	return some, all
}

// inTitle counts the words of an event's title that a text has, whatever their ending.
func inTitle(text string, e programme.Event) (n int) {
	words := strings.Fields(strings.ToLower(text))
	for _, l := range locale.Languages() {
		for _, w := range strings.Fields(strings.ToLower(e.Title(l.Code))) {
			if stem := []rune(w); l.Complete && len(stem) > 3 {
				stem = stem[:max(4, len(stem)-2)]
				if slices.ContainsFunc(words, func(s string) bool {
					return strings.HasPrefix(s, string(stem)) && utf8.RuneCountInString(s) <= len(stem)+4
				}) {
					n++
				}
			}
		}
	}
	return n
}

// fitsOne reports whether an order whose words may begin anything, as "cancel workshop in
// Osh", is said of an event that there is: behind it stands a kind, or "event".
func fitsOne(ctx context.Context, tx *postgres.Tx, req Request, o order) (bool, error) {
	first, _, _ := strings.Cut(o.rest, " ")
	if !slices.Contains(orderWords("events"), bareWord(first)) && !kindFirst(req, o.rest) {
		return false, nil
	}
	dated := announces(req)
	if _, days := newDays(req, o.rest); dated && o.name != "cancel" && (o.name != "move" || days == nil) {
		return false, nil // "Open training on …, Osh, 9 December", or days that would be lost
	}
	events, err := theirs(ctx, tx, req)
	if err != nil || len(events) == 0 {
		return false, err
	}
	req.About = o.rest
	_, fits := meant(req, events)
	return fits || !dated && o.name != "event", nil
}

// kindFirst reports whether a text begins with the name of a kind.
func kindFirst(req Request, text string) bool {
	told, err := announce.ReadEach(text, req.readTime())
	return err == nil && len(told) > 0 && slices.ContainsFunc(told[0].Marks, func(m programme.Mark) bool {
		return m.Field == programme.FieldKind && m.From == 0
	})
}

// byCode is the data of a button that carries an event's code.
func byCode(verb string) func(programme.Event) string {
	return func(e programme.Event) string { return data(verb, e.Code) }
}

// byVersion is byCode of a button that changes the event; what else it carries stands
// behind.
func byVersion(verb string, more ...any) func(programme.Event) string {
	return func(e programme.Event) string { return data(verb, append([]any{e.Code, e.Version}, more...)...) }
}
