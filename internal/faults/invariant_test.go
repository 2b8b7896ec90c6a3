package faults

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"jarchy/internal/simulator"
)

// mayFollow is how long after a word that ends a message's use it may still arrive: it was
// on the wire, which is given up after 20 s, and its mark waits for the database.
const mayFollow = `interval '1 min'`

// reminder says of an outbox row o, its delivery d and the event e that it is one of the
// event's reminders, and would still go.
const reminder = `outbox o JOIN delivery d ON d.outbox_id = o.id AND d.rule_id IS NOT NULL JOIN event e ON e.id = d.event_id
	 AND o.state IN ('queued', 'sending', 'unknown') AND o.withdrawn IS NULL`

// said are the answers to events as the log tells them, one after the other.
const said = `SELECT c.id, c.xmin, c.at, c.subject_id AS event, CASE jsonb_typeof(c.new) WHEN 'string' THEN c.by ELSE (c.new ->> 'person')::bigint END AS person,
	CASE jsonb_typeof(c.new) WHEN 'string' THEN c.new #>> '{}' ELSE c.new ->> 'state' END AS state FROM change c WHERE c.subject = 'participation'`

// never counts what the database must never contain, whatever broke.
var never = map[string]string{
	"I1: participants without a delivery of a reminder that was planned": `
			SELECT count(*) FROM participation x JOIN rule r ON r.event_id = x.event_id JOIN event e ON e.id = x.event_id
			 WHERE x.state = 'coming' AND r.next_at IS NULL AND EXISTS (SELECT FROM delivery d WHERE d.rule_id = r.id AND d.schedule = e.schedule)
			   AND NOT EXISTS (SELECT FROM delivery d WHERE d.rule_id = r.id AND d.person_id = x.person_id AND d.schedule = e.schedule)`,
	"I1: deliveries that say sent of a message that was not": `
			SELECT count(*) FROM delivery d JOIN outbox o ON o.id = d.outbox_id WHERE d.outcome = 'sent' AND o.state <> 'sent'`,
	"I3: events with more coming than seats": `
			SELECT count(*) FROM event e WHERE e.seats < (SELECT count(*) FROM participation x WHERE x.event_id = e.id AND x.state = 'coming')`,
	"I4: answers that say what was said already, the event being what it was": `
			SELECT count(*) FROM (SELECT s.*, lag(s.id) OVER each AS before, lag(s.state) OVER each AS was FROM (` + said + `) s
			       WINDOW each AS (PARTITION BY s.event, s.person ORDER BY s.id)) s
			 WHERE s.state = s.was AND NOT EXISTS (SELECT FROM change c WHERE c.subject = 'event' AND c.subject_id = s.event AND c.id BETWEEN s.before AND s.id)`,
	"I5: reminders of an event that is off, and that would go": `
			SELECT count(*) FROM ` + reminder + ` AND e.status IN ('cancelled', 'postponed')`,
	"I5: reminders of days that are not the event's any more, and that would go": `
			SELECT count(*) FROM ` + reminder + ` AND d.schedule <> e.schedule`,
	"I5: reminders to who has left an event, that would go": `
			SELECT count(*) FROM ` + reminder + ` JOIN participation x ON x.event_id = e.id AND x.person_id = d.person_id AND x.state IN ('declined', 'removed')`,
	"I5: messages to who has blocked the bot, that would go": `
			SELECT count(*) FROM outbox o JOIN account a ON a.id = o.chat AND a.reach IN ('blocked', 'deactivated')
			 WHERE o.state IN ('queued', 'unknown') AND o.withdrawn IS NULL AND o.class > 0`,
	"I5: reminders that went long after their event was called off": `
			SELECT count(*) FROM delivery d JOIN event e ON e.id = d.event_id AND e.status IN ('cancelled', 'postponed')
			  JOIN change c ON c.subject = 'event' AND c.subject_id = e.id AND c.version = e.version
			 WHERE d.rule_id IS NOT NULL AND d.outcome = 'sent' AND d.at > c.at + ` + mayFollow,
	"I5: reminders that went long after their reader had left": `
			SELECT count(*) FROM delivery d JOIN participation x ON x.event_id = d.event_id AND x.person_id = d.person_id AND x.state IN ('declined', 'removed')
			 WHERE d.rule_id IS NOT NULL AND d.outcome = 'sent' AND d.at > x.since + ` + mayFollow,
	"I6: reminders of what is to begin that went when it had begun": `
			SELECT count(*) FROM delivery d JOIN rule r ON r.id = d.rule_id AND r.kind IN ('days_before', 'hours_before') JOIN event e ON e.id = d.event_id
			 WHERE d.outcome = 'sent' AND d.schedule = e.schedule AND d.at > e.begins_at + ` + mayFollow,
	"I8: events whose log does not tell each version once": `
			SELECT count(*) FROM event e WHERE (SELECT array_agg(c.version ORDER BY c.version) FROM change c WHERE c.subject = 'event' AND c.subject_id = e.id)
			   IS DISTINCT FROM (SELECT array_agg(v) FROM generate_series(1, e.version) v)`,
	"I8: events whose last version was logged in another transaction": `
			SELECT count(*) FROM event e WHERE NOT EXISTS (
			       SELECT FROM change c WHERE c.subject = 'event' AND c.subject_id = e.id AND c.version = e.version AND c.xmin = e.xmin)`,
	"I9: messages to somebody of another programme": `
			SELECT count(*) FROM outbox o JOIN person p ON p.id = o.person_id WHERE o.programme_id <> p.programme_id`,
	"I9: messages about an event of another programme": `
			SELECT count(*) FROM outbox o JOIN event e ON e.id = o.event_id WHERE o.programme_id <> e.programme_id`,
	"I9: people in an event of another programme": `
			SELECT count(*) FROM participation x JOIN person p ON p.id = x.person_id JOIN event e ON e.id = x.event_id WHERE p.programme_id <> e.programme_id`,
	"I9: deliveries about an event of another programme": `
			SELECT count(*) FROM delivery d JOIN person p ON p.id = d.person_id JOIN event e ON e.id = d.event_id WHERE p.programme_id <> e.programme_id`,
	"I9: rules, sends, drafts or questions of another programme than their event's": `
			SELECT count(*) FROM event e JOIN (SELECT programme_id, event_id FROM rule UNION ALL SELECT programme_id, event_id FROM send
			       UNION ALL SELECT programme_id, event_id FROM draft UNION ALL SELECT programme_id, event_id FROM question
			       UNION ALL SELECT programme_id, subject_id FROM change WHERE subject IN ('event', 'participation')) x ON x.event_id = e.id
			 WHERE x.programme_id <> e.programme_id`,
}

// neverByBot counts what the bot must never have written; $1 is the transaction's number
// that tells it from what the scene did.
var neverByBot = map[string]string{
	// A handler's part of its transaction has a number of its own; the hour is that of the whole.
	"I7: answers that were logged in a transaction that neither marks an update nor changes the event": `
			SELECT count(*) FROM (` + said + `) s WHERE s.xmin::text::bigint > $1 AND NOT EXISTS (SELECT FROM update_mark m WHERE m.done_at = s.at)
			   AND NOT EXISTS (SELECT FROM change c WHERE c.subject = 'event' AND c.subject_id = s.event AND c.xmin = s.xmin)`,
	"I8: answers that the log does not tell as they stand": `
			SELECT count(*) FROM participation x WHERE x.xmin::text::bigint > $1 AND x.state IS DISTINCT FROM (
			       SELECT CASE jsonb_typeof(c.new) WHEN 'string' THEN c.new #>> '{}' ELSE c.new ->> 'state' END FROM change c
			        WHERE c.subject = 'participation' AND c.subject_id = x.event_id
			          AND (jsonb_typeof(c.new) = 'string' AND c.by = x.person_id OR (c.new ->> 'person')::bigint = x.person_id)
			        ORDER BY c.id DESC LIMIT 1)
			   AND NOT EXISTS (SELECT FROM change c WHERE c.subject = 'event' AND c.subject_id = x.event_id AND c.xmin = x.xmin)`,
	"I8: answers that were changed in a transaction that logged nothing": `
			SELECT count(*) FROM participation x WHERE x.xmin::text::bigint > $1 AND NOT EXISTS (
			       SELECT FROM change c WHERE c.subject IN ('participation', 'event') AND c.subject_id = x.event_id AND c.xmin = x.xmin)`,
}

// invariants holds I1 to I9 at a scene's end.
func (r *rig) invariants() {
	r.Helper()
	for _, what := range r.broken() {
		r.Error(what)
	}
}

// broken says which invariants do not hold.
func (r *rig) broken() (what []string) {
	r.Helper()
	for name, query := range never {
		if n := r.number(query); n != 0 {
			what = append(what, fmt.Sprintf("%s: %d", name, n))
		}
	}
	for name, query := range neverByBot {
		if n := r.number(query, r.seeded); n != 0 {
			what = append(what, fmt.Sprintf("%s: %d", name, n))
		}
	}
	what = append(what, r.sentTwice()...)
	return append(what, r.answeredTwice()...)
}

// sentTwice looks in what arrived for one reminder or notice that arrived more than once
// without a word that it may be a repeat (I2). The database does not know it: what it
// knows is that each has one delivery.
func (r *rig) sentTwice() (what []string) {
	r.Helper()
	type message struct {
		chat      int64
		text, has string // and its buttons
	}
	deliveries, plain := map[message]int{}, map[message]int{}
	byID := map[[2]int64]message{}
	for _, e := range r.sim.Events(0) {
		if e.Kind != simulator.Posted || !e.FromBot {
			continue
		}
		text, repeated := strings.CutPrefix(e.Message.Text, repeatLine)
		m := message{e.Chat, strings.TrimSpace(text), fmt.Sprint(e.Message.Buttons)}
		byID[[2]int64{e.Chat, int64(e.Message.ID)}] = m
		if !repeated {
			plain[m]++
		}
	}
	var rows []struct {
		Chat    int64
		Message int64
	}
	if err := r.sql.Select(&rows, `SELECT o.chat, o.message_id AS message FROM delivery d JOIN outbox o ON o.id = d.outbox_id
		WHERE o.message_id IS NOT NULL AND o.method = 'sendMessage'`); err != nil {
		r.Fatal(err)
	}
	for _, row := range rows {
		deliveries[byID[[2]int64{row.Chat, row.Message}]]++
	}
	for m, n := range deliveries {
		if plain[m] > n {
			what = append(what, fmt.Sprintf("I2: %d got %q %d times, and was to get it %d times", m.chat, m.text, plain[m], n))
		}
	}
	return what
}

// answeredTwice looks in the journal for presses that were answered in two ways: an
// update that was handled twice (I7). The same answer again is a call repeated.
func (r *rig) answeredTwice() (what []string) {
	answers := map[string]string{}
	for _, c := range r.sim.Journal() {
		if c.Method != "answerCallbackQuery" {
			continue
		}
		id, text := c.Params.Get("callback_query_id"), strconv.Quote(c.Params.Get("text"))
		if before, ok := answers[id]; ok && before != text {
			what = append(what, fmt.Sprintf("I7: a press was answered %s, and then %s", before, text))
		}
		answers[id] = text
	}
	return what
}

// scanLogs looks for what no log may tell (I10): the token, who people are, what they say,
// and whom they may call.
func (r *rig) scanLogs() {
	r.Helper()
	_, token, _ := strings.Cut(r.sim.Token(), ":")
	secrets := []string{token, "Nameless", "confidential", phone, email}
	for _, log := range r.logs {
		for line := range strings.Lines(log.String()) {
			if slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(line, s) }) {
				r.Errorf("I10: the log tells %s", line)
			}
		}
	}
}
