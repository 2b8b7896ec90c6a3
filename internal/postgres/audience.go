package postgres

import (
	"context"
	"time"

	"jarchy/internal/programme"
)

// Audience is a choice of an event's people for one message. What it finds is
// true while the event is held, at least FOR SHARE.
type Audience struct {
	Event        programme.Event
	Word         programme.Audience
	AlsoWaiting  bool
	AlsoDeclined bool
	Rule, Send   int64 // who has a delivery of it in the event's schedule is left out; both 0: nobody is
	Untold       bool  // read of what was told to nobody, what each does not know
}

// Member is one of an audience, as messages see them.
type Member struct {
	Person   int64           `db:"person"`
	Language string          `db:"language"`
	Zone     string          `db:"zone"`
	Reach    programme.Reach `db:"reach"` // empty: not on Telegram
	State    programme.State `db:"state"` // empty: staff by their role
	Confirm  bool            `db:"confirm"`
	Since    time.Time       `db:"since"`   // when they came to be of it
	Unaware  int64           `db:"unaware"` // if the audience reads it: the oldest change that they do not know; 0: they know all
}

// Crowd counts those of an audience who are alike in everything that a message to
// them depends on.
type Crowd struct {
	Member     // without Person and Since
	N      int `db:"n"`
}

// members selects the Members of an audience. $1 is the event, $2 its schedule, $3 the
// cause whose deliveries leave people out. Of a page, $4 is the last person of the one
// before, and $5 how many it has at most.
func (a Audience) members(page bool) (query string, args []any) {
	const (
		confirm = `x.schedule < $2 AND x.state IN ('coming', 'waiting')`
		part    = `SELECT x.person_id, x.state, ` + confirm + ` AS confirm, x.since, `
		staff   = `SELECT x.id AS person_id, '' AS state, false AS confirm, x.created_at AS since, 0 AS unaware FROM event e
		             JOIN person x ON x.programme_id = e.programme_id AND x.role IN ('coordinator', 'owner') WHERE e.id = $1`
	)
	who, person := part+`0 AS unaware FROM participation x`, `x.person_id`
	if a.Untold {
		who = part + unaware
	}
	who += ` WHERE x.event_id = $1 AND (`
	switch a.Word {
	case programme.ToComing:
		who += `x.state = 'coming'`
	case programme.ToWaiting:
		who += `x.state = 'waiting'`
	case programme.ToAsked:
		who += `x.state = 'asked' OR ` + confirm
	case programme.ToConcerned:
		who += `x.state IN ('coming', 'waiting', 'asked')`
	case programme.ToStaff:
		who, person = staff, `x.id`
	default:
		who += `false`
	}
	if a.Word != programme.ToStaff {
		if a.AlsoWaiting {
			who += ` OR x.state = 'waiting'`
		}
		if a.AlsoDeclined {
			who += ` OR x.state = 'declined'`
		}
		who += `)`
	}
	cause, id := `d.rule_id`, a.Rule
	if a.Rule == 0 {
		cause, id = `d.send_id`, a.Send
	}
	// A scalar with a LIMIT is looked up by its index, whatever a plan that was made on
	// an empty table would rather do.
	who += ` AND (SELECT d.id FROM delivery d WHERE ` + cause + ` = $3 AND d.person_id = ` + person + ` AND d.schedule = $2::int LIMIT 1) IS NULL`
	if page {
		who += ` AND ` + person + ` > $4 ORDER BY ` + person + ` LIMIT $5`
	}
	return `
		SELECT p.id AS person, who.state, who.confirm, who.since, who.unaware, coalesce(a.reach, '') AS reach,
		       coalesce(a.language, p.language, g.language) AS language,
		       CASE WHEN p.account_id IS NULL THEN coalesce(p.zone, g.zone) ELSE coalesce(a.zone, g.zone) END AS zone
		  FROM (` + who + `) who JOIN person p ON p.id = who.person_id JOIN programme g ON g.id = p.programme_id
		       LEFT JOIN account a ON a.id = p.account_id`,
		[]any{a.Event.ID, a.Event.Schedule, id}
}

// unaware finds to each part x the oldest change u of its event that was told to nobody
// and that the person does not know. They do if they came later, or have answered since,
// or were told of a change since, be it another or anew an earlier one; or if u itself
// has a delivery: it is noted so of whom it need not be told to.
const unaware = `
	coalesce((SELECT min(u.id) FROM send u WHERE u.event_id = $1 AND u.state = 'untold'
		AND x.since <= u.at AND coalesce(answers.last <= u.at, true) AND coalesce(told.send < u.id, true) AND coalesce(told.anew < u.at, true)
		AND NOT EXISTS (SELECT FROM delivery l WHERE l.send_id = u.id AND l.person_id = x.person_id)), 0) AS unaware
	FROM participation x
	     LEFT JOIN (SELECT r.by, max(r.at) AS last FROM change r WHERE r.subject = 'participation' AND r.subject_id = $1 GROUP BY r.by) answers
	       ON answers.by = x.person_id
	     LEFT JOIN (SELECT l.person_id, max(k.id) AS send, max(l.instant) FILTER (WHERE l.instant > k.at) AS anew
	                  FROM send k JOIN delivery l ON l.send_id = k.id
	                 WHERE k.event_id = $1 AND k.kind = 'change' AND l.outcome IS DISTINCT FROM 'skipped' GROUP BY l.person_id) told
	       ON told.person_id = x.person_id`

// Crowds counts an audience by all that a message to them depends on.
func (tx *Tx) Crowds(ctx context.Context, a Audience) (cs []Crowd, err error) {
	members, args := a.members(false)
	err = tx.tx.SelectContext(ctx, &cs, `
		SELECT language, zone, reach, state, confirm, unaware, count(*) AS n FROM (`+members+`) m
		 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`, args...)
	return cs, err
}

// Members lists those of an audience who come after a person by their ids, at most so
// many, and keeps them from being changed meanwhile. Everyone who holds an event and
// wants its people locks them in this order.
func (tx *Tx) Members(ctx context.Context, a Audience, after int64, limit int) (ms []Member, err error) {
	members, args := a.members(true)
	err = tx.tx.SelectContext(ctx, &ms, members+` ORDER BY p.id FOR SHARE OF p`, append(args, after, limit)...)
	return ms, err
}

// Zone is a zone in which somebody of an audience lives, with the earliest since
// of those who do.
type Zone struct {
	Name  string    `db:"zone"`
	Since time.Time `db:"since"`
}

// Zones lists the zones of an audience.
func (tx *Tx) Zones(ctx context.Context, a Audience) (zs []Zone, err error) {
	members, args := a.members(false)
	err = tx.tx.SelectContext(ctx, &zs, `
		SELECT zone, min(since) AS since FROM (`+members+`) m GROUP BY zone ORDER BY zone`, args...)
	return zs, err
}
