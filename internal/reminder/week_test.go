package reminder_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"jarchy/internal/postgres"
	"jarchy/internal/programme"
	"jarchy/internal/reminder"
)

// TestWeekNamesWhomTooMuchReaches: more than three messages in a day, by the calendar of
// who gets them, of whatever events; three are not too many, and who cannot be reached or
// said no is not counted.
func TestWeekNamesWhomTooMuchReaches(t *testing.T) {
	t.Parallel()
	m := newTeam(t)
	five, four, three, gone := m.person(almaty, "ru"), m.person(almaty, "ru"), m.person(almaty, "ru"), m.person(almaty, "en")
	var events []programme.Event
	for _, day := range []string{"2026-12-09", "2026-12-09", "2026-12-09", "2026-12-10", "2026-12-09"} { // the fourth reminds of itself on the 9th too
		events = append(events, m.event(day, day, "15:00"))
	}
	for _, e := range events {
		m.answer(e.ID, programme.Coming, five, four, three, gone)
	}
	m.answer(events[4].ID, programme.Declined, four, three)
	m.answer(events[0].ID, programme.Declined, three)
	m.exec(`UPDATE account SET reach = 'blocked' WHERE id = (SELECT account_id FROM person WHERE id = $1)`, gone)
	m.turn(m.at("2026-12-07 12:00", almaty))
	if got, want := m.overloads(7*24*time.Hour), "Participant 1 on 2026-12-08: 4, Participant 1 on 2026-12-09: 5, Participant 2 on 2026-12-09: 4"; got != want {
		t.Errorf("too much: got %q, want %q", got, want)
	}
	// Of an event that is off nothing goes.
	if _, _, err := m.change(m.db, events[4].ID, func(e *programme.Event) { e.Status = programme.Cancelled }); err != nil {
		t.Fatal(err)
	}
	if got, want := m.overloads(7*24*time.Hour), "Participant 1 on 2026-12-09: 4, Participant 2 on 2026-12-09: 4"; got != want {
		t.Errorf("too much, one event off: got %q, want %q", got, want)
	}
	if got := m.overloads(24 * time.Hour); got != "" {
		t.Errorf("too much within a day: got %q, want nothing", got)
	}
}

// overloads lists whom too much reaches in a time from now on.
func (m *team) overloads(ahead time.Duration) string {
	m.t.Helper()
	var said []string
	m.do(func(ctx context.Context, tx *postgres.Tx) error {
		_, over, err := reminder.Week(ctx, tx, 1, tx.Now().Add(ahead))
		for _, o := range over {
			said = append(said, fmt.Sprintf("%s on %s: %d", o.Name, o.Day, o.N))
		}
		return err
	})
	return strings.Join(said, ", ")
}
