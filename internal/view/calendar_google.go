package view

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// How long the parts of a link may be, in bytes, once they are escaped: a letter
// that is not Latin takes six or nine. Together they stay within the 2048 that
// servers and apps take.
const (
	linkTitle = 700
	linkPlace = 400
	linkWords = 700
)

// googleLink opens Google Calendar with the entry filled in. It knows no entries
// of several stretches: sessions of the same hours on days in a row repeat daily,
// all else is the whole range.
func (c CalendarEntry) googleLink(p *locale.Printer) string {
	w := c.Event.When
	q := url.Values{"action": {"TEMPLATE"}, "text": {cutEscaped(c.Event.Title(p.Language()), linkTitle)}}
	if place := cutEscaped(c.place(p), linkPlace); place != "" {
		q.Set("location", place)
	}
	var lines []string
	for line := range strings.Lines(c.words(p)) { // whole ones: half a link leads nowhere
		if len(url.QueryEscape(strings.Join(lines, "")+line)) <= linkWords {
			lines = append(lines, line)
		}
	}
	q.Set("details", strings.TrimSpace(strings.Join(lines, "")))
	q.Set("dates", calendarDate(w.First())+"/"+calendarDate(w.Last().AddDays(1)))
	if loc, err := locale.Zone(w.Zone); err == nil && w.Timed() {
		if days := len(w.Days); c.daily() {
			w.Days = w.Days[:1]
			q.Set("recur", fmt.Sprintf("RRULE:FREQ=DAILY;COUNT=%d", days))
		}
		q.Set("dates", w.Begins(loc).Format(calendarTime)+"/"+w.Ends(loc).Format(calendarTime))
		q.Set("ctz", w.Zone)
	}
	return "https://calendar.google.com/calendar/render?" + q.Encode()
}

// daily reports whether the entry is day by day, at the same hours on days in a
// row.
func (c CalendarEntry) daily() bool {
	days := c.Event.When.Days
	for i, d := range days {
		if d != (programme.Day{Date: days[0].Date.AddDays(i), From: days[0].From, To: days[0].To}) {
			return false
		}
	}
	return len(c.spans()) > 1
}

// cutEscaped shortens s until it takes at most n bytes in a link.
func cutEscaped(s string, n int) string {
	if len(url.QueryEscape(s)) <= n {
		return s
	}
	for s != "" && len(url.QueryEscape(s+"…")) > n {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s + "…"
}
