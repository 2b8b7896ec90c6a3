package postgres_test

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// TestEventComesBack saves an event with all that it may have, changes all of it,
// and empties it again: what is read is what was saved.
func TestEventComesBack(t *testing.T) {
	t.Parallel()
	db := postgrestest.New(t)
	ctx := t.Context()
	if err := db.FirstProgramme(ctx, programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, []int64{1}); err != nil {
		t.Fatal(err)
	}
	day := func(d int) programme.Date { return programme.Date{Year: 2026, Month: time.December, Day: d} }
	begins := day(9).At("09:00", time.UTC)
	full := programme.Event{
		Programme: 1, Kind: programme.Workshop, Mode: programme.Hybrid, Status: programme.Confirmed, Language: "en", CreatedBy: 1,
		When:   programme.When{Zone: "Asia/Almaty", Days: []programme.Day{{Date: day(9), From: "09:00", To: "17:00"}, {Date: day(10), From: "09:30"}, {Date: day(11)}}},
		Begins: begins, Ends: begins.Add(48 * time.Hour),
		Places: []programme.Place{{Venue: "Institute", City: "Almaty", Country: "KZ", Zone: "Asia/Almaty"}, {City: "Osh", Country: "KG"}},
		Hosts:  []string{"KZ", "KG"}, Invited: []string{"UZ", "TJ"}, Agencies: []string{"customs"}, Partners: []string{"WCO"},
		Texts: []programme.Text{{Language: "en", Title: "Risk", Description: "On \"risk\"\nand rules"}, {Language: "ru", Description: "О рисках"}},
		Link:  "https://meet.example.org/a", Contact: "Aigul\n+7 700 123 45 67", Component: "2.3.1", Seats: 24,
		Languages: []string{"ru", "en"}, Interpretation: []string{"en"},
		Deadlines: []programme.Deadline{{Purpose: programme.ToNominate, Date: day(1), Clock: "18:00"}, {Purpose: programme.ToRegister, Date: day(4)}},
		Info:      programme.Info{programme.Arrival: "A driver waits", programme.Dress: "Business"},
	}
	other := full
	other.Texts = []programme.Text{{Language: "en", Title: "Risks"}}
	other.Contact, other.Component, other.Languages, other.Interpretation = "Bolot", "3", []string{"kk"}, nil
	other.Deadlines = []programme.Deadline{{Purpose: programme.ToSubmit, Date: day(2)}}
	other.Info = programme.Info{programme.Hotel: "Rixos"}
	little := programme.Event{Programme: 1, Kind: programme.Meeting, Mode: programme.InPerson, Status: programme.Tentative, Language: "en", CreatedBy: 1,
		When: programme.When{Zone: "UTC"}, Texts: []programme.Text{{Language: "en", Title: "T"}}}
	var id int64
	for _, want := range []programme.Event{full, other, little, full} {
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			e := want
			e.ID = id
			save := func() error { return tx.SaveEvent(ctx, &e, false) }
			if id == 0 {
				save = func() error { return tx.CreateEvent(ctx, &e) }
			}
			if err := save(); err != nil {
				return err
			}
			id = e.ID
			got, err := tx.Event(ctx, id)
			if diff := gocmp.Diff(e, got, cmpopts.EquateEmpty(),
				cmpopts.IgnoreFields(programme.Event{}, "Code", "Key", "Version", "Schedule", "ScheduleSince")); diff != "" {
				t.Errorf("what was saved comes back otherwise (-saved +read):\n%s", diff)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
