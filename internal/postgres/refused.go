package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"jarchy/internal/programme"
)

// JobRefused is the job that tells of messages which Telegram will never take.
const JobRefused = "refused"

// RefusedArgs is which: a document by the key of its message, or all that were refused
// from an instant on.
type RefusedArgs struct {
	Key string `json:"key,omitempty"`

	From time.Time `json:"from,omitzero"` // programme time
	Why  string    `json:"why,omitempty"` // Telegram's words for the first of them
}

// refusedGather is how long refused messages gather before they are told of.
const refusedGather = time.Minute

// refused leaves the job that tells of a refused row: an edit or the like that was
// refused has taken nothing from anybody.
func (tx *Tx) refused(ctx context.Context, m Mark) error {
	var row struct {
		Key    string `db:"key"`
		Chat   int64  `db:"chat"`
		Method string `db:"method"`
	}
	err := tx.tx.GetContext(ctx, &row, `SELECT coalesce(key, '') AS key, coalesce(chat, 0) AS chat, method FROM outbox WHERE id = $1`, m.ID)
	if noRows(err) { // a stranger's
		return nil
	}
	if err != nil {
		return err
	}
	job := programme.Job{Kind: JobRefused, Chat: row.Chat}
	args := RefusedArgs{Key: row.Key}
	switch {
	case strings.HasPrefix(row.Key, documentKey):
	case strings.HasPrefix(row.Method, "send"), row.Method == "copyMessage":
		args = RefusedArgs{From: tx.now, Why: m.Because}
		job.Chat, job.Key, job.NotBefore = 0, JobRefused, tx.now.Add(refusedGather)
	default:
		return nil
	}
	if job.Args, err = json.Marshal(args); err != nil {
		return err
	}
	return tx.AddJob(ctx, job)
}

// Refusal counts what of an event Telegram refused.
type Refusal struct {
	Programme int64 `db:"programme_id"` // 0: of none
	Event     int64 `db:"event_id"`     // 0: of none
	N         int   `db:"n"`
}

// Refused counts the messages that Telegram refused from an instant of programme time
// on, by event.
func (tx *Tx) Refused(ctx context.Context, from time.Time) ([]Refusal, error) {
	var rows []Refusal
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT coalesce(programme_id, 0) AS programme_id, coalesce(event_id, 0) AS event_id, count(*) AS n
		  FROM outbox
		 WHERE final_at >= $1 AND state = 'failed' AND problem = $2 AND (method LIKE 'send%' OR method = 'copyMessage')
		   AND coalesce(key, '') NOT LIKE $3
		 GROUP BY 1, 2 ORDER BY 1, 2`, from, problemRefused, documentKey+"%"); err != nil {
		return nil, fmt.Errorf("refused messages: %w", err)
	}
	return rows, nil
}
