package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"jarchy/internal/programme"
)

// TeamMember is somebody of a programme's team: a coordinator or an owner.
type TeamMember struct {
	Person     int64           `db:"id"`
	Account    int64           `db:"account"` // 0: not on Telegram
	Name       string          `db:"name"`
	Role       programme.Role  `db:"role"`
	Since      time.Time       `db:"since"` // of the role
	Reach      programme.Reach `db:"reach"`
	Configured bool            `db:"configured"` // an owner because the operator's configuration says so
}

// Team is a programme's team, its owners first.
type Team []TeamMember

// Find returns a member by the person's id.
func (t Team) Find(person int64) (TeamMember, bool) {
	i := slices.IndexFunc(t, func(m TeamMember) bool { return m.Person == person })
	if i < 0 {
		return TeamMember{}, false
	}
	return t[i], true
}

// Owners counts the owners.
func (t Team) Owners() (n int) {
	for _, m := range t {
		if m.Role == programme.Owner {
			n++
		}
	}
	return n
}

// Team reads a programme's team.
func (tx *Tx) Team(ctx context.Context, programmeID int64) (t Team, err error) {
	err = tx.tx.SelectContext(ctx, &t, `
		SELECT p.id, coalesce(p.account_id, 0) AS account, p.name, p.role, coalesce(p.role_since, p.created_at) AS since,
		       coalesce(a.reach, 'not_started') AS reach, p.otherwise IS NOT NULL AS configured
		  FROM person p LEFT JOIN account a ON a.id = p.account_id
		 WHERE p.programme_id = $1 AND p.role IN ('coordinator', 'owner')
		 ORDER BY p.role DESC, since, p.id`, programmeID)
	return t, err
}

// LockTeam reads a programme's team and holds it: who changes it meanwhile waits.
// Whoever asked may be of it no longer, which only what is read here tells.
func (tx *Tx) LockTeam(ctx context.Context, programmeID int64) (Team, error) {
	if _, err := tx.tx.ExecContext(ctx, `SELECT FROM programme WHERE id = $1 FOR NO KEY UPDATE`, programmeID); err != nil {
		return nil, err
	}
	return tx.Team(ctx, programmeID)
}

// SetRole gives a person of a team that LockTeam holds a role, and logs it; by is a
// person, or 0 for the program. Who owns the programme by the operator's
// configuration goes on to do so, and has the role without it.
func (tx *Tx) SetRole(ctx context.Context, person int64, role programme.Role, by int64) error {
	var row struct {
		Programme int64          `db:"programme_id"`
		Role      programme.Role `db:"role"`
	}
	if err := tx.tx.GetContext(ctx, &row, `SELECT programme_id, role FROM person WHERE id = $1 FOR UPDATE`, person); err != nil {
		return fmt.Errorf("role of person %d: %w", person, err)
	}
	if _, err := tx.tx.ExecContext(ctx, `
		UPDATE person SET role = CASE WHEN otherwise IS NULL THEN $2 ELSE role END,
		       otherwise = CASE WHEN otherwise IS NULL THEN NULL ELSE $2 END,
		       role_since = CASE WHEN otherwise IS NULL THEN $3 ELSE role_since END
		 WHERE id = $1 AND coalesce(otherwise, role) <> $2`, person, role, tx.now); err != nil {
		return err
	}
	return tx.Log(ctx, Change{Programme: row.Programme, Subject: "role", SubjectID: person, By: by, Old: row.Role, New: role})
}

// RoleBefore is what a person of a programme was before their role was set the last
// time; empty if it never was.
func (tx *Tx) RoleBefore(ctx context.Context, programmeID, person int64) (role programme.Role, err error) {
	var old string
	err = tx.tx.GetContext(ctx, &old, `
		SELECT old FROM change WHERE subject = 'role' AND subject_id = $1 AND programme_id = $2 ORDER BY id DESC LIMIT 1`, person, programmeID)
	if noRows(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return role, json.Unmarshal([]byte(old), &role)
}

// ChangeProgramme writes those of a programme's name, zone and language that are
// not empty, and returns it as it is now, without its hours.
func (tx *Tx) ChangeProgramme(ctx context.Context, g programme.Programme) (programme.Programme, error) {
	var row struct {
		Name     string `db:"name"`
		Zone     string `db:"zone"`
		Language string `db:"language"`
	}
	err := tx.tx.GetContext(ctx, &row, `
		UPDATE programme SET name = coalesce($2, name), zone = coalesce($3, zone), language = coalesce($4, language)
		 WHERE id = $1 RETURNING name, zone, language`, g.ID, null(g.Name), null(g.Zone), null(g.Language))
	return programme.Programme{ID: g.ID, Name: row.Name, Zone: row.Zone, Language: row.Language}, err
}
