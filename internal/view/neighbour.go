package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Neighbours are events that stand beside one that is about to be saved.
type Neighbours struct {
	Alike   []programme.Event // of the same title, or one that differs in a number, a year …
	Clashes []Clash
	// Holidays of the host and invited countries in its days, the earliest first.
	Holidays []Holiday
}

// Holiday is a public holiday of a country, in its reader's language.
type Holiday struct {
	First, Last programme.Date
	Name        string
	Country     string // ISO 3166
}

// Clash is an event of the same days, and why it is in the way.
type Clash struct {
	Event *programme.Event
	Row   string // of the same plan, that would be it; empty: the event is there
	Why   programme.Clash
}

// MostNeighbours is how many of each sort a card names.
const MostNeighbours = 3

// neighbourLines say what is here already, and what is in the way.
func neighbourLines(p *locale.Printer, of programme.Event, n Neighbours) (lines []locale.HTML) {
	for _, e := range n.Alike[:min(len(n.Alike), MostNeighbours)] {
		if of.SameTitle(e) {
			lines = append(lines, p.HTML("neighbour.alike", "code", e.Code, "when", dateLine(p, e)))
			continue
		}
		lines = append(lines, p.HTML("neighbour.series", "code", e.Code, "title", Cut(e.Title(p.Language()), longestName), "when", dateLine(p, e)))
	}
	for _, c := range n.Clashes[:min(len(n.Clashes), MostNeighbours)] {
		if c.Row != "" {
			lines = append(lines, p.HTML("neighbour.row_"+string(c.Why), "row", c.Row, "title", Cut(c.Event.Title(p.Language()), longestName), "when", dateLine(p, *c.Event)))
			continue
		}
		lines = append(lines, p.HTML("neighbour.clash_"+string(c.Why), "code", c.Event.Code, "title", Cut(c.Event.Title(p.Language()), longestName), "when", dateLine(p, *c.Event)))
	}
	for _, h := range n.Holidays[:min(len(n.Holidays), MostNeighbours)] {
		lines = append(lines, p.HTML("neighbour.holiday", "days", p.Days(h.First, h.Last), "name", h.Name, "country", p.Country(h.Country)))
	}
	return lines
}
