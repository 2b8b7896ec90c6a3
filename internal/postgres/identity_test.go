package postgres_test

import (
	"errors"
	"strings"
	"testing"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
)

func TestIdentity(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db, sql := postgrestest.Open(t, address, clock), postgrestest.SQL(t, address)
	for _, when := range []string{"first start", "second start"} {
		if same, why, err := db.Identity(ctx, 1); err != nil || !same || why != "" {
			t.Errorf("%s: got %t, %q, %v", when, same, why, err)
		}
	}
	for _, tt := range []struct{ change, why string }{
		{`system = '1'`, "server"},
		{`timeline = timeline + 1`, "timeline"},
		{`database = 1`, "database"},
		{`system = '1', database = 1`, ";"},
	} {
		sql.MustExec(`UPDATE identity SET ` + tt.change)
		for range 2 { // asking changes nothing
			same, why, err := db.Identity(ctx, 1)
			if err != nil || same || !strings.Contains(why, tt.why) {
				t.Errorf("%s: got %t, %q, %v", tt.change, same, why, err)
			}
		}
		if err := db.Do(ctx, func(tx *postgres.Tx) error { return tx.AdoptIdentity(ctx) }); err != nil {
			t.Fatal(err)
		}
		if same, why, err := db.Identity(ctx, 1); err != nil || !same {
			t.Errorf("adopted: got %t, %q, %v", same, why, err)
		}
	}
}

func TestAnotherBot(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db, sql := postgrestest.Open(t, address, clock), postgrestest.SQL(t, address)
	if _, _, err := db.Identity(ctx, 1); err != nil {
		t.Fatal(err)
	}
	sql.MustExec(`INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
		VALUES (101, 'en', false, false, 'ok', '2026-01-01', '2026-01-01')`)
	sql.MustExec(`INSERT INTO update_mark (update_id, done_at) VALUES (1, '2026-11-23')`)
	if same, _, err := db.Identity(ctx, 2); same || !errors.Is(err, postgres.ErrAnotherBot) {
		t.Errorf("got %t, %v, want %v", same, err, postgres.ErrAnotherBot)
	}
	var fresh bool
	if err := db.Do(ctx, func(tx *postgres.Tx) (err error) {
		if err = tx.SetNewBot(ctx, 2); err == nil {
			fresh, err = tx.MarkUpdate(ctx, 1)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if !fresh {
		t.Error("an update of the new bot was passed over for one of the old bot's")
	}
	var reach string
	if err := sql.Get(&reach, `SELECT reach FROM account WHERE reach_since = $1`, clock.Now()); err != nil || reach != "not_started" {
		t.Errorf("reach: got %q, %v", reach, err)
	}
	if same, why, err := db.Identity(ctx, 2); err != nil || !same {
		t.Errorf("new bot: got %t, %q, %v", same, why, err)
	}
	if _, _, err := db.Identity(ctx, 1); !errors.Is(err, postgres.ErrAnotherBot) {
		t.Errorf("old bot: %v", err)
	}
}

// Reading who the server is needs no superuser.
func TestIdentityOfAnOrdinaryRole(t *testing.T) {
	t.Parallel()
	sql := postgrestest.SQL(t, postgrestest.URL(t))
	tx := sql.MustBegin()
	defer tx.Rollback()
	tx.MustExec(`CREATE ROLE ordinary_reader`)
	tx.MustExec(`SET LOCAL ROLE ordinary_reader`)
	var n int
	if err := tx.Get(&n, `SELECT timeline_id FROM pg_control_checkpoint(), pg_control_system()`); err != nil || n == 0 {
		t.Errorf("timeline: got %d, %v", n, err)
	}
}
