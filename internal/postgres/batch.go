package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// Part is one of the messages in which a text was sent.
type Part struct {
	Message   int64     `json:"message"` // its id in the private chat of who sent it
	Text      string    `json:"text"`    // without the command before it
	Length    int       `json:"length"`  // of the message as Telegram counts: UTF-16 units
	Sent      time.Time `json:"sent"`
	Forwarded bool      `json:"forwarded,omitempty"`
}

// Batch is a text in which a coordinator sent events; the drafts that were read
// from it share it.
type Batch struct {
	ID        int64
	Programme int64
	By        int64 // who sent it
	Parts     []Part
	Album     string  // whose caption it is; empty: none's
	Held      bool    // it may be the answer to a question: nothing is read from it yet
	Discarded []int64 // drafts that were discarded all at once
}

// AddBatch stores a new batch and gives it its id.
func (tx *Tx) AddBatch(ctx context.Context, b *Batch) error {
	parts, err := json.Marshal(b.Parts)
	if err != nil {
		return err
	}
	return tx.tx.GetContext(ctx, &b.ID, `INSERT INTO batch (programme_id, by, sent_at, parts, album, held) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		b.Programme, b.By, tx.now, string(parts), b.Album, b.Held)
}

// SaveBatch writes what may change of a batch that is held.
func (tx *Tx) SaveBatch(ctx context.Context, b Batch) error {
	parts, err := json.Marshal(b.Parts)
	if err != nil {
		return err
	}
	_, err = tx.tx.ExecContext(ctx, `UPDATE batch SET parts = $2, held = $3, discarded = $4 WHERE id = $1`,
		b.ID, string(parts), b.Held, int64s(b.Discarded))
	return err
}

// LockBatch reads a batch of a person's and holds it: before its drafts.
// It returns a NotFound programme.Error if they sent none of that id.
func (tx *Tx) LockBatch(ctx context.Context, id, by int64) (Batch, error) {
	b, ok, err := tx.batch(ctx, `id = $2`, by, id)
	if err == nil && !ok {
		err = programme.Refuse(programme.NotFound, "button_old")
	}
	return b, err
}

// LatestBatch is LockBatch of the newest that a person sent.
func (tx *Tx) LatestBatch(ctx context.Context, by int64) (b Batch, ok bool, err error) {
	return tx.batch(ctx, `true`, by)
}

// BatchOfMessage is LockBatch of the one that a message is a part of.
func (tx *Tx) BatchOfMessage(ctx context.Context, by, message int64) (b Batch, ok bool, err error) {
	return tx.batch(ctx, `parts @> jsonb_build_array(jsonb_build_object('message', $2::bigint))`, by, message)
}

func (tx *Tx) batch(ctx context.Context, where string, args ...any) (b Batch, ok bool, err error) {
	var row struct {
		ID        int64         `db:"id"`
		Programme int64         `db:"programme_id"`
		By        int64         `db:"by"`
		Parts     []byte        `db:"parts"`
		Album     string        `db:"album"`
		Held      bool          `db:"held"`
		Discarded pq.Int64Array `db:"discarded"`
	}
	err = tx.tx.GetContext(ctx, &row, `SELECT id, programme_id, by, parts, album, held, discarded
		FROM batch WHERE by = $1 AND `+where+` ORDER BY id DESC LIMIT 1 FOR UPDATE`, args...)
	if noRows(err) {
		return b, false, nil
	}
	if err != nil {
		return b, false, err
	}
	b = Batch{ID: row.ID, Programme: row.Programme, By: row.By, Album: row.Album, Held: row.Held, Discarded: row.Discarded}
	if err := json.Unmarshal(row.Parts, &b.Parts); err != nil {
		return b, false, fmt.Errorf("parts of batch %d: %w", row.ID, err)
	}
	return b, true, nil
}

// BatchDrafts reads the drafts of a batch in the order of its text, without those that go
// on as changes of events.
func (tx *Tx) BatchDrafts(ctx context.Context, batch int64) ([]Draft, error) {
	return tx.drafts(ctx, ` WHERE d.batch_id = $1 AND d.event_id IS NULL ORDER BY d.position, d.id`, batch)
}

// LockBatchDrafts is BatchDrafts that holds them.
func (tx *Tx) LockBatchDrafts(ctx context.Context, batch int64) ([]Draft, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM draft WHERE batch_id = $1 AND event_id IS NULL ORDER BY id FOR UPDATE`, batch); err != nil {
		return nil, err
	}
	return tx.BatchDrafts(ctx, batch)
}

// LockBatchChanges reads a person's open changes that drafts of a batch go on as, and holds
// them.
func (tx *Tx) LockBatchChanges(ctx context.Context, batch, by int64) ([]Draft, error) {
	return tx.drafts(ctx, ` WHERE d.batch_id = $1 AND d.by = $2 AND d.instead_of IS NOT NULL AND d.state = 'open' ORDER BY d.id FOR UPDATE OF d`, batch, by)
}
