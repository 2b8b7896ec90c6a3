package workplan

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

// readDays reads the days: from one cell, or from one for the first and one for the
// last. A month above the rows is what is known of the days of those that have none.
func (r *Row) readDays(cells map[Column]string, d *programme.Draft, from1904 bool, now time.Time) error {
	in := daysOf(cells, from1904, now)
	first, last := cells[Start], cells[End]
	if first == "" {
		first = cells[Dates]
	}
	if first == "" && last == "" {
		first = cells[period]
	}
	if first == "" {
		if last == "" {
			return nil
		}
		first, last = last, ""
	}
	span, err := in.readAside(first, &d.Status)
	if err != nil && last == "" && !strings.ContainsAny(first, "0123456789") {
		return r.vague(first, d)
	}
	if err != nil {
		return err
	}
	if span.YearGuessed {
		r.Notes = append(r.Notes, Note{Field: Year})
	}
	if last != "" {
		until, err := in.readAside(last, &d.Status)
		if err != nil {
			return err
		}
		if span, err = join(span, until, in.shown(first)+" – "+in.shown(last)); err != nil {
			return err
		}
	}
	if !span.Start.IsZero() && span.Start.AddDays(Longest).Before(span.End) {
		return programme.Refuse(programme.Invalid, "plan_long", "start", span.Start, "end", span.End, "days", Longest)
	}
	d.Start, d.End, d.Rough, d.From, d.To = span.Start, span.End, span.Rough, span.From, span.To
	for _, c := range span.Choices {
		d.DateChoices = append(d.DateChoices, c.Start)
	}
	if len(span.Choices) > 0 {
		doubt(d, programme.FieldDates)
	}
	return nil
}

// vague takes words that name no day: "in the course of the year" leaves the days open,
// "cancelled" is a status.
func (r *Row) vague(text string, d *programme.Draft) error {
	switch word, _ := cellWords().begins(fold(text), "cancelled", "postponed"); word {
	case "cancelled", "postponed":
		d.Status = programme.Status(word)
	default:
		r.leave(Dates, text)
	}
	return nil
}

// readAside reads a cell of days that may have a word beside them: "9-11 December
// (3 days)", "TBC (March)", "March (to be confirmed)".
func (in dayCells) readAside(text string, status *programme.Status) (announce.Span, error) {
	span, err := in.read(text)
	m := aside.FindStringSubmatch(text)
	if err == nil || m == nil {
		return span, err
	}
	days, beside := strings.TrimSpace(m[1]+" "+m[3]), m[2]
	if word, _ := cellWords().whole(fold(days)); word == "unknown" || word == "tentative" {
		days, beside = beside, days
	}
	if inside, err := in.read(days); err == nil {
		if word, _ := cellWords().whole(fold(beside)); word == "unknown" || word == "tentative" {
			*status = programme.Tentative
		}
		return inside, nil
	}
	return span, err
}

var aside = regexp.MustCompile(`^([^()]*)\(([^()]*)\)([^()]*)$`)

// join makes one range of a first and a last day, or of a first and a last month.
func join(a, b announce.Span, text string) (announce.Span, error) {
	if !a.Rough.IsZero() && !b.Rough.IsZero() && !b.Rough.Last.Before(a.Rough.First) {
		a.Rough.Last = b.Rough.Last
		return a, nil
	}
	if !a.Rough.IsZero() || !b.Rough.IsZero() || len(a.Choices) == 0 != (len(b.Choices) == 0) {
		return a, programme.Refuse(programme.Invalid, "date_unclear", "text", clip(text))
	}
	if len(a.Choices) > 0 { // each reading of one with the same reading of the other
		if len(a.Choices) != len(b.Choices) {
			return a, programme.Refuse(programme.Invalid, "date_unclear", "text", clip(text))
		}
		for i := range a.Choices {
			a.Choices[i].End = b.Choices[i].End
		}
		return a, nil
	}
	if b.YearGuessed && b.End.Before(a.Start) && !a.YearGuessed {
		b.End.Year = a.Start.Year
	}
	if b.End.Before(a.Start) {
		return a, programme.Refuse(programme.Invalid, "end_before_start", "start", a.Start, "end", b.End)
	}
	a.End, a.Past = b.End, b.Past
	if a.To == "" && a.From != "" && b.From > a.From {
		a.To = b.From
	}
	return a, nil
}

// Longest is how many days an event of a plan lasts at most: more is a mistyped year.
const Longest = 100

// dayCells reads the cells of days of a sheet.
type dayCells struct {
	year     string // that stands above the rows
	order    string // of 03/04/2027: dmy, mdy, or not proved
	from1904 bool
	now      time.Time
}

func daysOf(cells map[Column]string, from1904 bool, now time.Time) dayCells {
	return dayCells{year: cells[yearAbove], order: cells[slashOrder], from1904: from1904, now: now}
}

var (
	serial     = regexp.MustCompile(`^[0-9]{5}(\.[0-9]+)?$`)
	isoTime    = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9.]+)?Z?$`)
	monthYear  = regexp.MustCompile(`^(\pL{3,8})[-. ]([0-9]{2})$`) // Feb-27, as Excel shows a month
	weekOf     = regexp.MustCompile(`(?i)^(w/c|wc|week commencing|week beginning|week starting|неделя) `)
	writesYear = regexp.MustCompile(`[0-9]{4}|[0-9][./-][0-9]+[./-][0-9]{2}\b`)
)

func (in dayCells) read(text string) (announce.Span, error) {
	text = in.shown(text)
	if m := isoTime.FindStringSubmatch(text); m != nil {
		if text = m[1]; m[2] != "00:00" {
			text += " " + m[2]
		}
	}
	if text = weekOf.ReplaceAllString(text, "week of "); monthYear.MatchString(text) {
		text = monthYear.ReplaceAllString(text, "$1 20$2")
	}
	switch in.order {
	case "dmy":
		text = slashed.ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, "/", ".") })
	case "mdy":
		text = slashed.ReplaceAllStringFunc(text, func(s string) string {
			p := strings.Split(s, "/")
			return p[1] + "." + p[0] + "." + p[2]
		})
	}
	if in.year != "" && !writesYear.MatchString(text) {
		if span, err := announce.Dates(text+" "+in.year, in.now); err == nil {
			return span, nil
		}
	}
	span, err := announce.Dates(text, in.now)
	if err == nil || writesYear.MatchString(text) {
		return span, err
	}
	for year := range 2 { // "March": the next to come
		if span, err := announce.Dates(text+" "+strconv.Itoa(in.now.Year()+year), in.now); err == nil && !span.Rough.IsZero() {
			span.YearGuessed = true
			return span, nil
		}
	}
	return span, err
}

// shown is a cell of days with the day that a number in it stands for.
func (in dayCells) shown(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if serial.MatchString(text) {
		return strings.TrimSuffix(in.fromSerial(text), " 00:00")
	}
	return text
}

// fromSerial is the day, and the minute if it is not midnight, that a workbook counts
// from 1900 (with a 29 February that was none) or 1904.
func (in dayCells) fromSerial(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if in.from1904 {
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	minutes := int(math.Round(n * 24 * 60))
	return begin.AddDate(0, 0, minutes/(24*60)).Add(time.Duration(minutes%(24*60)) * time.Minute).Format("2006-01-02 15:04")
}

var fraction = regexp.MustCompile(`^0?\.[0-9]+$`)

// readTimes reads the hours, from one cell or from two.
func (r *Row) readTimes(cells map[Column]string, d *programme.Draft, _ time.Time) error {
	text := clock(cells[Times])
	if text == "" && cells[StartTime] != "" {
		if text = clock(cells[StartTime]); cells[EndTime] != "" {
			text += " - " + clock(cells[EndTime])
		}
	}
	if text == "" {
		return nil
	}
	from, to, err := announce.Times(text)
	if err != nil {
		r.leave(Times, text)
		return nil
	}
	d.From, d.To = from, to
	return nil
}

// clock is an hour as it is read; a workbook keeps it as a part of the day.
func clock(text string) string {
	if !fraction.MatchString(text) {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	minutes := int(math.Round(n * 24 * 60))
	return time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}
