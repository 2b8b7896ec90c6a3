package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// Draft is a draft with where it stands.
type Draft struct {
	ID           int64
	Programme    int64
	By           int64 // the person whose draft it is
	Batch        int64 // the text that it was read from, or came of as a change; else 0
	Position     int   // in Batch
	Event        int64 // 0: a new event
	EventVersion int   // of Event, when the draft was made
	InsteadOf    int64 // the draft of a new event that goes on as this change; else 0
	State        string
	Version      int
	SavedAs      int64
	SavedCode    string // of SavedAs
	Card         string // the message in which it stands open; empty: it is put aside
	Owner        string // the name of By
	Fields       programme.Draft
	Base         *programme.Draft // the event's fields when it was opened, else what was read from Batch; else nil
}

// The states of a draft.
const (
	DraftOpen      = "open"
	DraftPending   = "pending" // a change that is confirmed and not made yet; one of an event, whoever holds the event turns it
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
		INSERT INTO draft (programme_id, by, batch_id, position, event_id, event_version, instead_of, fields, base, state, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
		d.Programme, d.By, null(d.Batch), d.Position, null(d.Event), null(d.EventVersion), null(d.InsteadOf), string(fields), base, d.State, tx.now)
}

type draftRow struct {
	ID           int64  `db:"id"`
	Programme    int64  `db:"programme_id"`
	By           int64  `db:"by"`
	Owner        string `db:"owner"`
	Batch        int64  `db:"batch_id"`
	Position     int    `db:"position"`
	Event        int64  `db:"event_id"`
	EventVersion int    `db:"event_version"`
	InsteadOf    int64  `db:"instead_of"`
	Fields       []byte `db:"fields"`
	Base         []byte `db:"base"`
	State        string `db:"state"`
	Version      int    `db:"version"`
	SavedAs      int64  `db:"saved_as"`
	SavedCode    string `db:"saved_code"`
	Card         string `db:"card"`
}

const draftColumns = `
	d.id, d.programme_id, d.by, p.name AS owner, coalesce(d.batch_id, 0) AS batch_id, d.position, coalesce(d.event_id, 0) AS event_id,
	coalesce(d.event_version, 0) AS event_version, coalesce(d.instead_of, 0) AS instead_of, d.fields, d.base, d.state, d.version, coalesce(d.saved_as, 0) AS saved_as,
	coalesce(e.code, '') AS saved_code, coalesce(d.card, '') AS card`

func (tx *Tx) drafts(ctx context.Context, where string, args ...any) ([]Draft, error) {
	var rows []draftRow
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT `+draftColumns+`
		FROM draft d JOIN person p ON p.id = d.by LEFT JOIN event e ON e.id = d.saved_as`+where, args...); err != nil {
		return nil, err
	}
	ds := make([]Draft, len(rows))
	for i, r := range rows {
		var err error
		if ds[i], err = r.draft(); err != nil {
			return nil, err
		}
	}
	return ds, nil
}

func (r draftRow) draft() (Draft, error) {
	d := Draft{ID: r.ID, Programme: r.Programme, By: r.By, Owner: r.Owner, Batch: r.Batch, Position: r.Position, Event: r.Event,
		EventVersion: r.EventVersion, InsteadOf: r.InsteadOf, State: r.State, Version: r.Version, SavedAs: r.SavedAs, SavedCode: r.SavedCode, Card: r.Card}
	if err := json.Unmarshal(r.Fields, &d.Fields); err != nil {
		return d, fmt.Errorf("draft %d: %w", d.ID, err)
	}
	if r.Base != nil {
		if err := json.Unmarshal(r.Base, &d.Base); err != nil {
			return d, fmt.Errorf("base of draft %d: %w", d.ID, err)
		}
	}
	return d, nil
}

// LockDraft reads a draft and holds it.
// It returns a NotFound programme.Error if there is none of that id in those programmes.
func (tx *Tx) LockDraft(ctx context.Context, id int64, programmes []int64) (Draft, error) {
	ds, err := tx.drafts(ctx, ` WHERE d.id = $1 AND d.programme_id = ANY($2) FOR UPDATE OF d`, id, int64s(programmes))
	if err == nil && len(ds) == 0 {
		err = programme.Refuse(programme.NotFound, "draft_unknown")
	}
	if err != nil {
		return Draft{}, err
	}
	return ds[0], nil
}

// PendingChange reads the change of an event that is confirmed and not made yet, if
// there is one.
func (tx *Tx) PendingChange(ctx context.Context, event int64) (d Draft, ok bool, err error) {
	ds, err := tx.drafts(ctx, ` WHERE d.event_id = $1 AND d.state = 'pending'`, event)
	if err != nil || len(ds) == 0 {
		return d, false, err
	}
	return ds[0], true, nil
}

// Changing reports whether a change of an event was confirmed in the last two minutes and
// is not made yet. One that is older waits for a reason of its own: a job that failed.
func (tx *Tx) Changing(ctx context.Context, event int64) (changing bool, err error) {
	err = tx.tx.GetContext(ctx, &changing, `
		SELECT EXISTS (SELECT FROM draft WHERE event_id = $1 AND state = 'pending' AND updated_at > $2::timestamptz - interval '2 minutes')`, event, tx.now)
	return changing, err
}

// SaveDraft writes a draft that is held. One that is not open any more, or became
// another's, stands open in no message.
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
	if d.State != DraftOpen {
		d.Card = ""
	}
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE draft SET fields = $2, state = $3, version = $4, saved_as = $5, updated_at = $6, event_version = $7, base = $8,
		       by = $9, position = $10, card = $11
		 WHERE id = $1`,
		d.ID, string(fields), d.State, d.Version, null(d.SavedAs), tx.now, null(d.EventVersion), base, d.By, d.Position, null(d.Card))
	return err
}

// DropDraft deletes a draft that is held: its text is gone and nobody touched it.
func (tx *Tx) DropDraft(ctx context.Context, id int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM draft WHERE id = $1`, id)
	return err
}

// OpenCard notes the message in which a draft that is held stands open, and puts
// aside the others of the same person that were: it returns them as they stood.
func (tx *Tx) OpenCard(ctx context.Context, d *Draft, card string) (others []Draft, err error) {
	others, err = tx.drafts(ctx, ` WHERE d.by = $1 AND d.state = 'open' AND d.card IS NOT NULL AND d.id <> $2 ORDER BY d.id FOR UPDATE OF d`, d.By, d.ID)
	if err != nil || len(others) == 0 && d.Card == card {
		return others, err
	}
	d.Card = card
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE draft SET card = CASE WHEN id = $2 THEN $3 END, updated_at = CASE WHEN id = $2 THEN $4 ELSE updated_at END WHERE by = $1 AND state = 'open' AND (id = $2 OR card IS NOT NULL)`, d.By, d.ID, card, tx.now)
	return others, err
}

// OpenDraft reads the draft of a new event whose card a person has open.
func (tx *Tx) OpenDraft(ctx context.Context, person int64) (d Draft, ok bool, err error) {
	ds, err := tx.drafts(ctx, ` WHERE d.by = $1 AND d.state = 'open' AND d.card IS NOT NULL ORDER BY d.id DESC LIMIT 1`, person)
	if err != nil || len(ds) == 0 {
		return d, false, err
	}
	return ds[0], true, nil
}

// Shows reports whether a message in a chat is the one of a card, of several.
func (tx *Tx) Shows(ctx context.Context, chat, message int64, cards ...string) (is bool, err error) {
	err = tx.tx.GetContext(ctx, &is, `SELECT EXISTS (SELECT FROM card WHERE chat = $1 AND message_id = $2 AND name = ANY($3))`, chat, message, pq.Array(cards))
	return is, err
}

// PutAside notes that a draft that is held stands open in no message.
func (tx *Tx) PutAside(ctx context.Context, d *Draft) error {
	d.Card = ""
	_, err := tx.tx.ExecContext(ctx, `UPDATE draft SET card = NULL WHERE id = $1`, d.ID)
	return err
}

// untouched says of a draft d that it was opened empty and nobody filled anything in.
const untouched = `(d.batch_id IS NULL AND d.version = 1 AND d.fields ->> 'title' IS NULL)`

// Unfinished lists a programme's drafts that wait to be saved, new events and
// changes of events ahead, those of a person first, the latest before the others, and counts
// how many there are. A status that was merely asked for is no change yet.
func (tx *Tx) Unfinished(ctx context.Context, programmeID, person int64, limit, offset int) (ds []Draft, total int, err error) {
	const which = ` WHERE d.programme_id = $1 AND d.state = 'open' AND (d.event_id IS NULL AND NOT ` + untouched + `
		OR d.fields <> d.base AND (d.fields->>'status' IS NULL OR d.version > 1) AND EXISTS (SELECT FROM event c WHERE c.id = d.event_id AND (c.ends_at IS NULL OR c.ends_at > $2)))`
	if err := tx.tx.GetContext(ctx, &total, `SELECT count(*) FROM draft d`+which, programmeID, tx.now); err != nil {
		return nil, 0, err
	}
	ds, err = tx.drafts(ctx, which+` ORDER BY d.by <> $3, d.updated_at DESC, d.id DESC LIMIT $4 OFFSET $5`, programmeID, tx.now, person, limit, offset)
	return ds, total, err
}

// SavedBeside tells the first event that was saved of a batch, if there is one.
func (tx *Tx) SavedBeside(ctx context.Context, batch int64) (event int64, ok bool, err error) {
	var ids []int64
	err = tx.tx.SelectContext(ctx, &ids, `SELECT saved_as FROM draft WHERE batch_id = $1 AND saved_as IS NOT NULL ORDER BY saved_as LIMIT 1`, batch)
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	return ids[0], true, nil
}

// EmptyDraft reads a person's draft that nobody filled anything in, if there is
// one, and holds it.
func (tx *Tx) EmptyDraft(ctx context.Context, programmeID, person int64) (d Draft, ok bool, err error) {
	ds, err := tx.drafts(ctx, ` WHERE d.programme_id = $1 AND d.by = $2 AND d.state = 'open' AND d.event_id IS NULL AND `+untouched+`
		ORDER BY d.id DESC LIMIT 1 FOR UPDATE OF d`, programmeID, person)
	if err != nil || len(ds) == 0 {
		return d, false, err
	}
	return ds[0], true, nil
}

func baseOf(d *Draft) (any, error) {
	if d.Base == nil {
		return nil, nil
	}
	b, err := json.Marshal(d.Base)
	return string(b), err
}
