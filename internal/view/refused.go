package view

import (
	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// Refused is what Telegram would not take.
type Refused struct {
	N      int               // messages
	Events []programme.Event // that they were about
	Why    string            // Telegram's words about the first
}

// RefusedMessages tells the team of messages that Telegram refused.
func RefusedMessages(p *locale.Printer, r Refused) Screen {
	var about []locale.HTML
	for i, e := range r.Events {
		if i == digestEvents {
			about = append(about, p.HTML("digest.more_events", "n", len(r.Events)-i))
			break
		}
		about = append(about, p.HTML("digest.event", "title", Cut(e.Title(p.Language()), longestTitle), "code", e.Code))
	}
	return Screen{Text: Paragraphs(p.HTML("refused.heading", "n", r.N, "why", Cut(r.Why, 200)), Lines(about...), p.HTML("refused.do", "n", r.N))}
}
