package postgres_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres/postgrestest"
)

// TestNaively does what the race tests of this package hold it to in the way that comes to
// mind first: each looks, and acts afterwards upon what it saw, without a lock. In each the
// worst must come to pass within some rounds; so those tests can fail.
func TestNaively(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string // of the test that this is the twin of
		one, two func(tx *sqlx.Tx) error
		broken   string // counts what must not be
	}{
		{"TwoClaimersNeverTakeTheSameRow", claimNaively, claimNaively, `SELECT count(*) - count(DISTINCT of) FROM naive_effect`},

		{"WithdrawAgainstClaim", claimNaively,
			func(tx *sqlx.Tx) error { // withdraws what it finds queued
				soon()
				return naive(tx, `UPDATE naive_row SET withdrawn = true WHERE state = 'queued'`)
			},
			`SELECT count(*) FROM naive_row WHERE state = 'sending' AND withdrawn`},

		{"TwoMarkTheSameUpdate", markNaively, markNaively, `SELECT count(*) - 1 FROM naive_effect`},

		{"TwoTakeTheLease", takeNaively, takeNaively, `SELECT count(*) - 1 FROM naive_effect`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const most = 200
			sql := postgrestest.SQL(t, postgrestest.URL(t))
			sql.MustExec(`CREATE TABLE naive_row (id int, state text, withdrawn boolean NOT NULL DEFAULT false)`)
			sql.MustExec(`CREATE TABLE naive_mark (update_id int)`)
			sql.MustExec(`CREATE TABLE naive_lease (over boolean)`)
			sql.MustExec(`CREATE TABLE naive_effect (of int)`)
			for round := range most {
				sql.MustExec(`TRUNCATE naive_row, naive_mark, naive_lease, naive_effect`)
				sql.MustExec(`INSERT INTO naive_row VALUES (1, 'queued')`)
				sql.MustExec(`INSERT INTO naive_lease VALUES (true)`)
				var both sync.WaitGroup
				for _, act := range []func(*sqlx.Tx) error{tt.one, tt.two} {
					both.Go(func() {
						tx, err := sql.Beginx()
						if err == nil {
							defer func() { _ = tx.Rollback() }()
							err = act(tx)
						}
						if err == nil {
							err = tx.Commit()
						}
						if err != nil {
							t.Error(err)
						}
					})
				}
				both.Wait()
				var broken int
				if err := sql.Get(&broken, tt.broken); err != nil {
					t.Fatal(err)
				}
				if broken > 0 {
					t.Logf("it broke in round %d", round+1)
					return
				}
			}
			t.Errorf("nothing broke in %d rounds: the test that this is the twin of proves nothing", most)
		})
	}
}

// soon waits a little, so that sometimes one is first and sometimes the other.
func soon() { time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond) }

func naive(tx *sqlx.Tx, query string, args ...any) error {
	_, err := tx.Exec(query, args...)
	return err
}

// claimNaively takes the row that it has seen queued.
func claimNaively(tx *sqlx.Tx) error {
	var rows []int
	if err := tx.Select(&rows, `SELECT id FROM naive_row WHERE state = 'queued' AND NOT withdrawn ORDER BY id LIMIT 1`); err != nil || len(rows) == 0 {
		return err
	}
	soon()
	if err := naive(tx, `UPDATE naive_row SET state = 'sending' WHERE id = $1`, rows[0]); err != nil {
		return err
	}
	return naive(tx, `INSERT INTO naive_effect VALUES ($1)`, rows[0])
}

// markNaively marks and handles an update unless it finds it marked.
func markNaively(tx *sqlx.Tx) error {
	var marked bool
	if err := tx.Get(&marked, `SELECT EXISTS (SELECT FROM naive_mark WHERE update_id = 1)`); err != nil || marked {
		return err
	}
	soon()
	if err := naive(tx, `INSERT INTO naive_mark VALUES (1)`); err != nil {
		return err
	}
	return naive(tx, `INSERT INTO naive_effect VALUES (1)`)
}

// takeNaively takes the lease if it finds its term over.
func takeNaively(tx *sqlx.Tx) error {
	var over bool
	if err := tx.Get(&over, `SELECT over FROM naive_lease`); err != nil || !over {
		return err
	}
	soon()
	if err := naive(tx, `UPDATE naive_lease SET over = false`); err != nil {
		return err
	}
	return naive(tx, `INSERT INTO naive_effect VALUES (1)`)
}
