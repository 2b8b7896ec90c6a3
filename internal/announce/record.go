package announce

import "jarchy/internal/programme"

// Record is an event as the command `jarchy read` prints it, one JSON object a
// line.
type Record struct {
	Title             string            `json:"title"`
	Kind              programme.Kind    `json:"kind"`
	Status            programme.Status  `json:"status,omitempty"` // tentative, or not told
	Start             *programme.Date   `json:"start"`            // null: date to be confirmed
	End               *programme.Date   `json:"end"`
	Cities            []string          `json:"cities"` // English names
	HostCountries     []string          `json:"host_countries"`
	AudienceCountries []string          `json:"audience_countries"`
	Participants      *int              `json:"participants"` // seats or expected people; null if not told
	Partners          []string          `json:"partners"`
	Times             []string          `json:"times"`     // ["09:00","17:00"], ["09:00"] or []
	Uncertain         []programme.Field `json:"uncertain"` // what a person would be asked: title, kind, dates, times, place, audience, seats …
}

// NewRecord makes the record of a draft. Lists are empty, never null.
func NewRecord(d programme.Draft) Record {
	r := Record{
		Title: d.Title, Kind: d.Kind, Status: d.Status,
		Cities: []string{}, HostCountries: orEmpty(d.Hosts), AudienceCountries: orEmpty(d.Audience),
		Partners: orEmpty(d.Partners), Times: []string{}, Uncertain: orEmpty(d.Uncertain),
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
