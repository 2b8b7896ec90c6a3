package workplan

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// What an event of a calendar that repeats may be at most.
const (
	maxRepeats  = 60
	repeatYears = 5   // within which its days lie
	maxRule     = 200 // bytes
	maxOnes     = 31  // of a list in a rule
)

// repeat is how an event of a calendar repeats (RFC 5545, RRULE): what programs write
// of meetings. Days are tried one by one from the first, so that no rule costs more
// than another: libraries look for the next day of a rule that never falls up to the
// year 9999.
type repeat struct {
	every     string // DAILY, WEEKLY, MONTHLY, YEARLY
	interval  int
	count     int       // 0: until
	until     moment    // the last instant
	weekdays  []weekday // none: as the first day
	monthDays []int     // from the end if negative
	months    []int
	weekStart time.Weekday
}

// weekday is a day of a week, or the nth of a month, from its end if negative.
type weekday struct {
	nth int // 0: of every week
	day time.Weekday
}

var weekdayNames = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// readRepeat reads a rule of an event in a zone. One that has no end, and one of a sort
// that is rare, is refused.
func readRepeat(rule string, in *time.Location) (r repeat, err error) {
	unclear := programme.Refuse(programme.Invalid, "plan_repeats")
	if len(rule) > maxRule {
		return r, unclear
	}
	r = repeat{interval: 1, weekStart: time.Monday}
	position := 0
	for part := range strings.SplitSeq(strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(rule), ";")), ";") {
		name, value, _ := strings.Cut(part, "=")
		ok := true
		switch name {
		case "FREQ":
			r.every, ok = value, slices.Contains([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, value)
		case "INTERVAL":
			r.interval, ok = wholeIn(value, 1, 1000)
		case "COUNT":
			if r.count, ok = wholeIn(value, 1, 1_000_000_000); ok && r.count > maxRepeats {
				return r, programme.Refuse(programme.Invalid, "plan_repeats_often", "max", maxRepeats)
			}
		case "UNTIL":
			r.until, err = momentOf(value, in)
			ok = err == nil
		case "BYDAY":
			r.weekdays, ok = readWeekdays(value)
		case "BYMONTHDAY":
			r.monthDays, ok = readOnes(value, -31, 31)
		case "BYMONTH":
			r.months, ok = readOnes(value, 1, 12)
		case "BYSETPOS":
			position, ok = wholeIn(value, -5, 5)
		case "WKST":
			i := slices.Index(weekdayNames, value)
			r.weekStart, ok = time.Weekday(i), i >= 0
		default:
			ok = false
		}
		if !ok {
			return r, unclear
		}
	}
	if position != 0 { // the second Tuesday is written in two ways
		if r.every != "MONTHLY" || len(r.weekdays) != 1 || r.weekdays[0].nth != 0 || len(r.monthDays) > 0 {
			return r, unclear
		}
		r.weekdays[0].nth = position
	}
	nth := slices.ContainsFunc(r.weekdays, func(w weekday) bool { return w.nth != 0 })
	ofYear := r.every == "YEARLY" && (len(r.weekdays) > 0 || len(r.monthDays) > 0) && len(r.months) == 0
	switch {
	case r.every == "" || ofYear || nth && (r.every == "DAILY" || r.every == "WEEKLY") || r.every == "WEEKLY" && len(r.monthDays) > 0:
		return r, unclear
	case r.count == 0 && r.until.day.IsZero():
		return r, programme.Refuse(programme.Invalid, "plan_repeats_endless")
	}
	return r, nil
}

func wholeIn(text string, least, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && least <= n && n <= most && n != 0
}

func readOnes(text string, least, most int) (all []int, ok bool) {
	for one := range strings.SplitSeq(text, ",") {
		n, ok := wholeIn(one, least, most)
		if !ok || len(all) == maxOnes {
			return nil, false
		}
		all = append(all, n)
	}
	return all, true
}

func readWeekdays(text string) (all []weekday, ok bool) {
	for one := range strings.SplitSeq(text, ",") {
		if len(one) < 2 || len(all) == maxOnes {
			return nil, false
		}
		w := weekday{day: time.Weekday(slices.Index(weekdayNames, one[len(one)-2:]))}
		if w.day < 0 {
			return nil, false
		}
		if nth := one[:len(one)-2]; nth != "" {
			if w.nth, ok = wholeIn(nth, -5, 5); !ok {
				return nil, false
			}
		}
		all = append(all, w)
	}
	return all, true
}
