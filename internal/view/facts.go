package view

import (
	"slices"
	"strings"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Facts are the lines that every card, reminder and notice shares: days, hours
// with whose clock, place. In-person events show the venue's time, labelled;
// online ones the reader's.
func Facts(p *locale.Printer, e programme.Event, readerZone string) []locale.HTML {
	e = byClock(e, readerZone)
	lines := []locale.HTML{dateLine(p, e)}
	if h := hoursLine(p, e, readerZone); h != "" {
		lines = append(lines, h)
	}
	if place := PlaceLine(p, e); place != "" {
		lines = append(lines, locale.Escape(place))
	}
	return lines
}

// byClock is an online event with the days and hours that it has by the reader's clock. One
// that goes on past midnight there is of the day on which it begins.
func byClock(e programme.Event, readerZone string) programme.Event {
	reader, err := locale.Zone(readerZone)
	untimed := func(d programme.Day) bool { return d.From == "" }
	if e.Mode != programme.Online || err != nil || slices.ContainsFunc(e.When.Days, untimed) {
		return e
	}
	venue := zoneOr(e.When.Zone)
	e.When.Days = slices.Clone(e.When.Days)
	for i, d := range e.When.Days {
		begins := d.Date.At(d.From, venue).In(reader)
		there := programme.Day{Date: programme.DateOf(begins), From: programme.ClockOf(begins)}
		if d.To != "" {
			there.To = programme.ClockOf(d.Date.At(d.To, venue).In(reader))
		}
		e.When.Days[i] = there
	}
	e.When.Zone = readerZone
	return e
}

// dateLine is "Wed 9 – Fri 11 December 2026 · 3 days".
func dateLine(p *locale.Printer, e programme.Event) locale.HTML {
	switch {
	case !e.When.Known() && e.Rough.IsZero():
		return p.HTML("view.date_open")
	case !e.When.Known():
		return p.HTML("view.date_rough", "when", p.Rough(e.Rough))
	}
	days := p.Days(e.When.First(), e.When.Last())
	if n := e.When.First().DaysUntil(e.When.Last()) + 1; n > 1 {
		return p.HTML("view.days_and_count", "days", days, "count", p.Say("days", "n", n))
	}
	return locale.Escape(days)
}

// hoursLine is "09:00–17:00, Almaty time", or that it is all day.
func hoursLine(p *locale.Printer, e programme.Event, readerZone string) locale.HTML {
	if !e.When.Known() {
		return ""
	}
	if !e.When.SameEachDay() {
		return dayHours(p, e, readerZone)
	}
	zone := e.When.Zone
	first := e.When.Days[0]
	if e.Mode == programme.Online && first.From != "" && readerZone != zone {
		return onlineHours(p, e, readerZone)
	}
	switch {
	case first.From == "":
		return "" // nobody has told them
	case first.To == "":
		return p.HTML("view.from_hour", "from", string(first.From), "zone", p.ZoneName(zone))
	}
	return p.HTML("view.hours", "from", string(first.From), "to", string(first.To), "zone", p.ZoneName(zone))
}

// onlineHours tells an online event's hours by the reader's clock, with the day
// where it is another one there.
func onlineHours(p *locale.Printer, e programme.Event, readerZone string) locale.HTML {
	loc, err := locale.Zone(readerZone)
	if err != nil {
		return p.HTML("view.from_hour", "from", string(e.When.Days[0].From), "zone", p.ZoneName(e.When.Zone))
	}
	begins := e.Begins.In(loc)
	from := string(programme.ClockOf(begins))
	if d := programme.DateOf(begins); d != e.When.First() {
		from = p.Instant(begins, loc)
	}
	if e.When.Days[0].To == "" || len(e.When.Days) > 1 {
		return p.HTML("view.from_hour", "from", from, "zone", p.ZoneName(readerZone))
	}
	return p.HTML("view.hours", "from", from, "to", string(programme.ClockOf(e.Ends.In(loc))), "zone", p.ZoneName(readerZone))
}

// dayHours are the hours of days that differ, a line for those in a row that have the
// same; online events' by the reader's clock.
func dayHours(p *locale.Printer, e programme.Event, readerZone string) locale.HTML {
	venue, zone := zoneOr(e.When.Zone), e.When.Zone
	if e.Mode == programme.Online {
		zone = readerZone
	}
	reader := zoneOr(zone)
	type stretch struct {
		first, last programme.Date
		from, to    programme.Clock
	}
	var all []stretch
	for _, d := range e.When.Days {
		if d.From == "" {
			continue // nobody has told them
		}
		begins := d.Date.At(d.From, venue).In(reader)
		s := stretch{first: programme.DateOf(begins), last: programme.DateOf(begins), from: programme.ClockOf(begins)}
		if d.To != "" {
			s.to = programme.ClockOf(d.Date.At(d.To, venue).In(reader))
		}
		if n := len(all) - 1; n >= 0 && all[n].from == s.from && all[n].to == s.to && all[n].last.AddDays(1) == s.first {
			all[n].last = s.last
			continue
		}
		all = append(all, s)
	}
	var lines []string
	for i, s := range all {
		if i == dayHoursLines {
			lines = append(lines, "…")
			break
		}
		key, args := "view.day_from", []any{"days", p.DaysShort(s.first, s.last, s.first), "from", string(s.from)}
		if s.to != "" {
			key, args = "view.day_hours", append(args, "to", string(s.to))
		}
		lines = append(lines, p.Say(key, args...))
	}
	return p.HTML("view.hours_by", "hours", strings.Join(lines, "\n"), "zone", p.ZoneName(zone))
}

// dayHoursLines is how many lines the hours of days may take.
const dayHoursLines = 8

// PlaceLine is "Customs Institute, Almaty, Kazakhstan", or the countries alone,
// or that it is online.
func PlaceLine(p *locale.Printer, e programme.Event) string {
	line := venues(p, e)
	switch {
	case e.Mode == programme.Online:
		return capital(p.Say("mode.online"))
	case e.Mode == programme.Hybrid && line != "":
		return p.Say("view.hybrid_place", "place", line)
	}
	return line
}

// venues names where an event is: "Customs Institute, Almaty, Kazakhstan"; each place
// by itself where there are several venues.
func venues(p *locale.Printer, e programme.Event) string {
	var parts []string
	if len(e.Places) > 1 && slices.ContainsFunc(e.Places[1:], func(place programme.Place) bool { return place.Venue != "" }) {
		hosts := slices.Clone(e.Hosts)
		for _, place := range e.Places {
			one := programme.Event{Places: []programme.Place{place}}
			if place.Country != "" {
				one.Hosts = []string{place.Country}
				hosts = slices.DeleteFunc(hosts, func(h string) bool { return h == place.Country })
			}
			parts = append(parts, venues(p, one))
		}
		for _, h := range hosts {
			parts = append(parts, p.Country(h))
		}
		return strings.Join(parts, "; ")
	}
	for _, place := range e.Places {
		if place.Venue != "" {
			parts = append(parts, place.Venue)
		}
		if place.City != "" {
			parts = append(parts, p.City(place.City))
		}
	}
	var names []string
	for _, c := range e.Hosts {
		names = append(names, p.Country(c))
	}
	if len(names) > 0 {
		parts = append(parts, p.List(names))
	}
	return strings.Join(parts, ", ")
}

// AudienceLine is "Customs · Kazakhstan, Kyrgyzstan and Uzbekistan".
func AudienceLine(p *locale.Printer, agencies, countries []string) string {
	var left, right []string
	for _, a := range agencies {
		left = append(left, p.Say("agency."+a))
	}
	for _, c := range countries {
		right = append(right, p.Country(c))
	}
	switch {
	case len(left) == 0:
		return p.List(right)
	case len(right) == 0:
		return capital(p.List(left))
	}
	return capital(p.List(left)) + " · " + p.List(right)
}

// audienceFact is an audience on a card. Countries alone are labelled: they could
// be taken for where it happens.
func audienceFact(p *locale.Printer, agencies, countries []string) locale.HTML {
	line := AudienceLine(p, agencies, countries)
	if len(agencies) == 0 && line != "" {
		return p.HTML("view.participants", "countries", line)
	}
	return locale.Escape(line)
}

// seatsLine is "24 seats", "about 100 people", or nothing.
func seatsLine(p *locale.Printer, e programme.Event) string {
	switch {
	case e.Seats > 0:
		return p.Say("view.seats", "n", e.Seats)
	case e.Expected > 0:
		return p.Say("view.expected", "n", e.Expected)
	}
	return ""
}

// Lines joins the lines that are there.
func Lines(lines ...locale.HTML) locale.HTML { return locale.Join("\n", lines...) }

// Paragraphs joins what is there with an empty line between.
func Paragraphs(parts ...locale.HTML) locale.HTML { return locale.Join("\n\n", parts...) }
