package bot_test

import (
	"testing"

	"github.com/jmoiron/sqlx"
)

// TestNaively does what the tests of races hold the bot to, in the way that comes to mind
// first: each reads, and writes afterwards what follows from it. In each
// the worst must come to pass within some rounds; so those tests can fail.
func TestNaively(t *testing.T) {
	t.Parallel()
	const create = `CREATE TABLE naive_event (id int PRIMARY KEY, status text, schedule int, title text, seats int, next_at int);
		CREATE TABLE naive_row (id bigint GENERATED ALWAYS AS IDENTITY, event int, person int, state text, schedule int, due int)`
	for _, tt := range []struct {
		name     string // of the test that this is the twin of
		prepare  string // $1 is the round, as everywhere
		one, two func(tx *sqlx.Tx, round int) error
		broken   string // counts what must not be
	}{
		{"PlanAndRemindAgainstCancel", ``,
			func(tx *sqlx.Tx, round int) error { // plans for who reads as confirmed
				var status string
				if err := tx.Get(&status, `SELECT status FROM naive_event WHERE id = $1`, round); err != nil {
					return err
				}
				soon()
				if status != "confirmed" {
					return nil
				}
				return exec(tx, `INSERT INTO naive_row (event, person, state) VALUES ($1, 1, 'queued')`, round)
			},
			func(tx *sqlx.Tx, round int) error { // cancels, and withdraws what it finds
				soon()
				if err := exec(tx, `UPDATE naive_event SET status = 'cancelled' WHERE id = $1`, round); err != nil {
					return err
				}
				return exec(tx, `UPDATE naive_row SET state = 'withdrawn' WHERE event = $1`, round)
			},
			`SELECT count(*) FROM naive_row x JOIN naive_event e ON e.id = x.event WHERE e.id = $1 AND e.status = 'cancelled' AND x.state = 'queued'`},

		{"ZoneAgainstPlan", `INSERT INTO naive_row (event, person, due) VALUES ($1, 1, 20)`,
			func(tx *sqlx.Tx, round int) error { // plans, and reckons when the rule is due next
				var next int
				if err := tx.Get(&next, `SELECT min(due) FROM naive_row WHERE event = $1`, round); err != nil {
					return err
				}
				soon()
				return exec(tx, `UPDATE naive_event SET next_at = $2 WHERE id = $1`, round, next)
			},
			func(tx *sqlx.Tx, round int) error { // chooses a zone where the hour comes earlier
				soon()
				if err := exec(tx, `UPDATE naive_row SET due = 10 WHERE event = $1`, round); err != nil {
					return err
				}
				return exec(tx, `UPDATE naive_event SET next_at = least(next_at, 10) WHERE id = $1`, round)
			},
			`SELECT count(*) FROM naive_row x JOIN naive_event e ON e.id = x.event WHERE e.id = $1 AND e.next_at > x.due`},

		{"AnswerAgainstMove", ``,
			func(tx *sqlx.Tx, round int) error { // answers for the days it has read
				var schedule int
				if err := tx.Get(&schedule, `SELECT schedule FROM naive_event WHERE id = $1`, round); err != nil {
					return err
				}
				soon()
				return exec(tx, `INSERT INTO naive_row (event, person, state, schedule) VALUES ($1, 1, 'coming', $2)`, round, schedule)
			},
			func(tx *sqlx.Tx, round int) error { // moves the hours; the answers given stand
				soon()
				if err := exec(tx, `UPDATE naive_event SET schedule = schedule + 1 WHERE id = $1`, round); err != nil {
					return err
				}
				return exec(tx, `UPDATE naive_row SET schedule = schedule + 1 WHERE event = $1`, round)
			},
			`SELECT count(*) FROM naive_row x JOIN naive_event e ON e.id = x.event WHERE e.id = $1 AND x.schedule <> e.schedule`},

		{"TwoEditAtOnce", ``, edit("'Risk analysis', seats"), edit("title, 30"),
			`SELECT count(*) FROM naive_event WHERE id = $1 AND NOT (title = 'Risk analysis' AND seats = 30)`},

		// Also of TestInvitationOnce, TestTwoOpeners and TestTwoTakeOnePlanOver: each is done
		// unless somebody finds that it was.
		{"SameTwice", ``, onlyOnce, onlyOnce, `SELECT count(*) - 1 FROM naive_row WHERE event = $1`},

		{"LinkAgainstAnswer", `INSERT INTO naive_row (event, person, state) VALUES ($1, 1, 'invited')`,
			func(tx *sqlx.Tx, round int) error { // opens the link: stays what it was
				var state string
				if err := tx.Get(&state, `SELECT state FROM naive_row WHERE event = $1`, round); err != nil {
					return err
				}
				soon()
				return exec(tx, `UPDATE naive_row SET state = $2 WHERE event = $1`, round, state)
			},
			func(tx *sqlx.Tx, round int) error {
				soon()
				return exec(tx, `UPDATE naive_row SET state = 'coming' WHERE event = $1`, round)
			},
			`SELECT count(*) FROM naive_row WHERE event = $1 AND state <> 'coming'`},

		{"TellNowAgainstUndo", `INSERT INTO naive_row (event, person, state) VALUES ($1, 1, 'pending')`,
			func(tx *sqlx.Tx, round int) error { // makes what it reads as pending, and tells it
				var state string
				if err := tx.Get(&state, `SELECT state FROM naive_row WHERE event = $1`, round); err != nil || state != "pending" {
					return err
				}
				soon()
				if err := exec(tx, `UPDATE naive_row SET state = 'saved' WHERE event = $1`, round); err != nil {
					return err
				}
				return exec(tx, `UPDATE naive_event SET schedule = schedule + 1 WHERE id = $1`, round)
			},
			func(tx *sqlx.Tx, round int) error { // takes it back
				var state string
				if err := tx.Get(&state, `SELECT state FROM naive_row WHERE event = $1`, round); err != nil || state != "pending" {
					return err
				}
				soon()
				return exec(tx, `UPDATE naive_row SET state = 'open' WHERE event = $1`, round)
			},
			`SELECT count(*) FROM naive_row x JOIN naive_event e ON e.id = x.event WHERE e.id = $1 AND x.state = 'open' AND e.schedule > 1`},

		{"RemoveAndAnswerAtOnce", `INSERT INTO naive_row (event, person, state) VALUES ($1, 1, 'coming')`,
			func(tx *sqlx.Tx, round int) error { // answers, unless it reads that they were removed
				var state string
				if err := tx.Get(&state, `SELECT state FROM naive_row WHERE event = $1`, round); err != nil || state == "removed" {
					return err
				}
				soon()
				return exec(tx, `UPDATE naive_row SET state = 'declined' WHERE event = $1`, round)
			},
			func(tx *sqlx.Tx, round int) error {
				soon()
				return exec(tx, `UPDATE naive_row SET state = 'removed' WHERE event = $1`, round)
			},
			`SELECT count(*) FROM naive_row WHERE event = $1 AND state <> 'removed'`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const most = 100
			o := newOffice(t)
			o.exec(create)
			for round := range most {
				o.exec(`INSERT INTO naive_event VALUES ($1, 'confirmed', 1, 'Risk', 24, 20)`, round)
				if tt.prepare != "" {
					o.exec(tt.prepare, round)
				}
				o.atOnce(o.transacting(tt.one, round), o.transacting(tt.two, round))
				if o.int(tt.broken, round) > 0 {
					t.Logf("it broke in round %d", round+1)
					return
				}
			}
			t.Errorf("nothing broke in %d rounds: the test that this is the twin of proves nothing", most)
		})
	}
}

// transacting is a transaction for atOnce.
func (o *office) transacting(f func(*sqlx.Tx, int) error, round int) func() error {
	return func() error {
		tx, err := o.sql.Beginx()
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		if err := f(tx, round); err != nil {
			return err
		}
		return tx.Commit()
	}
}

func exec(tx *sqlx.Tx, query string, args ...any) error {
	_, err := tx.Exec(query, args...)
	return err
}

// edit shows an event and saves the whole of it, with one thing changed.
func edit(changed string) func(*sqlx.Tx, int) error {
	return func(tx *sqlx.Tx, round int) error {
		var title string
		var seats int
		if err := tx.QueryRow(`SELECT `+changed+` FROM naive_event WHERE id = $1`, round).Scan(&title, &seats); err != nil {
			return err
		}
		soon()
		return exec(tx, `UPDATE naive_event SET title = $2, seats = $3 WHERE id = $1`, round, title, seats)
	}
}

// onlyOnce has an effect unless it finds that there was one.
func onlyOnce(tx *sqlx.Tx, round int) error {
	var had bool
	if err := tx.Get(&had, `SELECT EXISTS (SELECT FROM naive_row WHERE event = $1)`, round); err != nil {
		return err
	}
	soon()
	if had {
		return nil
	}
	return exec(tx, `INSERT INTO naive_row (event, person, state) VALUES ($1, 1, 'done')`, round)
}
