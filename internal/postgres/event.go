package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// eventColumns reads an event whole, in one round trip. Counts stand in the same
// statement: whoever decides by them has locked the event in an earlier one.
const eventColumns = `
	e.id, e.programme_id, e.code, e.key, e.kind, e.mode, e.zone, e.zone_assumed, e.language, e.status, e.reason, e.reasons,
	coalesce(e.seats, 0) AS seats, coalesce(e.expected, 0) AS expected, e.listed, e.answers_closed, e.agencies, e.partners, e.link,
	e.contact, e.component, e.languages, e.interpretation, e.agenda_version, e.agenda_since, e.version, e.schedule, e.schedule_since, e.begins_at, e.ends_at, e.created_by,
	json_build_object('grain', e.rough_grain, 'first', coalesce(e.rough_first::text, ''), 'last', coalesce(e.rough_last::text, '')) AS rough,
	(SELECT coalesce(json_agg(json_build_object('Date', d.day, 'From', coalesce(to_char(d.starts_at, 'HH24:MI'), ''),
	                                            'To', coalesce(to_char(d.ends_at, 'HH24:MI'), '')) ORDER BY d.day), '[]')
	   FROM event_day d WHERE d.event_id = e.id) AS days,
	(SELECT coalesce(json_agg(json_build_object('Venue', p.venue, 'City', p.city, 'Country', p.country, 'Zone', p.zone)
	                          ORDER BY p.position), '[]')
	   FROM event_place p WHERE p.event_id = e.id) AS places,
	(SELECT coalesce(json_agg(c.country ORDER BY c.position), '[]') FROM event_country c WHERE c.event_id = e.id AND c.host) AS hosts,
	(SELECT coalesce(json_agg(c.country ORDER BY c.position), '[]') FROM event_country c WHERE c.event_id = e.id AND NOT c.host) AS invited,
	(SELECT coalesce(json_agg(json_build_object('Language', t.language, 'Title', t.title, 'Description', t.description)
	                          ORDER BY t.language COLLATE "C"), '[]')
	   FROM event_text t WHERE t.event_id = e.id) AS texts,
	(SELECT coalesce(json_agg(json_build_object('purpose', l.purpose, 'date', l.day, 'clock', coalesce(to_char(l.until, 'HH24:MI'), ''))
	                          ORDER BY l.day, l.purpose COLLATE "C"), '[]')
	   FROM event_deadline l WHERE l.event_id = e.id) AS deadlines,
	(SELECT coalesce(json_object_agg(i.heading, i.text), '{}') FROM event_info i WHERE i.event_id = e.id) AS info,
	(SELECT coalesce(json_agg(json_build_object('day', a.day, 'text', a.text) ORDER BY a.day), '[]')
	   FROM event_agenda a WHERE a.event_id = e.id) AS agenda,
	(SELECT coalesce(json_agg(json_build_object('id', f.id, 'file', f.file_id, 'name', f.name, 'photo', f.kind = 'photo') ORDER BY f.id), '[]')
	   FROM event_document f WHERE f.event_id = e.id) AS documents,
	(SELECT json_build_object('Asked', count(*) FILTER (WHERE state = 'asked'), 'Coming', count(*) FILTER (WHERE state = 'coming'),
	                          'Waiting', count(*) FILTER (WHERE state = 'waiting'), 'Declined', count(*) FILTER (WHERE state = 'declined'))
	   FROM participation WHERE event_id = e.id) AS tally`

// eventRow is an event as eventColumns reads it.
type eventRow struct {
	ID            int64          `db:"id"`
	Programme     int64          `db:"programme_id"`
	Code          string         `db:"code"`
	Key           string         `db:"key"`
	Kind          string         `db:"kind"`
	Mode          string         `db:"mode"`
	Zone          string         `db:"zone"`
	ZoneAssumed   bool           `db:"zone_assumed"`
	Language      string         `db:"language"`
	Status        string         `db:"status"`
	Reason        string         `db:"reason"`
	Reasons       []byte         `db:"reasons"`
	Seats         int            `db:"seats"`
	Expected      int            `db:"expected"`
	Listed        bool           `db:"listed"`
	Closed        bool           `db:"answers_closed"`
	Agencies      pq.StringArray `db:"agencies"`
	Partners      pq.StringArray `db:"partners"`
	Link          string         `db:"link"`
	Contact       string         `db:"contact"`
	Component     string         `db:"component"`
	Languages     pq.StringArray `db:"languages"`
	Interpreted   pq.StringArray `db:"interpretation"`
	AgendaVersion int            `db:"agenda_version"`
	AgendaSince   sql.NullTime   `db:"agenda_since"`
	Version       int            `db:"version"`
	Schedule      int            `db:"schedule"`
	ScheduleSince time.Time      `db:"schedule_since"`
	Begins        sql.NullTime   `db:"begins_at"`
	Ends          sql.NullTime   `db:"ends_at"`
	CreatedBy     int64          `db:"created_by"`
	Rough         []byte         `db:"rough"`
	Days          []byte         `db:"days"`
	Places        []byte         `db:"places"`
	Hosts         []byte         `db:"hosts"`
	Invited       []byte         `db:"invited"`
	Texts         []byte         `db:"texts"`
	Deadlines     []byte         `db:"deadlines"`
	Info          []byte         `db:"info"`
	Agenda        []byte         `db:"agenda"`
	Documents     []byte         `db:"documents"`
	Tally         []byte         `db:"tally"`
}

func (r eventRow) event() (programme.Event, error) {
	e := programme.Event{
		ID: r.ID, Programme: r.Programme, Code: r.Code, Key: r.Key,
		Kind: programme.Kind(r.Kind), Mode: programme.Mode(r.Mode), Status: programme.Status(r.Status), Reason: r.Reason,
		When: programme.When{Zone: r.Zone}, ZoneAssumed: r.ZoneAssumed, Language: r.Language,
		Seats: r.Seats, Expected: r.Expected, Listed: r.Listed, Closed: r.Closed, Agencies: r.Agencies, Partners: r.Partners, Link: r.Link,
		Contact: r.Contact, Component: r.Component, Languages: r.Languages, Interpretation: r.Interpreted,
		AgendaVersion: r.AgendaVersion, AgendaSince: r.AgendaSince.Time,
		Version: r.Version, Schedule: r.Schedule, ScheduleSince: r.ScheduleSince,
		Begins: r.Begins.Time, Ends: r.Ends.Time, CreatedBy: r.CreatedBy,
	}
	for _, part := range []struct {
		from []byte
		to   any
	}{
		{r.Reasons, &e.Reasons}, {r.Rough, &e.Rough}, {r.Days, &e.When.Days}, {r.Places, &e.Places}, {r.Hosts, &e.Hosts},
		{r.Invited, &e.Invited}, {r.Texts, &e.Texts}, {r.Deadlines, &e.Deadlines}, {r.Info, &e.Info}, {r.Agenda, &e.Agenda}, {r.Documents, &e.Documents}, {r.Tally, &e.Tally},
	} {
		if err := json.Unmarshal(part.from, part.to); err != nil {
			return e, fmt.Errorf("event %d: %w", r.ID, err)
		}
	}
	return e, nil
}

// Event reads an event as it stands.
// It returns a NotFound programme.Error if there is none of that id.
func (tx *Tx) Event(ctx context.Context, id int64) (programme.Event, error) {
	return tx.oneEvent(ctx, `e.id = $1`, id)
}

// EventByCode reads an event by its name, whoever may see it.
// It returns a NotFound programme.Error if there is none.
func (tx *Tx) EventByCode(ctx context.Context, code string) (programme.Event, error) {
	return tx.oneEvent(ctx, `e.code = $1`, code)
}

// LockEvent reads an event and holds it until the transaction ends, so that
// nobody else changes anything of it. Errors are those of Event.
func (tx *Tx) LockEvent(ctx context.Context, id int64) (programme.Event, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM event WHERE id = $1 FOR UPDATE`, id); err != nil {
		return programme.Event{}, err
	}
	return tx.Event(ctx, id)
}

// LockEvents holds events by id, and only then their rules by id, for whoever changes
// several: one that holds the rules of the first while it waits for the second waits
// for whoever holds the second and looks for the rules of all that a person is in.
func (tx *Tx) LockEvents(ctx context.Context, ids []int64) error {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM event WHERE id = ANY($1) ORDER BY id FOR UPDATE`, int64s(ids)); err != nil {
		return err
	}
	_, err := tx.tx.ExecContext(ctx, `SELECT FROM rule WHERE event_id = ANY($1) ORDER BY id FOR UPDATE`, int64s(ids))
	return err
}

// LockEventByCode is LockEvent by the event's name.
func (tx *Tx) LockEventByCode(ctx context.Context, code string) (programme.Event, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM event WHERE code = $1 FOR UPDATE`, code); err != nil {
		return programme.Event{}, err
	}
	return tx.EventByCode(ctx, code)
}

// ShareEvent reads an event and keeps others from changing it, for whoever writes
// rows about it. Errors are those of Event.
func (tx *Tx) ShareEvent(ctx context.Context, id int64) (programme.Event, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM event WHERE id = $1 FOR SHARE`, id); err != nil {
		return programme.Event{}, err
	}
	return tx.Event(ctx, id)
}

// ShareAgain is ShareEvent for who has read the event a moment ago: of the same version
// it is not read again, for that counts its people. Its Tally is the one known.
func (tx *Tx) ShareAgain(ctx context.Context, known programme.Event) (programme.Event, error) {
	var version int
	if err := tx.tx.GetContext(ctx, &version, `SELECT version FROM event WHERE id = $1 FOR SHARE`, known.ID); err != nil && !noRows(err) {
		return programme.Event{}, err
	}
	if version == known.Version {
		return known, nil
	}
	return tx.Event(ctx, known.ID)
}

func (tx *Tx) oneEvent(ctx context.Context, where string, arg any) (programme.Event, error) {
	var row eventRow
	err := tx.tx.GetContext(ctx, &row, `SELECT `+eventColumns+` FROM event e WHERE `+where, arg)
	if noRows(err) {
		return programme.Event{}, programme.Refuse(programme.NotFound, "event_unknown", "code", fmt.Sprint(arg))
	}
	if err != nil {
		return programme.Event{}, err
	}
	return row.event()
}

// EventsByID reads those of some events that are there, by their ids.
func (tx *Tx) EventsByID(ctx context.Context, ids []int64) ([]programme.Event, error) {
	return tx.events(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.id = ANY ($1) ORDER BY e.id`, int64s(ids))
}

func (tx *Tx) events(ctx context.Context, query string, args ...any) ([]programme.Event, error) {
	var rows []eventRow
	if err := tx.tx.SelectContext(ctx, &rows, query, args...); err != nil {
		return nil, err
	}
	events := make([]programme.Event, 0, len(rows))
	for _, r := range rows {
		e, err := r.event()
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}
