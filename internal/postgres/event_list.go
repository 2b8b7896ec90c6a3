package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// EventQuery says which events a list shows.
type EventQuery struct {
	Programmes []int64
	Viewer     []int64 // persons of the one who asks
	Staff      bool    // sees all events of Programmes; else only those that concern Viewer
	Past       bool    // over, the latest first; else ahead, the next first
	Mine       bool    // only those that Viewer takes part in or declined

	Kind     programme.Kind // the rest narrows; zero values do not
	Country  string
	City     string
	From, To time.Time // begins in this half-open range
	Text     string    // somewhere in a title, a place, a partner

	Limit, Offset int
}

// Events lists events and counts how many there are in all.
func (tx *Tx) Events(ctx context.Context, q EventQuery) (events []programme.Event, total int, err error) {
	var where strings.Builder
	var args []any
	and := func(format string, arg any) {
		args = append(args, arg)
		fmt.Fprintf(&where, " AND "+format, len(args))
	}
	and(`e.programme_id = ANY($%d)`, pq.Array(q.Programmes))
	if q.Past {
		and(`(e.status = 'held' OR e.ends_at <= $%d)`, tx.now)
	} else {
		and(`e.status <> 'held' AND (e.ends_at IS NULL OR e.ends_at > $%d)`, tx.now)
	}
	switch {
	case q.Mine:
		and(`EXISTS (SELECT FROM participation p WHERE p.event_id = e.id AND p.person_id = ANY($%d) AND p.state <> 'removed')`, pq.Array(q.Viewer))
	case !q.Staff:
		and(visible, pq.Array(q.Viewer))
	}
	if q.Kind != "" {
		and(`e.kind = $%d`, q.Kind)
	}
	if q.Country != "" {
		and(`EXISTS (SELECT FROM event_country c WHERE c.event_id = e.id AND c.host AND c.country = $%d)`, q.Country)
	}
	if q.City != "" {
		and(`EXISTS (SELECT FROM event_place p WHERE p.event_id = e.id AND p.city = $%d)`, q.City)
	}
	if !q.From.IsZero() {
		and(`coalesce(e.begins_at, e.rough_last::timestamp AT TIME ZONE 'UTC') >= $%d`, q.From)
		and(`coalesce(e.begins_at, e.rough_first::timestamp AT TIME ZONE 'UTC') < $%d`, q.To)
	}
	if q.Text != "" {
		and(`(EXISTS (SELECT FROM event_text t WHERE t.event_id = e.id AND t.title ILIKE $%[1]d)
		   OR EXISTS (SELECT FROM event_place p WHERE p.event_id = e.id AND (p.city ILIKE $%[1]d OR p.venue ILIKE $%[1]d))
		   OR EXISTS (SELECT FROM unnest(e.partners) x WHERE x ILIKE $%[1]d))`, contains(q.Text))
	}
	from := ` FROM event e WHERE true` + where.String()
	order := `(e.status = 'postponed' OR e.begins_at IS NULL AND e.rough_last IS NULL), coalesce(e.begins_at, ` + roughLast + `), e.id`
	if q.Past {
		order = `e.begins_at DESC NULLS LAST, e.id DESC`
	}
	// The page is taken before its events are read whole.
	events, err = tx.events(ctx, fmt.Sprintf(`
		SELECT %s FROM (SELECT e.id %s ORDER BY %s LIMIT %d OFFSET %d) page JOIN event e ON e.id = page.id ORDER BY %s`,
		eventColumns, from, order, q.Limit, q.Offset, order), args...)
	if err != nil || len(events) < q.Limit && (q.Offset == 0 || len(events) > 0) {
		return events, q.Offset + len(events), err // the last page
	}
	err = tx.tx.GetContext(ctx, &total, `SELECT count(*)`+from, args...)
	return events, total, err
}

// BeginAbout reads the events of a programme, past ones too, that begin on one of some days
// in whatever zone: some of those beside these days are among them.
func (tx *Tx) BeginAbout(ctx context.Context, programmeID int64, days []programme.Date) ([]programme.Event, error) {
	on := make([]string, len(days))
	for i, d := range days {
		on[i] = d.String()
	}
	return tx.events(ctx, `SELECT `+eventColumns+` FROM event e
		 WHERE e.programme_id = $1 AND e.id IN (
		       SELECT b.id FROM unnest($2::date[]) d(day) JOIN event b ON b.programme_id = $1
		          AND b.begins_at >= (d.day - 1)::timestamp AT TIME ZONE 'UTC' AND b.begins_at < (d.day + 2)::timestamp AT TIME ZONE 'UTC')
		 ORDER BY e.id`, programmeID, pq.Array(on))
}

// ComeNear lists the events in a room, of a programme, that begin before an instant and
// came so near since another: it was an earlier one then, or they were registered or moved
// since.
func (tx *Tx) ComeNear(ctx context.Context, programmeID int64, since, was, until time.Time) ([]programme.Event, error) {
	return tx.events(ctx, `SELECT `+eventColumns+` FROM event e
		 WHERE e.programme_id = $1 AND e.begins_at > $3 AND e.begins_at < $5 AND e.status IN ('tentative', 'confirmed') AND e.mode <> 'online'
		   AND (e.begins_at >= $4 OR e.schedule_since >= $2 AND e.schedule_since < $3)
		 ORDER BY e.begins_at, e.id`, programmeID, since, tx.now, was, until)
}

// roughLast is the end of what is known of the days of an event e that has none.
const roughLast = `(e.rough_last + 1)::timestamp AT TIME ZONE 'UTC'`

// visible is who sees an event besides staff: those who have a part in it, and
// if it is listed every person of its programme; whoever was removed does not.
const visible = `(EXISTS (SELECT FROM participation p WHERE p.event_id = e.id AND p.person_id = ANY($%[1]d) AND p.state <> 'removed')
	OR (e.listed AND EXISTS (SELECT FROM person p WHERE p.programme_id = e.programme_id AND p.id = ANY($%[1]d))
	    AND NOT EXISTS (SELECT FROM participation p WHERE p.event_id = e.id AND p.person_id = ANY($%[1]d) AND p.state = 'removed')))`

// Sees reports whether one of the persons may see an event as a participant
// does: by a part in it, or because it is listed.
func (tx *Tx) Sees(ctx context.Context, event int64, persons []int64) (ok bool, err error) {
	err = tx.tx.GetContext(ctx, &ok, `SELECT EXISTS (SELECT FROM event e WHERE e.id = $2 AND `+fmt.Sprintf(visible, 1)+`)`, pq.Array(persons), event)
	return ok, err
}
