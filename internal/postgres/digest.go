package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"jarchy/internal/programme"
)

// EventNews is what happened to an event's people in a stretch of time.
type EventNews struct {
	Event    int64
	Answers  map[programme.State]int // given by themselves, by what they say now
	Promoted int                     // moved up from the waiting list
	Late     int                     // messages that went when their hour had passed
	OnTheWay int                     // messages whose hour has passed and that have not left
	Missed   []MissedCount           // messages that reached nobody
}

// MissedCount counts deliveries that failed or were skipped for one reason.
type MissedCount struct {
	Outcome string
	Reason  string
	N       int
}

// newsQuery makes EventNews of rows of event, kind of news, what, and how many. The
// order is the events': by their start.
func (tx *Tx) newsQuery(ctx context.Context, query string, args ...any) ([]EventNews, error) {
	var rows []struct {
		Event int64  `db:"event"`
		Kind  string `db:"kind"`
		What  string `db:"what"`
		N     int    `db:"n"`
	}
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT news.event, news.kind, news.what, count(*) AS n
		  FROM (`+query+`) news JOIN event e ON e.id = news.event
		 WHERE e.programme_id = $1 GROUP BY 1, 2, 3, e.begins_at ORDER BY e.begins_at, 1, 2, 3`, args...); err != nil {
		return nil, fmt.Errorf("news of a programme: %w", err)
	}
	var all []EventNews
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].Event != r.Event {
			all = append(all, EventNews{Event: r.Event, Answers: map[programme.State]int{}})
		}
		n := &all[len(all)-1]
		switch r.Kind {
		case "answer":
			n.Answers[programme.State(r.What)] = r.N
		case "promoted":
			n.Promoted = r.N
			n.Answers[programme.Coming] -= r.N // a seat from the waiting list is no answer
		case "late":
			n.Late = r.N
		case "on the way":
			n.OnTheWay = r.N
		default:
			n.Missed = append(n.Missed, MissedCount{Outcome: r.Kind, Reason: r.What, N: r.N})
		}
	}
	return all, nil
}

// troubled are the reasons for which a message that somebody waited for did not
// come; the others are what the team wanted: withdrawn, stopped, another went nearer.
const troubled = `(d.outcome = 'failed' OR d.reason IN ('` + programme.SkipNotLinked + `', '` + programme.SkipLate + `', '` +
	programme.SkipBegun + `', '` + programme.SkipNight + `') OR ` + outOfReach + `)`

// outOfReach says of a delivery d that did not come that its reader could not be written to
// when it was due, or not any more when it was to leave.
const outOfReach = `(d.reason LIKE '` + programme.SkipUnreachable + `%' OR d.reason IN ('` + string(programme.ReachBlocked) + `', '` +
	string(programme.ReachDeactivated) + `', '` + string(programme.ReachNotStarted) + `'))`

// News lists what happened to a programme's events since an instant of programme
// time, and before now: answers, moves off the waiting list, and reminders and notices of change
// that reached somebody not. Mass sends have a report of their own, and what fell into a
// time without sending its summary.
func (tx *Tx) News(ctx context.Context, programmeID int64, since time.Time) ([]EventNews, error) {
	return tx.newsQuery(ctx, `
		SELECT event_id AS event, 'answer' AS kind, state AS what FROM participation
		 WHERE since >= $2 AND since < $3 AND by IS NULL AND state IN ('coming', 'waiting', 'declined')
		UNION ALL
		SELECT p.event_id, 'promoted', '' FROM participation p
		 WHERE p.since >= $2 AND p.since < $3 AND p.by IS NULL AND p.state = 'coming'
		   AND EXISTS (SELECT FROM change c WHERE c.subject = 'participation' AND c.subject_id = p.event_id AND c.at = p.since
		                  AND c.by IS NULL AND (c.new->>'person')::bigint = p.person_id)
		UNION ALL
		SELECT d.event_id, d.outcome, d.reason FROM delivery d LEFT JOIN send s ON s.id = d.send_id
		 WHERE d.at >= $2 AND d.at < $3 AND d.outcome IN ('failed', 'skipped') AND (d.rule_id IS NOT NULL OR s.kind = 'change') AND `+troubled+` AND `+stillThere+`
		   AND NOT d.told AND NOT EXISTS (SELECT FROM job j WHERE j.kind = 'downtime' AND j.parked IS NULL
		           AND d.instant BETWEEN (j.args->>'from')::timestamptz AND (j.args->>'to')::timestamptz)`,
		programmeID, since, tx.now)
}

// lateBy is how long after its hour a message counts as late.
const lateBy = `interval '5 minutes'`

// fellInto says of a delivery d, with its message o if that is there, that its hour was in a
// stretch of programme time.
const fellInto = `(d.instant BETWEEN $2 AND $3 OR o.not_before BETWEEN $2 AND $3)`

// Downtime lists what became of a programme's messages whose hour fell into a
// stretch of programme time in which nothing was sent. What did not arrive is no news from
// then on.
func (tx *Tx) Downtime(ctx context.Context, programmeID int64, from, to time.Time) ([]EventNews, error) {
	news, err := tx.newsQuery(ctx, `
		SELECT d.event_id AS event,
		       CASE WHEN d.outcome IS NULL THEN 'on the way' WHEN d.outcome = 'sent' THEN 'late' ELSE d.outcome END AS kind,
		       CASE WHEN d.outcome IN ('failed', 'skipped') THEN d.reason ELSE '' END AS what
		  FROM delivery d LEFT JOIN outbox o ON o.id = d.outbox_id
		 WHERE `+fellInto+`
		   AND (d.outcome IS NULL OR d.outcome = 'sent' AND d.at > least(d.instant, o.not_before) + `+lateBy+` OR d.outcome <> 'sent' AND `+troubled+`)`,
		programmeID, from, to)
	if err != nil {
		return nil, err
	}
	_, err = tx.tx.ExecContext(ctx, `
		UPDATE delivery SET told = true
		 WHERE id IN (SELECT d.id FROM delivery d JOIN event e ON e.id = d.event_id LEFT JOIN outbox o ON o.id = d.outbox_id
		               WHERE e.programme_id = $1 AND d.outcome IN ('failed', 'skipped') AND NOT d.told AND `+fellInto+`)`, programmeID, from, to)
	return news, err
}

// Unreached is somebody to whom the bot cannot write any more.
type Unreached struct {
	Account int64  `db:"account_id"`
	Name    string `db:"name"`
	Reach   string `db:"reach"`
}

// Unreached lists those to whom the bot cannot write since an instant, of the people
// of a programme whom an event concerns that is not over.
func (tx *Tx) Unreached(ctx context.Context, programmeID int64, since time.Time) (us []Unreached, err error) {
	err = tx.tx.SelectContext(ctx, &us, `
		SELECT a.id AS account_id, p.name, a.reach FROM person p JOIN account a ON a.id = p.account_id
		 WHERE p.programme_id = $1 AND a.reach <> 'ok' AND a.reach_since >= $2 AND a.reach_since < $3 AND EXISTS (
		       SELECT FROM participation x JOIN event e ON e.id = x.event_id
		        WHERE x.person_id = p.id AND x.state IN ('asked', 'coming', 'waiting')
		          AND e.status <> 'held' AND (e.ends_at IS NULL OR e.ends_at > $3))
		 ORDER BY p.name COLLATE "und-x-icu", p.id`, programmeID, since, tx.now)
	return us, err
}

// Programmes lists all programmes, with their hours.
func (tx *Tx) Programmes(ctx context.Context) ([]programme.Programme, error) {
	var rows []struct {
		ID       int64           `db:"id"`
		Name     string          `db:"name"`
		Zone     string          `db:"zone"`
		Language string          `db:"language"`
		From     programme.Clock `db:"civil_from"`
		To       programme.Clock `db:"civil_to"`
		Quiet    []byte          `db:"quiet"`
	}
	if err := tx.tx.SelectContext(ctx, &rows, `
		SELECT id, name, zone, language, civil_from, civil_to, array_to_json(quiet_days) AS quiet FROM programme ORDER BY id`); err != nil {
		return nil, err
	}
	all := make([]programme.Programme, len(rows))
	for i, r := range rows {
		all[i] = programme.Programme{ID: r.ID, Name: r.Name, Zone: r.Zone, Language: r.Language,
			Hours: programme.Hours{From: r.From, To: r.To}}
		if err := json.Unmarshal(r.Quiet, &all[i].Hours.Quiet); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Pulse notes, in machine time, that sending works, and says how long ago it was
// noted last; 0 if it never was.
func (tx *Tx) Pulse(ctx context.Context) (time.Duration, error) {
	var gap sql.NullFloat64 // seconds
	err := tx.tx.GetContext(ctx, &gap, `
		INSERT INTO known AS k (name, value) VALUES ('pulse', clock_timestamp()::text)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value
		RETURNING (SELECT extract(epoch FROM clock_timestamp() - value::timestamptz)::float8 FROM known WHERE name = 'pulse')`)
	return time.Duration(gap.Float64 * float64(time.Second)), err
}

// Stuck reports whether something could have gone for longer than a while and nothing
// was sent lately. What waits for a single chat does not count. owner says that sending
// is paused until an owner resumes it.
func (d *DB) Stuck(ctx context.Context, while, lately time.Duration) (stuck, owner bool, err error) {
	err = d.db.QueryRowxContext(ctx, `
		SELECT EXISTS (SELECT FROM pause WHERE scope <> 'chat' AND until IS NULL),
		       EXISTS (SELECT FROM outbox o WHERE o.state = 'queued' AND o.withdrawn IS NULL AND o.not_before <= $2
		                  AND (o.retry_at IS NULL OR o.retry_at <= clock_timestamp())
		                  AND NOT EXISTS (SELECT FROM pause p WHERE p.scope = 'chat' AND p.chat = o.chat))
		   AND NOT EXISTS (SELECT FROM outbox WHERE state = 'sent' AND final_at > $1)`,
		d.Now().Add(-lately), d.Now().Add(-while)).Scan(&owner, &stuck)
	return stuck, owner, err
}
