package programme_test

import (
	"testing"

	"jarchy/internal/programme"
)

// TestOnTheWay says which of an event's reminders carry what people need on the way.
func TestOnTheWay(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-09", "2026-12-11", "09:00", almaty)
	days := func(n int, clock programme.Clock, to programme.Audience) programme.Rule {
		return programme.Rule{Kind: programme.DaysBefore, N: n, Clock: clock, Audience: to}
	}
	hours := programme.Rule{Kind: programme.HoursBefore, N: 2, Audience: programme.ToComing}
	instant := func(s string) programme.Rule {
		return programme.Rule{Kind: programme.AtInstant, Instant: when(t, s), Audience: programme.ToComing}
	}
	after := programme.Rule{Kind: programme.DaysAfter, N: 1, Clock: "10:00", Audience: programme.ToComing}
	off := days(1, "10:00", programme.ToComing)
	off.Off = true
	for name, c := range map[string]struct {
		rules []programme.Rule
		want  string // a letter a rule: y or n
	}{
		"the plan":                   {programme.DefaultPlan(), "nnyy"},
		"without the day before":     {[]programme.Rule{days(14, "10:00", programme.ToComing), days(3, "10:00", programme.ToComing), off, hours}, "nyyy"},
		"two on one day":             {[]programme.Rule{days(1, "10:00", programme.ToComing), days(1, "18:00", programme.ToComing)}, "ny"},
		"the last is for others":     {[]programme.Rule{days(3, "10:00", programme.ToComing), days(1, "10:00", programme.ToStaff)}, "yy"},
		"hours only":                 {[]programme.Rule{hours}, "y"},
		"instants":                   {[]programme.Rule{instant("2026-12-01 10:00 Asia/Almaty"), instant("2026-12-07 10:00 Asia/Almaty"), instant("2026-12-09 12:00 Asia/Almaty")}, "nyn"},
		"an instant after the days":  {[]programme.Rule{days(3, "10:00", programme.ToComing), instant("2026-12-08 15:00 Asia/Almaty"), after}, "yyn"},
		"an instant before the days": {[]programme.Rule{instant("2026-12-05 15:00 Asia/Almaty"), days(3, "10:00", programme.ToComing)}, "ny"},
	} {
		got := ""
		for _, r := range c.rules {
			letter := "n"
			if r.OnTheWay(c.rules, e) {
				letter = "y"
			}
			got += letter
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if online := held(t, programme.Online, "2026-12-09", "2026-12-09", "09:00", almaty); hours.OnTheWay([]programme.Rule{hours}, online) {
		t.Error("nobody is on the way to an online event")
	}
}
