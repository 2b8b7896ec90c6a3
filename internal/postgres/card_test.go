package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTidyCards: names of messages that nothing changes any more go, those of events 90
// days after their end, those of sends as long after they left.
func TestTidyCards(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	over := o.id(`INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, schedule_since, begins_at, ends_at, created_by, created_at)
		VALUES ($1, '8KQ2M', 'k', 'workshop', 'in_person', 'Asia/Almaty', false, 'en', 'confirmed', $2, $2, $2, $3, $2) RETURNING id`,
		o.programme, o.clock.Now(), o.people[0])
	batch := o.id(`INSERT INTO batch (programme_id, by, sent_at, parts) VALUES ($1, $2, $3, '[]') RETURNING id`, o.programme, o.people[0], o.clock.Now())
	draft := o.id(`INSERT INTO draft (programme_id, by, batch_id, fields, base, state, updated_at) VALUES ($1, $2, $3, '{}', '{}', 'open', $4) RETURNING id`,
		o.programme, o.people[0], batch, o.clock.Now())
	send := func(state string) string {
		return fmt.Sprintf("progress:%d", o.id(`INSERT INTO send (programme_id, event_id, kind, audience, at, state) VALUES ($1, $2, 'mass', 'coming', $3, $4) RETURNING id`,
			o.programme, o.event, o.clock.Now(), state))
	}
	going, done := send("going"), send("done")
	undated, stays := fmt.Sprintf("event:%d", o.event), []string{fmt.Sprintf("batch:%d", batch), fmt.Sprintf("draft:%d", draft)}
	for i, name := range append(stays, undated, going, fmt.Sprintf("event:%d", over), done, "progress:999", "event:999", "draft:999", "batch:999", "workplan:999", "question:999") {
		o.exec(`INSERT INTO card (chat, name, message_id, made_by) VALUES (101, $1, $2, 0)`, name, 7+i)
	}
	names := func() string {
		if err := o.db.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		return o.text(`SELECT string_agg(name, ' ' ORDER BY message_id) FROM card`)
	}
	with := func(more ...string) string { return strings.Join(append(stays, more...), " ") }
	check(t, "at once", names(), with(undated, going, fmt.Sprintf("event:%d", over), done, "question:999"))
	o.clock.Add(89 * 24 * time.Hour)
	check(t, "after 89 days", names(), with(undated, going, fmt.Sprintf("event:%d", over), done, "question:999"))
	o.clock.Add(2 * 24 * time.Hour)
	check(t, "after 91 days", names(), with(undated, going, "question:999"))
}
