package announce

import (
	"slices"

	"jarchy/internal/programme"
)

// readDeadlines fills in until when people may register, nominate or hand in.
func (r *reader) readDeadlines(d *programme.Draft, f frame) {
	f.tense = future
	if !d.Start.IsZero() { // a deadline lies before its event
		f.today = d.Start.AddDays(-364)
		f.after = programme.Date{}
	}
	for _, m := range r.dates {
		if m.coarse || m.bad != nil || len(m.readings) != 1 || m.loose {
			continue
		}
		purpose := r.purpose(m)
		if purpose == "" {
			continue
		}
		reading := m.readings[0]
		s, _ := f.resolve(m, reading)
		l := programme.Deadline{Purpose: purpose, Date: s.End}
		for _, h := range r.times {
			if h.bad == nil && r.sentence[h.from] == r.sentence[m.from] && !r.parted(min(h.to, m.to), max(h.from, m.from)) && (h.from >= m.to && h.from-m.to < 4 || m.from >= h.to && m.from-h.to < 4) {
				l.Clock = h.start
				if h.end != "" {
					l.Clock = h.end
				}
			}
		}
		if !slices.ContainsFunc(d.Deadlines, func(o programme.Deadline) bool { return o.Purpose == l.Purpose }) {
			d.Deadlines = append(d.Deadlines, l)
			r.note(m.from, m.to, programme.FieldDeadline)
		} else if r.has("extended", max(0, m.from-5), m.from) { // the later one stands
			i := slices.IndexFunc(d.Deadlines, func(o programme.Deadline) bool { return o.Purpose == l.Purpose })
			d.Deadlines[i] = l
		}
	}
}

// parted reports whether a semicolon stands in tokens [from,to): what is before it
// tells of something else.
func (r *reader) parted(from, to int) bool {
	return slices.ContainsFunc(r.toks[from:max(from, to)], func(t token) bool { return t.is(";") })
}

// purpose tells what a date is the deadline of; empty if it is none.
func (r *reader) purpose(m mention) programme.Purpose {
	from, to := r.sentenceRange(m.from)
	from, to = max(from, m.from-16), min(to, m.to+10)
	for j := from; j < m.from; j++ {
		if r.toks[j].is(";") || r.inDate(j) && j < m.from-1 && r.labelled(m.from) == "" {
			from = j + 1
		}
	}
	label := r.labelled(m.from)
	if label == "label_deadline" {
		for _, l := range r.labels {
			if m.from >= l.start && m.from < l.end {
				from = l.head
			}
		}
	} else if label == "label_date" || !r.isDeadline(m) && !r.isIntake(m) {
		return ""
	}
	if r.has("opens", from, m.from) && m.readings[0].last.day == 0 && !r.tok(m.from-1).is("by", "until", "till", "before", "до") {
		return ""
	}
	if r.isIntake(m) && r.has("admin", m.to, to) && !r.has("apply", m.to, to) {
		return ""
	}
	if r.has("payment", from, m.from) {
		return ""
	}
	for i := m.from - 1; i >= from; i-- {
		if p := r.purposeAt(i); p != "" {
			return p
		}
	}
	for i := m.to; i < to; i++ {
		if p := r.purposeAt(i); p != "" {
			return p
		}
	}
	if label == "label_deadline" || r.isIntake(m) && !r.hasAt("ends_intake", m.to) {
		return programme.ToRegister
	}
	return ""
}

func (r *reader) purposeAt(i int) programme.Purpose {
	switch {
	case r.hasAt("nominate", i):
		return programme.ToNominate
	case r.hasAt("submit", i):
		return programme.ToSubmit
	case r.hasAt("apply", i):
		return programme.ToRegister
	}
	return ""
}
