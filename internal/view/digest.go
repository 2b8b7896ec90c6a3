package view

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// News is what staff are told of an event after the fact.
type News struct {
	Event    programme.Event
	Answers  map[programme.State]int // by what people say now
	Promoted int                     // moved up from the waiting list
	Late     int                     // messages that went late
	OnTheWay int                     // messages that are late and will go
	Missed   []MissedCount
}

// digestEvents and digestNames are how much a digest lists at most.
const (
	digestEvents = 5
	digestNames  = 10
)

// Digest tells what happened in a programme since an instant: of its events, and who
// cannot be written to any more; and what events that are near still lack.
func Digest(p *locale.Printer, since time.Time, zone string, news []News, unreached []Missed, near []programme.Event) Screen {
	var parts []locale.HTML
	if len(news)+len(unreached) > 0 {
		parts = append(parts, p.HTML("digest.heading", "when", p.Instant(since, zoneOr(zone))))
	}
	parts = append(parts, newsParts(p, news)...)
	if len(unreached) > 0 {
		lines := []locale.HTML{p.HTML("digest.unreached")}
		for i, m := range unreached {
			if i == digestNames {
				lines = append(lines, p.HTML("digest.more_people", "n", len(unreached)-i))
				break
			}
			lines = append(lines, p.HTML("digest.person", "name", personLink(m.Account, Cut(m.Name, longestName)), "why", missedWhy(p, m)))
		}
		parts = append(parts, Lines(lines...))
	}
	return Screen{Text: Paragraphs(append(parts, unpreparedLines(p, near))...), Rows: missedRows(p, news)}
}

// Unprepared lists those of events in a room that lack something people need on the
// way: an address, a contact, practical information.
func Unprepared(events []programme.Event) []programme.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e programme.Event) bool { return len(lacks(e)) == 0 })
}

func lacks(e programme.Event) (fields []programme.Field) {
	if len(e.Places) == 0 || slices.ContainsFunc(e.Places, func(p programme.Place) bool { return p.Venue == "" }) {
		fields = append(fields, programme.FieldPlace)
	}
	if e.Contact == "" {
		fields = append(fields, programme.FieldContact)
	}
	if len(e.Info) == 0 {
		fields = append(fields, programme.FieldInfo)
	}
	return fields
}

// unpreparedLines say what is still missing of events that are near.
func unpreparedLines(p *locale.Printer, events []programme.Event) locale.HTML {
	if len(events) == 0 {
		return ""
	}
	lines := []locale.HTML{p.HTML("digest.unprepared")}
	for i, e := range events {
		if i == digestEvents {
			lines = append(lines, p.HTML("digest.more_events", "n", len(events)-i))
			break
		}
		var missing []string
		for _, f := range lacks(e) {
			missing = append(missing, p.Say("lacks."+string(f)))
		}
		lines = append(lines, p.HTML("digest.lacks", "title", Cut(e.Title(p.Language()), longestName), "code", e.Code,
			"day", p.Day(e.When.First()), "fields", strings.Join(missing, ", ")))
	}
	return Lines(lines...)
}

// Downtime tells that nothing was sent for a while, and what became of what was due
// in it.
func Downtime(p *locale.Printer, from, to time.Time, zone string, news []News) Screen {
	loc := zoneOr(zone)
	parts := []locale.HTML{p.HTML("downtime.heading", "from", p.Instant(from, loc), "to", p.Instant(to, loc))}
	if len(news) == 0 {
		parts = append(parts, p.HTML("downtime.nothing"))
	}
	return Screen{Text: Paragraphs(append(parts, newsParts(p, news)...)...), Rows: missedRows(p, news)}
}

func newsParts(p *locale.Printer, news []News) (parts []locale.HTML) {
	for i, n := range news {
		if i == digestEvents {
			return append(parts, p.HTML("digest.more_events", "n", len(news)-i))
		}
		parts = append(parts, newsOf(p, n))
	}
	return parts
}

func newsOf(p *locale.Printer, n News) locale.HTML {
	lines := []locale.HTML{
		p.HTML("digest.event", "title", Cut(n.Event.Title(p.Language()), longestTitle), "code", n.Event.Code),
		locale.Escape(tally(p, n.Event)),
	}
	var said []string
	for _, s := range []programme.State{programme.Coming, programme.Waiting, programme.Declined} {
		if count := n.Answers[s]; count > 0 {
			said = append(said, p.Say("digest.answer_"+string(s), "n", count))
		}
	}
	if len(said) > 0 {
		lines = append(lines, p.HTML("digest.answers", "answers", p.List(said)))
	}
	for _, x := range []struct {
		key string
		n   int
	}{{"digest.promoted", n.Promoted}, {"digest.late", n.Late}, {"digest.on_the_way", n.OnTheWay}} {
		if x.n > 0 {
			lines = append(lines, p.HTML(x.key, "n", x.n))
		}
	}
	for _, m := range n.Missed {
		lines = append(lines, p.HTML("digest.missed", "n", m.N, "why", missedWhy(p, m.Missed)))
	}
	return Lines(lines...)
}
