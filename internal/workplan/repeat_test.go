package workplan_test

import (
	"strings"
	"testing"

	"jarchy/internal/workplan"
)

// TestRepeats: what programs write of meetings that repeat, and what is refused.
func TestRepeats(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ when, want string }{
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=3", "2027-01-11 2027-01-12 2027-01-13"},
		{"DTSTART;TZID=Asia/Bishkek:20270112T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270128T030000Z;WKST=MO", "2027-01-12 2027-01-14 2027-01-26 2027-01-28"},
		{"DTSTART;TZID=Asia/Bishkek:20270112T090000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270128T025959Z;WKST=MO", "2027-01-12 2027-01-14 2027-01-26"},
		{"DTSTART;TZID=Asia/Tokyo:20270112T090000\nRRULE:FREQ=WEEKLY;UNTIL=20270119T000000Z", "2027-01-12 2027-01-19"},
		{"DTSTART;VALUE=DATE:20270110\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4;WKST=SU", "2027-01-10 2027-01-11 2027-01-24 2027-01-25"},
		{"DTSTART;VALUE=DATE:20270112\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "2027-01-12 2027-02-09 2027-03-09"},
		{"DTSTART;VALUE=DATE:20270112\nRRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=3", "2027-01-12 2027-02-09 2027-03-09"},
		{"DTSTART;VALUE=DATE:20270129\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270331", "2027-01-29 2027-02-26 2027-03-26"},
		{"DTSTART;VALUE=DATE:20270131\nRRULE:FREQ=MONTHLY;COUNT=3", "2027-01-31 2027-03-31 2027-05-31"},
		{"DTSTART;VALUE=DATE:20270131\nRRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2027-01-31 2027-02-28 2027-03-31"},
		{"DTSTART;VALUE=DATE:20270112\nRRULE:FREQ=MONTHLY;INTERVAL=3;COUNT=3", "2027-01-12 2027-04-12 2027-07-12"},
		{"DTSTART;VALUE=DATE:20270112\nRRULE:FREQ=YEARLY;COUNT=2", "2027-01-12 2028-01-12"},
		{"DTSTART;VALUE=DATE:20270302\nRRULE:FREQ=YEARLY;BYMONTH=3,10;BYDAY=1TU;COUNT=3", "2027-03-02 2027-10-05 2028-03-07"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20270112,20270113", "2027-01-11 2027-01-14"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=WEEKLY", "plan_repeats_endless"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=1000000000", "plan_repeats_often"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;UNTIL=99991231", "plan_repeats_often"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=YEARLY;COUNT=50", "plan_repeats_long"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "plan_repeats_long"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;UNTIL=20260101", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=HOURLY;COUNT=5", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=YEARLY;BYDAY=20MO;COUNT=5", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;INTERVAL=-1;COUNT=5", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=5;BYDAY=" + strings.Repeat("MO,", 100) + "MO", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:COUNT=5", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=DAILY;COUNT=3", "plan_repeats"},
		{"DTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=DATE:20270301", "plan_repeats"},
		{"RRULE:FREQ=DAILY;COUNT=2", "plan_repeats"},
	} {
		var got []string
		for _, r := range read(t, "a.ics", calendarOf("SUMMARY:Weekly call\nUID:1\n"+test.when)).Rows {
			if r.Problem != nil {
				got = append(got, r.Problem.Key)
			} else {
				got = append(got, r.Draft.Start.String())
			}
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.when, got, test.want)
		}
	}
}

// TestRepeatedEvents: each has its days and hours, and a day that was moved its own.
func TestRepeatedEvents(t *testing.T) {
	t.Parallel()
	p := read(t, "a.ics", calendarOf(
		"UID:1\nSUMMARY:Training of trainers\nDTSTART;TZID=Asia/Bishkek:20270112T090000\nDTEND;TZID=Asia/Bishkek:20270113T170000\nRRULE:FREQ=WEEKLY;COUNT=3",
		"UID:1\nSUMMARY:Training of trainers\nRECURRENCE-ID;TZID=Asia/Bishkek:20270119T090000\nDTSTART;TZID=Asia/Bishkek:20270121T100000\nDTEND;TZID=Asia/Bishkek:20270122T170000",
		"UID:2\nSUMMARY:Conference\nDTSTART;VALUE=DATE:20270301"))
	same(t, tell(p), []string{
		`1 training_of_trainers "Training of trainers" 2027-01-12..2027-01-13 09:00-17:00 zone Asia/Bishkek`,
		`2 training_of_trainers "Training of trainers" 2027-01-26..2027-01-27 09:00-17:00 zone Asia/Bishkek`,
		`3 training_of_trainers "Training of trainers" 2027-01-21..2027-01-22 10:00-17:00 zone Asia/Bishkek`,
		`4 conference "Conference" 2027-03-01..2027-03-01`,
	})
}

// TestManyRepeats: a calendar of rules costs what its events may cost.
func TestManyRepeats(t *testing.T) {
	var many []string
	for range 100 {
		many = append(many, "SUMMARY:Call\nDTSTART;VALUE=DATE:20270111\nRRULE:FREQ=DAILY;COUNT=60")
	}
	if _, err := workplan.Read("a.ics", calendarOf(many...), nil, now); !hasKey(err, "plan_rows") {
		t.Errorf("6000 events of 100 rules: %v", err)
	}
	many = nil
	for range 500 {
		many = append(many, "SUMMARY:Call\nDTSTART;VALUE=DATE:20270111\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5")
	}
	for _, r := range read(t, "a.ics", calendarOf(many...)).Rows {
		if r.Problem == nil || r.Problem.Key != "plan_repeats_long" {
			t.Fatalf("a rule that never falls: %+v", r)
		}
	}
}

func calendarOf(events ...string) []byte {
	text := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n"
	for _, e := range events {
		text += "BEGIN:VEVENT\n" + e + "\nEND:VEVENT\n"
	}
	return []byte(strings.ReplaceAll(text+"END:VCALENDAR\n", "\n", "\r\n"))
}
