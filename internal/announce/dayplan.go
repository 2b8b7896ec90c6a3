package announce

import (
	"slices"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// dayPlan parts what is on in a town on one day: below a line with the day, lines that
// begin with an hour and name an event and its house. The programme of one event names it
// above, and nothing is parted.
func dayPlan(text string, now time.Time) []block {
	lines := strings.Split(text, "\n")
	if slices.IndexFunc(lines, beginsWithHour) < 0 {
		return nil
	}
	var all []block
	day, place := "", "" // the lines above
	named, housed := 0, 0
	for i, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if !beginsWithHour(l) {
			switch r := newReader(l, now); {
			case day != "" && len(all) > 0 && !(i+1 < len(lines) && beginsWithHour(lines[i+1])):
				all[len(all)-1].text += "\n" + l
			case len(r.toks) > 14 || r.main >= 0 || r.has("agenda", 0, len(r.toks)) || r.tellsDays() > 1:
				return nil
			case len(r.dates) > 0 && !r.dates[0].coarse:
				day, place = l, ""
			default:
				place = l
			}
			continue
		}
		if day == "" {
			return nil
		}
		r := newReader(l, now)
		if r.main >= 0 && r.kinds[r.main].value.weight > 4 {
			named++
		}
		if r.has("venue", 0, len(r.toks)) || r.has("street", 0, len(r.toks)) || len(r.spots) > 0 || slices.ContainsFunc(r.toks[min(3, len(r.toks)):], func(t token) bool { return t.is(":") }) {
			housed++
		}
		all = append(all, block{text: strings.TrimPrefix(day+"\n"+strings.TrimPrefix(place+"\n", "\n")+l, "\n")})
	}
	if len(all) < 2 || 2*named < len(all) || 2*housed < len(all) {
		return nil
	}
	return all
}

// tellsDays counts the days that a line tells; "tomorrow, 24 November" are one.
func (r *reader) tellsDays() int {
	n := 0
	for _, m := range r.dates {
		if !m.fixed || len(r.dates) == 1 {
			n++
		}
	}
	return n
}

// beginsWithHour reports whether a line begins with an hour: 10:30, 9.00.
func beginsWithHour(l string) bool {
	if i := strings.IndexAny(l, "0123456789"); i < 0 || i > 8 {
		return false
	}
	toks := tokens(trimItem(l))
	if len(toks) < 5 || toks[0].sort != number || toks[0].digits() > 2 || toks[0].n > 23 || !toks[1].is(":", ".") || toks[2].sort != number || toks[2].digits() != 2 || toks[2].n > 59 {
		return false
	}
	return !toks[1].gap && !toks[2].gap && !(toks[3].is(".", "/") && toks[4].sort == number)
}

// sessions parts lines that have nothing but a day and its hour, where the text above speaks
// of several events of a kind: "two webinars". Each has the lines around it.
func sessions(text string, now time.Time) []block {
	lines := strings.Split(text, "\n")
	var rows []int
	seen := map[written]bool{}
	for i, l := range lines {
		if len(l) > 160 || strings.Count(l, " ") > 16 || !strings.ContainsAny(l, "0123456789") || !strings.ContainsAny(l, ":.apч") {
			continue
		}
		g := newGrammar(trimItem(l), now)
		if len(g.toks) < 4 || len(g.toks) > 18 {
			continue
		}
		m, ok := g.date(0)
		if !ok || m.coarse || m.fixed || m.bad != nil || len(m.readings) != 1 || m.readings[0].last.day != 0 || len(g.grammarKinds()) > 0 {
			continue
		}
		if _, _, ok := g.clockRange(g.over(m.to, ",")); !ok {
			continue
		}
		if seen[m.readings[0].first] {
			return nil
		}
		seen[m.readings[0].first] = true
		rows = append(rows, i)
	}
	if len(rows) < 2 {
		return nil
	}
	first := headAbove(lines, rows[0])
	r := newReader(strings.Join(lines[:first], "\n"), now)
	if r.main < 0 || !r.isPlural(r.kinds[r.main]) || slices.ContainsFunc(r.dates, func(m mention) bool { return !m.coarse && r.datedScore(m) > 8 }) {
		return nil
	}
	lead := r.plainDraft()
	lead.Title = r.readTitle()
	var all []block
	for n, row := range rows {
		end := len(lines)
		if n+1 < len(rows) {
			end = headAbove(lines, rows[n+1])
		}
		all = append(all, block{text: strings.TrimSpace(strings.Join(lines[min(headAbove(lines, row), row):end], "\n")), lead: lead})
	}
	return all
}

// grammarKinds returns the words for events in the text.
func (g grammar) grammarKinds() []hit[kindWord] { return g.kinds.all(g.toks, true) }

// headAbove returns the short line that heads line i, or line i.
func headAbove(lines []string, i int) int {
	j := i - 1
	for j >= 0 && strings.TrimSpace(lines[j]) == "" {
		j--
	}
	if j < 1 || len(strings.Fields(lines[j])) > 5 || strings.ContainsAny(lines[j], "0123456789.") || linesOfKinds(lines[j]) > 0 {
		return i
	}
	return j
}

// isPlural reports whether a word for an event stands for several.
func (r *reader) isPlural(k hit[kindWord]) bool {
	low := r.toks[k.to-1].low
	if !r.isRussian(k.to - 1) {
		return strings.HasSuffix(low, "s")
	}
	_, numbered := numerals[r.tok(k.from-1).low]
	return numbered || strings.HasSuffix(low, "ы") || strings.HasSuffix(low, "и") && !strings.HasSuffix(low, "ии")
}

// inherit gives an event of a list what the text above the list tells of all.
func inherit(d *programme.Draft, lead programme.Draft) {
	if (d.Kind == "" || d.Kind == programme.OtherKind) && lead.Kind != "" {
		d.Kind = lead.Kind
		d.Uncertain = slices.DeleteFunc(d.Uncertain, func(f programme.Field) bool { return f == programme.FieldKind })
	}
	if lead.Kind == programme.OnlineSession && d.Kind == lead.Kind {
		d.Hosts, d.Cities, d.Mode = nil, nil, programme.Online // "Western Australia" above its hours is for whom
		d.Uncertain = slices.DeleteFunc(d.Uncertain, func(f programme.Field) bool { return f == programme.FieldPlace })
	}
	if len(d.Hosts) == 0 && lead.Kind != programme.OnlineSession && d.Mode != programme.Online {
		d.Hosts, d.Cities = lead.Hosts, lead.Cities
	}
	if len(d.Audience) == 0 {
		d.Audience = lead.Audience
	}
	if lead.Title != "" {
		d.Title = lead.Title
	}
}
