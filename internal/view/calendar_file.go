package view

import (
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// How iCalendar writes a day, and a time of a clock on a wall.
const (
	calendarDay  = "20060102"
	calendarTime = "20060102T150405"
)

// file is the entry by RFC 5545. It is published, not an invitation: it names no
// organiser, since apps would then try to answer one by mail. The error is that of
// a zone that is not known.
func (c CalendarEntry) file(p *locale.Printer) ([]byte, error) {
	e := c.Event
	loc, err := locale.Zone(e.When.Zone)
	if err != nil {
		return nil, err
	}
	cal := ics.NewCalendar()
	cal.SetProductId("-//Jarchy//Jarchy//" + strings.ToUpper(p.Language()))
	cal.SetMethod(ics.MethodPublish)
	spans := c.spans()
	for _, w := range spans {
		if w.Timed() {
			addZone(cal, e.When.Zone, e.When.Begins(loc), e.When.Ends(loc))
			break
		}
	}
	for i, w := range spans {
		c.add(cal, p, i, w, loc)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows)), nil
}

// uid names an entry: the same whatever becomes of the event, so that a new file
// takes the old entry's place. Days are counted, not dated: they may move.
func (c CalendarEntry) uid(i int) string {
	day := ""
	if i > 0 {
		day = fmt.Sprintf("-%d", i+1)
	}
	return fmt.Sprintf("e_%s%s@%s.t.me", c.Event.Code, day, c.Bot)
}

func (c CalendarEntry) add(cal *ics.Calendar, p *locale.Printer, i int, w programme.When, loc *time.Location) {
	title := c.Event.Title(p.Language())
	v := cal.AddEvent(c.uid(i))
	v.SetDtStampTime(c.At)
	v.SetSequence(c.Event.Schedule)
	if w.Timed() {
		zone := ics.WithTZID(w.Zone)
		v.SetProperty(ics.ComponentPropertyDtStart, w.Begins(loc).Format(calendarTime), zone)
		v.SetProperty(ics.ComponentPropertyDtEnd, w.Ends(loc).Format(calendarTime), zone)
	} else {
		day := ics.WithValue(string(ics.ValueDataTypeDate))
		v.SetProperty(ics.ComponentPropertyDtStart, calendarDate(w.First()), day)
		v.SetProperty(ics.ComponentPropertyDtEnd, calendarDate(w.Last().AddDays(1)), day) // the end is the first day after
	}
	v.SetSummary(title)
	if place := c.place(p); place != "" {
		v.SetLocation(place)
	}
	v.SetDescription(c.words(p))
	switch {
	case c.Event.Status.Off():
		v.SetStatus(ics.ObjectStatusCancelled)
		return
	case c.Event.Status == programme.Tentative:
		v.SetStatus(ics.ObjectStatusTentative)
	default:
		v.SetStatus(ics.ObjectStatusConfirmed)
	}
	if i > 0 {
		return // one alarm an event, not one a day
	}
	alarm := v.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(alarmBefore(w))
	alarm.SetProperty(ics.ComponentPropertyDescription, title)
}

// alarmBefore is how long before its start an entry rings: a day. An entry of whole
// days begins at midnight; its alarm is to ring at nine on the day before.
func alarmBefore(w programme.When) string {
	if w.Timed() {
		return "-P1D"
	}
	return "-PT15H"
}

func calendarDate(d programme.Date) string { return d.At("", time.UTC).Format(calendarDay) }
