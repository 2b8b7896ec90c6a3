package postgres

import (
	"context"
	"time"

	"jarchy/internal/programme"
)

type participationRow struct {
	Event    int64     `db:"event_id"`
	Person   int64     `db:"person_id"`
	State    string    `db:"state"`
	Was      string    `db:"was"`
	Since    time.Time `db:"since"`
	Schedule int       `db:"schedule"`
	Line     int       `db:"line"`
}

func (r participationRow) participation() programme.Participation {
	return programme.Participation{Event: r.Event, Person: r.Person, State: programme.State(r.State), Was: programme.State(r.Was),
		Since: r.Since, Schedule: r.Schedule, Line: r.Line}
}

const participationColumns = `
	p.event_id, p.person_id, p.state, coalesce(p.was, '') AS was, p.since, p.schedule,
	CASE WHEN p.state = 'waiting' THEN (
		SELECT count(*) FROM participation w
		 WHERE w.event_id = p.event_id AND w.state = 'waiting' AND (w.since, w.place) <= (p.since, p.place)) ELSE 0 END AS line`

// Participation reads a person's part in an event; ok is false if there is none.
func (tx *Tx) Participation(ctx context.Context, event, person int64) (p programme.Participation, ok bool, err error) {
	var row participationRow
	err = tx.tx.GetContext(ctx, &row, `
		SELECT `+participationColumns+` FROM participation p WHERE p.event_id = $1 AND p.person_id = $2`, event, person)
	if noRows(err) {
		return p, false, nil
	}
	return row.participation(), err == nil, err
}

// Participations reads the parts of some persons in some events, by event.
func (tx *Tx) Participations(ctx context.Context, events, persons []int64) (map[int64]programme.Participation, error) {
	var rows []participationRow
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT `+participationColumns+` FROM participation p WHERE p.event_id = ANY($1) AND p.person_id = ANY($2)`,
		int64s(events), int64s(persons)); err != nil {
		return nil, err
	}
	parts := make(map[int64]programme.Participation, len(rows))
	for _, r := range rows {
		parts[r.Event] = r.participation()
	}
	return parts, nil
}

// SetParticipation stores a person's part in an event that LockEvent holds. Since
// begins anew when the state changes; otherwise only the schedule that the answer
// stands for is carried forward. By is 0 for the person's own act.
func (tx *Tx) SetParticipation(ctx context.Context, p programme.Participation, by int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO participation (event_id, person_id, state, since, schedule, by) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (event_id, person_id) DO UPDATE SET
		       since = CASE WHEN participation.state = excluded.state THEN participation.since ELSE excluded.since END,
		       state = excluded.state, schedule = excluded.schedule, by = excluded.by`,
		p.Event, p.Person, p.State, tx.now, p.Schedule, null(by))
	return err
}

// Remove takes a person off an event that LockEvent holds. What they were is kept,
// with its since, for TakeBack. By is who does it.
func (tx *Tx) Remove(ctx context.Context, event, person, by int64) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE participation SET was = state, state = 'removed', by = $3
		 WHERE event_id = $1 AND person_id = $2 AND state <> 'removed'`, event, person, null(by))
	return err
}

// TakeBack gives somebody who was removed from an event that LockEvent holds a
// state again, as if it had never been another: reminders that the removal
// withdrew, and those that fell due since, are planned by the next Replan.
func (tx *Tx) TakeBack(ctx context.Context, event, person int64, state programme.State, by int64) error {
	if _, err := tx.tx.ExecContext(ctx, `
		UPDATE participation SET state = $3, was = NULL, by = $4
		 WHERE event_id = $1 AND person_id = $2 AND state = 'removed'`, event, person, state, null(by)); err != nil {
		return err
	}
	// A withdrawn row that nobody has claimed never leaves.
	_, err := tx.tx.ExecContext(ctx, `
		DELETE FROM delivery d USING outbox o
		 WHERE d.rule_id IN (SELECT id FROM rule WHERE event_id = $1) AND d.person_id = $2 AND o.id = d.outbox_id
		   AND o.withdrawn = $3 AND o.state IN ('queued', 'skipped')`, event, person, WithdrawnRemoved)
	return err
}

// WithdrawnRemoved is why the reminders of somebody who was removed are withdrawn.
const WithdrawnRemoved = "removed"

// FirstInLine returns the person who has waited longest for a seat at an event
// and can be reached, and those passed over because they cannot; first is 0 if
// nobody waits.
func (tx *Tx) FirstInLine(ctx context.Context, event int64) (first int64, passed []int64, err error) {
	var line []struct {
		Person int64 `db:"person_id"`
		OK     bool  `db:"ok"`
	}
	if err = tx.tx.SelectContext(ctx, &line, `
		SELECT w.person_id, coalesce(a.reach = 'ok', false) AS ok
		  FROM participation w JOIN person p ON p.id = w.person_id LEFT JOIN account a ON a.id = p.account_id
		 WHERE w.event_id = $1 AND w.state = 'waiting' ORDER BY w.since, w.place`, event); err != nil {
		return 0, nil, err
	}
	for _, l := range line {
		if l.OK {
			return l.Person, passed, nil
		}
		passed = append(passed, l.Person)
	}
	return 0, passed, nil
}

// CarryForward lets the answers of an event stand for its present schedule:
// a change that does not ask anyone to confirm.
func (tx *Tx) CarryForward(ctx context.Context, e programme.Event) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE participation SET schedule = $2 WHERE event_id = $1 AND schedule = $2 - 1`, e.ID, e.Schedule)
	return err
}

// Attendee is a line of staff's list of names.
type Attendee struct {
	Person      int64  `db:"person_id"`
	Account     int64  `db:"account_id"` // 0: not on Telegram
	Name        string `db:"name"`
	NameGiven   bool   `db:"name_given"`
	Institution string `db:"institution"`
	State       string `db:"state"`
	Confirmed   bool   `db:"confirmed"` // the answer stands for the present schedule
}

const attendeeColumns = `
	p.id AS person_id, coalesce(p.account_id, 0) AS account_id, p.name, p.name_given, p.institution, x.state,
	x.schedule = e.schedule AS confirmed`

const attendeeFrom = ` FROM participation x JOIN person p ON p.id = x.person_id JOIN event e ON e.id = x.event_id`

// Attendees lists an event's people: coming, then waiting in their order, then
// asked, then declined.
func (tx *Tx) Attendees(ctx context.Context, event int64, limit, offset int) (as []Attendee, err error) {
	err = tx.tx.SelectContext(ctx, &as, `
		SELECT `+attendeeColumns+attendeeFrom+`
		 WHERE x.event_id = $1 AND x.state <> 'removed'
		 ORDER BY array_position('{coming,waiting,asked,declined}', x.state), CASE WHEN x.state = 'waiting' THEN x.place END, p.name COLLATE "und-x-icu", p.id
		 LIMIT $2 OFFSET $3`, event, limit, offset)
	return as, err
}

// Attendee reads one of an event's people, removed ones included.
// It returns a NotFound programme.Error if the person has no part in the event.
func (tx *Tx) Attendee(ctx context.Context, event, person int64) (a Attendee, err error) {
	err = tx.tx.GetContext(ctx, &a, `
		SELECT `+attendeeColumns+attendeeFrom+` WHERE x.event_id = $1 AND x.person_id = $2`, event, person)
	if noRows(err) {
		err = programme.Refuse(programme.NotFound, "person_unknown")
	}
	return a, err
}
