package postgres_test

import (
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

func TestDeriveInstants(t *testing.T) {
	t.Parallel()
	db := postgrestest.New(t)
	ctx := t.Context()
	if err := db.FirstProgramme(ctx, programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, []int64{1}); err != nil {
		t.Fatal(err)
	}
	when := programme.When{Zone: "Asia/Almaty", Days: []programme.Day{{Date: programme.Date{Year: 2026, Month: 12, Day: 9}, From: "09:00"}}}
	old, now := time.FixedZone("+06", 6*3600), time.FixedZone("+05", 5*3600)
	e := programme.Event{Programme: 1, Kind: programme.Workshop, Mode: programme.InPerson, Status: programme.Confirmed, Language: "en",
		When: when, Begins: when.Begins(old), Ends: when.Ends(old), Texts: []programme.Text{{Language: "en", Title: "T"}}, CreatedBy: 1}
	derive := func(w programme.When) (time.Time, time.Time) { return w.Begins(now), w.Ends(now) }
	for _, want := range []int{1, 0} { // the second time nothing is left to do
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			if e.ID == 0 {
				if err := tx.CreateEvent(ctx, &e); err != nil {
					return err
				}
			}
			moved, err := tx.DeriveInstants(ctx, derive)
			if moved != want {
				t.Errorf("%d events moved, want %d", moved, want)
			}
			got, err2 := tx.Event(ctx, e.ID)
			if !got.Begins.Equal(when.Begins(now)) || got.Schedule != 1 {
				t.Errorf("begins %v in schedule %d, want %v in the same schedule", got.Begins, got.Schedule, when.Begins(now))
			}
			if err != nil {
				return err
			}
			return err2
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMigrateTogether lets several starters migrate one empty database.
func TestMigrateTogether(t *testing.T) {
	t.Parallel()
	address := postgrestest.URL(t)
	if _, err := postgrestest.SQL(t, address).Exec(`DROP SCHEMA public CASCADE; CREATE SCHEMA public`); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	const starters = 4
	for range starters {
		db := postgrestest.Open(t, address, postgrestest.NewClock(postgrestest.Start))
		go func() { done <- db.Migrate(t.Context()) }()
	}
	for range starters {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if ps, err := postgrestest.Open(t, address, postgrestest.NewClock(postgrestest.Start)).Programmes(t.Context()); err != nil || len(ps) != 0 {
		t.Errorf("programmes %v, error %v", ps, err)
	}
}
