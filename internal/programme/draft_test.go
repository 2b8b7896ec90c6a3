package programme_test

import (
	"slices"
	"testing"

	"jarchy/internal/programme"
)

// fullEvent has all that an event may have.
func fullEvent(t *testing.T) programme.Event {
	t.Helper()
	e := held(t, programme.Hybrid, "2026-12-09", "2026-12-11", "09:00", almaty)
	e.Kind, e.Language = programme.StudyTour, "en"
	e.When.Days[1].To, e.When.Days[2] = "17:00", programme.Day{Date: e.When.Last()}
	e.Places = []programme.Place{{Venue: "Institute", City: "Almaty", Country: "KZ", Zone: almaty}, {Venue: "Academy", City: "Bishkek", Country: "KG", Zone: bishkek}, {City: "Osh", Country: "KG", Zone: bishkek}}
	e.Hosts, e.Invited, e.Agencies, e.Partners = []string{"KZ", "KG"}, []string{"UZ"}, []string{"customs"}, []string{"WCO"}
	e.Texts = []programme.Text{{Language: "en", Title: "Risk", Description: "Of risk."}, {Language: "kk", Title: "Т"}, {Language: "ru", Description: "О рисках."}}
	e.Link, e.Contact, e.Component, e.Seats = "https://meet.example.org/a", "Aigul", "2.3.1", 24
	e.Languages, e.Interpretation = []string{"ru", "en"}, []string{"en"}
	e.Deadlines = []programme.Deadline{{Purpose: programme.ToNominate, Date: day(t, "2026-11-20"), Clock: "18:00"}, {Purpose: programme.ToRegister, Date: day(t, "2026-11-27")}}
	e.Info = programme.Info{programme.Arrival: "A driver waits", programme.Dress: "Business"}
	e.Agenda = programme.Agenda{{Text: "Agenda"}, {Day: 1, Text: "Opening"}, {Day: 2, Text: "Cases"}}
	e.Documents = []programme.Document{{ID: 7, File: "BQAC", Name: "Programme.pdf"}}
	e.Begins, e.Ends = e.When.Begins(zone(t, almaty)), e.When.Ends(zone(t, almaty))
	return e
}

func draftOf(e programme.Event) programme.Draft {
	return programme.DraftOf(e, almaty, func(string) string { return "" })
}

// applied is an event with a draft written into it.
func applied(t *testing.T, e programme.Event, d programme.Draft) programme.Event {
	t.Helper()
	d.Apply(&e, almaty, false, zone(t, almaty))
	return e
}

// TestDraftKeepsTheEvent opens an event as a draft and writes it back unchanged.
func TestDraftKeepsTheEvent(t *testing.T) {
	t.Parallel()
	e := fullEvent(t)
	if ds := programme.Differences(e, applied(t, e, draftOf(e))); len(ds) > 0 {
		t.Errorf("an event that was opened and left alone differs: %v", ds)
	}
	if programme.Moves(e, applied(t, e, draftOf(e))) {
		t.Error("an event that was opened and left alone moves")
	}
}

// TestDifferences changes a field at a time: that field differs, no other, and who
// is told of it.
func TestDifferences(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		field  programme.Field
		told   bool
		moves  bool
		change func(*programme.Draft)
	}{
		"title": {programme.FieldTitle, false, false, func(d *programme.Draft) { d.Title = "Risks" }},
		"a title in Russian": {programme.FieldTitle, false, false, func(d *programme.Draft) {
			d.SetText(programme.Text{Language: "ru", Title: "Риски", Description: "О рисках."})
		}},
		"no title in Kazakh":         {programme.FieldTitle, false, false, func(d *programme.Draft) { d.SetText(programme.Text{Language: "kk"}) }},
		"description":                {programme.FieldDescription, false, false, func(d *programme.Draft) { d.Description = "" }},
		"a description in Russian":   {programme.FieldDescription, false, false, func(d *programme.Draft) { d.SetText(programme.Text{Language: "ru", Description: "О риске."}) }},
		"hours of all days":          {programme.FieldTimes, true, true, func(d *programme.Draft) { d.From, d.DayHours = "10:00", nil }},
		"hours of a day":             {programme.FieldTimes, true, true, func(d *programme.Draft) { d.SetHours(programme.DayHours{Day: 3, From: "09:00"}) }},
		"hours of the first day":     {programme.FieldTimes, true, true, func(d *programme.Draft) { d.SetHours(programme.DayHours{Day: 1, From: "08:00"}) }},
		"other days, the hours stay": {programme.FieldDates, true, true, func(d *programme.Draft) { d.Start, d.End = d.Start.AddDays(7), d.End.AddDays(7) }},
		"a venue":                    {programme.FieldPlace, true, false, func(d *programme.Draft) { d.Venue = "Academy" }},
		"the venue of a further city": {programme.FieldPlace, true, false, func(d *programme.Draft) {
			d.Cities = slices.Clone(d.Cities)
			d.Cities[2].Venue = "Bazaar"
		}},
		"contact":        {programme.FieldContact, false, false, func(d *programme.Draft) { d.Contact = "Bolot" }},
		"component":      {programme.FieldComponent, false, false, func(d *programme.Draft) { d.Component = "" }},
		"languages":      {programme.FieldLanguages, false, false, func(d *programme.Draft) { d.Languages = []string{"ru"} }},
		"interpretation": {programme.FieldLanguages, false, false, func(d *programme.Draft) { d.Interpretation = nil }},
		"deadlines":      {programme.FieldDeadline, false, false, func(d *programme.Draft) { d.Deadlines = d.Deadlines[:1] }},
		"agenda": {programme.FieldAgenda, false, false, func(d *programme.Draft) {
			d.Agenda = d.Agenda.With(programme.Agenda{{Day: 3, Text: "Closing"}})
		}},
		"information": {programme.FieldInfo, false, false, func(d *programme.Draft) { d.Info = d.Info.With(programme.Dress, "") }},
	} {
		e := fullEvent(t)
		d := draftOf(e)
		c.change(&d)
		after := applied(t, e, d)
		if ds := programme.Differences(e, after); len(ds) != 1 || ds[0] != (programme.Difference{Field: c.field, Told: c.told}) {
			t.Errorf("%s: %v", name, ds)
		}
		if programme.Moves(e, after) != c.moves {
			t.Errorf("%s: moves %v", name, !c.moves)
		}
		if again := applied(t, after, draftOf(after)); len(programme.Differences(after, again)) > 0 {
			t.Errorf("%s: opened again it differs: %v", name, programme.Differences(after, again))
		}
	}
}

// TestDaysKeepTheirHours makes an event shorter and longer: a day that stays keeps
// its hours, a new one has those of the first.
func TestDaysKeepTheirHours(t *testing.T) {
	t.Parallel()
	d := programme.Draft{Start: day(t, "2026-12-09"), End: day(t, "2026-12-11"), From: "09:00", To: "17:00"}
	d.SetHours(programme.DayHours{Day: 1, From: "10:00", To: "17:00"}, programme.DayHours{Day: 3, From: "09:00", To: "13:00"}, programme.DayHours{Day: 9, From: "01:00"})
	hours := func() (all []string) {
		for _, day := range applied(t, programme.Event{Language: "en"}, d).When.Days {
			all = append(all, string(day.From+"-"+day.To))
		}
		return all
	}
	if got := hours(); !slices.Equal(got, []string{"10:00-17:00", "09:00-17:00", "09:00-13:00"}) {
		t.Errorf("three days: %v", got)
	}
	d.End = day(t, "2026-12-10")
	d.SetHours()
	d.End = day(t, "2026-12-12")
	if got := hours(); !slices.Equal(got, []string{"10:00-17:00", "09:00-17:00", "10:00-17:00", "10:00-17:00"}) {
		t.Errorf("after a day was taken off and two were added: %v", got)
	}
}

// TestSeenBy says what only those coming, and only staff, read of an event.
func TestSeenBy(t *testing.T) {
	t.Parallel()
	e := fullEvent(t)
	for _, state := range []programme.State{"", programme.Asked, programme.Coming, programme.Waiting, programme.Declined, programme.Removed} {
		seen := e.SeenBy(state)
		inside := seen.Link != "" && seen.Contact != "" && len(seen.Info) > 0 && len(seen.Documents) > 0
		outside := seen.Link == "" && seen.Contact == "" && len(seen.Info)+len(seen.Documents) == 0
		if seen.Component != "" || state == programme.Coming && !inside || state != programme.Coming && !outside {
			t.Errorf("%q reads %+v", state, seen)
		}
		if concerned := slices.Contains([]programme.State{programme.Asked, programme.Coming, programme.Waiting}, state); concerned != (len(seen.Agenda) > 0) {
			t.Errorf("%q reads the agenda %+v", state, seen.Agenda)
		}
	}
}

// TestCopyAndRound say what of an event's details the next of a series and the parts
// of a round take over.
func TestCopyAndRound(t *testing.T) {
	t.Parallel()
	d := draftOf(fullEvent(t))
	if c := d.Copy(); len(c.Deadlines)+len(c.Info)+len(c.Agenda) > 0 || c.Contact != d.Contact || c.Component != d.Component || c.Description != d.Description || len(c.Translations) != 2 {
		t.Errorf("a copy has %+v", c)
	}
	var got []string
	for _, one := range d.ByCountry() {
		e := applied(t, programme.Event{Language: "en"}, one)
		for _, p := range e.Places {
			got = append(got, p.Venue+"@"+p.City)
		}
	}
	if want := []string{"Institute@Almaty", "Academy@Bishkek", "@Osh"}; !slices.Equal(got, want) {
		t.Errorf("the places of a round: %v, want %v", got, want)
	}
}
