package bot_test

import (
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres/postgrestest"
)

// TestGroup writes commands in a group, staff's included: one line an hour, and
// nothing is kept of who wrote.
func TestGroup(t *testing.T) {
	t.Parallel()
	s := newStage(t, postgrestest.Start)
	s.people["coordinator"].Start("")
	g := s.sim.Group(-500, "Focal points")
	for _, part := range []string{"coordinator", "stranger"} {
		g.Add(s.people[part])
	}
	g.AddBot(s.people["coordinator"])
	s.settle()
	lines := func() (n int) {
		for _, m := range g.Messages() {
			if m.FromBot {
				n++
				if !strings.Contains(m.Text, "t.me/jarchy_bot") || len(m.Buttons) != 0 {
					t.Errorf("the bot wrote %q with buttons %v", m.Text, m.Buttons)
				}
			}
		}
		return n
	}
	for _, step := range []struct {
		part, text string
		turn       time.Duration
		want       int
	}{
		{"coordinator", "/upcoming", 0, 1},
		{"stranger", "/start", 0, 1},
		{"coordinator", "/new Workshop on audit, Almaty, 9-11 December", 0, 1},
		{"stranger", "good morning", time.Hour, 1},
		{"stranger", "/help", 0, 2},
	} {
		if step.turn > 0 {
			s.turn(s.clock.Now().Add(step.turn))
		}
		g.Say(s.people[step.part], step.text)
		s.settle()
		if got := lines(); got != step.want {
			t.Errorf("after %q by the %s the group has %d lines of the bot, want %d", step.text, step.part, got, step.want)
		}
	}
	db := postgrestest.SQL(t, s.url)
	var kept int
	if err := db.Get(&kept, `SELECT (SELECT count(*) FROM account WHERE id = 301) + (SELECT count(*) FROM draft) + (SELECT count(*) FROM event)`); err != nil || kept != 0 {
		t.Errorf("%d rows are kept of a group, want none (%v)", kept, err)
	}
}
