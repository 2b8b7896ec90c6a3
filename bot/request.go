package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

// Request is an update with who sent it and how they read.
type Request struct {
	programme.Update
	Account    programme.Account   // ID 0: a stranger
	Me         programme.Person    // the sender in the chosen programme; ID 0: none
	Programme  programme.Programme // the chosen one
	Programmes []int64             // all of which the sender is somebody
	Persons    []int64             // who the sender is in them
	Asking     *postgres.Asking    // what the next text answers; nil: nothing
	P          *locale.Printer
	Zone       string // the sender's
	Now        time.Time
	Today      programme.Date // in the programme's zone
	Parts      []string       // a button's data behind its verb
	About      string         // what an order without a code says of the event that it means

	persons  []programme.Person
	all      []programme.Programme
	bot      string // its username
	chosen   string // language that a stranger chose; it travels in the buttons
	commands []Command
}

// request puts an update beside who sent it. Staff's commands are of the chosen
// programme: the first in which the sender is staff, else the first of the
// sender's, else the first there is.
func (b *Bot) request(u programme.Update, c postgres.Caller, now time.Time) Request {
	return Request{Now: now, bot: b.username, commands: b.commands}.of(u, c)
}

// of is a request to the same bot at the same time, of another caller.
func (req Request) of(u programme.Update, c postgres.Caller) Request {
	req = Request{Update: u, Account: c.Account, Asking: c.Asking, Now: req.Now, persons: c.Persons, all: c.Programmes, bot: req.bot, commands: req.commands}
	for _, p := range c.Persons {
		req.Persons = append(req.Persons, p.ID)
		req.Programmes = append(req.Programmes, p.Programme)
		if req.Me.ID == 0 || p.Role.Staff() && !req.Me.Role.Staff() {
			req.Me = p
		}
	}
	for _, g := range c.Programmes {
		if g.ID == req.Me.Programme || req.Me.ID == 0 && req.Programme.ID == 0 {
			req.Programme = g
		}
	}
	language := c.Account.Language
	if language == "" {
		language = locale.FromTelegram(u.Language)
	}
	if language == "" {
		language = req.Programme.Language
	}
	req.P = locale.For(language)
	req.Zone = c.Account.Zone
	if req.Zone == "" {
		req.Zone = req.Programme.Zone
	}
	req.Today = programme.DateOf(req.Now.In(req.programmeLocation()))
	return req
}

// programmeLocation is the zone in which staff's words are read.
func (req Request) programmeLocation() *time.Location { return location(req.Programme.Zone) }

// location is a zone that was checked when it was stored; UTC if the data has
// lost it since.
func location(zone string) *time.Location {
	loc, err := locale.Zone(zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// personIn is who the sender is in a programme; ID 0: nobody.
func (req Request) personIn(programmeID int64) programme.Person {
	i := slices.IndexFunc(req.persons, func(p programme.Person) bool { return p.Programme == programmeID })
	if i < 0 {
		return programme.Person{}
	}
	return req.persons[i]
}

// staffOf reports whether the sender is staff of an event's programme.
func (req Request) staffOf(e programme.Event) bool { return req.personIn(e.Programme).Role.Staff() }

// part returns a part of a button's data; empty if there is none.
func (req Request) part(i int) string {
	if i < len(req.Parts) {
		return req.Parts[i]
	}
	return ""
}

// rest returns a button's data from a part on, as it was written: a value may have
// colons of its own.
func (req Request) rest(i int) string {
	if i < len(req.Parts) {
		return strings.Join(req.Parts[i:], ":")
	}
	return ""
}

// number returns a part of a button's data that is a number; a forged one is a
// button that is out of date.
func (req Request) number(i int) (int64, error) {
	n, err := strconv.ParseInt(req.part(i), 10, 64)
	if err != nil {
		return 0, programme.Refuse(programme.Conflict, "button_old")
	}
	return n, nil
}

// page returns a part of a button's data that is the number of a page.
func (req Request) page(i int) (int, error) {
	n, err := req.number(i)
	if err == nil && (n < 0 || n > 100_000) {
		err = programme.Refuse(programme.Conflict, "button_old")
	}
	return int(n), err
}

// code reads an event's code as people type it: 7KQ2M, /e_7kq2m, e_7KQ2M.
func code(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "/")
	s = strings.ToUpper(s)
	return strings.TrimPrefix(s, "E_")
}
