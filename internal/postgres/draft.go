package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// Draft is a draft with where it stands.
type Draft struct {
	ID           int64
	Programme    int64
	By           int64 // the person whose draft it is
	Event        int64 // 0: a new event
	EventVersion int   // of Event, when the draft was made
	State        string
	Version      int
	SavedAs      int64
	Fields       programme.Draft
	Base         *programme.Draft // of a change: the event's fields when it was opened; else nil
}

// The states of a draft.
const (
	DraftOpen      = "open"
	DraftSaved     = "saved"
	DraftDiscarded = "discarded"
)

// AddDraft stores a new draft and gives it its id.
func (tx *Tx) AddDraft(ctx context.Context, d *Draft) error {
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return err
	}
	base, err := baseOf(d)
	if err != nil {
		return err
	}
	d.State, d.Version = DraftOpen, 1
	return tx.tx.GetContext(ctx, &d.ID, `
		INSERT INTO draft (programme_id, by, event_id, event_version, fields, base, state, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		d.Programme, d.By, null(d.Event), null(d.EventVersion), string(fields), base, d.State, tx.now)
}

// LockDraft reads a draft and holds it.
// It returns a NotFound programme.Error if there is none of that id in those programmes.
func (tx *Tx) LockDraft(ctx context.Context, id int64, programmes []int64) (Draft, error) {
	var row struct {
		Programme    int64         `db:"programme_id"`
		By           int64         `db:"by"`
		Event        sql.NullInt64 `db:"event_id"`
		EventVersion sql.NullInt64 `db:"event_version"`
		Fields       []byte        `db:"fields"`
		Base         []byte        `db:"base"`
		State        string        `db:"state"`
		Version      int           `db:"version"`
		SavedAs      sql.NullInt64 `db:"saved_as"`
	}
	err := tx.tx.GetContext(ctx, &row, `
		SELECT programme_id, by, event_id, event_version, fields, base, state, version, saved_as
		  FROM draft WHERE id = $1 AND programme_id = ANY($2) FOR UPDATE`, id, int64s(programmes))
	if noRows(err) {
		return Draft{}, programme.Refuse(programme.NotFound, "draft_unknown")
	}
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: id, Programme: row.Programme, By: row.By, Event: row.Event.Int64, EventVersion: int(row.EventVersion.Int64),
		State: row.State, Version: row.Version, SavedAs: row.SavedAs.Int64}
	if err := json.Unmarshal(row.Fields, &d.Fields); err != nil {
		return d, fmt.Errorf("draft %d: %w", id, err)
	}
	if row.Base != nil {
		if err := json.Unmarshal(row.Base, &d.Base); err != nil {
			return d, fmt.Errorf("base of draft %d: %w", id, err)
		}
	}
	return d, nil
}

// SaveDraft writes a draft that LockDraft holds.
func (tx *Tx) SaveDraft(ctx context.Context, d *Draft) error {
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return err
	}
	base, err := baseOf(d)
	if err != nil {
		return err
	}
	d.Version++
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE draft SET fields = $2, state = $3, version = $4, saved_as = $5, updated_at = $6, event_version = $7, base = $8 WHERE id = $1`,
		d.ID, string(fields), d.State, d.Version, null(d.SavedAs), tx.now, null(d.EventVersion), base)
	return err
}

func baseOf(d *Draft) (any, error) {
	if d.Base == nil {
		return nil, nil
	}
	b, err := json.Marshal(d.Base)
	return string(b), err
}

// Asking is what the next text in a chat will be taken as.
type Asking struct {
	Purpose string // a button's verb
	Subject int64  // a draft, an event …
	Field   string
}

// Ask notes what the next text in a chat will be taken as, until an instant of
// programme time.
func (tx *Tx) Ask(ctx context.Context, chat int64, a Asking, until time.Time) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO asking (chat, purpose, subject, field, until) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (chat) DO UPDATE SET purpose = excluded.purpose, subject = excluded.subject, field = excluded.field, until = excluded.until`,
		chat, a.Purpose, a.Subject, a.Field, nullTime(until))
	return err
}

// ForgetAsking ends a question.
func (tx *Tx) ForgetAsking(ctx context.Context, chat int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM asking WHERE chat = $1`, chat)
	return err
}
