package postgres

import (
	"context"
	"encoding/json"
)

// Change is a line of the log: who changed what, when, old and new.
type Change struct {
	Programme int64
	Subject   string // event, participation …
	SubjectID int64
	Version   int
	By        int64 // a person; 0: the program
	Old, New  any   // only what differs; nil: nothing
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
