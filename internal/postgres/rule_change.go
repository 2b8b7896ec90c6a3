package postgres

import (
	"context"
	"time"

	"jarchy/internal/programme"
)

// Rule reads a rule; replaced says that another one stands for it by now.
// It returns a NotFound programme.Error if there is none of that id.
func (tx *Tx) Rule(ctx context.Context, id int64) (r programme.Rule, replaced bool, err error) {
	rules, err := tx.rules(ctx, `id = $1`, id)
	if err != nil {
		return r, false, err
	}
	if len(rules) == 0 {
		return r, false, programme.Refuse(programme.NotFound, "button_old")
	}
	err = tx.tx.GetContext(ctx, &replaced, `SELECT replaced FROM rule WHERE id = $1`, id)
	return rules[0], replaced, err
}

// SaveRule writes what may change of a rule: for whom, its text, whether it is
// silent or off, and since when it holds. Its event is to be held before, and
// planned anew after.
func (tx *Tx) SaveRule(ctx context.Context, r programme.Rule) error {
	words, err := wordsOf(r.Words)
	if err != nil {
		return err
	}
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE rule SET audience = $2, words = $3, silent = $4, off = $5, since = $6 WHERE id = $1`,
		r.ID, r.Audience, words, r.Silent, r.Off, r.Since)
	return err
}

// ReplaceRule switches a rule off for good: another one stands for it.
func (tx *Tx) ReplaceRule(ctx context.Context, id int64) error {
	_, err := tx.tx.ExecContext(ctx, `UPDATE rule SET off = true, replaced = true WHERE id = $1`, id)
	return err
}

// RecallRule takes back what is queued of a rule and never was on the wire, so
// that it is planned anew: its text or its people are others now. What has left
// stays as it is. The event is to be planned anew after.
func (tx *Tx) RecallRule(ctx context.Context, id int64) error {
	tx.left.Messages = true
	_, err := tx.tx.ExecContext(ctx, `
		WITH waiting AS MATERIALIZED (
			SELECT o.id FROM outbox o WHERE o.rule_id = $1 AND o.state = 'queued' AND o.attempts = 0 AND o.withdrawn IS NULL
			 ORDER BY o.id FOR UPDATE OF o),
		forgotten AS (DELETE FROM delivery d USING waiting w WHERE d.outbox_id = w.id)
		UPDATE outbox o SET withdrawn = 'newer' FROM waiting w WHERE o.id = w.id`, id)
	return err
}

// RulesReached counts whom each of an event's rules has reached.
func (tx *Tx) RulesReached(ctx context.Context, event int64) (map[int64]int, error) {
	var rows []struct {
		Rule int64 `db:"rule_id"`
		N    int   `db:"n"`
	}
	err := tx.tx.SelectContext(ctx, &rows, `
		SELECT rule_id, count(*) AS n FROM delivery
		 WHERE event_id = $1 AND rule_id IS NOT NULL AND outcome = 'sent' GROUP BY rule_id`, event)
	reached := map[int64]int{}
	for _, r := range rows {
		reached[r.Rule] = r.N
	}
	return reached, err
}

// Listener is one of an audience by name.
type Listener struct {
	Member
	Name string `db:"name"`
}

// Listeners lists a page of an audience by name.
func (tx *Tx) Listeners(ctx context.Context, a Audience, limit, offset int) (ls []Listener, err error) {
	members, args := a.members(false)
	err = tx.tx.SelectContext(ctx, &ls, `
		SELECT m.person, m.state, m.confirm, m.language, m.zone, m.reach, p.name
		  FROM (`+members+`) m JOIN person p ON p.id = m.person
		 ORDER BY p.name COLLATE "und-x-icu", p.id LIMIT $4 OFFSET $5`, append(args, limit, offset)...)
	return ls, err
}

// Listener reads one of an audience; false if the person is not of it.
func (tx *Tx) Listener(ctx context.Context, a Audience, person int64) (l Listener, ok bool, err error) {
	members, args := a.members(false)
	err = tx.tx.GetContext(ctx, &l, `
		SELECT m.person, m.state, m.confirm, m.language, m.zone, m.reach, p.name
		  FROM (`+members+`) m JOIN person p ON p.id = m.person WHERE p.id = $4`, append(args, person)...)
	if noRows(err) {
		return l, false, nil
	}
	return l, err == nil, err
}

// EventsToRemind lists a programme's events of which a rule has somebody to write
// to before the instant, the earliest first.
func (tx *Tx) EventsToRemind(ctx context.Context, programmeID int64, until time.Time) ([]programme.Event, error) {
	return tx.events(ctx, `
		SELECT `+eventColumns+` FROM event e
		 WHERE e.programme_id = $1 AND EXISTS (SELECT FROM rule r WHERE r.event_id = e.id AND r.next_at < $2)
		 ORDER BY e.begins_at, e.id`, programmeID, until)
}
