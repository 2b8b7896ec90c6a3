package postgres

import (
	"context"

	"jarchy/internal/programme"
)

// AddPerson stores someone in a programme, or finds the one whose account it is.
func (tx *Tx) AddPerson(ctx context.Context, p *programme.Person) error {
	return tx.tx.GetContext(ctx, &p.ID, `
		INSERT INTO person (programme_id, account_id, role, name, name_given, institution, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (programme_id, account_id) DO UPDATE SET account_id = excluded.account_id
		RETURNING id`,
		p.Programme, null(p.Account), p.Role, p.Name, p.NameGiven, p.Institution, tx.now)
}

// TakeName notes the name that Telegram shows, for those who gave none.
func (tx *Tx) TakeName(ctx context.Context, account int64, name string) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE person SET name = $2 WHERE account_id = $1 AND NOT name_given AND name <> $2`, account, name)
	return err
}

// GiveName notes the name and the institution that somebody gave, in all their
// programmes.
func (tx *Tx) GiveName(ctx context.Context, account int64, name, institution string) error {
	_, err := tx.tx.ExecContext(ctx, `
		UPDATE person SET name = $2, institution = $3, name_given = true WHERE account_id = $1`, account, name, institution)
	return err
}

// readerColumns are a person as messages see one; FROM person p JOIN programme g
// LEFT JOIN account a.
const readerColumns = `
	p.id, coalesce(p.account_id, 0) AS chat, p.name, p.role,
	coalesce(a.language, p.language, g.language) AS language,
	CASE WHEN p.account_id IS NULL THEN coalesce(p.zone, g.zone) ELSE coalesce(a.zone, g.zone) END AS zone,
	coalesce(a.reach, 'not_started') AS reach`

const readerFrom = ` FROM person p JOIN programme g ON g.id = p.programme_id LEFT JOIN account a ON a.id = p.account_id`

type readerRow struct {
	ID       int64  `db:"id"`
	Chat     int64  `db:"chat"`
	Name     string `db:"name"`
	Role     string `db:"role"`
	Language string `db:"language"`
	Zone     string `db:"zone"`
	Reach    string `db:"reach"`
}

func (r readerRow) reader() programme.Reader {
	return programme.Reader{Person: r.ID, Chat: r.Chat, Name: r.Name, Role: programme.Role(r.Role),
		Language: r.Language, Zone: r.Zone, Reach: programme.Reach(r.Reach)}
}

func (tx *Tx) readers(ctx context.Context, where string, args ...any) ([]programme.Reader, error) {
	var rows []readerRow
	if err := tx.tx.SelectContext(ctx, &rows, `SELECT `+readerColumns+readerFrom+where, args...); err != nil {
		return nil, err
	}
	readers := make([]programme.Reader, len(rows))
	for i, r := range rows {
		readers[i] = r.reader()
	}
	return readers, nil
}

// Reader reads a person as messages see one.
// It returns a NotFound programme.Error if there is none of that id.
func (tx *Tx) Reader(ctx context.Context, person int64) (programme.Reader, error) {
	rs, err := tx.readers(ctx, ` WHERE p.id = $1`, person)
	if err == nil && len(rs) == 0 {
		err = programme.Refuse(programme.NotFound, "person_unknown")
	}
	if err != nil {
		return programme.Reader{}, err
	}
	return rs[0], nil
}

// Staff lists the coordinators and owners of a programme, except those persons.
func (tx *Tx) Staff(ctx context.Context, programmeID int64, except ...int64) ([]programme.Reader, error) {
	return tx.readers(ctx, ` WHERE p.programme_id = $1 AND p.role IN ('coordinator', 'owner') AND NOT p.id = ANY($2) ORDER BY p.id`,
		programmeID, int64s(except))
}

// Owners lists the owners of all programmes who are on Telegram.
func (tx *Tx) Owners(ctx context.Context) ([]programme.Reader, error) {
	return tx.readers(ctx, ` WHERE p.role = 'owner' AND p.account_id IS NOT NULL ORDER BY p.id`)
}

// OwnersOf lists the owners of a programme who can be reached.
func (tx *Tx) OwnersOf(ctx context.Context, programmeID int64) ([]programme.Reader, error) {
	return tx.readers(ctx, ` WHERE p.programme_id = $1 AND p.role = 'owner' AND a.reach = 'ok' ORDER BY p.id`, programmeID)
}
