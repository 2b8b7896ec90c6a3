package programme_test

import (
	"slices"
	"testing"
	"time"

	"jarchy/internal/programme"
)

// TestAgendaSentAnew sends days of an agenda anew: the others stay, unless it was or is
// not parted by days.
func TestAgendaSentAnew(t *testing.T) {
	t.Parallel()
	day := func(n int, text string) programme.AgendaDay { return programme.AgendaDay{Day: n, Text: text} }
	whole, parted := programme.Agenda{day(0, "All")}, programme.Agenda{day(0, "Agenda"), day(1, "Opening"), day(3, "Closing")}
	for _, c := range []struct{ was, sent, want programme.Agenda }{
		{nil, parted, parted},
		{whole, parted, parted},
		{parted, whole, whole},
		{parted, programme.Agenda{day(2, "Cases")}, programme.Agenda{day(0, "Agenda"), day(1, "Opening"), day(2, "Cases"), day(3, "Closing")}},
		{parted, programme.Agenda{day(0, "New"), day(1, "Start")}, programme.Agenda{day(0, "New"), day(1, "Start"), day(3, "Closing")}},
	} {
		if got := c.was.With(c.sent); !slices.Equal(got, c.want) {
			t.Errorf("%v with %v is %v, want %v", c.was, c.sent, got, c.want)
		}
	}
}

// TestAgendaVersions counts the versions of an agenda: what else changes is none.
func TestAgendaVersions(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	old := fullEvent(t)
	old.AgendaVersion, old.AgendaSince = 2, at
	e := old
	e.Contact = "Bolot"
	if e.CountAgenda(old, at.Add(time.Hour)); e.AgendaVersion != 2 || !e.AgendaSince.Equal(at) {
		t.Errorf("another contact makes version %d of %s", e.AgendaVersion, e.AgendaSince)
	}
	e.Agenda = nil
	if e.CountAgenda(old, at.Add(time.Hour)); e.AgendaVersion != 3 || !e.AgendaSince.Equal(at.Add(time.Hour)) {
		t.Errorf("no agenda makes version %d of %s", e.AgendaVersion, e.AgendaSince)
	}
}
