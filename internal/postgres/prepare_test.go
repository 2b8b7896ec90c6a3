package postgres_test

import (
	"context"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// TestStatementsAreKept asks the same often on one session: the server must have
// planned it once, also after a statement of it failed.
func TestStatementsAreKept(t *testing.T) {
	t.Parallel()
	address := postgrestest.URL(t)
	db, err := postgres.Open(t.Context(), address, 1, postgrestest.NewClock(postgrestest.Start).Now, postgres.NewSeeded(1))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.FirstProgramme(t.Context(), programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, []int64{1}); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := db.Do(t.Context(), func(tx *postgres.Tx) error {
			_, err := tx.Caller(t.Context(), 1)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		// A title of nothing is refused by the database, in the middle of a transaction.
		_ = db.Do(t.Context(), func(tx *postgres.Tx) error {
			return tx.CreateEvent(t.Context(), &programme.Event{Programme: 1, CreatedBy: 1, Mode: "nowhere"})
		})
	}
	kept, err := db.KeptStatements(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if n := kept["FROM account"]; n != 1 {
		t.Errorf("the caller's statement was planned %d times, want once; kept: %v", n, kept)
	}
}
