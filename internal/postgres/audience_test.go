package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
)

func TestAudience(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`UPDATE event SET schedule = 2`)
	// A person for each state; those coming and waiting also with an answer to the old days.
	for i, s := range []string{"coming 2", "coming 1", "waiting 2", "waiting 1", "asked 1", "declined 2", "removed 2"} {
		state, schedule, _ := strings.Cut(s, " ")
		id := o.id(`INSERT INTO person (programme_id, role, name, name_given, created_at) VALUES ($1, 'participant', $2, true, $3) RETURNING id`,
			o.programme, s, o.clock.Now().Add(time.Duration(i)*time.Second))
		o.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule) VALUES ($1, $2, $3, $4, $5)`, o.event, id, state, o.clock.Now(), schedule)
	}
	o.exec(`UPDATE person SET role = 'owner' WHERE account_id = 101`)
	o.exec(`UPDATE person SET role = 'viewer' WHERE account_id = 102`)
	for _, c := range []struct {
		audience postgres.Audience
		want     string
	}{
		{postgres.Audience{Word: programme.ToComing}, "coming 2, coming 1"},
		{postgres.Audience{Word: programme.ToComing, AlsoWaiting: true}, "coming 2, coming 1, waiting 2, waiting 1"},
		{postgres.Audience{Word: programme.ToAsked}, "coming 1, waiting 1, asked 1"},
		{postgres.Audience{Word: programme.ToConcerned}, "coming 2, coming 1, waiting 2, waiting 1, asked 1"},
		{postgres.Audience{Word: programme.ToConcerned, AlsoDeclined: true}, "coming 2, coming 1, waiting 2, waiting 1, asked 1, declined 2"},
		{postgres.Audience{Word: programme.ToStaff}, "participant"},
		{postgres.Audience{Word: "everybody"}, ""},
	} {
		c.audience.Event = programme.Event{ID: o.event, Schedule: 2}
		o.do(func(ctx context.Context, tx *postgres.Tx) error {
			members, err := tx.Members(ctx, c.audience, 0, 100)
			names, all := make([]string, len(members)), 0
			for i, m := range members {
				names[i] = o.text(`SELECT name FROM person WHERE id = $1`, m.Person)
				if confirm := strings.HasSuffix(names[i], "coming 1") || names[i] == "waiting 1"; m.Confirm != confirm {
					t.Errorf("%s is to confirm: %t", names[i], m.Confirm)
				}
			}
			check(t, string(c.audience.Word), strings.Join(names, ", "), c.want)
			if err != nil {
				return err
			}
			crowds, err := tx.Crowds(ctx, c.audience)
			for _, crowd := range crowds {
				all += crowd.N
			}
			check(t, "counted", all, len(members))
			return err
		})
	}
}

// An account's language and zone count, else the person's own, else the
// programme's; a person's own do not once an account is linked.
func TestAudienceReaders(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.exec(`UPDATE account SET zone = 'Europe/Brussels', language = 'ru', reach = 'blocked' WHERE id = 102`)
	o.exec(`UPDATE person SET zone = 'Asia/Tokyo', language = 'uz' WHERE account_id = 101`)
	letter := o.id(`INSERT INTO person (programme_id, role, name, name_given, zone, language, created_at) VALUES ($1, 'participant', 'by letter', true, 'Asia/Tashkent', 'uz', $2) RETURNING id`,
		o.programme, o.clock.Now())
	bare := o.id(`INSERT INTO person (programme_id, role, name, name_given, created_at) VALUES ($1, 'participant', 'bare', true, $2) RETURNING id`, o.programme, o.clock.Now())
	for i, p := range []int64{o.people[0], o.people[1], letter, bare} {
		o.exec(`INSERT INTO participation (event_id, person_id, state, since, schedule) VALUES ($1, $2, 'coming', $3, 1)`, o.event, p, o.clock.Now().Add(time.Duration(i)*time.Hour))
	}
	a := postgres.Audience{Event: programme.Event{ID: o.event, Schedule: 1}, Word: programme.ToComing, Rule: o.rule}
	o.do(func(ctx context.Context, tx *postgres.Tx) error {
		members, err := tx.Members(ctx, a, 0, 100)
		if err != nil {
			return err
		}
		want := []string{"en Asia/Almaty ok", "ru Europe/Brussels blocked", "uz Asia/Tashkent ", "en Asia/Almaty "}
		for i, m := range members {
			check(t, "reader", fmt.Sprintf("%s %s %s", m.Language, m.Zone, m.Reach), want[i])
		}
		zones, err := tx.Zones(ctx, a)
		if err != nil {
			return err
		}
		check(t, "zones", fmt.Sprintln(len(zones), zones[0].Name, zones[0].Since.Equal(o.clock.Now())), "3 Asia/Almaty true\n")

		check(t, "since when", members[1].Since.Equal(o.clock.Now().Add(time.Hour)), true)
		if _, err := tx.Skip(ctx, o.rule, 0, o.event, 1, o.clock.Now(), []int64{o.people[0]}, "late"); err != nil {
			return err
		}
		page, err := tx.Members(ctx, a, 0, 2)
		if err != nil {
			return err
		}
		check(t, "who has no delivery, at most two", fmt.Sprint(len(page), page[0].Person == o.people[1]), "2 true")
		page, err = tx.Members(ctx, a, page[1].Person, 2)
		check(t, "those after them", fmt.Sprint(len(page), page[0].Person == bare), "1 true")
		return err
	})
}
