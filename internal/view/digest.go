package view

import (
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

// MissedCount counts those whom a message did not reach, for one reason.
type MissedCount struct {
	Missed
	N int
}

// digestEvents and digestNames are how much a digest lists at most.
const (
	digestEvents = 5
	digestNames  = 10
)

// Digest tells what happened in a programme since an instant: of its events, and who
// cannot be written to any more.
func Digest(p *locale.Printer, since time.Time, zone string, news []News, unreached []Missed) Screen {
	parts := []locale.HTML{p.HTML("digest.heading", "when", p.Instant(since, zoneOr(zone)))}
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
	return Screen{Text: Paragraphs(parts...)}
}

// Downtime tells that nothing was sent for a while, and what became of what was due
// in it.
func Downtime(p *locale.Printer, from, to time.Time, zone string, news []News) Screen {
	loc := zoneOr(zone)
	parts := []locale.HTML{p.HTML("downtime.heading", "from", p.Instant(from, loc), "to", p.Instant(to, loc))}
	if len(news) == 0 {
		parts = append(parts, p.HTML("downtime.nothing"))
	}
	return Screen{Text: Paragraphs(append(parts, newsParts(p, news)...)...)}
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
