package programme_test

import (
	"testing"
	"time"

	"jarchy/internal/programme"
)

func TestSameSeries(t *testing.T) {
	t.Parallel()
	of := func(kind programme.Kind, titles ...string) (e programme.Event) {
		e.Kind = kind
		for _, title := range titles {
			e.Texts = append(e.Texts, programme.Text{Title: title})
		}
		return e
	}
	e := of(programme.Conference, "Third regional conference on risk management (2026)", "Третья региональная конференция по рискам, 2026 г.")
	for _, c := range []struct {
		o    programme.Event
		want bool
	}{
		{of(programme.Conference, "THIRD REGIONAL CONFERENCE ON RISK MANAGEMENT (2026)"), true},
		{of(programme.Conference, "2nd Regional Conference on Risk Management, 2025"), true},
		{of(programme.Conference, "Regional conference on risk management IV"), true},
		{of(programme.Conference, "2-я региональная конференция по рискам"), true},
		{of(programme.Workshop, "Third regional conference on risk management (2026)"), false},
		{of("", "Regional conference on risk management"), true},
		{of(programme.Conference, "Regional conference on risk analysis"), false},
		{of(programme.Conference, "2026"), false},
	} {
		if got := e.SameSeries(c.o); got != c.want || c.o.SameSeries(e) != c.want {
			t.Errorf("%s: got %v, want %v", c.o.Texts[0].Title, got, c.want)
		}
	}
	if of("", "2026").SameSeries(of("", "2025")) {
		t.Error("years alone are one series")
	}
}

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
