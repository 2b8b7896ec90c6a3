package programme_test

import (
	"testing"
	"time"

	"jarchy/internal/locale"
	"jarchy/internal/programme"
)

const (
	almaty   = "Asia/Almaty"     // +05
	bishkek  = "Asia/Bishkek"    // +06
	brussels = "Europe/Brussels" // +01, +02 in summer
)

// usual are the civil hours of a new programme.
var usual = programme.Hours{From: "08:00", To: "20:00", Quiet: []time.Weekday{time.Sunday, time.Saturday}}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := locale.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// when reads "2026-12-08 10:00 Asia/Almaty"; nothing is the zero instant.
func when(t *testing.T, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s[:16], zone(t, s[17:]))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// held makes an event of a mode from the first day to the last at a place; from
// may be empty.
func held(t *testing.T, mode programme.Mode, first, last string, from programme.Clock, place string) programme.Event {
	t.Helper()
	e := programme.Event{Mode: mode, Status: programme.Confirmed, When: programme.When{Zone: place}}
	for d := day(t, first); !day(t, last).Before(d); d = d.AddDays(1) {
		e.When.Days = append(e.When.Days, programme.Day{Date: d, From: from})
	}
	e.Begins, e.Ends = e.When.Begins(zone(t, place)), e.When.Ends(zone(t, place))
	return e
}

func day(t *testing.T, s string) programme.Date {
	t.Helper()
	d, err := programme.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func clocks(t *testing.T, e programme.Event, reader string) programme.Clocks {
	return programme.Clocks{Reader: zone(t, reader), Venue: zone(t, e.VenueZone())}
}

func before(days int, clock programme.Clock) programme.Rule {
	return programme.Rule{Kind: programme.DaysBefore, N: days, Clock: clock, Audience: programme.ToComing}
}

func hours(n int) programme.Rule {
	return programme.Rule{Kind: programme.HoursBefore, N: n, Audience: programme.ToComing}
}

func after(days int, clock programme.Clock) programme.Rule {
	return programme.Rule{Kind: programme.DaysAfter, N: days, Clock: clock, Audience: programme.ToComing}
}

// The calendar of these tests: 9 December 2026 is a Wednesday.
func TestOneRule(t *testing.T) {
	t.Parallel()
	const inPerson, online, hybrid = programme.InPerson, programme.Online, programme.Hybrid
	office := programme.Hours{From: "09:00", To: "17:00", Quiet: []time.Weekday{time.Friday}}
	for _, c := range []struct {
		name        string
		mode        programme.Mode
		first, last string
		from        programme.Clock
		place       string
		rule        programme.Rule
		hours       programme.Hours
		reader      string
		want, skip  string
	}{
		{"two weeks, at the reader's ten", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(14, "10:00"), usual, almaty, "2026-11-25 10:00 Asia/Almaty", ""},
		{"two weeks, elsewhere", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(14, "10:00"), usual, brussels, "2026-11-25 10:00 Europe/Brussels", ""},
		{"Sunday becomes Friday, same hour", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(3, "10:00"), usual, almaty, "2026-12-04 10:00 Asia/Almaty", ""},
		{"late evening becomes evening", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(7, "22:30"), usual, almaty, "2026-12-02 20:00 Asia/Almaty", ""},
		{"early morning becomes the evening before", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(7, "07:00"), usual, almaty, "2026-12-01 20:00 Asia/Almaty", ""},
		{"Monday's early morning becomes Friday's evening", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(2, "06:00"), usual, almaty, "2026-12-04 20:00 Asia/Almaty", ""},
		{"the bounds are civil", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(7, "20:00"), usual, almaty, "2026-12-02 20:00 Asia/Almaty", ""},
		{"without hours days still count", inPerson, "2026-12-09", "2026-12-11", "", almaty, before(7, "10:00"), usual, almaty, "2026-12-02 10:00 Asia/Almaty", ""},
		{"another programme's hours", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(5, "18:00"), office, almaty, "2026-12-03 17:00 Asia/Almaty", ""},

		{"the day before travel, at home", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(1, "10:00"), usual, almaty, "2026-12-08 10:00 Asia/Almaty", ""},
		{"civil at the venue too", inPerson, "2026-12-09", "2026-12-11", "09:00", brussels, before(1, "10:00"), usual, almaty, "2026-12-08 08:00 Europe/Brussels", ""},
		{"too late at the venue: the last before", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(1, "18:00"), usual, brussels, "2026-12-08 20:00 Asia/Almaty", ""},
		{"the day before travel at night: later, not earlier", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(1, "06:00"), usual, almaty, "2026-12-08 08:00 Asia/Almaty", ""},
		{"the day before travel, late", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(1, "23:00"), usual, almaty, "2026-12-08 20:00 Asia/Almaty", ""},
		{"the day before travel may be quiet", inPerson, "2026-12-14", "2026-12-16", "09:00", almaty, before(1, "10:00"), usual, almaty, "2026-12-13 10:00 Asia/Almaty", ""},
		{"hybrid: some travel", hybrid, "2026-12-14", "2026-12-16", "09:00", almaty, before(1, "10:00"), usual, almaty, "2026-12-13 10:00 Asia/Almaty", ""},
		{"nobody travels online", online, "2026-12-14", "2026-12-14", "09:00", almaty, before(1, "10:00"), usual, almaty, "2026-12-11 10:00 Asia/Almaty", ""},
		{"no hour civil at both places", inPerson, "2026-12-09", "2026-12-11", "09:00", "America/Denver", before(1, "10:00"), office, almaty, "2026-12-08 10:00 Asia/Almaty", ""},

		{"online days count from the reader's date", online, "2026-12-10", "2026-12-10", "00:30", almaty, before(5, "10:00"), usual, brussels, "2026-12-04 10:00 Europe/Brussels", ""},
		{"the same, where it is a day later", online, "2026-12-10", "2026-12-10", "00:30", almaty, before(3, "10:00"), usual, almaty, "2026-12-07 10:00 Asia/Almaty", ""},
		{"in person the venue's date counts", inPerson, "2026-12-10", "2026-12-10", "00:30", almaty, before(3, "10:00"), usual, brussels, "2026-12-07 10:00 Europe/Brussels", ""},
		{"on the day itself the venue's clock", inPerson, "2026-12-09", "2026-12-11", "15:00", brussels, before(0, "10:00"), usual, almaty, "2026-12-09 10:00 Europe/Brussels", ""},
		{"on the day itself, online, the reader's", online, "2026-12-09", "2026-12-09", "15:00", brussels, before(0, "10:00"), usual, almaty, "2026-12-09 10:00 Asia/Almaty", ""},
		{"on the day, when it has begun", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, before(0, "10:00"), usual, almaty, "2026-12-09 10:00 Asia/Almaty", "begun"},

		{"two hours before", inPerson, "2026-12-09", "2026-12-11", "14:00", almaty, hours(2), usual, almaty, "2026-12-09 12:00 Asia/Almaty", ""},
		{"before eight becomes eight", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, hours(2), usual, almaty, "2026-12-09 08:00 Asia/Almaty", ""},
		{"half an hour is enough", inPerson, "2026-12-09", "2026-12-11", "08:30", almaty, hours(2), usual, almaty, "2026-12-09 08:00 Asia/Almaty", ""},
		{"a quarter is not", inPerson, "2026-12-09", "2026-12-11", "08:15", almaty, hours(2), usual, almaty, "2026-12-09 06:15 Asia/Almaty", "night"},
		{"after eight becomes eight in the evening", online, "2026-12-09", "2026-12-09", "23:00", almaty, hours(2), usual, almaty, "2026-12-09 20:00 Asia/Almaty", ""},
		{"past midnight: the evening before", online, "2026-12-10", "2026-12-10", "01:00", almaty, hours(2), usual, almaty, "2026-12-09 20:00 Asia/Almaty", ""},
		{"online at the reader's eight", online, "2026-12-09", "2026-12-09", "13:00", almaty, hours(2), usual, brussels, "2026-12-09 08:00 Europe/Brussels", ""},
		{"online, the reader's night", online, "2026-12-09", "2026-12-09", "12:15", almaty, hours(2), usual, brussels, "2026-12-09 06:15 Europe/Brussels", "night"},
		{"in person at the venue's eight", inPerson, "2026-12-09", "2026-12-11", "09:00", brussels, hours(2), usual, bishkek, "2026-12-09 08:00 Europe/Brussels", ""},
		{"the eve by the venue's clock if home would wake", inPerson, "2026-12-09", "2026-12-11", "09:00", brussels, hours(12), usual, almaty, "2026-12-08 20:00 Europe/Brussels", ""},
		{"hours go on a quiet day", online, "2026-12-13", "2026-12-13", "14:00", almaty, hours(2), usual, almaty, "2026-12-13 12:00 Asia/Almaty", ""},
		{"no hour, no rule in hours", inPerson, "2026-12-09", "2026-12-11", "", almaty, hours(2), usual, almaty, "", ""},

		{"after the end", inPerson, "2026-12-08", "2026-12-09", "09:00", almaty, after(1, "10:00"), usual, almaty, "2026-12-10 10:00 Asia/Almaty", ""},
		{"after the end: Saturday becomes Monday", inPerson, "2026-12-09", "2026-12-11", "09:00", almaty, after(1, "10:00"), usual, almaty, "2026-12-14 10:00 Asia/Almaty", ""},
		{"after the end: night becomes morning", inPerson, "2026-12-08", "2026-12-09", "09:00", almaty, after(1, "05:00"), usual, almaty, "2026-12-10 08:00 Asia/Almaty", ""},
		{"after the end: late becomes the next morning", inPerson, "2026-12-08", "2026-12-09", "09:00", almaty, after(1, "21:00"), usual, almaty, "2026-12-11 08:00 Asia/Almaty", ""},
		{"not before the end", inPerson, "2026-12-08", "2026-12-09", "09:00", almaty, after(0, "10:00"), usual, almaty, "2026-12-09 18:00 Asia/Almaty", ""},

		{"ten o'clock after the clocks went forward", inPerson, "2027-04-14", "2027-04-15", "09:00", brussels, before(15, "10:00"), usual, brussels, "2027-03-30 10:00 Europe/Brussels", ""},
		{"off a Sunday that lost an hour", inPerson, "2027-03-31", "2027-03-31", "09:00", brussels, before(3, "10:00"), usual, brussels, "2027-03-26 10:00 Europe/Brussels", ""},
		{"hours are hours in March", online, "2027-03-28", "2027-03-28", "09:00", brussels, hours(12), usual, brussels, "2027-03-27 20:00 Europe/Brussels", ""},
		{"hours are hours in October", online, "2027-10-31", "2027-10-31", "07:00", brussels, hours(12), usual, brussels, "2027-10-30 20:00 Europe/Brussels", ""},
		{"civil at both, as summer time has it", inPerson, "2027-03-29", "2027-03-30", "09:00", brussels, before(1, "10:00"), usual, almaty, "2027-03-28 08:00 Europe/Brussels", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := held(t, c.mode, c.first, c.last, c.from, c.place)
			got := programme.Plan([]programme.Rule{c.rule}, e, c.hours, clocks(t, e, c.reader))[0]
			if want := when(t, c.want); !got.At.Equal(want) {
				t.Errorf("goes at %v, want %v", got.At.In(zone(t, c.reader)), want)
			}
			if got.Skip != c.skip {
				t.Errorf("skipped for %q, want %q", got.Skip, c.skip)
			}
		})
	}
}

func TestExactInstantsNeverMove(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-14", "2026-12-16", "09:00", almaty)
	for _, c := range []struct{ instant, expires string }{
		{"2026-12-12 23:30 Asia/Almaty", "2026-12-14 09:00 Asia/Almaty"}, // a Saturday night
		{"2026-12-15 03:00 Asia/Almaty", "2026-12-16 03:00 Asia/Almaty"}, // after the start
	} {
		rule := programme.Rule{Kind: programme.AtInstant, Instant: when(t, c.instant), Audience: programme.ToComing}
		got := programme.Plan([]programme.Rule{rule}, e, usual, clocks(t, e, brussels))[0]
		if !got.At.Equal(when(t, c.instant)) || !got.Expires.Equal(when(t, c.expires)) || got.Skip != "" {
			t.Errorf("%s: got %+v, want until %s", c.instant, got, c.expires)
		}
	}
}

func TestWhoIsNotReminded(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-09", "2026-12-11", "09:00", almaty)
	for name, change := range map[string]func(*programme.Event, *programme.Rule){
		"cancelled":                  func(e *programme.Event, _ *programme.Rule) { e.Status = programme.Cancelled },
		"postponed":                  func(e *programme.Event, _ *programme.Rule) { e.Status = programme.Postponed },
		"a record of the past":       func(e *programme.Event, _ *programme.Rule) { e.Status = programme.Held },
		"date to be confirmed":       func(e *programme.Event, _ *programme.Rule) { e.When.Days = nil },
		"a rule that is off":         func(_ *programme.Event, r *programme.Rule) { r.Off = true },
		"an instant before the rule": func(_ *programme.Event, r *programme.Rule) { r.Since = when(t, "2026-12-04 10:01 Asia/Almaty") },
		"an instant before the move": func(e *programme.Event, _ *programme.Rule) { e.ScheduleSince = when(t, "2026-12-04 10:01 Asia/Almaty") },
	} {
		e, r := e, before(3, "10:00")
		change(&e, &r)
		if got := programme.Plan([]programme.Rule{r}, e, usual, clocks(t, e, almaty))[0]; got != (programme.Sending{}) {
			t.Errorf("%s: got %+v, want never", name, got)
		}
	}
	tentative := e
	tentative.Status = programme.Tentative
	if got := programme.Plan([]programme.Rule{before(3, "10:00")}, tentative, usual, clocks(t, e, almaty))[0]; got.At.IsZero() {
		t.Error("a tentative event with a date is not reminded of")
	}
	exactly := before(3, "10:00")
	exactly.Since = when(t, "2026-12-04 10:00 Asia/Almaty")
	if got := programme.Plan([]programme.Rule{exactly}, e, usual, clocks(t, e, almaty))[0]; got.At.IsZero() {
		t.Error("a rule made at its own instant does not go")
	}
}

func TestOneReminderADay(t *testing.T) {
	t.Parallel()
	online := held(t, programme.Online, "2026-12-14", "2026-12-14", "11:00", almaty) // a Monday
	for _, c := range []struct {
		name  string
		event programme.Event
		rules []programme.Rule
		want  []string // when each goes, or why not
	}{
		{"both moved to Friday", online, []programme.Rule{before(14, "10:00"), before(3, "10:00"), before(1, "10:00"), hours(2)},
			[]string{"2026-11-30 10:00 Asia/Almaty", "nearer", "2026-12-11 10:00 Asia/Almaty", "2026-12-14 09:00 Asia/Almaty"}},
		{"whatever their order", online, []programme.Rule{before(1, "10:00"), before(3, "10:00")},
			[]string{"2026-12-11 10:00 Asia/Almaty", "nearer"}},
		{"on the day itself", online, []programme.Rule{before(0, "08:30"), hours(2)},
			[]string{"nearer", "2026-12-14 09:00 Asia/Almaty"}},
		{"one that does not go shadows nobody", held(t, programme.Online, "2026-12-14", "2026-12-14", "08:15", almaty),
			[]programme.Rule{before(0, "08:00"), hours(2)}, []string{"2026-12-14 08:00 Asia/Almaty", "night"}},
		{"one that is after the start shadows nobody", online, []programme.Rule{hours(2), after(0, "15:00")},
			[]string{"2026-12-14 09:00 Asia/Almaty", "2026-12-14 18:00 Asia/Almaty"}},
		{"three of a day", online, []programme.Rule{before(2, "09:00"), before(3, "10:00"), before(1, "12:00")},
			[]string{"nearer", "nearer", "2026-12-11 12:00 Asia/Almaty"}},
	} {
		for i, got := range programme.Plan(c.rules, c.event, usual, clocks(t, c.event, almaty)) {
			if got.Skip != "" {
				if got.Skip != c.want[i] {
					t.Errorf("%s: rule %d skipped for %s, want %s", c.name, i, got.Skip, c.want[i])
				}
			} else if len(c.want[i]) < 16 || !got.At.Equal(when(t, c.want[i])) {
				t.Errorf("%s: rule %d goes at %v, want %s", c.name, i, got.At.In(zone(t, almaty)), c.want[i])
			}
		}
	}
}

func TestUseful(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-11", "2026-12-11", "09:00", almaty) // a Friday
	rules := []programme.Rule{before(14, "10:00"), before(3, "10:00"), before(2, "09:00"), before(1, "10:00"), hours(2), after(3, "10:00")}
	want := []string{
		"2026-11-28 10:00 Asia/Almaty", // a day
		"2026-12-09 09:00 Asia/Almaty", // the next rule
		"2026-12-10 09:00 Asia/Almaty", // a day
		"2026-12-10 21:30 Asia/Almaty", // half of 23 hours
		"2026-12-11 08:30 Asia/Almaty", // half of what is left at 08:00
		"2026-12-15 10:00 Asia/Almaty", // a day
	}
	for i, got := range programme.Plan(rules, e, usual, clocks(t, e, almaty)) {
		if !got.Expires.Equal(when(t, want[i])) {
			t.Errorf("rule %d is of use until %v, want %s", i, got.Expires.In(zone(t, almaty)), want[i])
		}
	}
}

func TestLeave(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-09", "2026-12-11", "09:00", almaty)
	night := programme.Rule{Kind: programme.AtInstant, Instant: when(t, "2026-12-07 23:00 Asia/Almaty"), Audience: programme.ToComing}
	for _, c := range []struct {
		name string
		rule programme.Rule
		now  string
		want string
	}{
		{"on time", before(3, "10:00"), "2026-12-04 10:00 Asia/Almaty", "2026-12-04 10:00 Asia/Almaty"},
		{"on time at the edge of the evening", before(7, "22:00"), "2026-12-02 20:00 Asia/Almaty", "2026-12-02 20:00 Asia/Almaty"},
		{"late, by day", before(3, "10:00"), "2026-12-04 17:00 Asia/Almaty", "2026-12-04 17:00 Asia/Almaty"},
		{"late, at night: in the morning", before(3, "10:00"), "2026-12-04 23:00 Asia/Almaty", "2026-12-05 08:00 Asia/Almaty"},
		{"late, in the early morning", before(3, "10:00"), "2026-12-05 03:00 Asia/Almaty", "2026-12-05 08:00 Asia/Almaty"},
		{"too late", before(3, "10:00"), "2026-12-05 10:00 Asia/Almaty", "late"},
		{"too late by the morning", before(1, "10:00"), "2026-12-08 21:00 Asia/Almaty", "late"},
		{"begun", before(1, "10:00"), "2026-12-09 09:00 Asia/Almaty", "begun"},
		{"in hours, late", hours(2), "2026-12-09 08:20 Asia/Almaty", "2026-12-09 08:20 Asia/Almaty"},
		{"in hours, too late", hours(2), "2026-12-09 08:30 Asia/Almaty", "late"},
		{"exactly, at night", night, "2026-12-07 23:00 Asia/Almaty", "2026-12-07 23:00 Asia/Almaty"},
		{"exactly, missed at night", night, "2026-12-07 23:05 Asia/Almaty", "2026-12-08 08:00 Asia/Almaty"},
		{"after the end, late", after(1, "10:00"), "2026-12-15 09:59 Asia/Almaty", "2026-12-15 09:59 Asia/Almaty"},
		{"after the end, too late", after(1, "10:00"), "2026-12-15 10:00 Asia/Almaty", "late"},
	} {
		s := programme.Plan([]programme.Rule{c.rule}, e, usual, clocks(t, e, almaty))[0]
		at, skip := s.Leave(e, usual, clocks(t, e, almaty), when(t, c.now))
		if skip != "" && skip != c.want || skip == "" && (len(c.want) < 16 || !at.Equal(when(t, c.want))) {
			t.Errorf("%s: leaves at %v %s, want %s", c.name, at, skip, c.want)
		}
	}
	s := programme.Plan([]programme.Rule{before(7, "22:00")}, e, usual, clocks(t, e, almaty))[0]
	tick := when(t, "2026-12-02 20:00 Asia/Almaty").Add(400 * time.Millisecond)
	if at, skip := s.Leave(e, usual, clocks(t, e, almaty), tick); !at.Equal(tick) || skip != "" {
		t.Errorf("planned a tick after 20:00: leaves at %v %s, want at once", at, skip)
	}
}

func TestNotices(t *testing.T) {
	t.Parallel()
	e := held(t, programme.InPerson, "2026-12-09", "2026-12-11", "09:00", almaty)
	moved := held(t, programme.InPerson, "2026-12-16", "2026-12-18", "09:00", almaty)
	online := held(t, programme.Online, "2026-12-09", "2026-12-09", "09:00", almaty)
	for _, c := range []struct {
		name        string
		old, new    programme.Event
		now, reader string
		want        string
	}{
		{"by day", e, moved, "2026-11-23 12:00 Asia/Almaty", almaty, "2026-11-23 12:00 Asia/Almaty"},
		{"by night", e, moved, "2026-11-23 22:00 Asia/Almaty", almaty, "2026-11-24 08:00 Asia/Almaty"},
		{"night elsewhere", e, moved, "2026-11-23 09:00 Asia/Almaty", brussels, "2026-11-23 08:00 Europe/Brussels"},
		{"a quiet day does not hold it", e, moved, "2026-11-28 12:00 Asia/Almaty", almaty, "2026-11-28 12:00 Asia/Almaty"},
		{"the old start is near", e, moved, "2026-12-06 22:00 Asia/Almaty", almaty, "2026-12-06 22:00 Asia/Almaty"},
		{"the new start is near", moved, e, "2026-12-06 22:00 Asia/Almaty", almaty, "2026-12-06 22:00 Asia/Almaty"},
		{"just not near", e, moved, "2026-12-05 22:00 Asia/Almaty", almaty, "2026-12-06 08:00 Asia/Almaty"},
		{"online, not near", online, online, "2026-12-07 22:00 Asia/Almaty", almaty, "2026-12-08 08:00 Asia/Almaty"},
		{"online, near", online, online, "2026-12-08 22:00 Asia/Almaty", almaty, "2026-12-08 22:00 Asia/Almaty"},
		{"without a date", programme.Event{Mode: programme.InPerson, When: programme.When{Zone: almaty}}, programme.Event{When: programme.When{Zone: almaty}}, "2026-11-23 22:00 Asia/Almaty", almaty, "2026-11-24 08:00 Asia/Almaty"},
	} {
		got := usual.ChangeAt(c.old, c.new, clocks(t, c.new, c.reader), when(t, c.now))
		if want := when(t, c.want); !got.Equal(want) {
			t.Errorf("%s: told at %v, want %v", c.name, got.In(zone(t, c.reader)), want)
		}
	}
	for _, c := range []struct{ name, now, want string }{
		{"promoted by day", "2026-11-23 12:00 Asia/Almaty", "2026-11-23 12:00 Asia/Almaty"},
		{"promoted at night", "2026-11-23 22:00 Asia/Almaty", "2026-11-24 08:00 Asia/Almaty"},
		{"promoted on a Saturday", "2026-11-28 12:00 Asia/Almaty", "2026-11-30 08:00 Asia/Almaty"},
		{"promoted on a Friday night", "2026-11-27 22:00 Asia/Almaty", "2026-11-30 08:00 Asia/Almaty"},
		{"promoted shortly before", "2026-12-06 23:00 Asia/Almaty", "2026-12-06 23:00 Asia/Almaty"},
	} {
		if got, want := usual.PromotionAt(e, clocks(t, e, almaty), when(t, c.now)), when(t, c.want); !got.Equal(want) {
			t.Errorf("%s: told at %v, want %v", c.name, got, want)
		}
	}
	for _, c := range []struct{ now, want string }{
		{"2026-12-08 12:00 Asia/Almaty", "2026-12-09 09:00 Asia/Almaty"},
		{"2026-12-10 12:00 Asia/Almaty", "2026-12-11 18:00 Asia/Almaty"},
		{"2026-12-12 12:00 Asia/Almaty", ""},
	} {
		if got := e.MassUntil(when(t, c.now)); !got.Equal(when(t, c.want)) {
			t.Errorf("a mass send at %s is of use until %v, want %s", c.now, got, c.want)
		}
	}
}

// Whatever the rule, the reader and the season: a rule in days arrives at a civil
// hour of a day that is not quiet, and never later than it says.
func TestDaysBeforeAlwaysCivil(t *testing.T) {
	t.Parallel()
	zones := []string{almaty, bishkek, brussels, "Asia/Kathmandu", "Pacific/Auckland", "America/New_York"}
	for _, place := range zones {
		for _, reader := range zones {
			for d := day(t, "2027-03-20"); d.Before(day(t, "2027-04-05")); d = d.AddDays(1) {
				e := held(t, programme.InPerson, d.String(), d.String(), "09:00", place)
				for _, r := range []programme.Rule{before(2, "03:00"), before(3, "10:00"), before(9, "21:45")} {
					got := programme.Plan([]programme.Rule{r}, e, usual, clocks(t, e, reader))[0].At
					loc := zone(t, reader)
					exact := d.AddDays(-r.N).At(r.Clock, loc)
					wd := got.In(loc).Weekday()
					if !usual.Civil(got, loc) || wd == time.Saturday || wd == time.Sunday || got.After(exact) {
						t.Fatalf("%s, reader in %s, %d days before at %s: goes at %v", d, reader, r.N, r.Clock, got.In(loc))
					}
				}
			}
		}
	}
}
