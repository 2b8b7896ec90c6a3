package announce_test

import (
	"testing"
	"time"

	"jarchy/internal/announce"
	"jarchy/internal/programme"
)

func TestRule(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("Almaty", 5*3600))
	before := func(n int, c programme.Clock) programme.Rule {
		return programme.Rule{Kind: programme.DaysBefore, N: n, Clock: c}
	}
	after := func(n int, c programme.Clock) programme.Rule {
		return programme.Rule{Kind: programme.DaysAfter, N: n, Clock: c}
	}
	hours := func(n int) programme.Rule { return programme.Rule{Kind: programme.HoursBefore, N: n} }
	at := func(month time.Month, day, hour, minute int) programme.Rule {
		return programme.Rule{Kind: programme.AtInstant, Instant: time.Date(2026, month, day, hour, minute, 0, 0, now.Location())}
	}
	for text, want := range map[string]programme.Rule{
		"3 days before at 10:00":             before(3, "10:00"),
		"three days before the start, 9:30":  before(3, "09:30"),
		"за 3 дня в 10:00":                   before(3, "10:00"),
		"За три дня до начала в 18:00":       before(3, "18:00"),
		"за день":                            before(1, "10:00"),
		"за неделю в 9:00":                   before(7, "09:00"),
		"2 weeks before":                     before(14, "10:00"),
		"накануне в 17:30":                   before(1, "17:30"),
		"the day before at 5 pm":             before(1, "17:00"),
		"in the same day at 8:00":            before(0, "08:00"),
		"в день начала в 8:00":               before(0, "08:00"),
		"2 hours before":                     hours(2),
		"an hour before":                     hours(1),
		"за 2 часа":                          hours(2),
		"за час до начала":                   hours(1),
		"day after at 11:00":                 after(1, "11:00"),
		"2 days after the end at 11:00":      after(2, "11:00"),
		"через 2 дня после окончания в 9:00": after(2, "09:00"),
		"на следующий день в 11:00":          after(1, "11:00"),
		"5 December 14:00":                   at(time.December, 5, 14, 0),
		"5 декабря в 14:00":                  at(time.December, 5, 14, 0),
		"tomorrow 9:15":                      at(time.November, 24, 9, 15),
	} {
		got, err := announce.Rule(text, now)
		if err != nil || !got.SameWhen(want) {
			t.Errorf("%q: got %+v, %v; want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                             "rule_unclear",
		"soon":                         "rule_unclear",
		"3":                            "rule_unclear",
		"3 days":                       "rule_unclear",
		"3 days before or so":          "rule_unclear",
		"3 days before at noonish":     "rule_unclear",
		"5 December":                   "rule_unclear",
		"5-6 December 14:00":           "rule_unclear",
		"2 hours before and 3 minutes": "rule_unclear",
		"0 hours before":               "rule_hours",
		"48 hours before":              "rule_hours",
		"за 13 часов":                  "rule_hours",
		"900 days before":              "rule_unclear",
		"today 8:00":                   "rule_past",
		"31 February 10:00":            "date_not_exist",
	} {
		_, err := announce.Rule(text, now)
		e, ok := programme.AsError(err)
		if !ok || e.Key != want {
			t.Errorf("%q: got %v, want the mistake %s", text, err, want)
		}
	}
}
