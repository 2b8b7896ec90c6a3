package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// lineItems parts a block whose lines are events of their own: each with its
// kind or place and its day. The lines between belong to the one before, those
// above the first give the year.
func lineItems(text string, now time.Time) []block {
	lines := strings.Split(text, "\n")
	dated := 0
	for _, l := range lines {
		if strings.ContainsAny(l, "0123456789") {
			dated++
		}
	}
	if dated < 2 || linesOfKinds(text) < 2 {
		return nil
	}
	var all []block
	year := 0
	var previous programme.Draft
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l == "" {
			continue
		}
		r := newReader(l, now)
		if r.dateline() >= 0 {
			return nil // a piece of news
		}
		if len(all) == 0 && r.main >= 0 && r.has("agenda_of", 0, len(r.toks)) {
			return nil // what the lines below name is only spoken of
		}
		d := r.plainDraft()
		_ = r.readHours(&d) // events of one day may differ by them
		undated := d.Start.IsZero() && len(d.DateChoices) == 0 && !(trimItem(l) != l && r.namesEvent(d))
		if undated || r.main < 0 && len(d.Hosts) == 0 || len(r.labels) > 0 && r.labels[0].head < 3 {
			if len(all) == 0 {
				year = max(year, r.anyYear())
				continue
			}
			all[len(all)-1].text += "\n" + l
			continue
		}
		item := trimItem(l) != l && r.main >= 0                                                                                  // of a list that somebody numbered
		if len(all) == 1 && r.main >= 0 && (r.verbs || strings.Contains(l, ". ")) && trimItem(l) == l && sameDays(previous, d) { // the heading said it already
			all[len(all)-1].text += "\n" + l
			continue
		}
		item = item || r.main >= 0 && r.isEdition(r.kinds[0].from)
		if !r.namesEvent(d) && !item || isAgenda(previous, d) && !r.isOfItsOwn(previous, d) {
			return nil // no list: this line is part of something
		}
		previous = d
		all = append(all, block{text: trimItem(l), year: year, reader: r})
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// linesOfKinds counts the lines in which a kind of event is named: a quick look before
// each line is read.
func linesOfKinds(text string) (n int) {
	toks := tokens(text)
	last := 0 // the end of the last kind
	for _, h := range know().kinds.all(toks, true) {
		if n == 0 || slices.ContainsFunc(toks[last:h.from], func(t token) bool { return t.sort == line }) {
			n++
		}
		last = h.to
	}
	return n
}

// namesEvent reports whether a line alone names an event: a kind that is said of
// nothing else, and where it is or what it is about. An item of a list that does
// is an event even if its date is still open.
func (r *reader) namesEvent(d programme.Draft) bool {
	return r.main >= 0 && r.kinds[r.main].value.weight > 4 && r.aside[r.kinds[r.main].from] == 0 && (len(d.Hosts) > 0 || r.tellsWhat())
}

// tellsWhat reports whether a line says more of its event than the kind: a
// topic, a name.
func (r *reader) tellsWhat() bool {
	k := r.kinds[r.main]
	if _, _, ok := r.topic(k); ok {
		return true
	}
	if r.tok(k.to).is("по", "о", "об", "для", "on", "for", "about") && r.tok(k.to+1).sort == word || r.tok(k.to-1).is("по", "для", "on", "for") && r.tok(k.to).sort == word {
		return true
	}
	from, to, ok := r.properTitle(k)
	return ok && to-from >= 3 || r.quoted(k) != ""
}

// isAgenda reports whether two lines may be days of one event: the next day at
// the same place.
func isAgenda(a, b programme.Draft) bool {
	if a.Start.IsZero() {
		return false
	}
	gap := a.End.DaysUntil(b.Start)
	return gap >= 0 && gap <= 1 && len(b.Hosts) == 0
}

// isOfItsOwn reports whether a line that might be a day of the event before names another
// event: by the number of its edition, or in a sentence, "The C4 meeting is on Wednesday".
func (r *reader) isOfItsOwn(before, d programme.Draft) bool {
	if r.main < 0 || before.Kind == "" {
		return false
	}
	k := r.kinds[r.main]
	if r.isEdition(r.kinds[0].from) {
		return true
	}
	return before.Kind != d.Kind && r.tok(k.to).is("is", "are", "will", "takes")
}

// isEdition reports whether the line begins with the number of an edition and its event's
// word follows: "Forty-Third Meeting", "XI конференция", "29th Session".
func (r *reader) isEdition(kind int) bool {
	i := 0
	for r.tok(i).sort == mark {
		i++
	}
	t := r.tok(i)
	if kind <= i || kind > i+6 {
		return false
	}
	if t.sort == number {
		return r.tok(i+1).is("th", "st", "nd", "rd")
	}
	if t.caps && strings.Trim(t.low, "ivx") == "" {
		return true
	}
	if _, _, ok := r.ordinal(i); ok {
		return t.capital
	}
	for r.tok(i+1).is("-") && !r.tok(i+1).gap {
		i += 2
	}
	low := r.tok(i).low
	return t.capital && (strings.HasSuffix(low, "th") && len(low) > 4 || r.tok(i).is("first", "second", "third"))
}

// sameDays reports whether two lines tell of one event: days that overlap, no other place
// and no other kind.
func sameDays(a, b programme.Draft) bool {
	return !a.Start.IsZero() && !b.Start.IsZero() && !a.End.Before(b.Start) && !b.End.Before(a.Start) && a.From == b.From &&
		(a.Kind == b.Kind || refines(a.Kind, b.Kind) || refines(b.Kind, a.Kind)) &&
		(len(a.Hosts) == 0 || len(b.Hosts) == 0 || slices.Equal(a.Hosts, b.Hosts))
}

// anyYear returns a year that stands in a heading.
func (r *reader) anyYear() int {
	for _, t := range r.toks {
		if t.sort == number && t.digits() == 4 && t.n >= 1990 && t.n <= 2100 {
			return t.n
		}
	}
	return 0
}

// trimItem drops the bullet or number of a list's item.
func trimItem(l string) string {
	s := strings.TrimLeft(l, "-–—•*·▪►➢✅🔹🔸 \t")
	if i := strings.IndexAny(s, ".)"); i > 0 && i <= 3 && i+1 < len(s) && s[i+1] == ' ' && strings.Trim(s[:i], "0123456789") == "" {
		s = s[i+1:]
	}
	return strings.TrimSpace(s)
}
