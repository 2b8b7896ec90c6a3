package programme_test

import (
	"testing"
	"time"

	"jarchy/internal/programme"
)

func TestClashes(t *testing.T) {
	t.Parallel()
	days := func(from, to int) programme.When { // of December
		w := programme.When{Zone: "Asia/Almaty"}
		for d := from; d <= to; d++ {
			w.Days = append(w.Days, programme.Day{Date: programme.Date{Year: 2026, Month: time.December, Day: d}})
		}
		return w
	}
	osh := []programme.Place{{City: "Osh", Country: "KG"}}
	e := programme.Event{Mode: programme.InPerson, When: days(9, 11), Places: osh, Invited: []string{"KG", "TJ"}, Agencies: []string{"customs"}}
	for _, c := range []struct {
		name string
		o    programme.Event
		want programme.Clash
	}{
		{"the same city", programme.Event{Mode: programme.Hybrid, When: days(11, 12), Places: osh}, programme.SameCity},
		{"a day later", programme.Event{Mode: programme.InPerson, When: days(12, 12), Places: osh}, ""},
		{"a day before", programme.Event{Mode: programme.InPerson, When: days(8, 8), Places: osh}, ""},
		{"online from there", programme.Event{Mode: programme.Online, When: days(10, 10), Places: osh}, ""},
		{"cancelled", programme.Event{Mode: programme.InPerson, Status: programme.Cancelled, When: days(10, 10), Places: osh}, ""},
		{"no days", programme.Event{Mode: programme.InPerson, Places: osh}, ""},
		{"an Osh elsewhere", programme.Event{Mode: programme.InPerson, When: days(10, 10), Places: []programme.Place{{City: "Osh", Country: "KZ"}}}, ""},
		{"the same people", programme.Event{Mode: programme.Online, When: days(1, 9), Invited: []string{"TJ"}, Agencies: []string{"customs", "border"}}, programme.SamePeople},
		{"other agencies of theirs", programme.Event{Mode: programme.Online, When: days(10, 10), Invited: []string{"TJ"}, Agencies: []string{"border"}}, ""},
		{"the agencies of others", programme.Event{Mode: programme.Online, When: days(10, 10), Invited: []string{"UZ"}, Agencies: []string{"customs"}}, ""},
	} {
		for _, got := range []programme.Clash{e.Clashes(c.o), c.o.Clashes(e)} {
			if got != c.want {
				t.Errorf("%s: got %q, want %q", c.name, got, c.want)
			}
		}
	}
}
