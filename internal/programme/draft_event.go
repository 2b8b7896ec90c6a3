package programme

import (
	"slices"
	"time"
)

// Ready reports whether a draft may be saved: kind and title suffice, unless its
// date needs a person's word first.
func (d Draft) Ready() bool { return d.Kind != "" && d.Title != "" }

// Copy is what another event takes over from this one: what it is, where and for
// whom, not when it is nor what became of it.
func (d Draft) Copy() Draft {
	d.Start, d.End, d.Rough, d.DateChoices = Date{}, Date{}, Rough{}, nil
	d.Link, d.Links, d.Deadlines, d.Info, d.Agenda = "", nil, nil, nil, nil
	d.Status, d.Reason, d.Reasons, d.Past, d.Follows, d.Round = "", "", nil, false, 0, false
	d.Uncertain, d.KindChoices, d.Source, d.Marks = nil, nil, "", nil
	return d
}

// ByCountry parts an event that is held in several countries into one for each: a
// round. The audience of each is its own country's, unless others are invited.
func (d Draft) ByCountry() (round []Draft) {
	theirs := len(d.Audience) == 0 || slices.Equal(slices.Sorted(slices.Values(d.Audience)), slices.Sorted(slices.Values(d.Hosts)))
	for _, country := range d.Hosts {
		one := d
		one.Round, one.Hosts, one.Venue, one.Cities = true, []string{country}, "", nil
		for i, c := range d.Cities {
			if i == 0 {
				c.Venue = d.Venue
			}
			if c.Country != country {
				continue
			}
			if len(one.Cities) == 0 {
				one.Venue, c.Venue = c.Venue, ""
			}
			one.Cities = append(one.Cities, c)
		}
		if theirs {
			one.Audience = []string{country}
		}
		one.Surely(FieldHosts, FieldPlace, FieldAudience)
		if len(one.DateChoices) == 0 && one.Start.IsZero() {
			one.Surely(FieldDates) // they come later
		}
		round = append(round, one)
	}
	return round
}

// IsPast reports whether the draft's last day is before today.
func (d Draft) IsPast(today Date) bool { return !d.Start.IsZero() && d.End.Before(today) }

// Surely takes fields off the list of what is uncertain: a person has said.
func (d *Draft) Surely(fields ...Field) {
	d.Uncertain = slices.DeleteFunc(slices.Clone(d.Uncertain), func(f Field) bool { return slices.Contains(fields, f) })
}

// ZoneOf returns the zone of a draft, and whether it was assumed: as typed, else
// the first place's, else the programme's. countryZone tells a country's zone.
func (d Draft) ZoneOf(ofProgramme string, countryZone func(country string) string) (zone string, assumed bool) {
	if d.Zone != "" {
		return d.Zone, false
	}
	several := len(d.Hosts) > 1
	for _, c := range d.Cities {
		if c.Zone != "" {
			return c.Zone, several
		}
	}
	for _, h := range d.Hosts {
		if z := countryZone(h); z != "" {
			return z, several
		}
	}
	return ofProgramme, true
}

// Apply writes the draft's fields into an event, whose id, code and numbers stay.
// loc is the location of zone.
func (d Draft) Apply(e *Event, zone string, assumed bool, loc *time.Location) {
	e.Kind, e.Mode = d.Kind, d.Mode
	if e.Mode == "" {
		e.Mode = InPerson
	}
	if e.Language == "" {
		e.Language = d.Language
	}
	language := d.Language
	if language == "" {
		language = e.Language
	}
	e.Texts = withText(d.Translations, Text{Language: language, Title: d.Title, Description: d.Description})
	e.When, e.Rough = When{Zone: zone, Days: d.days()}, Rough{}
	if d.Start.IsZero() {
		e.Rough = d.Rough
	}
	e.ZoneAssumed = assumed
	e.Begins, e.Ends = e.When.Begins(loc), e.When.Ends(loc)
	e.Places = nil
	for _, c := range d.Cities {
		e.Places = append(e.Places, Place{Venue: c.Venue, City: c.Name, Country: c.Country, Zone: c.Zone})
	}
	if d.Venue != "" {
		if len(e.Places) == 0 {
			e.Places = []Place{{}}
		}
		e.Places[0].Venue = d.Venue
	}
	e.Hosts, e.Invited = d.Hosts, d.Audience
	e.Agencies, e.Partners = d.Agencies, d.Partners
	e.Seats, e.Expected, e.Link = d.Seats, d.Expected, d.Link
	e.Contact, e.Component, e.Info, e.Agenda = d.Contact, d.Component, d.Info, d.Agenda
	e.Languages, e.Interpretation, e.Deadlines = d.Languages, d.Interpretation, byDay(d.Deadlines)
	if d.Status != "" {
		e.Status, e.Reason, e.Reasons = d.Status, d.Reason, d.Reasons
	}
}

// DraftOf opens an event as a draft, to be changed: the card is the same. The
// event's zone counts as typed only if its places would not give it anyway.
func DraftOf(e Event, ofProgramme string, countryZone func(country string) string) Draft {
	d := Draft{
		Kind: e.Kind, Mode: e.Mode, Title: e.Title(e.Language), Language: e.Language,
		Start: e.When.First(), End: e.When.Last(), Rough: e.Rough,
		Hosts: e.Hosts, Audience: e.Invited, Agencies: e.Agencies, Partners: e.Partners,
		Seats: e.Seats, Expected: e.Expected, Link: e.Link, Past: e.Status == Held,
		Contact: e.Contact, Component: e.Component, Info: e.Info, Agenda: e.Agenda,
		Languages: e.Languages, Interpretation: e.Interpretation, Deadlines: e.Deadlines,
	}
	own := textIn(e.Texts, e.Language)
	d.Description = own.Description
	for _, t := range e.Texts {
		if t.Language != e.Language {
			d.Translations = append(d.Translations, t)
		}
	}
	d.hoursOf(e.When.Days)
	for i, p := range e.Places {
		if i == 0 {
			d.Venue, p.Venue = p.Venue, ""
		}
		if p.City != "" {
			d.Cities = append(d.Cities, City{Name: p.City, Country: p.Country, Zone: p.Zone, Venue: p.Venue})
		}
	}
	if zone, _ := d.ZoneOf(ofProgramme, countryZone); zone != e.When.Zone {
		d.Zone = e.When.Zone
	}
	return d
}
