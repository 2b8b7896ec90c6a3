package postgres

import (
	"context"
	"fmt"

	"jarchy/internal/programme"
)

// SentFile is a file or a picture that staff sent, until it is attached to an event or
// forgotten.
type SentFile struct {
	ID        int64  `db:"id"`
	Programme int64  `db:"programme_id"`
	By        int64  `db:"by"`
	Batch     int64  `db:"batch_id"` // the text that was read from it, or stood beside it; 0: none
	Album     string `db:"album"`
	File      string `db:"file_id"` // Telegram's id
	Name      string `db:"name"`
	Photo     bool   `db:"photo"`
}

const sentFileColumns = `f.id, f.programme_id, f.by, coalesce(f.batch_id, 0) AS batch_id, f.album, f.file_id, f.name, f.kind = 'photo' AS photo`

// AddSentFile notes a file and gives it its id.
func (tx *Tx) AddSentFile(ctx context.Context, f *SentFile) error {
	err := tx.tx.GetContext(ctx, &f.ID, `
		INSERT INTO sent_file (programme_id, by, batch_id, album, file_id, name, kind, sent_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		f.Programme, f.By, null(f.Batch), f.Album, f.File, f.Name, fileKind(f.Photo), tx.now)
	if err != nil {
		return fmt.Errorf("note a file: %w", err)
	}
	return nil
}

func fileKind(photo bool) string {
	if photo {
		return "photo"
	}
	return "document"
}

// SentFiles reads a file that was sent, with all of its album; none if it was forgotten.
func (tx *Tx) SentFiles(ctx context.Context, id int64) (fs []SentFile, err error) {
	err = tx.tx.SelectContext(ctx, &fs, `
		SELECT `+sentFileColumns+` FROM sent_file f JOIN sent_file one ON one.id = $1
		 WHERE f.id = one.id OR f.by = one.by AND f.album = one.album AND f.album <> '' ORDER BY f.id`, id)
	if err != nil {
		return nil, fmt.Errorf("file %d: %w", id, err)
	}
	return fs, nil
}

// FileOfBatch reads the first of the files that a text was read from, or stood beside.
func (tx *Tx) FileOfBatch(ctx context.Context, batch int64) (f SentFile, ok bool, err error) {
	err = tx.tx.GetContext(ctx, &f, `SELECT `+sentFileColumns+` FROM sent_file f WHERE f.batch_id = $1 ORDER BY f.id LIMIT 1`, batch)
	if noRows(err) {
		return f, false, nil
	}
	if err != nil {
		return f, false, fmt.Errorf("file of text %d: %w", batch, err)
	}
	return f, true, nil
}

// WithoutFile lists the events that were saved of a text and do not have a file among
// their documents, in the order of the text.
func (tx *Tx) WithoutFile(ctx context.Context, batch int64, file string) (events []int64, err error) {
	err = tx.tx.SelectContext(ctx, &events, `
		SELECT d.saved_as FROM draft d
		 WHERE d.batch_id = $1 AND d.saved_as IS NOT NULL AND NOT EXISTS (SELECT FROM event_document x WHERE x.event_id = d.saved_as AND x.file_id = $2)
		 ORDER BY d.position, d.id`, batch, file)
	if err != nil {
		return nil, fmt.Errorf("events of text %d without its file: %w", batch, err)
	}
	return events, nil
}

// AddDocument attaches a document to an event that is held.
func (tx *Tx) AddDocument(ctx context.Context, event, by int64, d programme.Document) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO event_document (event_id, file_id, name, kind, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		event, d.File, d.Name, fileKind(d.Photo), by, tx.now)
	return err
}

// ReplaceDocument gives a document of an event that is held another file.
func (tx *Tx) ReplaceDocument(ctx context.Context, id, by int64, d programme.Document) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE event_document SET file_id = $2, kind = $3, added_by = $4, added_at = $5 WHERE id = $1`,
		id, d.File, fileKind(d.Photo), by, tx.now)
	return err
}

// RenameDocument gives a document of an event that is held another name.
func (tx *Tx) RenameDocument(ctx context.Context, id int64, name string) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE event_document SET name = $2 WHERE id = $1`, id, name)
	return err
}

// RemoveDocument takes a document off an event that is held.
func (tx *Tx) RemoveDocument(ctx context.Context, id int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM event_document WHERE id = $1`, id)
	return err
}

// DocumentEvent is the event of a document, and who attached it; 0 if there is none.
func (tx *Tx) DocumentEvent(ctx context.Context, id int64) (event, by int64, err error) {
	var row struct {
		Event int64 `db:"event_id"`
		By    int64 `db:"added_by"`
	}
	err = tx.tx.GetContext(ctx, &row, `SELECT event_id, added_by FROM event_document WHERE id = $1`, id)
	if noRows(err) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("document %d: %w", id, err)
	}
	return row.Event, row.By, nil
}

// DocumentKey is the key of a message that sends a document; cause tells one from
// another.
func DocumentKey(id, cause int64) string { return fmt.Sprintf("%s%d:%d", documentKey, id, cause) }

const documentKey = "document:"
