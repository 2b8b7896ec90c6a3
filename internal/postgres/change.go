package postgres

import (
	"context"
	"encoding/json"
	"time"
)

// Change is a line of the log: who changed what, when, old and new.
type Change struct {
	Programme int64
	Subject   string // event, participation …
	SubjectID int64
	Version   int
	By        int64 // a person; 0: the program
	Old, New  any   // whole, or only what differs; nil: nothing
}

// Logged is a change as it stands in the log.
type Logged struct {
	Version  int
	By       string // the person's name; empty: the program
	At       time.Time
	Old, New json.RawMessage
}

// Log writes a change into the log, in the transaction that makes it.
func (tx *Tx) Log(ctx context.Context, c Change) error {
	sides := make([]string, 2)
	for i, side := range []any{c.Old, c.New} {
		b, err := json.Marshal(side)
		if err != nil {
			return err
		}
		sides[i] = string(b)
	}
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO change (programme_id, subject, subject_id, version, by, at, old, new) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		c.Programme, c.Subject, c.SubjectID, null(c.Version), null(c.By), tx.now, sides[0], sides[1])
	return err
}

// Changes lists what the log has of a subject, the latest first, and counts it.
func (tx *Tx) Changes(ctx context.Context, subject string, id int64, limit, offset int) (cs []Logged, total int, err error) {
	var rows []struct {
		Version int       `db:"version"`
		By      string    `db:"by"`
		At      time.Time `db:"at"`
		Old     string    `db:"old"`
		New     string    `db:"new"`
		Total   int       `db:"total"`
	}
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT coalesce(c.version, 0) AS version, coalesce(p.name, '') AS by, c.at, c.old::text, c.new::text, count(*) OVER () AS total
		  FROM change c LEFT JOIN person p ON p.id = c.by
		 WHERE c.subject = $1 AND c.subject_id = $2 ORDER BY c.id DESC LIMIT $3 OFFSET $4`, subject, id, limit, offset); err != nil {
		return nil, 0, err
	}
	for _, r := range rows {
		cs, total = append(cs, Logged{Version: r.Version, By: r.By, At: r.At, Old: json.RawMessage(r.Old), New: json.RawMessage(r.New)}), r.Total
	}
	return cs, total, nil
}
