package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/lib/pq"

	"jarchy/internal/programme"
)

// Alphabets of what is given to people: codes are read aloud and typed, keys
// only travel in links.
const (
	codeAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ" // no look-alikes: no 0 O 1 I
	keyAlphabet  = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
)

// CreateEvent saves a new event and gives it its id, code and key. Begins and
// Ends are the caller's to derive.
func (tx *Tx) CreateEvent(ctx context.Context, e *programme.Event) error {
	e.Version, e.Schedule, e.ScheduleSince = 1, 1, tx.now
	e.Key = tx.NewKey()
	for range 8 { // a code that is taken is as rare as it is short
		e.Code = tx.make.Text(codeAlphabet, 5)
		err := tx.tx.GetContext(ctx, &e.ID, `
			INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, seats, expected, listed,
			                   agencies, partners, link, schedule_since, begins_at, ends_at, created_by, created_at, answers_closed,
			                   rough_grain, rough_first, rough_last, contact, component, languages, interpretation,
			                   agenda_version, agenda_since)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $16, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)
			ON CONFLICT (code) DO UPDATE SET code = event.code WHERE false
			RETURNING id`,
			e.Programme, e.Code, e.Key, e.Kind, e.Mode, e.When.Zone, e.ZoneAssumed, e.Language, e.Status, null(e.Seats), null(e.Expected),
			e.Listed, array(e.Agencies), array(e.Partners), e.Link, tx.now, nullTime(e.Begins), nullTime(e.Ends), e.CreatedBy, e.Closed,
			e.Rough.Grain, null(e.Rough.First.String()), null(e.Rough.Last.String()),
			e.Contact, e.Component, array(e.Languages), array(e.Interpretation), e.AgendaVersion, nullTime(e.AgendaSince))
		if noRows(err) {
			continue
		}
		if err != nil {
			return err
		}
		return tx.saveParts(ctx, e)
	}
	return fmt.Errorf("no free code for an event")
}

// NewKey makes a key for an event's link.
func (tx *Tx) NewKey() string { return tx.make.Text(keyAlphabet, 10) }

// SaveEvent writes an event that LockEvent holds. Version is raised; if schedule
// says so, the schedule too, and ScheduleSince with it.
func (tx *Tx) SaveEvent(ctx context.Context, e *programme.Event, schedule bool) error {
	e.Version++
	if schedule {
		e.Schedule++
		e.ScheduleSince = tx.now
	}
	reasons, err := json.Marshal(e.Reasons)
	if err != nil {
		return err
	}
	if e.Reasons == nil {
		reasons = []byte("{}")
	}
	if _, err := tx.tx.ExecContext(ctx, `
		UPDATE event SET kind = $2, mode = $3, zone = $4, zone_assumed = $5, language = $6, status = $7, reason = $8, seats = $9,
		       expected = $10, listed = $11, agencies = $12, partners = $13, link = $14, version = $15, schedule = $16,
		       schedule_since = $17, begins_at = $18, ends_at = $19, key = $20, answers_closed = $21,
		       rough_grain = $22, rough_first = $23, rough_last = $24, contact = $25, component = $26, languages = $27, interpretation = $28,
		       agenda_version = $29, agenda_since = $30, reasons = $31
		 WHERE id = $1`,
		e.ID, e.Kind, e.Mode, e.When.Zone, e.ZoneAssumed, e.Language, e.Status, e.Reason, null(e.Seats), null(e.Expected), e.Listed,
		array(e.Agencies), array(e.Partners), e.Link, e.Version, e.Schedule, e.ScheduleSince,
		nullTime(e.Begins), nullTime(e.Ends), e.Key, e.Closed,
		e.Rough.Grain, null(e.Rough.First.String()), null(e.Rough.Last.String()),
		e.Contact, e.Component, array(e.Languages), array(e.Interpretation), e.AgendaVersion, nullTime(e.AgendaSince), string(reasons)); err != nil {
		return err
	}
	for _, table := range []string{"event_day", "event_place", "event_country", "event_text", "event_deadline", "event_info", "event_agenda"} {
		if _, err := tx.tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE event_id = $1`, e.ID); err != nil {
			return err
		}
	}
	return tx.saveParts(ctx, e)
}

func (tx *Tx) saveParts(ctx context.Context, e *programme.Event) error {
	var days, from, to []string
	for _, d := range e.When.Days {
		days, from, to = append(days, d.Date.String()), append(from, string(d.From)), append(to, string(d.To))
	}
	if len(days) > 0 {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_day (event_id, day, starts_at, ends_at)
			SELECT $1, d::date, nullif(f, '')::time, nullif(t, '')::time
			  FROM unnest($2::text[], $3::text[], $4::text[]) AS x(d, f, t)`, e.ID, pq.Array(days), pq.Array(from), pq.Array(to)); err != nil {
			return err
		}
	}
	for i, p := range e.Places {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_place (event_id, position, venue, city, country, zone) VALUES ($1, $2, $3, $4, $5, $6)`,
			e.ID, i, p.Venue, p.City, p.Country, p.Zone); err != nil {
			return err
		}
	}
	for _, c := range []struct {
		host      bool
		countries []string
	}{{true, e.Hosts}, {false, e.Invited}} {
		if len(c.countries) == 0 {
			continue
		}
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_country (event_id, country, host, position)
			SELECT $1, c, $2, min(i) FROM unnest($3::text[]) WITH ORDINALITY AS x(c, i) GROUP BY c`,
			e.ID, c.host, pq.Array(c.countries)); err != nil {
			return err
		}
	}
	for _, t := range e.Texts {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_text (event_id, language, title, description) VALUES ($1, $2, $3, $4)`,
			e.ID, t.Language, t.Title, t.Description); err != nil {
			return err
		}
	}
	for _, l := range e.Deadlines {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_deadline (event_id, purpose, day, until) VALUES ($1, $2, $3, $4)`,
			e.ID, l.Purpose, l.Date, l.Clock); err != nil {
			return err
		}
	}
	for _, heading := range programme.Headings() {
		text := e.Info[heading]
		if text == "" {
			continue
		}
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_info (event_id, heading, text) VALUES ($1, $2, $3)`, e.ID, heading, text); err != nil {
			return err
		}
	}
	for _, d := range e.Agenda {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO event_agenda (event_id, day, text) VALUES ($1, $2, $3)`, e.ID, d.Day, d.Text); err != nil {
			return err
		}
	}
	return nil
}
