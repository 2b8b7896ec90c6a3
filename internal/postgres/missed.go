package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// Cause is what deliveries are of: a send, or else a rule, whose deliveries are those
// of its event's present schedule.
type Cause struct {
	Send int64
	Rule int64
}

// deliveries says of a delivery d that it is of the cause, whose id is $1.
func (c Cause) deliveries() (where string, id int64) {
	if c.Rule != 0 {
		return `d.rule_id = $1 AND d.schedule = (SELECT e.schedule FROM event e WHERE e.id = d.event_id)`, c.Rule
	}
	return `d.send_id = $1`, c.Send
}

// missing says of a delivery d with its send s that somebody was not reached. Of what
// the team sent themselves they are told whatever became of it.
const missing = `(d.outcome IN ('failed', 'skipped') AND (s.kind IN ('mass', 'nudge') OR ` + troubled + `) AND ` + stillThere + `)`

// stillThere says of a delivery d that its reader was not removed from its event since:
// else nobody needs to pass it on to them.
const stillThere = `NOT EXISTS (SELECT FROM participation gone WHERE gone.event_id = d.event_id AND gone.person_id = d.person_id AND gone.state = 'removed')`

// Tally counts the deliveries of a cause by what became of them.
type Tally struct {
	Outcome  string `db:"outcome"` // sent, failed, skipped; empty: on its way
	Reason   string `db:"reason"`
	Repeated int    `db:"repeated"` // of N, may have been read twice
	N        int    `db:"n"`
}

// Missed reports whether these were not reached.
func (t Tally) Missed() bool { return t.Outcome == "failed" || t.Outcome == "skipped" }

// Tally counts what became of a send or a rule so far.
func (tx *Tx) Tally(ctx context.Context, c Cause) (ts []Tally, err error) {
	where, id := c.deliveries()
	err = tx.tx.SelectContext(ctx, &ts, `
		SELECT coalesce(d.outcome, '') AS outcome, d.reason, count(*) AS n,
		       count(*) FILTER (WHERE d.outcome = 'sent' AND o.resends > 0) AS repeated
		  FROM delivery d LEFT JOIN send s ON s.id = d.send_id LEFT JOIN outbox o ON o.id = d.outbox_id
		 WHERE `+where+` AND (d.outcome IS NULL OR d.outcome = 'sent' OR `+missing+`) GROUP BY 1, 2 ORDER BY 1, 2`, id)
	return ts, err
}

// Missed is somebody whom a message did not reach.
type Missed struct {
	Account int64  `db:"account"` // 0: not on Telegram
	Name    string `db:"name"`
	Outcome string `db:"outcome"` // failed or skipped
	Reason  string `db:"reason"`
}

// Missed lists a page of those whom a send or a rule did not reach for one of some
// reasons, by reason and name.
func (tx *Tx) Missed(ctx context.Context, c Cause, reasons []Tally, limit, offset int) (ms []Missed, err error) {
	where, id := c.deliveries()
	of := make([]string, len(reasons))
	for i, t := range reasons {
		of[i] = t.Outcome + " " + t.Reason
	}
	err = tx.tx.SelectContext(ctx, &ms, `
		SELECT coalesce(p.account_id, 0) AS account, p.name, d.outcome, d.reason
		  FROM delivery d JOIN person p ON p.id = d.person_id
		 WHERE `+where+` AND d.outcome || ' ' || d.reason = ANY ($4) AND `+stillThere+`
		 ORDER BY d.outcome, d.reason, p.name COLLATE "und-x-icu", p.id LIMIT $2 OFFSET $3`, id, limit, offset, pq.Array(of))
	return ms, err
}

// MissedReaders counts those whom a send or a rule did not reach by their language, the
// largest crowd first. Their zone is that of most of them, and their state the one that
// all of them have, else asked.
func (tx *Tx) MissedReaders(ctx context.Context, c Cause) (cs []Crowd, err error) {
	where, id := c.deliveries()
	err = tx.tx.SelectContext(ctx, &cs, `
		SELECT m.language, mode() WITHIN GROUP (ORDER BY m.zone) AS zone, '' AS reach, count(*) AS n,
		       CASE WHEN min(m.state) = max(m.state) THEN min(m.state) ELSE 'asked' END AS state, bool_and(m.confirm) AS confirm
		  FROM (SELECT coalesce(a.language, p.language, g.language) AS language,
		               CASE WHEN p.account_id IS NULL THEN coalesce(p.zone, g.zone) ELSE coalesce(a.zone, g.zone) END AS zone,
		               coalesce(x.state, '') AS state, coalesce(x.schedule < e.schedule, false) AS confirm
		          FROM delivery d JOIN event e ON e.id = d.event_id JOIN person p ON p.id = d.person_id
		               JOIN programme g ON g.id = p.programme_id LEFT JOIN account a ON a.id = p.account_id
		               LEFT JOIN send s ON s.id = d.send_id
		               LEFT JOIN participation x ON x.event_id = d.event_id AND x.person_id = d.person_id
		         WHERE `+where+` AND `+missing+`) m
		 GROUP BY m.language ORDER BY n DESC, m.language`, id)
	return cs, err
}

// MissedCause counts whom a cause did not reach.
type MissedCause struct {
	Send int64     `db:"send"`
	Rule int64     `db:"rule"`
	N    int       `db:"n"`
	At   time.Time `db:"at"` // the last of them
}

// MissedCauses lists the changes and rules of an event that did not reach somebody, the
// newest first.
func (tx *Tx) MissedCauses(ctx context.Context, event int64, limit int) (cs []MissedCause, err error) {
	err = tx.tx.SelectContext(ctx, &cs, `
		SELECT coalesce(d.send_id, 0) AS send, coalesce(d.rule_id, 0) AS rule, count(*) AS n, max(d.at) AS at
		  FROM event e, delivery d LEFT JOIN send s ON s.id = d.send_id
		 WHERE e.id = $1 AND (d.send_id = ANY (ARRAY(SELECT id FROM send WHERE event_id = $1 AND kind = 'change'))
		                      OR d.rule_id = ANY (ARRAY(SELECT id FROM rule WHERE event_id = $1)) AND d.schedule = e.schedule)
		   AND d.outcome IN ('failed', 'skipped') AND `+troubled+` AND `+stillThere+`
		 GROUP BY d.send_id, d.rule_id ORDER BY at DESC, send DESC, rule LIMIT $2`, event, limit)
	return cs, err
}

// MissedChanges lists the newest change of each event, the events by their ids, where that
// did not come to a person because they were out of reach, or removed from the event. Its
// Before is the event that they know, and its Promoted names them if they do not know of
// their seat. Of one event alone, if that is not 0, to which they are taken back, also what
// was told since they were removed counts.
func (tx *Tx) MissedChanges(ctx context.Context, person, event int64) (untold []Send, err error) {
	var rows []struct {
		sendRow
		Missed bool `db:"missed"`
	}
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT `+sendColumns+`, `+outOfReach+` OR d.reason = ANY ($4) AS missed
		  FROM (SELECT c.*, CASE WHEN n.id IS NULL THEN $2 ELSE coalesce(nullif(n.reason, ''), o.withdrawn, '') END AS reason
		          FROM participation x JOIN send c ON c.event_id = x.event_id AND c.kind = 'change' AND c.state <> 'untold'
		               LEFT JOIN delivery n ON n.send_id = c.id AND n.person_id = x.person_id
		               LEFT JOIN outbox o ON o.id = n.outbox_id
		         WHERE x.person_id = $1 AND ($3 = 0 OR x.event_id = $3)
		           AND (n.id IS NOT NULL OR $3 <> 0 AND c.at >= (
		               SELECT max(r.at) FROM change r WHERE r.subject = 'participation' AND r.subject_id = $3
		                  AND (r.new ->> 'person')::bigint = $1 AND r.new ->> 'state' = 'removed'))) d
		 ORDER BY event_id, id`, person, WithdrawnRemoved, event, pq.Array([]string{WithdrawnRemoved, WithdrawnNewer})); err != nil {
		return nil, err
	}
	for _, r := range rows {
		s, err := r.send()
		if err != nil {
			return nil, err
		}
		if last := len(untold) - 1; last >= 0 && untold[last].Event == s.Event { // the one before it did not come either
			s.Before, s.Promoted, untold = untold[last].Before, append(s.Promoted, untold[last].Promoted...), untold[:last]
		}
		if r.Missed {
			untold = append(untold, s)
		}
	}
	return untold, nil
}

// ToldAs reads an event as a change told it, if it was changed since: as it was before the
// next change.
func (tx *Tx) ToldAs(ctx context.Context, change Send) (e programme.Event, changed bool, err error) {
	var next sendRow
	err = tx.tx.GetContext(ctx, &next, `
		SELECT `+sendColumns+` FROM send WHERE event_id = $1 AND kind = 'change' AND id > $2 ORDER BY id LIMIT 1`, change.Event, change.ID)
	if noRows(err) {
		return e, false, nil
	}
	if err != nil {
		return e, false, err
	}
	s, err := next.send()
	if err != nil || s.Before == nil {
		return e, false, err
	}
	return *s.Before, true, nil
}

// ForgetMissed takes away that changes of an event did not reach a person, and reports
// whether the newest of them, a send, is still to be told.
func (tx *Tx) ForgetMissed(ctx context.Context, event, send, person int64) (toTell bool, err error) {
	if _, err := tx.tx.ExecContext(ctx, `
		DELETE FROM delivery d WHERE d.send_id IN (SELECT id FROM send WHERE event_id = $1 AND kind = 'change') AND d.person_id = $2
		   AND (`+outOfReach+` OR d.reason = $3 OR EXISTS (
		       SELECT FROM outbox o WHERE o.id = d.outbox_id AND o.withdrawn IS NOT NULL AND o.state = 'queued'))`, event, person, WithdrawnRemoved); err != nil {
		return false, err
	}
	err = tx.tx.GetContext(ctx, &toTell, `SELECT NOT EXISTS (SELECT FROM delivery WHERE send_id = $1 AND person_id = $2)`, send, person)
	return toTell, err
}

// MissedNow counts those of an event's people whom the last that was told to them of a change
// did not reach, by the change, the newest first.
func (tx *Tx) MissedNow(ctx context.Context, event int64) (cs []MissedCause, err error) {
	err = tx.tx.SelectContext(ctx, &cs, `
		SELECT send, count(*) AS n, max(at) AS at
		  FROM (SELECT DISTINCT ON (d.person_id) d.send_id AS send, d.at, d.outcome IN ('failed', 'skipped') AND `+troubled+` AS missed
		          FROM send s JOIN delivery d ON d.send_id = s.id
		               JOIN participation x ON x.event_id = s.event_id AND x.person_id = d.person_id
		         WHERE s.event_id = $1 AND s.kind = 'change' AND x.state IN ('asked', 'coming', 'waiting')
		         ORDER BY d.person_id, d.id DESC) last
		 WHERE missed GROUP BY send ORDER BY send DESC`, event)
	return cs, err
}
