package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// AddJob leaves work for later; without a time it is due now. While a job with the
// same key is open, it changes nothing.
func (tx *Tx) AddJob(ctx context.Context, j programme.Job) error {
	tx.left.Jobs = true
	if len(j.Args) == 0 {
		j.Args = json.RawMessage("{}")
	}
	if j.NotBefore.IsZero() {
		j.NotBefore = tx.now
	}
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO job (programme_id, kind, args, chat, aside, key, not_before) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (key) WHERE parked IS NULL DO NOTHING`,
		null(j.Programme), j.Kind, string(j.Args), null(j.Chat), j.Aside, null(j.Key), nullTime(j.NotBefore))
	if err != nil {
		return fmt.Errorf("leave a %s job: %w", j.Kind, err)
	}
	return nil
}

// JobArgs reads what the open job with a key is to do. It reports false if there is
// none: it was never left, has run, or was given up.
func (tx *Tx) JobArgs(ctx context.Context, key string) (args json.RawMessage, ok bool, err error) {
	var found []string
	if err := tx.tx.SelectContext(ctx, &found, `SELECT args::text FROM job WHERE key = $1 AND parked IS NULL`, key); err != nil {
		return nil, false, fmt.Errorf("job %s: %w", key, err)
	}
	if len(found) == 0 {
		return nil, false, nil
	}
	return json.RawMessage(found[0]), true, nil
}

// NextJob tells the earliest programme time at which a job is due; it is past for
// a job that is due or running. Jobs that wait to be tried again do not count.
func (d *DB) NextJob(ctx context.Context) (at time.Time, ok bool, err error) {
	var next *time.Time
	err = d.db.GetContext(ctx, &next, `
		SELECT min(not_before) FROM job
		 WHERE parked IS NULL AND (retry_at IS NULL OR retry_at <= clock_timestamp())`)
	if err != nil {
		return time.Time{}, false, fmt.Errorf("next job: %w", err)
	}
	if next == nil {
		return time.Time{}, false, nil
	}
	return *next, true, nil
}

// UnderWay are the jobs that a process runs.
type UnderWay struct {
	IDs   []int64
	Chats []int64 // that have one under way, but for one aside
	Aside bool    // one aside is
}

// DueJobs lists the first jobs that are due, one of a chat and one of all that run
// aside, beside those under way.
func (d *DB) DueJobs(ctx context.Context, limit int, under UnderWay) ([]programme.Job, error) {
	var rows []jobRow
	err := d.db.SelectContext(ctx, &rows, `
		SELECT * FROM (
			SELECT DISTINCT ON (aside, CASE WHEN NOT aside THEN chat END, CASE WHEN NOT aside AND chat IS NULL THEN id END)
			       id, coalesce(programme_id, 0) AS programme_id, kind, args::text, coalesce(chat, 0) AS chat, aside,
			       coalesce(key, '') AS key, not_before, tries
			  FROM job
			 WHERE parked IS NULL AND not_before <= $1 AND (retry_at IS NULL OR retry_at <= clock_timestamp())
			   AND NOT id = ANY($2) AND CASE WHEN aside THEN NOT $3 ELSE chat IS NULL OR NOT chat = ANY($4) END
			 ORDER BY aside, CASE WHEN NOT aside THEN chat END, CASE WHEN NOT aside AND chat IS NULL THEN id END, not_before, id) first
		 ORDER BY not_before, id LIMIT $5`, d.Now(), int64s(under.IDs), under.Aside, int64s(under.Chats), limit)
	if err != nil {
		return nil, fmt.Errorf("due jobs: %w", err)
	}
	jobs := make([]programme.Job, len(rows))
	for i, r := range rows {
		jobs[i] = programme.Job{ID: r.ID, Programme: r.Programme, Kind: r.Kind, Args: json.RawMessage(r.Args),
			Chat: r.Chat, Aside: r.Aside, Key: r.Key, NotBefore: r.NotBefore, Tries: r.Tries}
	}
	return jobs, nil
}

type jobRow struct {
	ID        int64     `db:"id"`
	Programme int64     `db:"programme_id"`
	Kind      string    `db:"kind"`
	Args      string    `db:"args"`
	Chat      int64     `db:"chat"`
	Aside     bool      `db:"aside"`
	Key       string    `db:"key"`
	NotBefore time.Time `db:"not_before"`
	Tries     int       `db:"tries"`
}

// BeginJob counts, and commits, one more try of a job, in j too. It reports false
// if the job is not what it was: dropped, replaced, or begun by another process.
func (d *DB) BeginJob(ctx context.Context, j *programme.Job) (bool, error) {
	ok, err := d.touchJob(ctx, *j, `tries = tries + 1, retry_at = NULL`)
	if ok {
		j.Tries++
	}
	return ok, err
}

// LeaveJob takes back the last try of a job that was begun: it was not the job
// that failed.
func (d *DB) LeaveJob(ctx context.Context, j programme.Job) error {
	_, err := d.touchJob(ctx, j, `tries = tries - 1`)
	return err
}

// RetryJob lets a job that failed wait, in machine time.
func (d *DB) RetryJob(ctx context.Context, j programme.Job, wait time.Duration) error {
	_, err := d.touchJob(ctx, j, `retry_at = clock_timestamp() + $3::interval`, milliseconds(wait))
	return err
}

func (d *DB) touchJob(ctx context.Context, j programme.Job, set string, args ...any) (bool, error) {
	n, err := affected(d.db.ExecContext(ctx, `UPDATE job SET `+set+` WHERE id = $1 AND tries = $2 AND parked IS NULL`,
		append([]any{j.ID, j.Tries}, args...)...))
	if err != nil {
		return false, fmt.Errorf("touch job %d: %w", j.ID, err)
	}
	return n == 1, nil
}

// TakeJob removes a job that was begun, in the transaction that does its work. It
// reports false if it is not there as it was begun: there is nothing to do.
func (tx *Tx) TakeJob(ctx context.Context, j programme.Job) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `
		DELETE FROM job WHERE id = $1 AND tries = $2 AND parked IS NULL`, j.ID, j.Tries))
	if err != nil {
		return false, fmt.Errorf("take job %d: %w", j.ID, err)
	}
	return n == 1, nil
}

// ParkJob gives a job up, and says why; its key is free again. It reports false if
// the job is not there as it was begun.
func (tx *Tx) ParkJob(ctx context.Context, j programme.Job, why string) (bool, error) {
	n, err := affected(tx.tx.ExecContext(ctx, `
		UPDATE job SET parked = $3 WHERE id = $1 AND tries = $2 AND parked IS NULL`, j.ID, j.Tries, why))
	if err != nil {
		return false, fmt.Errorf("park job %d: %w", j.ID, err)
	}
	return n == 1, nil
}
