package announce

import "jarchy/internal/programme"

// Record is an event as the command `jarchy read` prints it, one JSON object a
// line.
type Record struct {
	Title             string               `json:"title"`
	Kind              programme.Kind       `json:"kind"`
	Status            programme.Status     `json:"status"` // tentative, confirmed, postponed, cancelled, held; empty if not told
	Start             *programme.Date      `json:"start"`  // null: date to be confirmed
	End               *programme.Date      `json:"end"`
	Rough             *programme.Rough     `json:"rough"`  // what is known while start is null: a month, a week …
	Cities            []string             `json:"cities"` // English names
	Venue             string               `json:"venue"`  // a building, with its street if told
	HostCountries     []string             `json:"host_countries"`
	AudienceCountries []string             `json:"audience_countries"`
	Participants      *int                 `json:"participants"` // seats or expected people; null if not told
	Limit             bool                 `json:"limit"`        // participants are seats, not only expected
	Partners          []string             `json:"partners"`
	Times             []string             `json:"times"`          // ["09:00","17:00"], ["09:00"] or []
	Zone              string               `json:"zone"`           // IANA, if written
	Mode              programme.Mode       `json:"mode"`           // in_person, online, hybrid
	Deadline          *programme.Date      `json:"deadline"`       // to register or nominate, else to hand in
	Deadlines         []programme.Deadline `json:"deadlines"`      // one of each purpose
	Links             []string             `json:"links"`          // all addresses
	Link              string               `json:"link"`           // the one of the meeting online
	Agencies          []string             `json:"agencies"`       // invited sorts: customs, border, ngo …
	Languages         []string             `json:"languages"`      // of work, ISO 639
	Interpretation    []string             `json:"interpretation"` // those of them that are interpreted into
	Contact           string               `json:"contact"`        // whom to ask
	Component         string               `json:"component"`      // the code of a component or activity
	Uncertain         []programme.Field    `json:"uncertain"`      // what a person would be asked: title, kind, dates, times, place, audience, seats …
}

// NewRecord makes the record of a draft. Lists are empty, never null.
func NewRecord(d programme.Draft) Record {
	r := Record{
		Title: d.Title, Kind: d.Kind, Status: d.Status,
		Cities: []string{}, HostCountries: orEmpty(d.Hosts), AudienceCountries: orEmpty(d.Audience),
		Partners: orEmpty(d.Partners), Times: []string{}, Uncertain: orEmpty(d.Uncertain),
		Zone: d.Zone, Mode: d.Mode, Limit: d.Seats > 0, Deadlines: orEmpty(d.Deadlines),
		Links: orEmpty(d.Links), Link: d.Link, Agencies: orEmpty(d.Agencies),
		Languages: orEmpty(d.Languages), Interpretation: orEmpty(d.Interpretation),
		Venue: d.Venue, Contact: d.Contact, Component: d.Component,
	}
	if r.Mode == "" {
		r.Mode = programme.InPerson
	}
	if r.Status == "" && d.Past {
		r.Status = programme.Held
	}
	if !d.Rough.IsZero() {
		r.Rough = &d.Rough
	}
	if l, ok := mainDeadline(d.Deadlines); ok {
		r.Deadline = &l.Date
	}
	if !d.Start.IsZero() {
		r.Start, r.End = &d.Start, &d.End
	}
	for _, c := range d.Cities {
		r.Cities = append(r.Cities, c.Name)
	}
	for _, c := range []programme.Clock{d.From, d.To} {
		if c != "" {
			r.Times = append(r.Times, string(c))
		}
	}
	if n := max(d.Seats, d.Expected); n > 0 {
		r.Participants = &n
	}
	return r
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// mainDeadline is the first one that is not only for papers, else the first.
func mainDeadline(all []programme.Deadline) (programme.Deadline, bool) {
	for _, l := range all {
		if l.Purpose != programme.ToSubmit {
			return l, true
		}
	}
	if len(all) > 0 {
		return all[0], true
	}
	return programme.Deadline{}, false
}
