package bot

import (
	"context"
	"strings"
	"unicode/utf8"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/view"
)

// pageSize is how many events a page of a list shows.
const pageSize = 5

// listKind is one of the three lists; its letter stands in the buttons' data.
type listKind string

const (
	listAhead listKind = "u"
	listPast  listKind = "p"
	listMine  listKind = "m"
)

var upcoming = Command{Name: "upcoming", Args: "[almaty]", Help: true, Look: true, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	s, err := list(ctx, tx, req, listAhead, 0, req.Args)
	return say(s), err
}}

var past = Command{Name: "past", Args: "[2025]", Help: true, Look: true, Who: Member, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	s, err := list(ctx, tx, req, listPast, 0, req.Args)
	return say(s), err
}}

var my = Command{Name: "my", Help: true, Look: true, Who: Member, Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
	s, err := list(ctx, tx, req, listMine, 0, "")
	return say(s), err
}}

var listButtons = []Command{
	{Verb: "list", Run: func(ctx context.Context, tx *postgres.Tx, req Request) (Reply, error) {
		page, err := req.page(1)
		if err != nil {
			return Reply{}, err
		}
		kind := listKind(req.part(0))
		if kind != listAhead && kind != listPast && kind != listMine {
			return Reply{}, programme.Refuse(programme.Conflict, "button_old")
		}
		s, err := list(ctx, tx, req, kind, page, strings.Join(req.Parts[2:], ":"))
		return show(s), err
	}},
}

func list(ctx context.Context, tx *postgres.Tx, req Request, kind listKind, page int, filter string) (view.Screen, error) {
	q := postgres.EventQuery{
		Programmes: req.Programmes, Viewer: req.Persons, Staff: req.Me.Role.Staff(),
		Past: kind == listPast, Mine: kind == listMine, Limit: pageSize, Offset: page * pageSize,
	}
	if q.Staff && !q.Mine {
		q.Programmes = []int64{req.Programme.ID}
	}
	filter = cutBytes(strings.TrimSpace(filter), 40) // it travels in the buttons, which hold 64 bytes
	narrow(&q, req, filter)
	events, total, err := tx.Events(ctx, q)
	if err != nil {
		return view.Screen{}, err
	}
	ids := make([]int64, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	var parts map[int64]programme.Participation // staff's lists show counts instead
	if !q.Staff || q.Mine {
		if parts, err = tx.Participations(ctx, ids, req.Persons); err != nil {
			return view.Screen{}, err
		}
	}
	return view.List(req.P, heading(req, kind, filter, total, q.Staff), events, parts, q.Staff && !q.Mine, req.Zone, view.Page{
		Number: page, Size: pageSize, Total: total,
		Data: func(n int) string { return data("list", string(kind), n, filter) },
	}), nil
}

// heading names the list; an empty one says what to do.
func heading(req Request, kind listKind, filter string, total int, staff bool) locale.HTML {
	name := map[listKind]string{listAhead: "upcoming", listPast: "past", listMine: "my"}[kind]
	switch {
	case total > 0 && filter != "":
		return req.P.HTML("list."+name+"_narrowed", "filter", filter, "n", total)
	case total > 0:
		return req.P.HTML("list."+name, "n", total)
	case filter != "":
		return req.P.HTML("list.none_narrowed", "filter", filter, "command", "/"+name)
	case staff && kind != listMine:
		return req.P.HTML("list." + name + "_none_staff")
	}
	return req.P.HTML("list." + name + "_none")
}

// narrow reads a filter: a kind, a month, a country, a city, a year; any other
// words are looked for in titles and places.
func narrow(q *postgres.EventQuery, req Request, filter string) {
	if filter == "" {
		return
	}
	if from, to, ok := readPeriod(filter, req); ok {
		q.From, q.To = from, to
		return
	}
	if kind, ok := readKind(filter); ok {
		q.Kind = kind
		return
	}
	if city, country, ok := readPlace(filter); ok {
		q.City, q.Country = city, country
		return
	}
	q.Text = filter
}

// cutBytes cuts s to at most n bytes, between characters.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
