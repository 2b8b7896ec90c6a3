package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// block is the part of a text that tells of one event.
type block struct {
	text string
	year int // written above it: "Events in 2026"
	// lead is what a text above a list tells of all its events.
	lead programme.Draft
	// reader is the one that found the block; nil if it read another text.
	reader *reader
}

// read returns a reader of the block, the one that found it if it read just this.
func (b block) read(now time.Time) *reader {
	if b.reader == nil || b.reader.text != b.text || b.reader.dateline() >= 0 { // a dateline moves the reader's today
		return newReader(b.text, now)
	}
	b.reader.marks = nil
	return b.reader
}

// blocks cuts a text into the parts that tell of one event each. Most texts
// are one block: only a part that introduces an event of its own starts a new
// one.
func blocks(text string, now time.Time) []block {
	text = numbersApart(withoutRelated(text, now))
	for _, list := range [...]func(string, time.Time) []block{forms, datedHeads, dayPlan, sessions} {
		if items := list(text, now); len(items) > 1 {
			return items
		}
	}
	parts := paragraphs(text)
	if len(parts) == 1 {
		if items := lineItems(text, now); len(items) > 1 {
			return items
		}
		return []block{{text: text}}
	}
	var all []block
	year := 0
	var lead *reader
	for _, p := range parts {
		if items := lineItems(p, now); len(items) > 1 {
			var above programme.Draft
			if lead != nil && lead.headsList() {
				if above = lead.plainDraft(); lead.main >= 0 && (lead.has("cancelled", 0, len(lead.toks)) || lead.has("postponed", 0, len(lead.toks))) {
					items[0].text, items[0].reader = lead.text+"\n"+items[0].text, nil // the heading says it of the first
				}
				if all = all[:len(all)-1]; lead.isHeading() { // "Events in 2027"
					year = lead.anyYear()
				}
			}
			for _, it := range items {
				if it.lead = above; it.year == 0 {
					it.year = year
				}
				all = append(all, it)
			}
			lead = nil
			continue
		}
		r := newReader(p, now)
		switch {
		case len(all) == 0:
			all, lead = append(all, block{text: p, year: year}), r
		case len(all) == 1 && lead != nil && r.tellsNewsUnder(lead):
			all[0].text += "\n\n" + p
			lead = newReader(all[0].text, now)
		case !r.introduces():
			all[len(all)-1].text += "\n\n" + p
			if lead != nil && !lead.isEvent() {
				lead = newReader(all[len(all)-1].text, now)
			}
		case lead != nil && !lead.isEvent():
			// A heading, or a greeting: it belongs to the event that follows,
			// unless it heads a list of them.
			all[len(all)-1].text += "\n\n" + p
			lead = newReader(all[len(all)-1].text, now)
		case lead != nil && lead.continues(r):
			all[len(all)-1].text += "\n\n" + p
		default:
			all, lead = append(all, block{text: p, year: year}), r
		}
	}
	return all
}

// withoutRelated cuts off what a page offers below its news: "Related posts", "Читайте
// также:", in a line of its own.
func withoutRelated(text string, now time.Time) string {
	k := know()
	for at := 0; at < len(text); {
		l, _, _ := strings.Cut(text[at:], "\n")
		if at > 0 && len(l) < 60 {
			toks := tokens(l)
			for _, c := range k.cuesAt(toks, 0) {
				if c.name == "related_line" && (c.end == len(toks) || c.end == len(toks)-1 && toks[c.end].sort == mark) && newReader(text[:at], now).isEvent() {
					return strings.TrimSpace(text[:at])
				}
			}
		}
		at += len(l) + 1
	}
	return text
}

// paragraphs parts a text at empty lines.
func paragraphs(text string) []string {
	var parts []string
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if n := len(parts); n > 0 && endsItem(parts[n-1]) { // a list with empty lines between its items
			parts[n-1] += "\n" + p
			continue
		}
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return []string{text}
	}
	return parts
}

// endsItem reports whether a paragraph ends as an item of a list does that goes on.
func endsItem(p string) bool {
	for _, end := range [...]string{";", "; and", "; и", ";and"} {
		if strings.HasSuffix(p, end) {
			return true
		}
	}
	return false
}

// isEvent reports whether the block alone makes an event: it names a kind and
// says when, or that it was or will be held somewhere.
func (r *reader) isEvent() bool {
	if r.main < 0 {
		return false
	}
	line := r.dateline()
	for n, m := range r.dates {
		if m.coarse || m.said || r.datedScore(m) <= 8 || n == line || r.aside[m.from] > 0 {
			continue
		}
		from, to := r.sentenceRange(m.from)
		if r.sentence[m.from] == r.sentence[r.kinds[r.main].from] || r.labelled(m.from) == "label_date" || r.has("verb", from, to) {
			return true
		}
	}
	from, to := r.sentenceRange(r.kinds[r.main].from)
	if !r.has("verb", from, to) || r.isHeading() {
		return false
	}
	for _, s := range r.spots {
		if s.host >= surely && s.from >= from && s.from < to {
			return true
		}
	}
	return false
}

// isHeading reports whether the block is a line above a text.
func (r *reader) isHeading() bool {
	return len(r.toks) < 35 && len(r.toks) > 0 && !r.toks[len(r.toks)-1].is(".", "!")
}

// headsList reports whether the block is no event, but what stands above a list of them: a
// heading, a greeting, "held these meetings in Riga:".
func (r *reader) headsList() bool {
	end := len(r.toks)
	for end > 0 && r.toks[end-1].is("-") {
		end--
	}
	if end > 0 && r.toks[end-1].is(":") {
		return !slices.ContainsFunc(r.dates, func(m mention) bool { return !m.coarse && r.datedScore(m) > 8 })
	}
	return !r.isEvent() && (r.isHeading() || !slices.ContainsFunc(r.dates, func(m mention) bool { return !m.coarse }))
}

// introduces reports whether the first sentences of the block bring in an
// event: not one that was spoken of already, not an agenda or a condition.
func (r *reader) introduces() bool {
	if r.main < 0 || !r.isEvent() {
		return false
	}
	for _, l := range r.labels {
		if l.head < 3 {
			return false
		}
	}
	k := r.kinds[r.main]
	from, to := r.sentenceRange(k.from)
	if _, prepared := r.cueBefore("preparing", k.from, 8); prepared || r.hasAt("part", k.from) || r.has("bygone", from, to) {
		return false
	}
	if to-from < 12 && r.has("ended", from, to) && len(r.spots) == 0 {
		return false // the seminar ended on 26 June: the one above
	}
	if r.sentence[k.from] > 1 || r.tok(k.from-1).is("all", "these", "those", "this", "both", "each", "все", "всех", "эти", "этот", "эта", "данный", "данная") {
		return false
	}
	return r.determined(k, from) >= 0 && r.aside[k.from] == 0
}

// plainDraft reads only kind, days and places.
func (r *reader) plainDraft() programme.Draft {
	d := programme.Draft{}
	if r.main >= 0 {
		d.Kind = r.kinds[r.main].value.kind
	}
	f := frame{today: programme.DateOf(r.now), tense: r.readTense(), year: r.yearNear(0)}
	if err := r.readDates(&d, f); err != nil {
		return d
	}
	r.readPlaces(&d)
	return d
}
