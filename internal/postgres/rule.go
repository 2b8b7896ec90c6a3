package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

const ruleColumns = `id, programme_id, coalesce(event_id, 0) AS event_id, kind, n, clock, instant, audience, words, silent, off, since`

type ruleRow struct {
	ID        int64           `db:"id"`
	Programme int64           `db:"programme_id"`
	Event     int64           `db:"event_id"`
	Kind      string          `db:"kind"`
	N         int             `db:"n"`
	Clock     programme.Clock `db:"clock"`
	Instant   sql.NullTime    `db:"instant"`
	Audience  string          `db:"audience"`
	Words     []byte          `db:"words"`
	Silent    bool            `db:"silent"`
	Off       bool            `db:"off"`
	Since     time.Time       `db:"since"`
}

func (r ruleRow) rule() (programme.Rule, error) {
	rule := programme.Rule{
		ID: r.ID, Programme: r.Programme, Event: r.Event, Kind: programme.RuleKind(r.Kind), N: r.N, Clock: r.Clock,
		Instant: r.Instant.Time, Audience: programme.Audience(r.Audience), Silent: r.Silent, Off: r.Off, Since: r.Since,
	}
	if err := json.Unmarshal(r.Words, &rule.Words); err != nil {
		return rule, fmt.Errorf("words of rule %d: %w", r.ID, err)
	}
	return rule, nil
}

func (tx *Tx) rules(ctx context.Context, where string, args ...any) ([]programme.Rule, error) {
	var rows []ruleRow
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT `+ruleColumns+` FROM rule WHERE `+where, args...); err != nil {
		return nil, err
	}
	rules := make([]programme.Rule, len(rows))
	for i, r := range rows {
		var err error
		if rules[i], err = r.rule(); err != nil {
			return nil, err
		}
	}
	return rules, nil
}

// DefaultRules reads a programme's default plan, in the order it was made.
func (tx *Tx) DefaultRules(ctx context.Context, programmeID int64) ([]programme.Rule, error) {
	return tx.rules(ctx, `programme_id = $1 AND event_id IS NULL ORDER BY id`, programmeID)
}

// LockDefaultRules is DefaultRules by one after the other: whoever changes the plan by
// what it has calls it.
func (tx *Tx) LockDefaultRules(ctx context.Context, programmeID int64) ([]programme.Rule, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM programme WHERE id = $1 FOR NO KEY UPDATE`, programmeID); err != nil {
		return nil, err
	}
	return tx.DefaultRules(ctx, programmeID)
}

// DropDefaultRule takes a rule out of a programme's default plan. Events have copies.
func (tx *Tx) DropDefaultRule(ctx context.Context, id int64) error {
	_, err := tx.tx.ExecContext(ctx, `DELETE FROM rule WHERE id = $1 AND event_id IS NULL`, id)
	return err
}

// EventRules reads an event's rules, in the order they were made.
func (tx *Tx) EventRules(ctx context.Context, event int64) ([]programme.Rule, error) {
	return tx.rules(ctx, `event_id = $1 AND NOT replaced ORDER BY id`, event)
}

// CopyRules gives a new event its programme's default plan, as it stands now.
func (tx *Tx) CopyRules(ctx context.Context, event int64) error {
	tx.left.Rules = true
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO rule (programme_id, event_id, kind, n, clock, instant, audience, words, silent, off, since, next_at)
		SELECT r.programme_id, e.id, r.kind, r.n, r.clock, r.instant, r.audience, r.words, r.silent, r.off, $2, $2
		  FROM event e JOIN rule r ON r.programme_id = e.programme_id AND r.event_id IS NULL
		 WHERE e.id = $1 ORDER BY r.id`, event, tx.now)
	return err
}

// AddRule stores a rule of an event, or of a programme's default plan if it has
// no event, and gives it its id. It holds from now on.
func (tx *Tx) AddRule(ctx context.Context, r *programme.Rule) error {
	tx.left.Rules = true
	words, err := json.Marshal(r.Words)
	if err != nil {
		return err
	}
	if r.Words == nil {
		words = []byte(`{}`)
	}
	r.Since = tx.now
	return tx.tx.GetContext(ctx, &r.ID, `
		INSERT INTO rule (programme_id, event_id, kind, n, clock, instant, audience, words, silent, off, since, next_at)
		VALUES ($1, $2::bigint, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $2::bigint IS NOT NULL THEN $11::timestamptz END) RETURNING id`,
		r.Programme, null(r.Event), r.Kind, r.N, null(r.Clock), nullTime(r.Instant), r.Audience, string(words), r.Silent, r.Off, r.Since)
}

// Replan has an event's rules looked at anew: whatever changes who is due for
// one, or when, calls it in its own transaction.
func (tx *Tx) Replan(ctx context.Context, event int64) error {
	return tx.replan(ctx, `r.event_id = $2`, event)
}

// ReplanPerson is Replan for all events ahead in which an account takes part, or
// whose staff it belongs to: its zone or language is another, or it can be
// written to again.
func (tx *Tx) ReplanPerson(ctx context.Context, account int64) error {
	return tx.replan(ctx, `
		r.event_id IN (SELECT e.id FROM person p JOIN participation x ON x.person_id = p.id JOIN event e ON e.id = x.event_id
		                WHERE p.account_id = $2 AND (e.ends_at IS NULL OR e.ends_at > $1 OR r.next_at IS NOT NULL))
		OR r.audience = 'staff' AND r.event_id IS NOT NULL AND EXISTS (
		        SELECT FROM person p WHERE p.programme_id = r.programme_id AND p.account_id = $2 AND p.role IN ('coordinator', 'owner'))`,
		account)
}

// ReplanProgramme is Replan for all events ahead of a programme: its zone, by which
// those read who have none of their own, is another.
func (tx *Tx) ReplanProgramme(ctx context.Context, programmeID int64) error {
	return tx.replan(ctx, `
		r.event_id IN (SELECT e.id FROM event e
		                WHERE e.programme_id = $2 AND (e.ends_at IS NULL OR e.ends_at > $1 OR r.next_at IS NOT NULL))`,
		programmeID)
}

// ReplanWaiting is Replan for every rule that somebody waits for: the zone data may be
// others than those that its instant was reckoned by.
func (tx *Tx) ReplanWaiting(ctx context.Context) error {
	return tx.replan(ctx, `r.next_at > $1`)
}

// ReplanAll is Replan for every event that is not long over. Nothing needs it, as long
// as whatever makes somebody due says so; it mends what did not.
func (tx *Tx) ReplanAll(ctx context.Context) error {
	return tx.replan(ctx, `NOT r.replaced AND r.event_id IN (SELECT e.id FROM event e WHERE `+notLongOver+`)`)
}

// notLongOver is of an event e some rule of which may still come.
const notLongOver = `(e.ends_at IS NULL OR e.ends_at > $1::timestamptz - interval '60 days')`

// replan locks the rules in the order of their ids: several may be at it.
func (tx *Tx) replan(ctx context.Context, which string, args ...any) error {
	tx.left.Rules = true
	_, err := tx.tx.ExecContext(ctx, `
		WITH again AS MATERIALIZED (SELECT r.id FROM rule r WHERE `+which+` ORDER BY r.id FOR UPDATE OF r)
		UPDATE rule r SET next_at = $1, failures = 0 FROM again WHERE r.id = again.id`, append([]any{tx.now}, args...)...)
	return err
}

// DueRule is a rule that somebody waits for.
type DueRule struct {
	Rule  int64 `db:"id"`
	Event int64 `db:"event_id"`
}

// DueRules lists rules whose instant has come, the earliest first.
func (d *DB) DueRules(ctx context.Context, limit int) (due []DueRule, err error) {
	err = d.db.SelectContext(ctx, &due, `
		SELECT id, coalesce(event_id, 0) AS event_id FROM rule WHERE next_at <= $1 ORDER BY next_at, id LIMIT $2`, d.Now(), limit)
	return due, err
}

// RuledEvents lists the events with rules that are not long over.
func (d *DB) RuledEvents(ctx context.Context) (ids []int64, err error) {
	err = d.db.SelectContext(ctx, &ids, `
		SELECT e.id FROM event e WHERE `+notLongOver+`
		   AND EXISTS (SELECT FROM rule r WHERE r.event_id = e.id AND NOT r.replaced) ORDER BY e.id`, d.Now())
	return ids, err
}

// NextOf tells when each of an event's rules is looked at next; those that nobody
// waits for are not there.
func (tx *Tx) NextOf(ctx context.Context, event int64) (map[int64]time.Time, error) {
	var rows []struct {
		ID   int64     `db:"id"`
		Next time.Time `db:"next_at"`
	}
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT id, next_at FROM rule WHERE event_id = $1 AND next_at IS NOT NULL`, event); err != nil {
		return nil, err
	}
	next := make(map[int64]time.Time, len(rows))
	for _, r := range rows {
		next[r.ID] = r.Next
	}
	return next, nil
}

// TakeRule reads a rule and keeps others from planning it; ok is false if it is
// not due any more. Its event is to be held before.
func (tx *Tx) TakeRule(ctx context.Context, id int64) (_ programme.Rule, ok bool, err error) {
	rules, err := tx.rules(ctx, `id = $1 AND next_at <= $2 FOR UPDATE`, id, tx.now)
	if err != nil || len(rules) == 0 {
		return programme.Rule{}, false, err
	}
	return rules[0], true, nil
}

// RulePlanned notes when the next of a rule's people is due; zero for nobody.
func (tx *Tx) RulePlanned(ctx context.Context, id int64, next time.Time) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE rule SET next_at = $2, failures = 0 WHERE id = $1`, id, nullTime(next))
	return err
}

// RuleFailed lets a rule whose planning failed wait: a minute, doubling to at
// most an hour. It says how many times in a row it has failed now.
func (tx *Tx) RuleFailed(ctx context.Context, id int64) (failures int, err error) {
	err = tx.tx.GetContext(ctx, &failures, `
		UPDATE rule SET failures = failures + 1, next_at = $2::timestamptz + LEAST(interval '1 minute' * 2 ^ LEAST(failures, 6), interval '1 hour')
		 WHERE id = $1 RETURNING failures`, id, tx.now)
	if noRows(err) {
		return 0, nil
	}
	return failures, err
}

// Hours reads a programme's civil hours.
func (tx *Tx) Hours(ctx context.Context, programmeID int64) (programme.Hours, error) {
	var row struct {
		From  programme.Clock `db:"civil_from"`
		To    programme.Clock `db:"civil_to"`
		Quiet []byte          `db:"quiet"`
	}
	h := programme.Hours{}
	if err := tx.tx.GetContext(ctx, &row, `
		SELECT civil_from, civil_to, array_to_json(quiet_days) AS quiet FROM programme WHERE id = $1`, programmeID); err != nil {
		return h, err
	}
	h.From, h.To = row.From, row.To
	return h, json.Unmarshal(row.Quiet, &h.Quiet)
}
