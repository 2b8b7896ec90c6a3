package workplan

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"jarchy/internal/programme"
)

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
	m, err = momentOf(p.Value, now.Location())
	if ids := p.ICalParameters["TZID"]; err == nil && m.clock != "" && m.zone == "" && len(ids) > 0 {
		m.zone = strings.TrimPrefix(strings.Trim(ids[0], `"`), "/")
		if zone := windowsZones()[m.zone]; zone != "" {
			m.zone = zone
		}
	}
	return m, err
}

// momentOf reads a day or an hour; one in UTC is told in a zone.
func momentOf(text string, in *time.Location) (m moment, err error) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{"20060102", "20060102T150405", "20060102T150405Z"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if layout == "20060102" {
			return moment{day: programme.DateOf(t)}, nil
		}
		if strings.HasSuffix(layout, "Z") {
			t = t.In(in)
			m.zone = in.String()
		}
		m.day, m.clock = programme.DateOf(t), programme.ClockOf(t)
		return m, nil
	}
	return m, programme.Refuse(programme.Invalid, "date_unclear", "text", clip(text))
}

// movedDays are, by UID, the days of events that repeat which have an event of their
// own in the calendar.
func movedDays(events []*ics.VEvent, now time.Time) map[string][]programme.Date {
	days := map[string][]programme.Date{}
	for _, e := range events {
		if m, err := instant(e, ics.ComponentPropertyRecurrenceId, now); err == nil && !m.day.IsZero() {
			uid := value(e, ics.ComponentPropertyUniqueId)
			days[uid] = append(days[uid], m.day)
		}
	}
	return days
}

// repeated are the days on which an event begins, the first alone if it does not
// repeat; but are those that have events of their own.
func repeated(e *ics.VEvent, first moment, but []programme.Date, now time.Time) ([]programme.Date, error) {
	rules := e.GetProperties(ics.ComponentPropertyRrule)
	if len(rules) > 1 || e.GetProperty(ics.ComponentPropertyRdate) != nil || len(rules) > 0 && first.day.IsZero() {
		return nil, programme.Refuse(programme.Invalid, "plan_repeats")
	}
	if len(rules) == 0 {
		return []programme.Date{first.day}, nil
	}
	in := now.Location()
	if l, err := time.LoadLocation(first.zone); err == nil && first.zone != "" {
		in = l
	}
	rule, err := readRepeat(rules[0].Value, in)
	if err != nil {
		return nil, err
	}
	for _, p := range e.GetProperties(ics.ComponentPropertyExdate) {
		for text := range strings.SplitSeq(p.Value, ",") {
			m, err := momentOf(text, in)
			if err != nil {
				return nil, err
			}
			but = append(but, m.day)
		}
	}
	days, err := rule.days(first, but)
	if err == nil && len(days) == 0 {
		err = programme.Refuse(programme.Invalid, "plan_repeats")
	}
	return days, err
}
