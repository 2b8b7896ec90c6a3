package announce

import (
	"slices"
	"strings"
	"time"
)

// forms parts a text that repeats one form, each under a line of its own: a name, and below
// it "Date: …", "Place: …". It returns nothing if the text is no such list.
func forms(text string, now time.Time) []block {
	if strings.Count(text, "\n") < 3 {
		return nil
	}
	lines, k := strings.Split(text, "\n"), know()
	fields := make([]string, len(lines)) // the labels that the lines begin with
	dated := 0
	for i, l := range lines {
		if len(l) < 160 && strings.ContainsAny(l, "0123456789") {
			if fields[i] = fieldOf(l, k); fields[i] == "label_date" {
				dated++
			}
		}
	}
	if dated < 2 {
		return nil
	}
	var starts, days []int
	for i, l := range lines {
		if fields[i] == "" {
			fields[i] = fieldOf(l, k)
		}
		if fields[i] != "label_date" {
			continue
		}
		start := nameAbove(lines, fields, i)
		if start < 0 || len(days) > 0 && start <= days[len(days)-1] {
			continue // the form goes on: the day on which it ends
		}
		starts, days = append(starts, start), append(days, i)
	}
	if len(starts) < 2 {
		return nil
	}
	var all []block
	var told []mention
	above := newReader(strings.TrimSpace(strings.Join(lines[:starts[0]], "\n")), now)
	for n, start := range starts {
		end := len(lines)
		if n+1 < len(starts) {
			end = starts[n+1]
		}
		b := block{text: strings.TrimSpace(strings.Join(lines[start:end], "\n"))}
		r := newReader(b.text, now)
		at := slices.IndexFunc(r.dates, func(m mention) bool {
			return r.labelled(m.from) == "label_date" && !m.coarse && m.bad == nil && len(m.readings) == 1
		})
		if at < 0 || r.main < 0 && len(r.spots) == 0 {
			return nil
		}
		if slices.ContainsFunc(told, func(m mention) bool { return m.readings[0] == r.dates[at].readings[0] }) {
			return nil // one event, told twice
		}
		if r.main < 0 && above.main >= 0 {
			b.lead = above.plainDraft() // "Group 1" below the name of the training
			b.lead.Title = above.readTitle()
		}
		told, all = append(told, r.dates[at]), append(all, b)
	}
	if above.isEvent() {
		all = append([]block{{text: above.text}}, all...)
	}
	return all
}

// datedHeads parts a calendar in which a day stands above each event, in a line of its own.
// The days of one event's programme have hours below them.
func datedHeads(text string, now time.Time) []block {
	lines := strings.Split(text, "\n")
	var heads []int
	for i, l := range lines {
		if len(l) > 60 || !strings.ContainsAny(l, "0123456789") {
			continue
		}
		g := newGrammar(l, now)
		if len(g.toks) > 9 {
			continue
		}
		if m, ok := g.date(0); !ok || m.coarse || m.fixed || m.bad != nil || g.over(m.to, ".", ":") < len(g.toks) {
			continue
		}
		next := i + 1
		for next < len(lines) && strings.TrimSpace(lines[next]) == "" {
			next++
		}
		if next == len(lines) || beginsWithHour(lines[next]) {
			return nil
		}
		if r := newReader(lines[next], now); !r.namesEvent(r.plainDraft()) || len(r.dates) > 0 {
			return nil
		}
		heads = append(heads, i)
	}
	if len(heads) < 2 || newReader(strings.Join(lines[:heads[0]], "\n"), now).main >= 0 {
		return nil
	}
	var all []block
	for n, head := range heads {
		end := len(lines)
		if n+1 < len(heads) {
			end = heads[n+1]
		}
		all = append(all, block{text: strings.TrimSpace(strings.Join(lines[head:end], "\n"))})
	}
	return all
}

// fieldOf returns the name of the label that a line begins with, behind its bullet; of a day
// only where figures follow.
func fieldOf(l string, k *knowledge) string {
	toks := tokens(l)
	for i, t := range toks {
		name, next, ok := labelAt(toks, i, k)
		if ok && (name != "label_date" || slices.ContainsFunc(toks[next:], func(t token) bool { return t.sort == number })) {
			return name
		}
		if t.sort != mark {
			break
		}
	}
	return ""
}

// nameAbove returns the first of the lines without a label right above line i and its
// fellow fields; -1 without one.
func nameAbove(lines, fields []string, i int) int {
	j := i - 1
	for j >= 0 && (fields[j] != "" || strings.TrimSpace(lines[j]) == "") {
		j--
	}
	for j > 0 && fields[j-1] == "" && strings.TrimSpace(lines[j-1]) != "" {
		j--
	}
	return j
}
