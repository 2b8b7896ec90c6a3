package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

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
}

// Member is one of an audience, as messages see them.
type Member struct {
	Person   int64           `db:"person"`
	Language string          `db:"language"`
	Zone     string          `db:"zone"`
	Reach    programme.Reach `db:"reach"` // empty: not on Telegram
	State    programme.State `db:"state"` // empty: staff by their role
	Confirm  bool            `db:"confirm"`
}

// Crowd counts those of an audience who are alike in everything that a message to
// them depends on.
type Crowd struct {
	Member     // without Person
	N      int `db:"n"`
}

// members selects the Members of an audience and their since. $1 is the event, $2
// its schedule, $3 the cause whose deliveries leave people out.
func (a Audience) members() (query string, args []any) {
	const (
		confirm = `x.schedule < $2 AND x.state IN ('coming', 'waiting')`
		part    = `SELECT x.person_id, x.state, ` + confirm + ` AS confirm, x.since FROM participation x WHERE x.event_id = $1 AND (`
		staff   = `SELECT s.id AS person_id, '' AS state, false AS confirm, s.created_at AS since FROM event e
		             JOIN person s ON s.programme_id = e.programme_id AND s.role IN ('coordinator', 'owner') WHERE e.id = $1`
	)
	var who string
	switch a.Word {
	case programme.ToComing:
		who = part + `x.state = 'coming'`
	case programme.ToWaiting:
		who = part + `x.state = 'waiting'`
	case programme.ToAsked:
		who = part + `x.state = 'asked' OR ` + confirm
	case programme.ToConcerned:
		who = part + `x.state IN ('coming', 'waiting', 'asked')`
	case programme.ToStaff:
		who = staff
	default:
		who = part + `false`
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
	return `
		SELECT p.id AS person, who.state, who.confirm, who.since, coalesce(a.reach, '') AS reach,
		       coalesce(a.language, p.language, g.language) AS language,
		       CASE WHEN p.account_id IS NULL THEN coalesce(p.zone, g.zone) ELSE coalesce(a.zone, g.zone) END AS zone
		  FROM (` + who + `) who JOIN person p ON p.id = who.person_id JOIN programme g ON g.id = p.programme_id
		       LEFT JOIN account a ON a.id = p.account_id
		 WHERE NOT EXISTS (SELECT FROM delivery d WHERE ` + cause + ` = $3 AND d.person_id = p.id AND d.schedule = $2::int)`,
		[]any{a.Event.ID, a.Event.Schedule, id}
}

// Crowds counts an audience by all that a message to them depends on.
func (tx *Tx) Crowds(ctx context.Context, a Audience) (cs []Crowd, err error) {
	members, args := a.members()
	err = tx.tx.SelectContext(ctx, &cs, `
		SELECT language, zone, reach, state, confirm, count(*) AS n FROM (`+members+`) m
		 GROUP BY language, zone, reach, state, confirm ORDER BY language, zone, reach, state, confirm`, args...)
	return cs, err
}

// Members lists at most limit of an audience by their ids and keeps them from
// being changed meanwhile.
func (tx *Tx) Members(ctx context.Context, a Audience, limit int) (ms []Member, err error) {
	return tx.take(ctx, a, limit, ``)
}

// Zone is a zone in which somebody of an audience lives, with the earliest since
// of those who do.
type Zone struct {
	Name  string    `db:"zone"`
	Since time.Time `db:"since"`
}

// Zones lists the zones of an audience.
func (tx *Tx) Zones(ctx context.Context, a Audience) (zs []Zone, err error) {
	members, args := a.members()
	err = tx.tx.SelectContext(ctx, &zs, `
		SELECT zone, min(since) AS since FROM (`+members+`) m GROUP BY zone ORDER BY zone`, args...)
	return zs, err
}

// MembersBefore is Members of those who have been of the audience since before
// their zone's instant; zones without an instant are left out.
func (tx *Tx) MembersBefore(ctx context.Context, a Audience, instants map[string]time.Time, limit int) ([]Member, error) {
	var names, times []string
	for name, t := range instants {
		names, times = append(names, name), append(times, t.UTC().Format(time.RFC3339Nano))
	}
	return tx.take(ctx, a, limit, `
		  JOIN unnest($5::text[], $6::timestamptz[]) AS due (zone, instant) ON due.zone = m.zone AND m.since < due.instant`,
		pq.Array(names), pq.Array(times))
}

// take locks the persons in the order of their ids, as everyone does who holds an
// event and wants its people.
func (tx *Tx) take(ctx context.Context, a Audience, limit int, join string, joined ...any) (ms []Member, err error) {
	members, args := a.members()
	err = tx.tx.SelectContext(ctx, &ms, `
		SELECT m.person, m.state, m.confirm, m.language, m.zone, m.reach
		  FROM (`+members+`) m JOIN person held ON held.id = m.person`+join+`
		 ORDER BY held.id LIMIT $4 FOR SHARE OF held`, append(append(args, limit), joined...)...)
	return ms, err
}
