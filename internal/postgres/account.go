package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"jarchy/internal/programme"
)

// Caller is who sent an update, as far as the database knows.
type Caller struct {
	Account    programme.Account // ID 0: a stranger, of whom nothing is stored
	Persons    []programme.Person
	Programmes []programme.Programme // all there are
	Asking     *Asking               // what the chat was asked and still may answer; nil: nothing
}

// RoleIn is the caller's role in a programme; empty if they are nobody there.
func (c Caller) RoleIn(programmeID int64) programme.Role {
	for _, p := range c.Persons {
		if p.Programme == programmeID {
			return p.Role
		}
	}
	return ""
}

// Caller reads a Telegram user's account, persons, open question and
// the programmes, in one round trip: it stands before every answer.
func (tx *Tx) Caller(ctx context.Context, user int64) (Caller, error) {
	var row struct {
		Language       sql.NullString `db:"language"`
		LanguageChosen sql.NullBool   `db:"language_chosen"`
		Zone           sql.NullString `db:"zone"`
		ZoneChosen     sql.NullBool   `db:"zone_chosen"`
		Reach          sql.NullString `db:"reach"`
		Persons        []byte         `db:"persons"`
		Programmes     []byte         `db:"programmes"`
		Purpose        sql.NullString `db:"purpose"`
		Subject        sql.NullInt64  `db:"subject"`
		Field          sql.NullString `db:"field"`
		Asked          sql.NullTime   `db:"asked"`
	}
	err := tx.tx.GetContext(ctx, &row, `
		SELECT a.language, a.language_chosen, a.zone, a.zone_chosen, a.reach,
		       (SELECT coalesce(json_agg(json_build_object('ID', p.id, 'Programme', p.programme_id, 'Account', p.account_id, 'Role', p.role,
		                        'Name', p.name, 'NameGiven', p.name_given, 'Institution', p.institution) ORDER BY p.programme_id), '[]')
		          FROM person p WHERE p.account_id = $1) AS persons,
		       (SELECT coalesce(json_agg(json_build_object('ID', g.id, 'Name', g.name, 'Zone', g.zone, 'Language', g.language, 'Hours',
		                        json_build_object('From', to_char(g.civil_from, 'HH24:MI'), 'To', to_char(g.civil_to, 'HH24:MI'),
		                                          'Quiet', g.quiet_days)) ORDER BY g.id), '[]')
		          FROM programme g) AS programmes,
		       k.purpose, k.subject, k.field, k.asked
		  FROM (SELECT) x LEFT JOIN account a ON a.id = $1 LEFT JOIN asking k ON k.chat = $1 AND k.until > $2`, user, tx.now)
	if err != nil {
		return Caller{}, err
	}
	var c Caller
	if row.Language.Valid {
		c.Account = programme.Account{
			ID: user, Language: row.Language.String, LanguageChosen: row.LanguageChosen.Bool,
			Zone: row.Zone.String, ZoneChosen: row.ZoneChosen.Bool, Reach: programme.Reach(row.Reach.String),
		}
	}
	if row.Purpose.Valid {
		c.Asking = &Asking{Purpose: row.Purpose.String, Subject: row.Subject.Int64, Field: row.Field.String, At: row.Asked.Time}
	}
	if err := json.Unmarshal(row.Persons, &c.Persons); err != nil {
		return c, fmt.Errorf("persons of an account: %w", err)
	}
	if err := json.Unmarshal(row.Programmes, &c.Programmes); err != nil {
		return c, fmt.Errorf("programmes: %w", err)
	}
	return c, nil
}

// SaveAccount stores a Telegram user, or what changed of one.
func (tx *Tx) SaveAccount(ctx context.Context, a programme.Account) error {
	_, err := tx.tx.ExecContext(ctx, `
		INSERT INTO account (id, language, language_chosen, zone, zone_chosen, reach, reach_since, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
		ON CONFLICT (id) DO UPDATE SET language = excluded.language, language_chosen = excluded.language_chosen,
		       zone = excluded.zone, zone_chosen = excluded.zone_chosen, reach = excluded.reach,
		       reach_since = CASE WHEN account.reach = excluded.reach THEN account.reach_since ELSE excluded.reach_since END`,
		a.ID, a.Language, a.LanguageChosen, null(a.Zone), a.ZoneChosen, a.Reach, tx.now)
	return err
}

// SetReach notes whether an account can be written to; an unknown account is no
// error.
func (tx *Tx) SetReach(ctx context.Context, account int64, reach programme.Reach) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE account SET reach = $2, reach_since = $3 WHERE id = $1 AND reach <> $2`, account, reach, tx.now)
	return err
}

// Programmes lists all programmes.
func (d *DB) Programmes(ctx context.Context) (ps []programme.Programme, err error) {
	err = d.Do(ctx, func(tx *Tx) error {
		c, err := tx.Caller(ctx, 0)
		ps = c.Programmes
		return err
	})
	return ps, err
}

// FirstProgramme makes the first programme if there is none, with its default
// reminders, and lets exactly the accounts of owners own it by configuration: who
// no longer stands there is again what they are without it.
func (d *DB) FirstProgramme(ctx context.Context, p programme.Programme, plan []programme.Rule, owners []int64) error {
	return d.Do(ctx, func(tx *Tx) error {
		// Several may start at once on an empty database.
		if _, err := tx.tx.ExecContext(ctx, `LOCK TABLE programme IN SHARE ROW EXCLUSIVE MODE`); err != nil {
			return err
		}
		var id int64
		err := tx.tx.GetContext(ctx, &id, `SELECT id FROM programme ORDER BY id LIMIT 1`)
		if noRows(err) {
			if id, err = tx.createProgramme(ctx, p, plan); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		return tx.configureOwners(ctx, id, owners, p.Language)
	})
}

func (tx *Tx) createProgramme(ctx context.Context, p programme.Programme, plan []programme.Rule) (id int64, err error) {
	if err = tx.tx.GetContext(ctx, &id, `
		INSERT INTO programme (name, zone, language, created_at) VALUES ($1, $2, $3, $4) RETURNING id`,
		p.Name, p.Zone, p.Language, tx.now); err != nil {
		return 0, err
	}
	for _, r := range plan {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO rule (programme_id, kind, n, clock, audience, since) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, r.Kind, r.N, null(r.Clock), r.Audience, tx.now); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func (tx *Tx) configureOwners(ctx context.Context, programmeID int64, owners []int64, language string) error {
	for _, o := range owners {
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
			VALUES ($1, $2, false, false, 'not_started', $3, $3) ON CONFLICT DO NOTHING`, o, language, tx.now); err != nil {
			return err
		}
		if _, err := tx.tx.ExecContext(ctx, `
			INSERT INTO person (programme_id, account_id, role, otherwise, name, name_given, created_at)
			VALUES ($1, $2, 'owner', 'participant', 'Owner', false, $3)
			ON CONFLICT (programme_id, account_id) DO UPDATE SET role = 'owner', otherwise = coalesce(person.otherwise, person.role),
			       role_since = CASE WHEN person.role = 'owner' THEN person.role_since ELSE $3 END`, programmeID, o, tx.now); err != nil {
			return err
		}
	}
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE person SET role = otherwise, otherwise = NULL, role_since = CASE WHEN otherwise = 'owner' THEN role_since ELSE $3 END
		 WHERE programme_id = $1 AND otherwise IS NOT NULL AND NOT account_id = ANY($2::bigint[])`, programmeID, int64s(owners), tx.now)
	return err
}
