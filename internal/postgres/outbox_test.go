package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"jarchy/internal/postgres"
	"jarchy/internal/postgres/postgrestest"
	"jarchy/internal/programme"
)

const (
	run1 = "00000000-0000-4000-8000-000000000001"
	run2 = "00000000-0000-4000-8000-000000000002"
)

// outbox is a database with a programme, an event, a rule, sends and people, and
// a queue whose run has the lease.
type outbox struct {
	t     *testing.T
	db    *postgres.DB
	sql   *sqlx.DB
	clock *postgrestest.Clock
	queue *postgres.Queue

	programme, event, rule int64
	mass, change           int64   // sends
	people                 []int64 // persons; the account of the i-th is 101 + i
}

func newOutbox(t *testing.T) *outbox {
	t.Helper()
	address := postgrestest.URL(t)
	clock := postgrestest.NewClock(postgrestest.Start)
	o := &outbox{t: t, db: postgrestest.Open(t, address, clock), sql: postgrestest.SQL(t, address), clock: clock}
	now := clock.Now()
	o.exec(`UPDATE lease SET run = $1`, run1)
	o.programme = o.id(`INSERT INTO programme (name, zone, language, created_at) VALUES ('P', 'Asia/Almaty', 'en', $1) RETURNING id`, now)
	for i := range 3 {
		o.exec(`INSERT INTO account (id, language, language_chosen, zone_chosen, reach, reach_since, created_at)
			VALUES ($1, 'en', false, false, 'ok', $2, $2)`, 101+i, now)
		o.people = append(o.people, o.id(`INSERT INTO person (programme_id, account_id, role, name, name_given, created_at)
			VALUES ($1, $2, 'participant', 'participant', true, $3) RETURNING id`, o.programme, 101+i, now))
	}
	o.event = o.id(`INSERT INTO event (programme_id, code, key, kind, mode, zone, zone_assumed, language, status, schedule_since, created_by, created_at)
		VALUES ($1, '7KQ2M', 'k', 'workshop', 'in_person', 'Asia/Almaty', false, 'en', 'confirmed', $2, $3, $2) RETURNING id`, o.programme, now, o.people[0])
	o.rule = o.id(`INSERT INTO rule (programme_id, event_id, kind, n, clock, audience, since)
		VALUES ($1, $2, 'days_before', 1, '10:00', 'coming', $3) RETURNING id`, o.programme, o.event, now)
	o.mass, o.change = o.send("mass"), o.send("change")
	o.queue = o.newQueue(run1)
	return o
}

func (o *outbox) newQueue(run string) *postgres.Queue {
	q := o.db.Queue(run, time.Minute)
	return q
}

func (o *outbox) send(kind string) int64 {
	o.t.Helper()
	return o.id(`INSERT INTO send (programme_id, event_id, kind, audience, at, state) VALUES ($1, $2, $3, 'coming', $4, 'going') RETURNING id`,
		o.programme, o.event, kind, o.clock.Now())
}

func (o *outbox) exec(q string, args ...any) {
	o.t.Helper()
	if _, err := o.sql.Exec(q, args...); err != nil {
		o.t.Fatal(err)
	}
}

func (o *outbox) id(q string, args ...any) (id int64) {
	o.t.Helper()
	if err := o.sql.Get(&id, q, args...); err != nil {
		o.t.Fatal(err)
	}
	return id
}

// text reads one value as text.
func (o *outbox) text(q string, args ...any) (s string) {
	o.t.Helper()
	if err := o.sql.Get(&s, q, args...); err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *outbox) do(f func(ctx context.Context, tx *postgres.Tx) error) {
	o.t.Helper()
	if err := o.db.Do(o.t.Context(), func(tx *postgres.Tx) error { return f(o.t.Context(), tx) }); err != nil {
		o.t.Fatal(err)
	}
}

func (o *outbox) enqueue(ms ...programme.Message) {
	o.t.Helper()
	o.do(func(ctx context.Context, tx *postgres.Tx) error { return tx.Enqueue(ctx, ms...) })
}

// fan queues a message of the rule, or of a send if one is given, for all people.
func (o *outbox) fan(send int64, text string) int {
	o.t.Helper()
	f := postgres.Fan{
		Message: programme.Message{Programme: o.programme, Event: o.event, Class: programme.Mass, Repeat: "again", Params: map[string]any{"text": text}},
		Send:    send, Schedule: 1, Instant: o.clock.Now(), People: o.people,
	}
	switch send {
	case 0:
		f.Rule = o.rule
	case o.change:
		f.Message.Class = programme.Notice
	}
	var n int
	o.do(func(ctx context.Context, tx *postgres.Tx) (err error) {
		n, err = tx.Fan(ctx, f)
		return err
	})
	return n
}

// claim buries and claims, as a sender that looks anew.
func (o *outbox) claim(n int, holding ...int64) []postgres.Claimed {
	o.t.Helper()
	if _, err := o.queue.Bury(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
	cs, err := o.queue.Claim(o.t.Context(), n, programme.Mass, holding, postgres.Place{})
	if err != nil {
		o.t.Fatal(err)
	}
	return cs
}

func (o *outbox) mark(ms ...postgres.Mark) {
	o.t.Helper()
	if err := o.queue.Mark(o.t.Context(), ms); err != nil {
		o.t.Fatal(err)
	}
}

// sent marks rows as sent; message ids are 1000 more than the rows'.
func (o *outbox) sent(cs ...postgres.Claimed) {
	o.t.Helper()
	for _, c := range cs {
		o.mark(postgres.Mark{ID: c.ID, Attempt: c.Attempt, State: postgres.RowSent, MessageID: 1000 + c.ID})
	}
}

func (o *outbox) quiet() bool {
	o.t.Helper()
	quiet, err := o.db.Quiet(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	return quiet
}

// rows shows all rows in order: chat, state and problem.
func (o *outbox) rows() string {
	o.t.Helper()
	return o.text(`SELECT coalesce(string_agg(concat_ws(' ', chat, state, problem), ', ' ORDER BY id), '') FROM outbox`)
}

func (o *outbox) deliveries() string {
	o.t.Helper()
	return o.text(`SELECT coalesce(string_agg(concat_ws(' ', person_id - $1 + 101, coalesce(outcome, 'open'), nullif(reason, '')), ', ' ORDER BY id), '')
		FROM delivery`, o.people[0])
}

// said lists texts by chat.
func said(cs []postgres.Claimed) string {
	var s []string
	for _, c := range cs {
		s = append(s, fmt.Sprintf("%d %v", c.Call.Chat, c.Call.Params["text"]))
	}
	return strings.Join(s, ", ")
}

func message(chat int64, class programme.Class, text string) programme.Message {
	return programme.Message{Chat: chat, Class: class, Params: map[string]any{"text": text}}
}

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func TestEnqueueKeyIsOnce(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	m := message(101, programme.Answer, "first")
	m.Key = "k"
	o.enqueue(m)
	m.Params = map[string]any{"text": "second"}
	o.enqueue(m, message(102, programme.Answer, "other"))
	check(t, "claimed", said(o.claim(9)), "101 first, 102 other")
}

func TestEnqueueKeepsAll(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.enqueue(programme.Message{
		Chat: 101, Method: "sendDocument", Params: map[string]any{"caption": "c", "big": int64(9007199254740993)},
		File: []byte{0, 1, 255}, FileName: "a.ics", Repeat: "again",
	}, programme.Message{Chat: 101, Method: "answerCallbackQuery", Params: map[string]any{"callback_query_id": "q"}})
	cs := o.claim(9)
	if len(cs) != 2 {
		t.Fatalf("claimed %d rows, want 2: the answer to a button waits for no chat", len(cs))
	}
	c := cs[0].Call
	check(t, "call", fmt.Sprint(c.Method, c.Chat, c.Params["caption"], c.Params["big"], c.File, c.FileName, cs[0].Repeat),
		fmt.Sprint("sendDocument", 101, "c", json.Number("9007199254740993"), []byte{0, 1, 255}, "a.ics", "again"))
	check(t, "answer's chat", cs[1].Call.Chat, int64(0))
}

func TestFanIsPlannedOnce(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	noAccount := o.id(`INSERT INTO person (programme_id, role, name, name_given, created_at)
		VALUES ($1, 'participant', 'participant', true, $2) RETURNING id`, o.programme, o.clock.Now())
	o.people = append(o.people, noAccount)
	check(t, "queued", o.fan(0, "reminder"), 3)
	check(t, "queued again", o.fan(0, "reminder"), 0)
	check(t, "rows", o.rows(), "101 queued, 102 queued, 103 queued")
	check(t, "texts", o.text(`SELECT count(*) FROM outbox_text`), "1")
	check(t, "deliveries", o.deliveries(), "101 open, 102 open, 103 open")
	check(t, "linked", o.text(`SELECT count(*) FROM delivery d JOIN outbox o ON o.id = d.outbox_id AND o.person_id = d.person_id`), "3")
	check(t, "of a send", o.fan(o.mass, "remind"), 3)

	var n int
	o.do(func(ctx context.Context, tx *postgres.Tx) (err error) {
		n, err = tx.Skip(ctx, o.rule, 0, o.event, 1, o.clock.Now(), []int64{o.people[0], noAccount}, "not_linked")
		return err
	})
	check(t, "skipped", n, 1)
	check(t, "reason", o.text(`SELECT reason FROM delivery WHERE person_id = $1`, noAccount), "not_linked")

	cs := o.claim(9)
	check(t, "claimed", said(cs), "101 reminder, 102 reminder, 103 reminder")
	check(t, "repeat", cs[0].Repeat, "again")
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	all := "reminder mass change answer staff seat"
	for _, tt := range []struct {
		name     string
		withdraw func(context.Context, *postgres.Tx, *outbox) (int, error)
		n        int
		left     string // of person 101
	}{
		{"event", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawEvent(ctx, o.event, "why")
		}, 6, "change answer staff seat"},
		{"person", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawPerson(ctx, o.event, o.people[0], "why")
		}, 4, "answer staff"},
		{"another person", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawPerson(ctx, o.event, o.people[1], "why")
		}, 3, all},
		{"all of a person", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawPerson(ctx, 0, o.people[0], "why")
		}, 5, "answer"},
		{"promotions", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawPromotions(ctx, o.event, "why")
		}, 1, "reminder mass change answer staff"},
		{"send", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawSend(ctx, o.mass, "why")
		}, 3, "reminder change answer staff seat"},
		{"rule", func(ctx context.Context, tx *postgres.Tx, o *outbox) (int, error) {
			return tx.WithdrawRule(ctx, o.rule, "why")
		}, 3, "mass change answer staff seat"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOutbox(t)
			o.fan(0, "reminder")
			o.fan(o.mass, "mass")
			o.fan(o.change, "change")
			answer, staff := message(101, programme.Answer, "answer"), message(101, programme.Mass, "staff")
			answer.Event, answer.Person = o.event, o.people[0]
			staff.Event, staff.Person, staff.Send = o.event, o.people[0], o.mass
			seat := message(101, programme.Notice, "seat")
			seat.Event, seat.Person = o.event, o.people[0]
			seat.Key = postgres.PromotedKey(programme.Participation{Event: o.event, Person: o.people[0]})
			o.enqueue(answer, staff, seat)
			o.do(func(ctx context.Context, tx *postgres.Tx) error {
				n, err := tt.withdraw(ctx, tx, o)
				check(t, "withdrawn", n, tt.n)
				return err
			})
			check(t, "left", o.text(`
				SELECT string_agg(coalesce(o.params->>'text', x.params->>'text'), ' ' ORDER BY o.id)
				  FROM outbox o LEFT JOIN outbox_text x ON x.id = o.text_id WHERE o.chat = 101 AND o.withdrawn IS NULL`), tt.left)

			// A claim that starts now takes none of it, and closes it.
			o.claim(0)
			check(t, "skipped", o.text(`SELECT count(*) FROM outbox WHERE state = 'skipped' AND problem = 'why' AND params = '{}' AND text_id IS NULL`), fmt.Sprint(tt.n))
			for cs := o.claim(99); len(cs) > 0; cs = o.claim(99) {
				o.sent(cs...)
			}
			check(t, "sent", o.text(`SELECT count(*) FROM outbox WHERE state = 'sent'`), fmt.Sprint(12-tt.n))
			check(t, "open deliveries", o.text(`SELECT count(*) FROM delivery WHERE outcome IS NULL`), "0")
		})
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	o := newOutbox(t)
	o.fan(0, "reminder")
	o.enqueue(message(109, programme.Answer, "answer"))
	o.sent(o.claim(9)...)
	o.fan(o.mass, "waits")
	o.exec(`INSERT INTO update_mark (update_id, done_at) VALUES (1, $1)`, o.clock.Now())
	o.exec(`WITH sent AS (INSERT INTO batch (programme_id, by, sent_at, parts) SELECT programme_id, id, $1, '[]' FROM person ORDER BY id LIMIT 2 RETURNING *)
		INSERT INTO draft (programme_id, by, batch_id, fields, base, state, updated_at)
		SELECT programme_id, by, id, '{}', '{}', CASE WHEN id = (SELECT min(id) FROM sent) THEN 'saved' ELSE 'open' END, $1 FROM sent`, o.clock.Now())
	o.exec(`INSERT INTO sent_file (programme_id, by, batch_id, file_id, name, kind, sent_at)
		SELECT programme_id, by, id, 'F', 'x', 'photo', $1 FROM batch`, o.clock.Now())
	counts := func() string {
		if err := o.db.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		return o.text(`SELECT concat_ws(' ', (SELECT count(*) FROM outbox), (SELECT count(*) FROM outbox_text), (SELECT count(*) FROM update_mark),
			(SELECT count(*) FROM delivery), (SELECT count(*) FROM draft), (SELECT count(*) FROM batch), (SELECT count(*) FROM sent_file))`)
	}
	check(t, "at once", counts(), "7 1 1 6 2 2 2")
	o.clock.Add(25 * time.Hour)
	check(t, "after a day", counts(), "6 1 1 6 2 2 2")
	o.clock.Add(14 * 24 * time.Hour)
	check(t, "after 15 days", counts(), "6 1 0 6 2 2 2")
	o.clock.Add(80 * 24 * time.Hour)
	check(t, "after 95 days", counts(), "3 1 0 6 1 1 0")
}
