package postgres

import (
	"context"
	"time"

	"jarchy/internal/programme"
)

// Fan is one message to many people, each in a chat of their own with the bot.
type Fan struct {
	// Message is what they share. Its Chat, Person, Send, Key, Card and File are
	// not looked at.
	Message  programme.Message
	Rule     int64 // what caused it: a rule or a send, not both
	Send     int64
	Schedule int       // the event's
	Instant  time.Time // programme time at which it was due
	People   []int64   // persons
}

// Fan queues a message for each person who has an account, with the delivery
// that reports it, and says for how many. Who has a delivery of this cause and
// schedule already is passed over: planned twice is planned once.
func (tx *Tx) Fan(ctx context.Context, f Fan) (int, error) {
	tx.left.Messages = true
	shared, err := params(f.Message.Params)
	if err != nil {
		return 0, err
	}
	m := f.Message
	return affected(tx.tx.ExecContext(ctx, `
		WITH who AS MATERIALIZED (
			SELECT p.id AS person, nextval('outbox_id_seq') AS id
			  FROM (SELECT id FROM person WHERE id = ANY($1::bigint[]) AND account_id IS NOT NULL ORDER BY id) p),
		planned AS (
			INSERT INTO delivery (event_id, rule_id, send_id, person_id, schedule, instant, outbox_id)
			SELECT $2, $3, $4, person, $5, $6, id FROM who
			ON CONFLICT DO NOTHING RETURNING outbox_id, person_id),
		shared AS (
			INSERT INTO outbox_text (params, repeat) SELECT $7::jsonb, $8 WHERE EXISTS (SELECT FROM planned) RETURNING id)
		INSERT INTO outbox (id, programme_id, event_id, person_id, send_id, rule_id, chat, method, text_id, class,
		                    not_before, expires_at, created_at)
		OVERRIDING SYSTEM VALUE
		SELECT planned.outbox_id, $9, $2, p.id, $4, $3, p.account_id, $10, shared.id, $11, $12, $13, $14
		  FROM planned JOIN person p ON p.id = planned.person_id CROSS JOIN shared`,
		int64s(f.People), null(m.Event), null(f.Rule), null(f.Send), f.Schedule, f.Instant.UTC(),
		string(shared), m.Repeat, null(m.Programme), method(m), m.Class, tx.notBefore(m).UTC(), nullTime(m.ExpiresAt), tx.now))
}

// Skip notes that people do not get what a rule or a send had for them, and why:
// it makes their deliveries, final, and says how many. Who has one already keeps
// it.
func (tx *Tx) Skip(ctx context.Context, rule, send, event int64, schedule int, instant time.Time, people []int64, reason string) (int, error) {
	return affected(tx.tx.ExecContext(ctx, `
		INSERT INTO delivery (event_id, rule_id, send_id, person_id, schedule, instant, outcome, reason, at)
		SELECT $1, $2, $3, person, $4, $5, 'skipped', $6, $7 FROM unnest($8::bigint[]) AS person ORDER BY person
		ON CONFLICT DO NOTHING`,
		null(event), null(rule), null(send), schedule, instant.UTC(), reason, tx.now, int64s(people)))
}
