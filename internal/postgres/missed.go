package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"
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
const missing = `(d.outcome IN ('failed', 'skipped') AND (s.kind IN ('mass', 'nudge') OR ` + troubled + `))`

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
		 WHERE `+where+` AND d.outcome || ' ' || d.reason = ANY ($4)
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
		   AND d.outcome IN ('failed', 'skipped') AND `+troubled+`
		 GROUP BY d.send_id, d.rule_id ORDER BY at DESC, send DESC, rule LIMIT $2`, event, limit)
	return cs, err
}
