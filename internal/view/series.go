package view

import (
	"fmt"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// mostOfSeries is how many of the others of its series a card names.
const mostOfSeries = 4

// seriesLine says which one of a series an event is, and names those around it.
func seriesLine(p *locale.Printer, e programme.Event, series []programme.Event, today programme.Date) locale.HTML {
	at := -1
	for i, o := range series {
		if o.ID == e.ID {
			at = i
		}
	}
	if at < 0 || len(series) < 2 {
		return ""
	}
	first := min(max(0, at-mostOfSeries/2), max(0, len(series)-1-mostOfSeries))
	var others []string
	for _, o := range series[first:min(len(series), first+mostOfSeries+1)] {
		if o.ID != e.ID {
			others = append(others, fmt.Sprintf("/e_%s %s", o.Code, seriesWhen(p, o, today)))
		}
	}
	return p.HTML("series.line", "number", at+1, "of", len(series), "others", strings.Join(others, " · "))
}

// seriesWhen tells the rounds of a series apart: by days, else by country.
func seriesWhen(p *locale.Printer, e programme.Event, today programme.Date) string {
	when := p.DaysShort(e.When.First(), e.When.Last(), today)
	if when == "" && !e.Rough.IsZero() {
		when = p.Rough(e.Rough)
	}
	if len(e.Hosts) == 1 {
		when = strings.TrimSpace(p.Country(e.Hosts[0]) + " " + when)
	}
	return when
}

// CopyOf asks what a copy of an event is to be.
func CopyOf(p *locale.Printer, e programme.Event) Screen {
	data := func(verb string) string { return fmt.Sprintf("%s:%s:%d", verb, e.Code, e.Version) }
	return Screen{
		Text: p.HTML("copy.ask", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code),
		Rows: [][]Button{
			{{Label: p.Say("button.next_of_series"), Data: data("e.next")}},
			{{Label: p.Say("button.another_event"), Data: data("e.another")}},
			{{Label: p.Say("button.back"), Data: "e:" + e.Code}},
		},
	}
}
