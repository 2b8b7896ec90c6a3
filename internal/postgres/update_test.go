package postgres_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
)

func TestUpdateMarks(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := postgrestest.New(t)
	mark := func(id int64) (fresh bool) {
		t.Helper()
		if err := db.Do(ctx, func(tx *postgres.Tx) (err error) { fresh, err = tx.MarkUpdate(ctx, id); return err }); err != nil {
			t.Fatal(err)
		}
		return fresh
	}
	begin := func(id int64) int {
		t.Helper()
		n, err := db.BeginUpdate(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if !mark(1) || mark(1) {
		t.Error("an update is fresh once")
	}
	if got := begin(1); got != 0 {
		t.Errorf("tries of a done update: got %d, want 0", got)
	}
	if a, b := begin(2), begin(2); a != 1 || b != 2 {
		t.Errorf("tries: got %d, %d, want 1, 2", a, b)
	}
	if !mark(2) || mark(2) {
		t.Error("a begun update is fresh until it is done")
	}
	var parked, again bool
	if err := db.Do(ctx, func(tx *postgres.Tx) (err error) {
		if parked, err = tx.ParkUpdate(ctx, 3, "unreadable"); err == nil {
			again, err = tx.ParkUpdate(ctx, 1, "done already")
		}
		return err
	}); err != nil || !parked || again {
		t.Errorf("park: fresh %t, done %t, %v", parked, again, err)
	}
	if mark(3) {
		t.Error("a parked update is done")
	}
}

func TestTwoMarkTheSameUpdate(t *testing.T) {
	t.Parallel()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	var fresh atomic.Int32
	var all sync.WaitGroup
	for range 2 {
		db := postgrestest.Open(t, address, clock)
		for range 3 {
			all.Go(func() {
				if err := db.Do(t.Context(), func(tx *postgres.Tx) error {
					ok, err := tx.MarkUpdate(t.Context(), 1)
					if ok {
						fresh.Add(1)
					}
					return err
				}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	if got := fresh.Load(); got != 1 {
		t.Errorf("fresh to %d, want 1", got)
	}
}

func TestTidyUpdates(t *testing.T) {
	t.Parallel()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db, sql := postgrestest.Open(t, address, clock), postgrestest.SQL(t, address)
	now := clock.Now()
	sql.MustExec(`INSERT INTO update_mark (update_id, begun_at, done_at) VALUES
		(1, NULL, $1), (2, $1, NULL), (3, $1, $2), (4, NULL, $2), (5, $2, NULL)`, now.AddDate(0, 0, -15), now.AddDate(0, 0, -13))
	if err := db.Tidy(t.Context()); err != nil {
		t.Fatal(err)
	}
	var got string
	if err := sql.Get(&got, `SELECT string_agg(update_id::text, ' ' ORDER BY update_id) FROM update_mark`); err != nil || got != "3 4 5" {
		t.Errorf("left: got %q, %v, want %q", got, err, "3 4 5")
	}
}
