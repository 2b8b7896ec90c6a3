package workplan

import (
	"bytes"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"jarchy/internal/programme"
)

// readCalendar reads the events of a calendar file. Days and hours are taken as they
// stand in their zone; the definitions of zones in the file are not trusted.
func readCalendar(file []byte, now time.Time) (Plan, error) {
	if n := bytes.Count(file, []byte("BEGIN:VEVENT")); n > maxRows {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_rows", "max", maxRows)
	}
	text, encoding, err := Decode(file)
	if err != nil {
		return Plan{}, err
	}
	if strings.Count(text, "\n") > maxLines {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_much")
	}
	if tooDeep(text) {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_broken")
	}
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_broken")
	}
	p := Plan{Encoding: encoding}
	off := false
	for _, prop := range c.CalendarProperties {
		off = off || prop.IANAToken == "METHOD" && strings.EqualFold(prop.Value, "CANCEL")
	}
	for i, e := range c.Events() {
		r := Row{Number: i + 1, Cells: map[Column]string{}}
		put := func(c Column, p ics.ComponentProperty) {
			if v := value(e, p); v != "" {
				r.Cells[c] = v
			}
		}
		put(Title, ics.ComponentPropertySummary)
		put(Place, ics.ComponentPropertyLocation)
		put(Status, ics.ComponentPropertyStatus)
		if off {
			r.Cells[Status] = "cancelled"
		}
		err := whenOf(e, &r, now)
		r.read(false, now)
		if err != nil {
			r.refuse(err)
		}
		p.Rows = append(p.Rows, r)
	}
	if len(p.Rows) == 0 {
		return Plan{}, programme.Refuse(programme.Invalid, "plan_empty")
	}
	return p, nil
}

// tooDeep reports whether the parts of a calendar stand in one another as no program
// writes them: their reader goes into each.
func tooDeep(text string) bool {
	const most = 10
	depth := 0
	for l := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(l, "BEGIN:"):
			if depth++; depth > most {
				return true
			}
		case strings.HasPrefix(l, "END:"):
			depth--
		}
	}
	return false
}

func value(e *ics.VEvent, name ics.ComponentProperty) string {
	p := e.GetProperty(name)
	if p == nil {
		return ""
	}
	v := strings.TrimSpace(ics.FromText(p.Value))
	if len(v) > maxCell {
		v = strings.ToValidUTF8(v[:maxCell], "")
	}
	return v
}

// whenOf writes the days and hours of a calendar's event into a row's cells.
func whenOf(e *ics.VEvent, r *Row, now time.Time) error {
	for _, repeats := range []ics.ComponentProperty{ics.ComponentPropertyRrule, ics.ComponentPropertyRdate} {
		if e.GetProperty(repeats) != nil {
			return programme.Refuse(programme.Invalid, "plan_repeats")
		}
	}
	first, err := instant(e, ics.ComponentPropertyDtStart, now)
	if err != nil || first.day.IsZero() {
		return err
	}
	last, err := instant(e, ics.ComponentPropertyDtEnd, now)
	if err != nil {
		return err
	}
	if d := value(e, ics.ComponentPropertyDuration); last.day.IsZero() && d != "" {
		return programme.Refuse(programme.Invalid, "plan_duration", "text", clip(d))
	}
	if last.day.IsZero() {
		last = first
		last.clock = ""
	} else if (last.clock == "" || last.clock == "00:00") && first.day.Before(last.day) { // the end is the day after
		last.day, last.clock = last.day.AddDays(-1), ""
	}
	r.Cells[Start], r.Cells[End] = first.day.String(), last.day.String()
	if first.clock != "" {
		if r.Cells[Times] = string(first.clock); last.clock > first.clock {
			r.Cells[Times] += "-" + string(last.clock)
		}
		if first.zone != "" {
			r.Cells[Zone] = first.zone
		}
	}
	return nil
}

// moment is a day with its hour, if there is one, in a zone, if it is named.
type moment struct {
	day   programme.Date
	clock programme.Clock
	zone  string
}

// instant reads DTSTART and DTEND: a day, an hour in a zone, an hour anywhere, or one
// in UTC, which is told in the programme's zone.
func instant(e *ics.VEvent, name ics.ComponentProperty, now time.Time) (m moment, err error) {
	p := e.GetProperty(name)
	if p == nil {
		return m, nil
	}
	text := strings.TrimSpace(p.Value)
	unclear := programme.Refuse(programme.Invalid, "date_unclear", "text", clip(text))
	for _, layout := range []string{"20060102", "20060102T150405", "20060102T150405Z"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		switch {
		case layout == "20060102":
			return moment{day: programme.DateOf(t)}, nil
		case strings.HasSuffix(layout, "Z"):
			t = t.In(now.Location())
			m.zone = now.Location().String()
		default:
			if ids := p.ICalParameters["TZID"]; len(ids) > 0 {
				m.zone = strings.TrimPrefix(ids[0], "/")
			}
		}
		m.day, m.clock = programme.DateOf(t), programme.ClockOf(t)
		return m, nil
	}
	return m, unclear
}
