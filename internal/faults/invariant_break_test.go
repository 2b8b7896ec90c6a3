package faults

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"jarchy/internal/programme"
	"jarchy/internal/simulator"
)

// TestInvariantsCanFail breaks each invariant on purpose, and wants to be told of it: a
// look that finds nothing shows nothing unless it could have found something.
func TestInvariantsCanFail(t *testing.T) {
	t.Parallel()
	const (
		reminds = `WITH o AS (INSERT INTO outbox (programme_id, event_id, person_id, rule_id, chat, method, class, state, message_id, not_before, created_at, final_at)
				SELECT 1, 1, 2, max(id), 200001, 'sendMessage', 2, '%[1]s', nullif(%[2]d, 0), now(), now(), CASE WHEN '%[1]s' IN ('sent', 'failed') THEN now() END FROM rule RETURNING id, rule_id)
			INSERT INTO delivery (event_id, rule_id, person_id, schedule, instant, outbox_id, outcome, at) SELECT 1, rule_id, 2, 1, now(), id, %[3]s FROM o`
		neighbours = `INSERT INTO programme (name, zone, language, created_at) SELECT 'Neighbours', zone, language, created_at FROM programme`
		answer     = `INSERT INTO change (programme_id, subject, subject_id, by, at, old, new) VALUES (1, 'participation', 1, 2, now(), '""', '"coming"')`
	)
	waits := fmt.Sprintf(reminds, "queued", 0, "NULL, NULL")
	sent := func(message int) string { return fmt.Sprintf(reminds, "sent", message, "'sent', '2026-12-11'") }
	breaks := map[string][]string{
		"I1: participants without a delivery": {waits, `UPDATE rule SET next_at = NULL`},
		"I1: deliveries that say sent":        {fmt.Sprintf(reminds, "failed", 0, "'sent', now()")},
		"I3":                                  {`UPDATE event SET seats = 1`},
		"I4":                                  {answer, answer},
		"I5: reminders of an event that is off, and that would go": {waits, `UPDATE event SET status = 'cancelled'`},
		"I5: reminders of days that are not the event's":           {waits, `UPDATE event SET schedule = 2`},
		"I5: reminders to who has left an event, that would go":    {waits, `UPDATE participation SET state = 'removed'`},
		"I5: messages to who has blocked the bot":                  {waits, `UPDATE account SET reach = 'blocked'`},
		"I5: reminders that went long after their event":           {sent(0), `UPDATE event SET status = 'cancelled'`},
		"I5: reminders that went long after their reader":          {sent(0), `UPDATE participation SET state = 'declined'`},
		"I6":                           {sent(0)},
		"I7: answers that were logged": {answer},
		"I8: events whose log does not tell each":        {`UPDATE event SET version = 2`},
		"I8: events whose last version":                  {`UPDATE event SET seats = 3`},
		"I8: answers that the log does not tell":         {`UPDATE participation SET state = 'waiting'`},
		"I8: answers that were changed in a transaction": {answer, `UPDATE participation SET since = now()`},
		"I9: messages to somebody of another":            {neighbours, waits, `UPDATE outbox SET programme_id = 2, event_id = NULL`},
		"I9: messages about an event of another":         {neighbours, waits, `UPDATE outbox SET programme_id = 2, person_id = NULL`},
		"I9: people in an event of another":              {neighbours, `UPDATE person SET programme_id = 2 WHERE id = 2`},
		"I9: deliveries about an event of another":       {neighbours, waits, `UPDATE person SET programme_id = 2 WHERE id = 2`},
		"I9: rules, sends, drafts or questions":          {neighbours, `UPDATE rule SET programme_id = 2 WHERE event_id IS NOT NULL`},
	}
	told := func(r *rig, what string) bool {
		return slices.ContainsFunc(r.broken(), func(s string) bool { return strings.HasPrefix(s, what) })
	}
	scene := func(t *testing.T) *rig {
		r := unchecked(t, databaseURL(t), simulator.Options{})
		r.programme(nil)
		e := r.event(2)
		r.people(2)
		r.take(e, firstChat, 2, programme.Coming)
		r.seed()
		if what := r.broken(); len(what) > 0 {
			t.Fatalf("something is broken before it is: %q", what)
		}
		return r
	}
	for what, statements := range breaks {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			r := scene(t)
			for _, statement := range statements {
				r.exec(statement)
			}
			if !told(r, what) {
				t.Errorf("it was not told; told was %q", r.broken())
			}
		})
	}
	for _, all := range []map[string]string{never, neverByBot} {
		for name := range all {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(breaks)), func(what string) bool { return strings.HasPrefix(name, what) }) {
				t.Errorf("%s: nothing here breaks it", name)
			}
		}
	}
	t.Run("I2", func(t *testing.T) {
		t.Parallel()
		r := scene(t)
		r.call(t, "sendMessage", url.Values{"chat_id": {"200001"}, "text": {"Tomorrow: " + title}})
		r.exec(sent(r.sim.Journal()[len(r.sim.Journal())-1].MessageID))
		r.call(t, "sendMessage", url.Values{"chat_id": {"200001"}, "text": {repeatLine + "\n\nTomorrow: " + title}})
		if told(r, "I2") {
			t.Error("a repeat that says so is told as a second one")
		}
		r.call(t, "sendMessage", url.Values{"chat_id": {"200001"}, "text": {"Tomorrow: " + title}})
		if !told(r, "I2") {
			t.Error("a second one is not told")
		}
	})
	t.Run("I7", func(t *testing.T) {
		t.Parallel()
		r := scene(t)
		id := r.sim.Person(firstChat, "", "").PressData(1, "come:x")
		for _, text := range []string{"You are coming.", "You are coming.", "You have answered already."} {
			if told(r, "I7") {
				t.Error("an answer that is repeated is told as another")
			}
			r.call(t, "answerCallbackQuery", url.Values{"callback_query_id": {id}, "text": {text}})
		}
		if !told(r, "I7") {
			t.Error("another answer is not told")
		}
	})
}

// call calls the simulated Telegram, as a bot does.
func (r *rig) call(t *testing.T, method string, params url.Values) {
	t.Helper()
	resp, err := http.PostForm(fmt.Sprintf("%s/bot%s/%s", r.sim.URL(), r.sim.Token(), method), params)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
