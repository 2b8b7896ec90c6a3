package programme

import (
	"slices"
	"strings"
)

// Clash is why two events of the same days get into each other's way; empty: they do
// not.
type Clash string

// The clashes.
const (
	SameCity   Clash = "city"
	SamePeople Clash = "people" // the same agencies of the same countries
)

// Clashes says why an event gets into another's way.
func (e Event) Clashes(o Event) Clash {
	switch {
	case e.Status.Off() || o.Status.Off() || !e.When.Known() || !o.When.Known(),
		e.When.Last().Before(o.When.First()), o.When.Last().Before(e.When.First()):
		return ""
	case share(e.Agencies, o.Agencies) && share(e.Invited, o.Invited):
		return SamePeople
	case e.OnSite() && o.OnSite() && slices.ContainsFunc(e.Places, func(p Place) bool {
		return p.City != "" && slices.ContainsFunc(o.Places, func(q Place) bool { return q.City == p.City && q.Country == p.Country })
	}):
		return SameCity
	}
	return ""
}

// SameTitle reports whether an event has a title of another's.
func (e Event) SameTitle(o Event) bool {
	return slices.ContainsFunc(e.Texts, func(t Text) bool {
		return slices.ContainsFunc(o.Texts, func(u Text) bool { return strings.EqualFold(t.Title, u.Title) })
	})
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
