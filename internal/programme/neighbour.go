package programme

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
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

// SameSeries reports whether an event looks like another of a series of its own: it is of
// the same kind, as far as that is known, and has a title of the other's but for what
// counts the events of a series.
func (e Event) SameSeries(o Event) bool {
	return (e.Kind == o.Kind || e.Kind == "" || o.Kind == "") && slices.ContainsFunc(e.Texts, func(t Text) bool {
		words := SeriesWords(t.Title)
		return len(words) > 0 && slices.ContainsFunc(o.Texts, func(u Text) bool { return slices.Equal(words, SeriesWords(u.Title)) })
	})
}

// counts matches a word of a title that tells the events of a series apart: a number, a
// year, 3rd, 2-й, IV.
var counts = regexp.MustCompile(`^(\d+(st|nd|rd|th|г|й|я|е|ая|ой|ый|ое)?|[ivx]{2,}|` +
	`first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|` +
	`(перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(ый|ой|ая|ое|ого)|трет(ий|ья|ье|ьего)|` +
	`й|я|е|ая|ый|ой|ое|го|г|года|году|год|st|nd|rd|th|no)$`)

// SeriesWords are the words of a title that those of the other events of its series have
// too, in lower case.
func SeriesWords(title string) []string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, counts.MatchString)
}

func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
