package postgres

import (
	"context"
	"encoding/json"

	"jarchy/internal/programme"
)

// Workplan is a team's plan that somebody sent as a file; only they take it over.
type Workplan struct {
	ID        int64
	Programme int64
	By        int64
	Name      string          // of the file
	Plan      json.RawMessage // its rows as they were read
	Discarded bool
}

// AddWorkplan stores a new plan and gives it its id.
func (tx *Tx) AddWorkplan(ctx context.Context, w *Workplan) error {
	return tx.tx.GetContext(ctx, &w.ID, `INSERT INTO workplan (programme_id, by, name, plan, updated_at) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		w.Programme, w.By, w.Name, string(w.Plan), tx.now)
}

// LockWorkplan reads a plan of a person's and holds it. If somebody else holds it,
// it waits for them, or it does not and reports false.
// It returns a NotFound programme.Error if they sent none of that id.
func (tx *Tx) LockWorkplan(ctx context.Context, id, by int64, wait bool) (_ Workplan, ok bool, err error) {
	var row struct {
		ID        int64  `db:"id"`
		Programme int64  `db:"programme_id"`
		By        int64  `db:"by"`
		Name      string `db:"name"`
		Plan      []byte `db:"plan"`
		Discarded bool   `db:"discarded"`
	}
	lock := ` FOR UPDATE SKIP LOCKED`
	if wait {
		lock = ` FOR UPDATE`
	}
	const of = ` FROM workplan WHERE id = $1 AND by = $2`
	err = tx.tx.GetContext(ctx, &row, `SELECT id, programme_id, by, name, plan, discarded`+of+lock, id, by)
	if noRows(err) {
		var there bool
		if err = tx.tx.GetContext(ctx, &there, `SELECT EXISTS (SELECT`+of+`)`, id, by); err == nil && !there {
			err = programme.Refuse(programme.NotFound, "button_old")
		}
		return Workplan{}, false, err
	}
	return Workplan{row.ID, row.Programme, row.By, row.Name, row.Plan, row.Discarded}, err == nil, err
}

// SaveWorkplan writes a plan that is held.
func (tx *Tx) SaveWorkplan(ctx context.Context, w Workplan) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE workplan SET plan = $2, discarded = $3, updated_at = $4 WHERE id = $1`, w.ID, string(w.Plan), w.Discarded, tx.now)
	return err
}

// Headings are what a programme's team has said of headings in its plans.
func (tx *Tx) Headings(ctx context.Context, programmeID int64) (means map[string]string, err error) {
	var rows []struct {
		Heading string `db:"heading"`
		Means   string `db:"means"`
	}
	err = tx.tx.SelectContext(ctx, &rows, `SELECT heading, means FROM heading WHERE programme_id = $1`, programmeID)
	means = map[string]string{}
	for _, r := range rows {
		means[r.Heading] = r.Means
	}
	return means, err
}

// Explain notes what a heading in a programme's plans means.
func (tx *Tx) Explain(ctx context.Context, programmeID int64, heading, means string) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO heading (programme_id, heading, means) VALUES ($1, $2, $3)
		ON CONFLICT (programme_id, heading) DO UPDATE SET means = excluded.means`, programmeID, heading, means)
	return err
}

// ForgetHeading takes back what Explain noted.
func (tx *Tx) ForgetHeading(ctx context.Context, programmeID int64, heading string) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM heading WHERE programme_id = $1 AND heading = $2`, programmeID, heading)
	return err
}

// TakeOver lets nobody else take a plan over into a programme until this transaction
// ends: two would find the same events missing.
func (tx *Tx) TakeOver(ctx context.Context, programmeID int64) error {
	_, err := tx.tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtext('workplan'), $1::int)`, programmeID)
	return err
}

// AllEvents reads all events of a programme, whatever became of them.
func (tx *Tx) AllEvents(ctx context.Context, programmeID int64) ([]programme.Event, error) {
	return tx.events(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.programme_id = $1 ORDER BY e.id`, programmeID)
}
