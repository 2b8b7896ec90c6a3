package view

import (
	"fmt"
	"strconv"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

// PickDays shows a month whose days are buttons, in weeks that begin on a Monday:
// the first pressed is an event's first day, the second its last. first is zero
// until one was pressed.
func PickDays(p *locale.Printer, c DraftCard, month, first programme.Date) Screen {
	month.Day = 1
	month = month.AddDays(0) // the thirteenth month is next year's first
	s := Screen{Text: p.HTML("pick.first", "of", c.name(p))}
	if !first.IsZero() {
		s.Text = p.HTML("pick.last", "of", c.name(p), "day", p.Day(first))
	}
	turn := func(label string, months int) Button {
		to := programme.Date{Year: month.Year, Month: month.Month + time.Month(months), Day: 1}.AddDays(0)
		return Button{Label: label, Data: c.pick("d.days", to, first)}
	}
	s.Rows = [][]Button{{turn("‹", -1), turn(fmt.Sprintf("%s %d", capital(p.MonthName(month.Month)), month.Year), 0), turn("›", 1)}}
	here := turn("", 0)
	var names []Button
	monday := month.AddDays(-(int(month.Weekday()) + 6) % 7)
	for i := range 7 {
		names = append(names, Button{Label: p.WeekdayShort(monday.AddDays(i)), Data: here.Data})
	}
	s.Rows = append(s.Rows, names)
	for week := monday; week.Month == month.Month || week.Before(month); week = week.AddDays(7) {
		var row []Button
		for i := range 7 {
			d := week.AddDays(i)
			b := Button{Label: "·", Data: here.Data}
			if d.Month == month.Month {
				b = Button{Label: strconv.Itoa(d.Day), Data: c.pick("d.day", first, d)}
			}
			if d == c.Today {
				b.Label = "(" + b.Label + ")"
			}
			if d == first {
				b.Label, b.Style = "✓"+b.Label, Success
			}
			row = append(row, b)
		}
		s.Rows = append(s.Rows, row)
	}
	s.Rows = append(s.Rows, []Button{{Label: p.Say("button.back"), Data: c.data("d.ask") + ":" + string(programme.FieldDates)}})
	return s
}

// pick is the data of a button with two days, of which each may be missing.
func (c DraftCard) pick(verb string, a, b programme.Date) string {
	return c.data(verb) + ":" + a.String() + ":" + b.String()
}
