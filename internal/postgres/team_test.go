package postgres_test

import (
	"context"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

// TestOwnersByConfiguration: numbers own the first programme exactly as long as they
// stand in the configuration, and are what they are without it afterwards.
func TestOwnersByConfiguration(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db, sql := postgrestest.Open(t, address, clock), postgrestest.SQL(t, address)
	start := func(owners ...int64) {
		t.Helper()
		if err := db.FirstProgramme(ctx, programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, owners); err != nil {
			t.Fatal(err)
		}
	}
	roles := func() (s string) {
		t.Helper()
		if err := sql.Get(&s, `SELECT coalesce(string_agg(account_id || ' ' || role, ', ' ORDER BY account_id), '') FROM person`); err != nil {
			t.Fatal(err)
		}
		return s
	}
	give := func(account int64, role programme.Role) {
		t.Helper()
		if err := db.Do(ctx, func(tx *postgres.Tx) error {
			if err := tx.SaveAccount(ctx, programme.Account{ID: account, Language: "en", Reach: programme.ReachOK}); err != nil {
				return err
			}
			p := programme.Person{Programme: 1, Account: account, Role: programme.Participant, Name: "Somebody"}
			if err := tx.AddPerson(ctx, &p); err != nil {
				return err
			}
			return tx.SetRole(ctx, p.ID, role, 0)
		}); err != nil {
			t.Fatal(err)
		}
	}
	check := func(when, want string) {
		t.Helper()
		if got := roles(); got != want {
			t.Errorf("%s: got %q, want %q", when, got, want)
		}
	}

	start()
	check("nobody stands there", "")
	start(1, 2)
	check("two", "1 owner, 2 owner")
	start(1, 2)
	check("again", "1 owner, 2 owner")
	start(2)
	check("one taken out", "1 participant, 2 owner")
	start(1)
	check("the other way round", "1 owner, 2 participant")

	give(3, programme.Owner) // by a link
	give(4, programme.Coordinator)
	start(1, 3, 4)
	check("of the team before", "1 owner, 2 participant, 3 owner, 4 owner")
	start()
	check("all taken out", "1 participant, 2 participant, 3 owner, 4 coordinator")

	start(2)
	give(2, programme.Owner) // by a link, too
	start()
	check("taken out, an owner by a link", "1 participant, 2 owner, 3 owner, 4 coordinator")

	start(4)
	give(4, programme.Participant)
	check("no button takes them away", "1 participant, 2 owner, 3 owner, 4 owner")
	start()
	check("but from then on", "1 participant, 2 owner, 3 owner, 4 participant")
}

func TestTeamSince(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db := postgrestest.Open(t, address, clock)
	if err := db.FirstProgramme(ctx, programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, []int64{1}); err != nil {
		t.Fatal(err)
	}
	clock.Add(48 * time.Hour)
	var team postgres.Team
	if err := db.Do(ctx, func(tx *postgres.Tx) (err error) {
		p := programme.Person{Programme: 1, Role: programme.Participant, Name: "Colleague"}
		if err := tx.AddPerson(ctx, &p); err != nil {
			return err
		}
		if err := tx.SetRole(ctx, p.ID, programme.Coordinator, 0); err != nil {
			return err
		}
		team, err = tx.LockTeam(ctx, 1)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(team) != 2 || team.Owners() != 1 || !team[0].Configured || team[1].Configured {
		t.Fatalf("got %+v, want an owner by configuration and a coordinator", team)
	}
	if d := team[1].Since.Sub(team[0].Since); d != 48*time.Hour {
		t.Errorf("the coordinator is one %v longer than the owner is, want 48h", d)
	}
}

// TestTidyTokens: of what somebody asked by an invitation, nothing is kept for ever.
func TestTidyTokens(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	db, sql := postgrestest.Open(t, address, clock), postgrestest.SQL(t, address)
	if err := db.FirstProgramme(ctx, programme.Programme{Name: "P", Zone: "Asia/Almaty", Language: "en"}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Do(ctx, func(tx *postgres.Tx) error {
		text, err := tx.NewToken(ctx, postgres.TokenInvite, 1, 0, 24*time.Hour)
		if err != nil {
			return err
		}
		return askToJoin(ctx, tx, text)
	}); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{25 * time.Hour, 1}, {6 * 24 * time.Hour, 1}, {24 * time.Hour, 0}} {
		clock.Add(step.after)
		if err := db.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := sql.Get(&n, `SELECT count(*) FROM token`); err != nil || n != step.want {
			t.Errorf("%v later: got %d tokens, %v, want %d", step.after, n, err, step.want)
		}
	}
}

func askToJoin(ctx context.Context, tx *postgres.Tx, text string) error {
	t, _, err := tx.Token(ctx, text)
	if err != nil {
		return err
	}
	t.Account, t.Name = 9000, "Somebody"
	_, err = tx.AskToJoin(ctx, t)
	return err
}
