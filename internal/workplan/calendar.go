package workplan

import (
	"bytes"
	"maps"
	"regexp"
	"strconv"
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
	events := c.Events()
	others := movedDays(events, now)
	for _, e := range events {
		r := Row{Cells: map[Column]string{}}
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
		first, last, err := whenOf(e, now)
		days := []programme.Date{first.day}
		if err == nil {
			days, err = repeated(e, first, others[value(e, ics.ComponentPropertyUniqueId)], now)
		}
		if err != nil {
			days = days[:0]
			r.Number = len(p.Rows) + 1
			r.read(false, now)
			r.refuse(err)
			p.Rows = append(p.Rows, r)
		}
		if len(p.Rows)+len(days) > maxRows {
			return Plan{}, programme.Refuse(programme.Invalid, "plan_rows", "max", maxRows)
		}
		for _, day := range days {
			r := Row{Number: len(p.Rows) + 1, Cells: maps.Clone(r.Cells)}
			r.putWhen(first, last, first.day.DaysUntil(day))
			r.read(false, now)
			p.Rows = append(p.Rows, r)
		}
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

// whenOf reads the first and the last moment of a calendar's event; no days if it says
// none.
func whenOf(e *ics.VEvent, now time.Time) (first, last moment, err error) {
	first, err = instant(e, ics.ComponentPropertyDtStart, now)
	if err != nil || first.day.IsZero() {
		return first, last, err
	}
	last, err = instant(e, ics.ComponentPropertyDtEnd, now)
	if err != nil {
		return first, last, err
	}
	if d := value(e, ics.ComponentPropertyDuration); last.day.IsZero() && d != "" {
		if last, err = first.after(d); err != nil {
			return first, last, err
		}
	}
	if last.day.IsZero() {
		last = first
		last.clock = ""
	} else if (last.clock == "" || last.clock == "00:00") && first.day.Before(last.day) { // the end is the day after
		last.day, last.clock = last.day.AddDays(-1), ""
	}
	return first, last, nil
}

// durationForm is how long an event lasts as RFC 5545, 3.3.6 writes it.
var durationForm = regexp.MustCompile(`^\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$`)

// after is the moment at which an event ends that begins at one and lasts so long: of
// whole days the day after the last.
func (m moment) after(length string) (moment, error) {
	parts := durationForm.FindStringSubmatch(strings.ToUpper(length))
	if parts == nil {
		return m, programme.Refuse(programme.Invalid, "plan_duration", "text", clip(length))
	}
	var n [5]int
	for i, p := range parts[1:] {
		n[i], _ = strconv.Atoi(p) // digits, or none
	}
	days := 7*n[0] + n[1]
	if m.clock == "" {
		m.day = m.day.AddDays(max(days, 1))
		return m, nil
	}
	end := m.day.At(m.clock, time.UTC).AddDate(0, 0, days).Add(time.Duration(n[2])*time.Hour + time.Duration(n[3])*time.Minute)
	m.day, m.clock = programme.DateOf(end), programme.ClockOf(end)
	return m, nil
}

// putWhen writes the days and hours of a calendar's event into a row's cells, so many
// days later.
func (r *Row) putWhen(first, last moment, later int) {
	if first.day.IsZero() {
		return
	}
	r.Cells[Start], r.Cells[End] = first.day.AddDays(later).String(), last.day.AddDays(later).String()
	if first.clock != "" {
		if r.Cells[Times] = string(first.clock); last.clock > first.clock {
			r.Cells[Times] += "-" + string(last.clock)
		}
		if first.zone != "" {
			r.Cells[Zone] = first.zone
		}
	}
}
